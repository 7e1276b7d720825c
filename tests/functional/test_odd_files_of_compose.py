# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whatever is in the place of a file of a Compose project: no hang, no half change, and the next run works.

docs/contribute/faults.md lists the cases.
"""

import json
import os

import pytest
from faults import odd, worlds
from faults.laying import check_error, lay, quick
from lab import direct


@pytest.fixture(scope="module")
def project(folder, operator):
    """A configured project, on a host with the stand-in for docker."""
    before = dict(os.environ)
    os.environ["PATH"] = f"{worlds.HERE}{os.pathsep}{os.environ['PATH']}"
    one = worlds.Compose(folder, "1.12.14", operator).begin()
    yield one
    one.stop()
    os.environ.clear()
    os.environ.update(before)


@pytest.mark.parametrize("name", list(odd.COMPOSE))
def test_what_is_in_the_place_of_a_file_of_a_project(project, name):
    """One test a file: a case that is refused restarts nothing."""
    path = project.watched / name
    for kind in odd.NOT_FILES:
        away = lay(kind, path)
        try:
            results = [direct.run(project.content("old", "verify"), prepare=quick), project.apply("new", quick)]
        finally:
            away()
        for result in results:
            check_error(result.failed())
        assert str(path) in json.dumps(results[1].error), (kind, results[1].error)
        assert project.state() == project.states["old"], kind
    if name in odd.COMPOSE_OURS:
        away = lay("bind mount", path)
        try:
            check_error(project.apply("new", quick).failed())
        finally:
            away()
        assert project.state() == project.states["old"]
    assert not project.apply("old", quick).passed()["changed"]


def test_a_project_is_changed_by_whatever_name_its_folder_has(project):
    link = project.folder / "current"
    link.symlink_to(project.watched.name)
    assert project.apply("new", quick, om_sso_compose_directory=str(link)).passed()["changed"]
    assert project.state() == project.states["new"]
    assert not project.apply("new", quick).passed()["changed"]
    assert project.apply("old", quick, om_sso_compose_directory=str(link)).passed()["changed"]
    assert project.state() == project.states["old"]
