# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A restart does not silently take from a server what the shell gave it that started it."""

import os

import pytest
from ansible_collections.openmetadata.sso.plugins.module_utils._core.errors import HostError
from ansible_collections.openmetadata.sso.plugins.module_utils._deployment import bare_metal_session as subject

YAML = "database:\n  url: jdbc:mysql://${DB_HOST:-localhost}/${DB_NAME:-om}\nclientId: ${OIDC_CLIENT_ID:-}\n"
SERVER = {"DB_HOST": "db.of.the.shell", "OIDC_CLIENT_ID": "x", "LESS": "-R", "PATH": "/bin"}
SOURCE = '. "$home/conf/openmetadata-env.sh"\n'


@pytest.fixture
def home(tmp_path):
    for folder in ("conf", "bin"):
        (tmp_path / folder).mkdir()
    (tmp_path / "conf" / "openmetadata.yaml").write_text(YAML)
    (tmp_path / "conf" / "openmetadata-env.sh").write_text("# DB_HOST is written here\n")
    (tmp_path / "bin" / "openmetadata.sh").write_text(SOURCE)
    return tmp_path


def lost(home, ours=None, server=None):
    return subject.lost(str(home), SERVER if server is None else server, ours or {}, ["OIDC_CLIENT_ID"])


def test_what_only_the_shell_has_set_is_refused_with_its_name_and_without_its_value(home):
    assert lost(home) == ["DB_HOST"]
    with pytest.raises(HostError, match="has DB_HOST from the shell") as error:
        subject.refuse_lost(str(home), SERVER, {}, ["OIDC_CLIENT_ID"])
    assert "db.of.the.shell" not in str(error.value.to_dict())
    assert "conf/openmetadata-env.sh (export NAME='value')" in error.value.fix


def test_another_value_in_the_environment_of_the_run_would_take_its_place(home):
    assert lost(home, {"DB_HOST": "another"}) == ["DB_HOST"]


def test_what_the_run_has_as_well_is_not_lost(home):
    assert lost(home, {"DB_HOST": "db.of.the.shell"}) == []


@pytest.mark.parametrize(
    "path",
    ["conf/openmetadata-env.sh", "conf/openmetadata-sso.sh", "bin/openmetadata.sh", "bin/openmetadata-server-start.sh"],
)
def test_what_a_file_sets_is_not_lost(home, path):
    (home / path).write_text(SOURCE + "export DB_HOST=anything\n")
    assert lost(home) == []


@pytest.mark.parametrize(
    "line", [". /etc/om.env", "[ -f x ] && . ./x", "set -a; source $HOME/om.env", 'eval "$(secrets)"']
)
def test_where_a_script_reads_other_files_nothing_is_known(home, line):
    (home / "conf" / "openmetadata-env.sh").write_text(line + "\n")
    assert lost(home) == []


def test_what_openmetadata_does_not_read_or_no_server_has_is_not_asked_for(home):
    assert lost(home, server={"LESS": "-R"}) == lost(home, server={}) == []


def test_a_script_that_cannot_be_read_is_said_elsewhere(home):
    os.unlink(home / "conf" / "openmetadata-env.sh")
    os.mkfifo(home / "conf" / "openmetadata-env.sh")
    assert lost(home) == []
