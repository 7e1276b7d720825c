# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The file of a client secret: private, in one step, and encrypted where it was."""

import os

import pytest
from ansible.constants import DEFAULT_VAULT_ID_MATCH
from ansible.parsing.dataloader import DataLoader
from ansible.parsing.vault import VaultLib, VaultSecret
from ansible_collections.openmetadata.sso.plugins.plugin_utils._runtime import client_secret_file
from ansible_collections.openmetadata.sso.plugins.plugin_utils._runtime.client_secret_file import Unusable
from lab import required

ABOUT = {"client_id": "om", "ends": "2027-05-27T00:00:00+00:00"}


@pytest.fixture
def loader():
    made = DataLoader()
    made.set_vault_secrets([("default", VaultSecret(b"password"))])
    return made


def test_a_secret_is_written_for_its_owner_alone_and_read_again(tmp_path, loader):
    name = str(tmp_path / "secrets" / "client")
    assert client_secret_file.read(name, loader) is None and client_secret_file.beside(name) == {}
    client_secret_file.check(name, loader)
    client_secret_file.write(name, "one", ABOUT, loader)
    assert (client_secret_file.read(name, loader), client_secret_file.beside(name)) == ("one", ABOUT)
    assert oct((tmp_path / "secrets" / "client").stat().st_mode)[-3:] == "600"
    assert "one" not in (tmp_path / "secrets" / "client.json").read_text()


def test_an_encrypted_file_stays_encrypted(tmp_path, loader):
    path = tmp_path / "client"
    path.write_bytes(VaultLib([("default", VaultSecret(b"password"))]).encrypt("old\n"))
    assert client_secret_file.read(str(path), loader) == "old"
    client_secret_file.write(str(path), "new", ABOUT, loader)
    assert path.read_text().startswith("$ANSIBLE_VAULT") and client_secret_file.read(str(path), loader) == "new"


def test_without_the_password_it_is_an_error_before_a_secret_is_made(tmp_path):
    path = tmp_path / "client"
    path.write_bytes(VaultLib([(DEFAULT_VAULT_ID_MATCH, VaultSecret(b"password"))]).encrypt("old"))
    for act in (client_secret_file.read, client_secret_file.check):
        with pytest.raises(Unusable, match="no vault password"):
            act(str(path), DataLoader())


@pytest.mark.parametrize("kind", ["folder", "below a file", "not text"])
def test_a_place_that_cannot_be_used_is_an_error(tmp_path, loader, kind):
    (tmp_path / "file").write_bytes(b"\xff\xfe")
    name = {"folder": tmp_path, "below a file": tmp_path / "file" / "client", "not text": tmp_path / "file"}[kind]
    with pytest.raises(Unusable):
        client_secret_file.check(str(name), loader)


def test_a_link_of_another_user_to_what_they_may_not_read_is_an_error(tmp_path, loader):
    if os.geteuid() != 0:
        required.require("only root can give files away")
    secret = tmp_path / "private" / "secret"
    secret.parent.mkdir(mode=0o700)
    secret.write_text("of-root-and-nobody-else", encoding="utf-8")
    secret.chmod(0o600)
    theirs = tmp_path / "theirs"
    theirs.mkdir()
    (theirs / "client").symlink_to(secret)
    for path in (theirs, theirs / "client"):
        os.chown(path, 65534, 65534, follow_symlinks=False)
    for act in (client_secret_file.read, client_secret_file.check):
        with pytest.raises(Unusable, match="can be replaced by the user"):
            act(str(theirs / "client"), loader)


@pytest.mark.parametrize("text", ["[" * 9999 + "]" * 9999, "{", "\udcff", "[]", '{"ends": NaN}'])
def test_what_is_beside_it_in_another_form_says_nothing(tmp_path, text):
    (tmp_path / "client.json").write_text(text, encoding="utf-8", errors="surrogateescape")
    assert client_secret_file.beside(str(tmp_path / "client")) == {}
