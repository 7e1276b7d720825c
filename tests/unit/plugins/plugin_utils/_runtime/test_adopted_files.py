# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Files of adopted hosts are written once, both or none, and never over what a hand has changed."""

import stat
import types

import pytest
from ansible.errors import AnsibleActionFail
from ansible.parsing.dataloader import DataLoader
from ansible.parsing.vault import VaultLib, VaultSecret
from ansible_collections.openmetadata.sso.plugins.plugin_utils._adopt import inventory_files
from ansible_collections.openmetadata.sso.plugins.plugin_utils._runtime import adopted_files

VARIABLES = {"om_sso_provider": "auth0", "om_sso_client_id": "Kx81", "om_sso_client_secret": "a {{ secret }}"}
PASSWORD = [("default", VaultSecret(b"open sesame"))]


@pytest.fixture
def write(tmp_path):
    """`write(...)` writes with some variables changed and gives ({name: changed}, rules)."""

    def call(really=True, overwrite=False, vaulted=False, **changes):
        settings = types.SimpleNamespace(adopt_directory=str(tmp_path), adopt_overwrite=overwrite)
        loader = DataLoader()
        if vaulted:
            loader.set_vault_secrets(PASSWORD)
        files = inventory_files.files("auth0", {**VARIABLES, **changes}, (), "a test")
        written, found = adopted_files.write(settings, "om-1", files, not really, loader)
        call.diff = [file.diff for file in written]
        return {file.path.rsplit("/", 1)[-1]: file.changed for file in written}, [finding.rule for finding in found]

    return call


@pytest.fixture
def paths(tmp_path):
    return tmp_path / "om-1" / "om_sso.yml", tmp_path / "om-1" / "om_sso.vault.yml"


BOTH, NEITHER = {"om_sso.yml": True, "om_sso.vault.yml": True}, {"om_sso.yml": False, "om_sso.vault.yml": False}


def encrypt(path):
    path.write_bytes(VaultLib(PASSWORD).encrypt(path.read_bytes(), PASSWORD[0][1]))


def test_both_are_written_and_a_second_time_nothing_is(write, paths):
    assert write() == (BOTH, [])
    assert [stat.S_IMODE(path.stat().st_mode) for path in paths] == [0o644, 0o600]
    before = [path.stat().st_mtime_ns for path in paths]
    assert write() == (NEITHER, [])
    assert [path.stat().st_mtime_ns for path in paths] == before


def test_check_mode_writes_nothing_and_says_the_same(write, paths):
    assert write(really=False) == (BOTH, [])
    assert not paths[0].parent.exists()


def test_what_it_wrote_itself_is_replaced(write, paths):
    write()
    assert write(om_sso_client_id="Ab12") == ({"om_sso.yml": True, "om_sso.vault.yml": False}, [])
    assert "Ab12" in paths[0].read_text()


@pytest.mark.parametrize("number", [0, 1])
def test_what_a_hand_changed_stays_and_the_other_file_too(write, paths, number):
    write()
    edited = paths[number].read_text() + "# mine\n"
    paths[number].write_text(edited)
    other = paths[1 - number].read_text()
    assert write(om_sso_client_id="Ab12", om_sso_client_secret="new") == ({}, ["ADO-05"])
    assert (paths[number].read_text(), paths[1 - number].read_text()) == (edited, other)
    assert write(om_sso_client_id="Ab12", om_sso_client_secret="new", overwrite=True) == (BOTH, [])
    assert "# mine" not in paths[number].read_text()


def test_a_file_of_somebody_elses_stays(write, paths):
    paths[0].parent.mkdir()
    paths[0].write_text("om_sso_provider: okta\n")
    assert write() == ({}, ["ADO-05"])
    assert not paths[1].exists()


def test_an_encrypted_file_is_compared_with_its_password(write, paths):
    write()
    encrypt(paths[1])
    assert write(vaulted=True) == (NEITHER, [])
    assert write(vaulted=True, om_sso_client_secret="new") == ({}, ["ADO-05"])
    assert write(vaulted=True, om_sso_client_secret="new", overwrite=True)[0]["om_sso.vault.yml"] is True


def test_an_encrypted_file_without_its_password_stays_as_it_is(write, paths):
    write()
    encrypt(paths[1])
    before = paths[1].read_bytes()
    assert write(om_sso_client_secret="new", om_sso_client_id="Ab12") == (
        {"om_sso.yml": True, "om_sso.vault.yml": False},
        ["ADO-06"],
    )
    assert paths[1].read_bytes() == before


def test_the_diff_shows_no_secret(write):
    write()
    write(om_sso_client_secret="another secret", om_sso_client_id="Ab12")
    text = str(write.diff)
    assert "Ab12" in text and "vault_om_sso_client_secret: <secret>" in text
    assert "another secret" not in text and "a {{ secret }}" not in text


def test_a_folder_that_cannot_be_made_is_said(write, tmp_path):
    (tmp_path / "om-1").write_text("a file\n")
    with pytest.raises(AnsibleActionFail, match=r"om_sso_adopt_directory: .*om-1"):
        write()
