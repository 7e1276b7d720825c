# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""When an older client secret may go, by what is recorded beside the newer one."""

import json
from types import SimpleNamespace

import pytest
from ansible.parsing.dataloader import DataLoader
from ansible_collections.openmetadata.sso.plugins.action import configuration
from ansible_collections.openmetadata.sso.plugins.plugin_utils._registration.registration import Secret
from ansible_collections.openmetadata.sso.plugins.plugin_utils._runtime import client_secret_file, client_secret_record

HOSTS = ("om-1", "om-2")


@pytest.fixture
def file(tmp_path, monkeypatch):
    """Where the secret is; each entry of the run is written at once."""
    monkeypatch.setattr(client_secret_record.JOURNAL, "add", lambda entry: client_secret_record._write([entry]))
    return str(tmp_path / "client_secret")


def kept(file, known, secret, hosts=HOSTS):
    about = client_secret_record.begun(file, known, secret, hosts, DataLoader())
    client_secret_file.write(file, secret.value, about, DataLoader())


def rotated(file):
    """The first secret is replaced."""
    kept(file, None, Secret("1", "first"))
    kept(file, "first", Secret("2", "second", replaces="1"))


def plan(file, secret="second"):
    return SimpleNamespace(settings=SimpleNamespace(client_secret_file=file, client_secret=secret))


def record(file, known="second", hosts=HOSTS, inventory=HOSTS):
    return client_secret_record.of(file, known, hosts, inventory, DataLoader())


def action(host=None, check_mode=False, state="present"):
    made = configuration.ActionModule.__new__(configuration.ActionModule)
    made._task, made.host, made.arguments = SimpleNamespace(check_mode=check_mode), host, {"state": state}
    made._loader = DataLoader()
    return made


def verify(file, *hosts, secret="second", check_mode=False):
    client_secret_record.accepted(action(None, check_mode), [plan(file, secret)])
    for host in hosts:
        client_secret_record.verified(action(host, check_mode), plan(file, secret))


def test_the_older_one_may_go_when_it_was_accepted_and_every_host_was_verified(file):
    rotated(file)
    assert record(file).removable == frozenset()
    assert "preflight has not seen" in record(file).missing and "om-1, om-2" in record(file).missing
    verify(file, "om-1")
    assert record(file).missing == "sso has not verified the new one on om-2"
    verify(file, "om-2")
    assert record(file) == client_secret_record.Record(frozenset({"1"}))


def test_a_second_run_writes_nothing(file, monkeypatch):
    rotated(file)
    verify(file, *HOSTS)
    monkeypatch.setattr(client_secret_record.JOURNAL, "add", lambda _entry: pytest.fail("written again"))
    verify(file, *HOSTS)


def test_a_host_that_is_not_in_this_run_counts_while_the_inventory_has_it(file):
    rotated(file)
    verify(file, "om-1")
    assert "om-2" in record(file, hosts=("om-1",)).missing
    assert record(file, hosts=("om-1",), inventory=("om-1",)).removable == {"1"}


def test_a_new_secret_begins_a_new_record(file):
    rotated(file)
    verify(file, *HOSTS)
    kept(file, "second", Secret("3", "third", replaces="2"))
    assert (record(file, "third").older, record(file, "third").removable) == ({"1", "2"}, frozenset())
    late = {"file": file, "kept": "the time of the second", "key": "accepted", "host": None}
    client_secret_record._write([late])
    assert "accepted" not in client_secret_file.beside(file)


@pytest.mark.parametrize(
    ("first", "known", "replaces"),
    [
        (Secret("1", "first", ours=False), "first", "1"),
        (Secret("1", "first"), "of another place", "1"),
        (Secret("1", "first"), "first", ""),
    ],
    ids=["made by others", "not that of the file", "unknown"],
)
def test_what_was_not_made_by_this_collection_is_not_recorded(file, first, known, replaces):
    kept(file, None, first)
    kept(file, known, Secret("2", "second", replaces=replaces))
    verify(file, *HOSTS)
    assert record(file) == client_secret_record.Record()


@pytest.mark.parametrize("known", ["first", None, "of another place"])
def test_nothing_goes_where_the_operator_has_another_secret(file, known):
    rotated(file)
    verify(file, *HOSTS)
    assert record(file, known) == client_secret_record.Record()


def test_another_secret_than_that_of_the_file_is_not_recorded(file):
    rotated(file)
    verify(file, *HOSTS, secret="first")
    assert record(file).removable == frozenset()


def test_what_was_removed_is_forgotten_and_no_secret_is_recorded(file):
    rotated(file)
    verify(file, *HOSTS)
    client_secret_record.forget(file, ["1"])
    assert record(file) == client_secret_record.Record()
    about = json.dumps(client_secret_file.beside(file))
    assert "second" not in about and "first" not in about


def test_without_a_record_nothing_is_written(file):
    client_secret_file.write(file, "second", {"client_id": "om"}, DataLoader())
    verify(file, *HOSTS)
    assert client_secret_file.beside(file) == {"client_id": "om"}


@pytest.mark.parametrize("value", [1, "1", None, [1], {"om-1": 1}, True], ids=str)
@pytest.mark.parametrize("key", ["older", "hosts", "verified", "accepted", "kept"])
def test_a_record_that_somebody_edited_lets_nothing_go(file, key, value):
    rotated(file)
    client_secret_file.note(file, {**client_secret_file.beside(file), key: value})
    verify(file)
    assert record(file).removable == frozenset()
    verify(file, *HOSTS)
    kept(file, "second", Secret("3", "third", replaces="2"))
    assert record(file, "third").removable == frozenset()


def test_neither_check_mode_nor_a_recovery_is_recorded(file):
    rotated(file)
    before = client_secret_file.beside(file)
    verify(file, *HOSTS, check_mode=True)
    for state in ("last_good", "basic"):
        client_secret_record.verified(action("om-1", state=state), plan(file))
    assert client_secret_file.beside(file) == before
