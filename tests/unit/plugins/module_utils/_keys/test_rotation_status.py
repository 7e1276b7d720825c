# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The rotation status of a host, from its files and its server alone."""

import types

import pytest
from ansible_collections.openmetadata.sso.plugins.module_utils._keys import (
    default_keys,
    key_pair,
    key_store,
    rotation_status,
)
from fakes import host_plan
from unit.plugins.module_utils._keys.test_key_checks import ANOTHER, jwk
from unit.plugins.module_utils._keys.test_key_verification import PRIVATE, PUBLISHED


@pytest.fixture
def folder(tmp_path):
    (tmp_path / key_store.PRIVATE).write_bytes(PRIVATE)
    (tmp_path / key_store.PUBLIC).write_bytes(key_pair.public_of(PRIVATE))
    return tmp_path


def status(folder, *keys, running=True, reason=None, **fields):
    served = ({}, [key["kid"] for key in keys], None) if reason is None else (None, None, reason)
    server = types.SimpleNamespace(keys=list(keys), served=lambda: served)
    deployment = types.SimpleNamespace(
        key_folder=lambda _id: str(folder), running=lambda: running, has_run=lambda: True
    )
    wanted = {"id": "2026-11", "private": None, "share": False}
    plan = host_plan.made(host_plan.variable("JWT_KEY_ID", "2026-11"), **{"keys": wanted, **fields})
    return rotation_status.of(types.SimpleNamespace(plan=plan, deployment=deployment, server=lambda: server))


def test_before_a_rotation_the_shipped_key_is_published(tmp_path):
    found = status(tmp_path, jwk(default_keys.KEY_ID))
    assert (found["published"], found["swapped"], found["wanted"]) == (True, False, "2026-11")
    assert found["pair"]["is_new"] and found["changed"] is False


def test_after_the_swap_the_server_publishes_the_pair_of_the_host(folder):
    found = status(folder, PUBLISHED)
    assert (found["swapped"], found["published"], found["kids"]) == (True, False, ["2026-11"])
    assert not found["pair"]["is_new"] and found["pair"]["age"] >= 0 and "private" not in found["pair"]


def test_another_key_under_the_same_id_is_not_swapped(folder):
    assert not status(folder, ANOTHER)["swapped"]


def test_a_key_id_without_a_pair_of_the_host_counts_as_swapped_when_it_is_published(tmp_path):
    assert status(tmp_path, ANOTHER, keys=None)["swapped"]


@pytest.mark.parametrize(("running", "reason"), [(False, "the server does not run"), (True, "connection refused")])
def test_a_server_that_does_not_answer_is_told(folder, running, reason):
    found = status(folder, running=running, reason=None if not running else reason)
    assert (found["reason"], found["kids"], found["swapped"]) == (reason, [], False)


def test_the_pair_is_shared_with_replicas_where_that_is_asked_for(folder):
    found = status(folder, PUBLISHED, keys={"id": "2026-11", "private": None, "share": True})
    assert found["pair"]["private"] == key_store.encoded(PRIVATE)
