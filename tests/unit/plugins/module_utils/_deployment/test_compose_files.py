# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How our files join a Compose project without editing the operator's.

A plain `docker compose up -d` has to read them.
"""

import pytest
from ansible_collections.openmetadata.sso.plugins.module_utils._deployment import compose_files

OURS = compose_files.MARK + "; the next run replaces it.\nservices: {}\n"


@pytest.fixture
def project(tmp_path):
    """`project(name=content)` writes files; dots are double underscores."""

    def make(*names, dotenv=None, ours=()):
        for name in names:
            (tmp_path / name).write_text(OURS if name in ours else "services: {}\n")
        if dotenv is not None:
            (tmp_path / ".env").write_text(dotenv)
        return str(tmp_path)

    return make


def found(layout):
    return layout.bases, layout.override, layout.dotenv


@pytest.mark.parametrize("name", compose_files.BASES)
def test_beside_a_file_of_a_standard_name_compose_reads_ours_by_itself(project, name):
    assert found(compose_files.layout(project(name), [])) == ([name], compose_files.OWN_OVERRIDE, None)


def test_compose_prefers_its_new_names(project):
    folder = project("docker-compose.yml", "compose.yaml")
    assert compose_files.layout(folder, []).bases == ["compose.yaml"]


def test_our_own_override_of_an_earlier_run_changes_nothing(project):
    folder = project("docker-compose.yml", compose_files.OWN_OVERRIDE, ours=[compose_files.OWN_OVERRIDE])
    assert found(compose_files.layout(folder, [])) == (["docker-compose.yml"], compose_files.OWN_OVERRIDE, None)


@pytest.mark.parametrize("name", compose_files.OVERRIDES)
def test_an_override_of_the_operators_stays_and_is_named_with_ours(project, name):
    layout = compose_files.layout(project("docker-compose.yml", name), [])
    assert layout.bases == ["docker-compose.yml", name]
    assert layout.override == compose_files.NAMED_OVERRIDE
    assert layout.dotenv == f"COMPOSE_FILE=docker-compose.yml:{name}:{compose_files.NAMED_OVERRIDE}\n"


def test_files_of_other_names_are_named_in_dotenv(project):
    layout = compose_files.layout(project("docker-compose-postgres.yml"), ["docker-compose-postgres.yml"])
    assert found(layout) == (
        ["docker-compose-postgres.yml"],
        compose_files.NAMED_OVERRIDE,
        f"COMPOSE_FILE=docker-compose-postgres.yml:{compose_files.NAMED_OVERRIDE}\n",
    )


@pytest.mark.parametrize(
    "line",
    [
        "COMPOSE_FILE=a.yml:b.yml",
        "COMPOSE_FILE='a.yml:b.yml'",
        'X=1\nCOMPOSE_FILE=old.yml\nCOMPOSE_FILE="a.yml:b.yml"\n',
        "export COMPOSE_FILE=a.yml:b.yml",
        " COMPOSE_FILE = a.yml:b.yml",
        "COMPOSE_FILE: a.yml:b.yml",
        "COMPOSE_FILE=a.yml:b.yml # both",
        'COMPOSE_FILE="a.yml:b.yml" # both',
    ],
)
def test_what_the_operator_names_in_dotenv_comes_first(project, line):
    layout = compose_files.layout(project("a.yml", "b.yml", "docker-compose.yml", dotenv=line), [])
    assert (
        layout.bases == ["a.yml", "b.yml"]
        and layout.dotenv == f"COMPOSE_FILE=a.yml:b.yml:{compose_files.NAMED_OVERRIDE}\n"
    )


def test_the_separator_of_the_operator_is_taken_and_kept(project):
    """Compose reads our line with it as well (measured with Compose 2.26, as are the lines above)."""
    layout = compose_files.layout(project(dotenv="COMPOSE_PATH_SEPARATOR=;\nCOMPOSE_FILE=a.yml;b:c.yml\n"), [])
    assert layout.bases == ["a.yml", "b:c.yml"]
    assert layout.dotenv == f"COMPOSE_FILE=a.yml;b:c.yml;{compose_files.NAMED_OVERRIDE}\n"
    named = compose_files.layout(project("d.yml"), ["d.yml"])
    assert named.dotenv == f"COMPOSE_FILE=d.yml;{compose_files.NAMED_OVERRIDE}\n"


def test_our_own_block_in_dotenv_is_not_the_operators_word(project):
    block = f"# BEGIN openmetadata.sso\nCOMPOSE_FILE=a.yml:{compose_files.NAMED_OVERRIDE}\n# END openmetadata.sso\n"
    layout = compose_files.layout(project("a.yml", dotenv="COMPOSE_FILE=a.yml\n" + block), [])
    assert layout.bases == ["a.yml"] and layout.dotenv == f"COMPOSE_FILE=a.yml:{compose_files.NAMED_OVERRIDE}\n"


def test_a_folder_without_a_compose_file_has_no_bases(project):
    assert compose_files.layout(project(), []).bases == []
