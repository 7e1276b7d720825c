# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Values go from planning to applying through a file that its reader removes."""

import os

import pytest
from ansible import constants
from ansible.errors import AnsibleActionFail
from ansible_collections.openmetadata.sso.plugins.plugin_utils._runtime import stash


@pytest.fixture(autouse=True)
def temporary(tmp_path, monkeypatch):
    monkeypatch.setattr(constants, "DEFAULT_LOCAL_TMP", str(tmp_path))
    return tmp_path


def test_values_are_taken_once():
    values = {
        "om_sso_client_secret": "ü \u2028",
        "om_sso_max_age": 0,
        "om_sso_pkce": False,
        "om_sso_authority": None,
        "om_sso_scopes": ["a"],
    }
    name = stash.put(values)
    assert stash.look(name) == values == stash.take(name)
    assert stash.take(name) is None and stash.look(name) is None


def test_the_file_is_for_its_owner_alone_and_gone_afterwards(temporary):
    name = stash.put({"a": "secret"})
    (path,) = temporary.iterdir()
    assert oct(path.stat().st_mode)[-3:] == "600" and "secret" not in path.name
    stash.take(name)
    assert list(temporary.iterdir()) == []


def test_what_a_killed_run_leaves_is_not_readable(temporary):
    """Ansible removes the folder at the end of a run, and not where that is killed."""
    values = {"om_sso_client_secret": "a-secret-of-auth0"}
    stash.put(values)
    stash.keep("keys_1", values)
    stash.replace("client_1", values)
    kept = [path.read_bytes() for path in temporary.iterdir()]
    assert len(kept) == 3 and not any(b"secret" in content for content in kept)


def test_a_process_of_the_run_reads_what_another_one_kept():
    stash.keep("keys_1", {"private": "key"})
    child = os.fork()
    if not child:
        os._exit(0 if stash.look("keys_1") == {"private": "key"} else 1)
    assert os.waitpid(child, 0)[1] == 0


@pytest.mark.parametrize("content", [b"{}", b"e30=", b"\xff", b""])
def test_a_file_of_another_hand_is_an_error(temporary, content):
    (temporary / "om_sso_client_1").write_bytes(content)
    with pytest.raises(AnsibleActionFail, match="in the temporary folder of this run was changed"):
        stash.look("client_1")


def test_a_file_counts_under_its_own_name_alone(temporary):
    stash.keep("keys_1", {"private": "key"})
    (temporary / "om_sso_keys_1").rename(temporary / "om_sso_keys_2")
    with pytest.raises(AnsibleActionFail, match="om_sso_keys_2"):
        stash.look("keys_2")


def test_without_a_key_that_all_processes_have_values_are_passed_on_all_the_same(monkeypatch):
    """A process that imports the file itself, or a controller without the library."""
    monkeypatch.setattr(stash.multiprocessing, "parent_process", lambda: "another one")
    monkeypatch.setattr(stash, "CIPHER", stash._new_cipher())
    name = stash.put({"a": "ü"})
    assert stash.CIPHER is None and stash.take(name) == {"a": "ü"}


def test_every_host_has_its_own():
    names = [stash.put({"host": number}) for number in range(20)]
    assert [stash.take(name)["host"] for name in names] == list(range(20))


def test_a_name_is_not_a_path(temporary):
    stash.keep("x", {"a": 1})
    assert stash.take("../" + os.path.basename(temporary) + "/x") == {"a": 1}, "only the last part of it counts"
    assert stash.take("../../etc/passwd") is None


def test_a_name_that_was_never_kept_costs_no_read(monkeypatch):
    """Each host of a run is looked up by name, and nearly always there is nothing."""
    monkeypatch.setattr(stash.private_file, "read", lambda path: pytest.fail(f"{path} was read"))
    assert stash.look("client_of_nobody") is None
