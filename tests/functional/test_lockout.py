# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The lockout guard on a host: a change that is seen to leave no administrator is refused or restored.

What is not seen is unknown.
"""

import json

import pytest
from ansible_collections.openmetadata.sso.plugins.module_utils._server import admin_api
from lab import rows
from lab.direct import Host

RELEASES = ("1.9.7", "1.12.14")
JANE = {"om_sso_admin_principals": ["Jane.Doe"]}
#: With a public client nobody is promoted at the sign-in.
PUBLIC = {"om_sso_flow": "implicit", "om_sso_client_secret": None}


@pytest.fixture(scope="module", params=RELEASES)
def kept(request, install, operator):
    """A configured host; the server trusts its own tokens."""
    one = install(f"om-{request.param}", request.param, "--switch", "trusts_own_key_locally=true").start()
    host = Host(one, operator)
    host.rows_count = request.param != "1.9.7"
    host.apply().passed()
    one.keep()
    return host


@pytest.fixture
def host(kept):
    """The same as it was then, with the token of a bot."""
    kept.install.back()
    return kept


@pytest.fixture
def token(host):
    """An administrator's token, and what the server's validation wants with it."""
    keys = ["https://acme.eu.auth0.com/.well-known/jwks.json", "https://metadata.acme.io/api/v1/system/config/jwks"]
    return {"om_sso_admin_token": rows.admin_bot(host.install), "om_sso_public_key_urls": keys}


def picture(host):
    """Everything that a change could touch."""
    return host.install.tree(), rows.read(host.install), host.install.pid


def test_with_a_token_the_stored_users_verify_it(host, token):
    seen = host.apply(**JANE, **token).passed()["administrators"]
    assert seen == {"status": "verified", "text": "jane.doe is administrator in the stored users"}
    assert host.apply(**JANE, **token).passed()["changed"] is False
    assert host.verify(**JANE, **token)["administrators"] == seen
    assert "admins      jane.doe is administrator in the stored users" in host.table(**JANE, **token)


def test_without_a_token_the_accounts_are_unknown(host):
    seen = host.apply(**JANE).passed()["administrators"]
    where = "stored rows" if host.rows_count else "environment"
    text = f"jane.doe named in the {where}; the accounts themselves are seen with om_sso_admin_token only"
    assert seen == {"status": "unknown", "text": text}
    assert f"admins      unknown: {text}" in host.table(**JANE)


@pytest.mark.parametrize(
    ("user", "changes", "reason"),
    [
        ({}, PUBLIC, "jane.doe is a user who is not an administrator, and no start makes them one"),
        ({"isBot": True, "isAdmin": True}, {}, "jane.doe is a bot"),
    ],
)
def test_a_plan_that_would_leave_nobody_is_refused_and_nothing_is_touched(host, token, user, changes, reason):
    rows.user(host.install, "jane.doe", **user)
    before = picture(host)
    for check in (True, False):
        error = host.apply(check=check, **JANE, **token, **changes).failed()
        assert error["message"] == f"No administrator would be left: {reason}. Nothing was changed."
        assert error["option"] == "om_sso_admin_principals" and "outcome" not in error
    assert picture(host) == before


def test_one_who_is_an_administrator_is_enough_and_the_others_are_named(host, token):
    rows.user(host.install, "robot", isBot=True)
    seen = host.apply(om_sso_admin_principals=["data.admin", "robot"], **token).passed()["administrators"]
    assert seen == {"status": "verified", "text": "data.admin is administrator in the stored users; robot is a bot"}


def test_a_plain_user_is_promoted_at_the_sign_in_of_a_confidential_client(host, token):
    rows.user(host.install, "jane.doe")
    seen = host.apply(**JANE, **token).passed()["administrators"]
    assert seen == {"status": "expected", "text": "jane.doe becomes administrator at the first sign-in"}


@pytest.mark.parametrize("known", [True, False], ids=["with a token", "without a token"])
def test_a_start_that_makes_no_administrators_is_restored(host, token, known):
    before = host.install.tree(), rows.read(host.install), host.install.served()
    host.install.fault("bootstrap_fails", "once")
    error = host.apply(**JANE, **(token if known else {})).failed()
    if known:
        assert error["message"] == "No administrator is left: jane.doe is not a user."
    else:
        assert error["message"].startswith(
            "The server's log says that no administrator is left: [BootstrapUser] Encountered Exception"
        )
    assert "healthy again" in error["outcome"] and error["restored"]
    assert (host.install.tree(), rows.read(host.install), host.install.served()) == before


def test_without_a_token_a_bot_is_found_in_the_log(host):
    rows.user(host.install, "jane.doe", isBot=True)
    error = host.apply(**JANE).failed()
    assert (
        error["message"] == "The server's log says that no administrator is left: jane.doe is a bot."
        and error["restored"]
    )
    seen = host.apply(om_sso_admin_principals=["jane.doe", "data.admin"]).passed()["administrators"]
    assert seen["status"] == "unknown" and seen["text"].endswith("; jane.doe is a bot")


def test_an_administrator_who_was_taken_away_is_drift(host, token):
    host.apply(**token).passed()
    rows.user(host.install, "data.admin", isAdmin=False)
    seen = host.verify(**token, **PUBLIC)["administrators"]
    assert (seen["status"], seen["text"]) == (
        "missing",
        "No administrator is left: data.admin is a user who is not an administrator, and no start makes them one.",
    )


@pytest.mark.parametrize("kept", ["1.9.7"], indirect=True)
def test_a_token_that_works_no_more_is_said_and_verifies_nothing(host):
    """Later releases need the token to read the rows and end there: test_admin_token.py."""
    seen = host.apply(om_sso_admin_token="no-token", **JANE).passed()["administrators"]
    assert (
        seen["status"] == "unknown"
        and "; The server refuses om_sso_admin_token for GET /api/v1/users (HTTP 401)" in seen["text"]
    )
    assert "no-token" not in json.dumps(seen)


@pytest.mark.parametrize("kept", ["1.12.14"], indirect=True)
def test_rows_that_are_left_alone_are_not_taken_as_verified(host):
    seen = host.apply(om_sso_stored_configuration="ignore", **JANE).passed()["administrators"]
    assert seen == {"status": "unknown", "text": "the list that counts is in the stored rows, which are left alone"}


@pytest.mark.parametrize("lists", ["true", "false"])
def test_both_ways_of_the_list_of_administrators(install, operator, monkeypatch, lists):
    """Every release knows `isAdmin` of the list of users. Were it unknown, everybody would be listed; both in pages."""
    host = Host(
        install(
            f"lists-{lists}", "1.9.7", "--switch", f"lists_by_kind={lists}", "--switch", "trusts_own_key_locally=true"
        ).start(),
        operator,
    )
    monkeypatch.setattr(admin_api, "PAGE", 2)
    for number in range(7):
        rows.user(host.install, f"a.user{number}", isAdmin=True)
    token = rows.admin_bot(host.install)
    assert (
        host.apply(om_sso_admin_token=token).passed()["administrators"]["text"]
        == "data.admin is administrator in the stored users"
    )
