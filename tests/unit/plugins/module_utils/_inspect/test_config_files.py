# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whatever is in the place of a configuration file, check_config and adopt end at once with one line that says it."""

import pytest
from ansible_collections.openmetadata.sso.plugins.module_utils._inspect import reader
from ansible_collections.openmetadata.sso.plugins.module_utils._system import commands
from lab import existing as lab
from lab.odd_files import ODD_FILES
from lab.time_limits import at_once

COMPOSE = "services:\n  openmetadata-server:\n    image: openmetadata/server:1.9.7\n    env_file: om.env\n"
PLACES = {
    "bare_metal": (
        "conf/openmetadata.yaml",
        "conf/openmetadata-env.sh",
        "bin/openmetadata.sh",
        "conf/openmetadata-sso.sh",
    ),
    "docker_compose": ("docker-compose.yml", "docker-compose.override.yml", ".env", "om.env", "openmetadata-sso.env"),
}
TABLE = [(deployment, place, kind) for deployment, places in PLACES.items() for place in places for kind in ODD_FILES]


@pytest.fixture
def installation(tmp_path, monkeypatch):
    """A folder that holds both kinds of installation, without Docker and without a server."""
    for name in ("conf", "bin", "logs"):
        (tmp_path / name).mkdir()
    (tmp_path / "conf" / "openmetadata.yaml").write_text("authenticationConfiguration:\n  provider: basic\n")
    (tmp_path / "conf" / "openmetadata-env.sh").write_text("export A=b\n")
    script = tmp_path / "bin" / "openmetadata.sh"
    script.write_text("#!/bin/sh\n")
    script.chmod(0o755)
    (tmp_path / "docker-compose.yml").write_text(COMPOSE)
    monkeypatch.setattr(commands, "run", lambda *_arguments, **_more: commands.Result(0, "", ""))
    return tmp_path


@pytest.mark.parametrize(("deployment", "place", "kind"), TABLE)
def test_a_file_that_is_none_is_said_in_one_line(installation, deployment, place, kind):
    put, said = ODD_FILES[kind]
    path = installation / place
    if path.exists():
        path.unlink()
    put(path)
    if place.startswith("bin/") and kind in ("binary", "huge"):
        path.chmod(0o755)  # a program, which is not read
    option = "om_sso_home" if deployment == "bare_metal" else "om_sso_compose_directory"
    variables = {"om_sso_deployment": deployment, option: str(installation), "om_sso_service": ""}
    with at_once():
        said_of_it = messages(variables)
    if place.startswith("bin/") and kind in ("binary", "huge"):
        assert said_of_it == []
        return
    assert len(said_of_it) == 1, said_of_it
    assert str(path) in said_of_it[0] and said in said_of_it[0] and "\n" not in said_of_it[0]


def messages(variables):
    """What is said of files that were not read: of each, or the one that ended the reading."""
    plan = lab.host_configuration.place_of(lab.Variables(variables, []), "check")
    answer, error = reader.run(lab.host_configuration.request(plan, "check"))
    return [error["message"]] if error else [message for _path, message in answer["problems"]]
