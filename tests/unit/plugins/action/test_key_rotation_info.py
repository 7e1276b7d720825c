# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The state of a rotation is data; it fails only where that is asked for, and a bot's downtime needs no host."""

import pytest
from ansible_collections.openmetadata.sso.plugins.plugin_utils._runtime import kubernetes

STATE = {
    "kids": ["Gb389a-9f76"],
    "published": True,
    "wanted": "2026-11",
    "swapped": False,
    "has_run": True,
    "running": True,
    "reason": None,
    "pair": {"id": "2026-11", "fingerprint": None, "is_new": True},
}
ROTATED = {"om_sso_jwt_key_id": "2026-11", "om_sso_bots": [{"name": "ingestion-bot"}]}


@pytest.mark.parametrize("fails", [False, True])
def test_a_blocked_rotation_fails_where_that_is_asked_for(acts, fails):
    returned = {"answer": dict(STATE), "error": None}
    done = acts("key_rotation_info", returned, arguments={"fail_on_blocked": fails}, **ROTATED)
    assert "om_sso_admin_token is missing" in done.result["blocked"]
    assert (bool(done.result.get("failed")), "kids" in done.result) == (fails, not fails)
    assert "  planned     restart the server with the key pair 2026-11" in done.said
    assert "  blocked     No new tokens" in done.said and done.sent[0]["verb"] == "rotation_status"


def test_the_hosts_error_is_one_line(acts):
    returned = {"answer": None, "error": {"message": "No server.", "fix": "Start it."}}
    assert acts("key_rotation_info", returned, **ROTATED).result["msg"] == [
        "om-1  No server. Start it. Nothing was changed."
    ]


def test_a_bots_downtime_needs_no_host(acts):
    done = acts("key_rotation_info", arguments={"bot": "ingestion-bot"})
    assert done.result["seconds"] is None and "unknown" in done.said and done.sent == []


def of_release(acts, monkeypatch, answer, error):
    monkeypatch.setattr(kubernetes, "rotation_status", lambda *_arguments: (answer, error))
    return acts("key_rotation_info", om_sso_deployment="kubernetes", om_sso_kubernetes_namespace="data")


def test_a_release_is_asked_through_the_api_of_its_cluster(acts, monkeypatch):
    pair = {"id": "2026-11", "fingerprint": None, "is_new": True, "age": None, "secret": "of-keys"}
    done = of_release(acts, monkeypatch, {**STATE, "pair": pair}, {})
    assert done.sent == [] and done.result["kids"] == STATE["kids"] and "it will be generated" in done.said


def test_what_cannot_be_read_of_a_release_is_one_line(acts, monkeypatch):
    error = {"message": "There is no Helm release om-1.", "fix": "Correct it.", "option": ""}
    done = of_release(acts, monkeypatch, None, error)
    assert done.result["failed"] and "There is no Helm release om-1. Correct it. Nothing was changed." in done.said
