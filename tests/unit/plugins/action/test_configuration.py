# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One module call applies or restores a configuration; its answer becomes lines, a result and the report."""

import pytest
from fakes.host_answers import ANSWER, ROWS, answered

ERROR = {
    "message": "The server did not start.",
    "option": "",
    "fix": "",
    "restored": True,
    "outcome": "All is restored.",
}


def test_an_applied_plan_is_a_change_with_data(acts):
    done = acts("configuration", answered(), diff=True)
    assert (done.result["changed"], done.result["result"], done.result["version"]) == (True, "changed", "1.9.7")
    assert done.result["diff"] == ANSWER["diff"] and "  verified    served provider auth0" in done.said
    assert done.sent[0]["verb"] == "apply" and done.sent[0]["rotate"] is False
    assert acts.reported()["effective"] == ROWS


def test_check_mode_says_what_would_happen(acts):
    done = acts("configuration", answered(restarted=False), check_mode=True)
    assert "  planned     restart the server" in done.said and "verified" not in done.said and "diff" not in done.result


def test_a_failure_on_the_host_is_told_once_and_reported_in_full(acts):
    done = acts("configuration", {"answer": None, "error": ERROR})
    assert (done.result["failed"], done.result["result"]) == (True, "restored")
    assert "  failed      The server did not start." in done.said and "  restored    All is restored." in done.said
    assert "effective" not in done.result and "The server did not start" not in done.failure
    assert acts.reported()["result"] == "restored"


def test_a_bad_plan_never_reaches_the_host(acts):
    done = acts("configuration", om_sso_client_id="{Client ID}")
    assert done.sent == [] and "ENV-22" in done.said and acts.reported()["result"] == "failed"


@pytest.mark.parametrize(("state", "verb"), [("last_good", "recover"), ("basic", "apply")])
def test_the_state_decides_what_is_asked_for(acts, state, verb):
    back = answered(when="2026-11-01 10:00:00", served={"provider": "basic", "clientId": ""})
    done = acts("configuration", back, arguments={"state": state}, om_sso_admin_principals=["admin"])
    assert done.sent[0]["verb"] == verb
    assert ("  restored    /x" in done.said) is (state == "last_good")
    assert ("default passwords" in done.said and "self sign-up is off" in done.said) is (state == "basic")


@pytest.mark.parametrize(
    ("own", "sent", "said"),
    [
        ("2026-11", "2026-11", "the server keeps its key pair 2026-11, so that tokens stay valid"),
        ("", None, "the server keeps the key pair that OpenMetadata ships"),
    ],
)
def test_a_recovery_to_basic_keeps_the_key_pair_of_the_server(acts, own, sent, said):
    """Whoever cannot sign in has no time for a rotation that was planned, or is left."""
    refusal = {"answer": None, "error": {**ERROR, "servers_own_key_id": own}}
    seen = []

    def host(content):
        seen.append(content["keys"] and content["keys"]["id"])
        return refusal if len(seen) == 1 else answered()

    done = acts("configuration", host, arguments={"state": "basic"}, om_sso_jwt_key_id="2026-12")
    assert seen == ["2026-12", sent] and "failed" not in done.result
    assert said in done.said and "om_sso_jwt_key_id is 2026-12" in done.said


def test_another_key_pair_is_an_error_of_a_change_and_of_a_second_call(acts):
    def refuses(_content):
        return {"answer": None, "error": {**ERROR, "servers_own_key_id": "2026-11"}}

    for arguments, calls in (({}, 1), ({"state": "basic"}, 2)):
        done = acts("configuration", refuses, arguments=arguments, om_sso_jwt_key_id="2026-12")
        assert done.result["failed"] and len(done.sent) == calls


def test_check_mode_says_what_basic_opens(acts):
    done = acts(
        "configuration", answered(), arguments={"state": "basic"}, check_mode=True, om_sso_recover_self_signup=True
    )
    assert "default passwords" in done.said and "self sign-up is on" in done.said


def test_a_rotation_is_asked_for_by_name(acts):
    done = acts("configuration", answered(pair=None), arguments={"rotate_key_pair": True}, om_sso_jwt_key_id="2026-11")
    assert done.sent[0]["rotate"] is True and done.sent[0]["keys"]["id"] == "2026-11"
