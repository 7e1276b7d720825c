# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""When an older client secret may go, by what is recorded beside the newer one."""

import json
from types import SimpleNamespace

import pytest
from ansible.parsing.dataloader import DataLoader
from ansible_collections.openmetadata.sso.plugins.plugin_utils._registration.registration import Secret
from ansible_collections.openmetadata.sso.plugins.plugin_utils._runtime import client_secret_file, client_secret_proof

HOSTS = ("om-1", "om-2")


@pytest.fixture
def file(tmp_path, monkeypatch):
    """Where the secret is; each entry of the run is written at once."""
    monkeypatch.setattr(client_secret_proof.JOURNAL, "add", lambda entry: client_secret_proof._write([entry]))
    return str(tmp_path / "client_secret")


def kept(file, known, secret, hosts=HOSTS):
    about = client_secret_proof.begun(file, known, secret, hosts, DataLoader())
    client_secret_file.write(file, secret.value, about, DataLoader())


def rotated(file):
    """The first secret is replaced."""
    kept(file, None, Secret("1", "first"))
    kept(file, "first", Secret("2", "second", replaces="1"))


def plan(file, secret="second"):
    return SimpleNamespace(settings=SimpleNamespace(client_secret_file=file, client_secret=secret))


def proof(file, known="second", hosts=HOSTS, inventory=HOSTS):
    return client_secret_proof.of(file, known, hosts, inventory, DataLoader())


def prove(file, *hosts, secret="second"):
    client_secret_proof.accepted(plan(file, secret), DataLoader())
    for host in hosts:
        client_secret_proof.verified(host, plan(file, secret), DataLoader())


def test_the_older_one_may_go_when_it_was_accepted_and_every_host_was_verified(file):
    rotated(file)
    assert proof(file).removable == frozenset()
    assert "preflight has not seen" in proof(file).missing and "om-1, om-2" in proof(file).missing
    prove(file, "om-1")
    assert proof(file).missing == "sso has not verified the new one on om-2"
    prove(file, "om-2")
    assert proof(file) == client_secret_proof.Proof(frozenset({"1"}))


def test_a_second_run_writes_nothing(file, monkeypatch):
    rotated(file)
    prove(file, *HOSTS)
    monkeypatch.setattr(client_secret_proof.JOURNAL, "add", lambda _entry: pytest.fail("written again"))
    prove(file, *HOSTS)


def test_a_host_that_is_not_in_this_run_counts_while_the_inventory_has_it(file):
    rotated(file)
    prove(file, "om-1")
    assert "om-2" in proof(file, hosts=("om-1",)).missing
    assert proof(file, hosts=("om-1",), inventory=("om-1",)).removable == {"1"}


def test_a_new_secret_begins_a_new_record(file):
    rotated(file)
    prove(file, *HOSTS)
    kept(file, "second", Secret("3", "third", replaces="2"))
    assert (proof(file, "third").older, proof(file, "third").removable) == ({"1", "2"}, frozenset())
    late = {"file": file, "kept": "the time of the second", "key": "accepted", "host": None}
    client_secret_proof._write([late])
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
    prove(file, *HOSTS)
    assert proof(file) == client_secret_proof.Proof()


@pytest.mark.parametrize("known", ["first", None, "of another place"])
def test_nothing_goes_where_the_operator_has_another_secret(file, known):
    rotated(file)
    prove(file, *HOSTS)
    assert proof(file, known) == client_secret_proof.Proof()


def test_another_secret_than_that_of_the_file_proves_nothing(file):
    rotated(file)
    prove(file, *HOSTS, secret="first")
    assert proof(file).removable == frozenset()


def test_what_was_removed_is_forgotten_and_no_secret_is_recorded(file):
    rotated(file)
    prove(file, *HOSTS)
    client_secret_proof.forget(file, ["1"])
    assert proof(file) == client_secret_proof.Proof()
    about = json.dumps(client_secret_file.beside(file))
    assert "second" not in about and "first" not in about


def test_without_a_record_nothing_is_written(file):
    client_secret_file.write(file, "second", {"client_id": "om"}, DataLoader())
    prove(file, *HOSTS)
    assert client_secret_file.beside(file) == {"client_id": "om"}


@pytest.mark.parametrize("value", [1, "1", None, [1], {"om-1": 1}, True], ids=str)
@pytest.mark.parametrize("key", ["older", "hosts", "verified", "accepted", "kept"])
def test_a_record_that_somebody_edited_is_no_accident_and_no_proof(file, key, value):
    rotated(file)
    client_secret_file.note(file, {**client_secret_file.beside(file), key: value})
    prove(file)
    assert proof(file).removable == frozenset()
    prove(file, *HOSTS)
    kept(file, "second", Secret("3", "third", replaces="2"))
    assert proof(file, "third").removable == frozenset()
