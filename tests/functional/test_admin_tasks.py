# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Bots, pipelines and the shipped administrator on running servers.

One with OpenMetadata's passwords, one with Auth0 and stored rows.
"""

import base64
import json

import pytest
from ansible_collections.openmetadata.sso.plugins.module_utils._admin import bot_tokens, default_admin, pipelines
from lab import administering, api, rows
from lab.direct import Host

BOT = {"name": "ingestion-bot", "state": "present", "expiry": None, "renew_within": 7, "create": False, "email": None}
ALL = {"bots": [], "state": "current"}
RELEASES = ("1.9.7", "1.12.14")


@pytest.fixture(scope="module", params=RELEASES)
def kept(request, install, operator):
    """A server and two pipelines on it; its person is an administrator who is not the shipped one."""
    one = install(f"om-{request.param}", request.param).start()
    one.configured = Host(one, {**operator, "om_sso_admin_principals": ["data.admin"]})
    one.configured.apply().passed()
    one.person = rows.token(one, "data.admin")
    for name, kind in (("first", "metadata"), ("second", "lineage")):
        api.deployed(one, one.person, name, kind)
    return one.keep()


@pytest.fixture
def host(kept):
    """The same as it was then."""
    return kept.back()


def bot(host, check=False, **changes):
    return administering.run(host, bot_tokens.work, host.person, check, **{**BOT, **changes})


def deploy(host, check=False, **changes):
    return administering.run(host, pipelines.work, host.person, check, **{**ALL, **changes})


def outcomes(done):
    return {row["name"]: row["outcome"] for row in done.passed()["pipelines"]}


def stored(host, name="ingestion-bot"):
    return api.users(host)[name]["token"]


def foreign(token, kid="another"):
    """The same token under another key id, as after a change of keys."""
    head = base64.urlsafe_b64encode(json.dumps({"alg": "RS256", "kid": kid}).encode()).rstrip(b"=").decode()
    return ".".join([head, *token.split(".")[1:]])


def test_a_valid_token_is_given_and_an_invalid_one_renewed_once(host):
    old = stored(host)
    answer = bot(host).passed()
    assert (answer["changed"], answer["token"], answer["expires_at"]) == (False, old, None)
    dead = foreign(old)
    api.set_user(host, "ingestion-bot", token=dead)
    looked = bot(host, check=True).passed()
    assert looked["changed"] and looked["token"] is None and stored(host) == dead
    answer = bot(host).passed()
    assert answer["renewed"].startswith("it was signed under the key id another, and the server has Gb389a")
    assert answer["token"] == stored(host) != old and answer["old_token"].startswith("it was signed under a key id")
    assert bot(host).passed()["changed"] is False


def test_the_wanted_life_is_given_and_kept_by_the_next_run(host):
    answer = bot(host, expiry="30").passed()
    assert answer["renewed"] == "it never expires" and answer["old_token"] == "the bot has another token now"
    assert bot(host, expiry="30").passed()["changed"] is False
    assert bot(host, expiry="OneHour").passed()["changed"] and bot(host, expiry="OneHour").passed()["changed"] is False
    assert bot(host, state="rotated").passed()["renewed"] == "asked for"


def test_a_bot_is_made_when_asked_and_never_out_of_a_person(host):
    assert "There is no bot etl. Correct the name, or set create: true" in bot(host, name="etl").failed()
    assert bot(host, name="etl", create=True, check=True).passed()["created"] and "etl" not in api.users(host)
    assert bot(host, name="etl", create=True, expiry="90").passed()["created"]
    assert api.users(host)["etl"]["email"] == "etl@acme.io" and api.users(host)["etl"]["isAdmin"] is False
    assert bot(host, name="etl", create=True, expiry="90").passed()["changed"] is False
    before = api.users(host)
    assert "a user of that name" in bot(host, name="data.admin", create=True).failed() and api.users(host) == before


@pytest.mark.parametrize(
    ("token", "words"),
    [
        (
            "eyJhbGciOiJSUzI1NiJ9.e30.AAAA",
            (
                "The server refuses om_sso_admin_token for GET /api/v1/bots/name/ingestion-bot (HTTP 500): "
                "it was signed under a key id"
            ),
        ),
        (None, "The server refuses om_sso_admin_password for POST /api/v1/users/login (HTTP 403)"),
    ],
)
def test_who_may_not_is_told_which_credential_it_was(host, token, words):
    failed = administering.run(host, bot_tokens.work, token, **BOT).failed()
    assert words in failed and "eyJ" not in failed


def test_pipelines_are_deployed_with_the_new_token_once(host):
    deploy(host).passed()
    assert set(outcomes(deploy(host)).values()) == {"current"}
    bot(host, state="rotated").passed()
    assert (
        set(outcomes(deploy(host, state="listed")).values()) == {"old"}
        and stored(host) not in api.carried(host).values()
    )
    assert (
        set(outcomes(deploy(host, check=True)).values()) == {"would be deployed"}
        and stored(host) not in api.carried(host).values()
    )
    assert outcomes(deploy(host)) == {"service.first": "deployed", "service.second": "deployed"}
    assert set(api.carried(host).values()) == {stored(host)}
    assert deploy(host).passed()["changed"] is False
    assert outcomes(deploy(host, state="redeployed", bots=["ingestion-bot"])) == {
        "service.first": "deployed",
        "service.second": "deployed",
    }


def test_a_pipeline_that_is_not_deployed_is_named_and_the_next_run_goes_on(host):
    old = stored(host)
    bot(host, state="rotated").passed()
    host.fault("airflow_refuses", "first\nonce")
    host.stop()
    host.start()
    found = {row["name"]: row for row in deploy(host).passed()["pipelines"]}
    assert found["service.second"]["outcome"] == "deployed" and found["service.first"]["outcome"] == "failed"
    assert (
        found["service.first"]["reason"]
        == "Failed to deploy Ingestion Pipeline [first] due to [Airflow does not answer] (code 500)"
    )
    assert api.carried(host) == {"first": old, "second": stored(host)}
    host.stop()
    host.start()
    assert outcomes(deploy(host)) == {"service.first": "deployed", "service.second": "current"}
    assert api.carried(host) == {"first": stored(host), "second": stored(host)}


def remove(host, token=None, check=False, hard=False):
    return administering.run(host, default_admin.work, token or host.person, check, hard=hard)


@pytest.mark.parametrize("hard", [False, True])
def test_the_shipped_administrator_goes_and_no_start_makes_it_again(host, hard):
    assert remove(host, check=True, hard=hard).passed()["changed"] and not api.users(host)["admin"].get("deleted")
    answer = remove(host, hard=hard).passed()
    assert (answer["user"], answer["administrators"], answer["acting"]) == (
        "admin@open-metadata.org",
        ["data.admin"],
        "data.admin",
    )
    assert remove(host, hard=hard).passed()["changed"] is False
    host.stop()
    host.start()
    assert api.call(host, host.person, "users/name/admin")[0] == 404
    assert "admin" not in api.users(host) if hard else api.users(host)["admin"]["deleted"]
    assert api.call(host, host.person, "users/loggedInUser")[1]["name"] == "data.admin"


def test_the_shipped_administrator_stays_while_a_start_would_make_it_again(host):
    host.configured.apply(om_sso_admin_principals=["data.admin", "admin"]).passed()
    refused = remove(host).failed()
    assert "AUTHORIZER_ADMIN_PRINCIPALS of the running server names it" in refused
    assert ("the stored rows name it" in refused) == (host.home.name == "om-1.12.14")
    assert api.call(host, host.person, "users/name/admin")[0] == 200


def test_the_shipped_administrator_stays_while_there_is_no_other_one(host):
    api.set_user(host, "data.admin", isAdmin=False)
    bots = rows.admin_bot(host)
    assert "there is no other administrator (the list names data.admin)" in remove(host, bots).failed()
    assert api.call(host, bots, "users/name/admin")[0] == 200


def test_rows_that_name_it_forbid_the_removal_alone(host):
    if host.home.name == "om-1.9.7":
        return  # no rows decide there
    rows.change(host, {"authorizerConfiguration": {"adminPrincipals": ["data.admin", "admin"]}})
    host.stop()
    host.start()
    refused = remove(host).failed()
    assert "the stored rows name it as an administrator." in refused and "AUTHORIZER_ADMIN_PRINCIPALS" not in refused
