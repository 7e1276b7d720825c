# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Verification reads what the server sends to the provider.

Where that is not what is planned, nobody could sign in (RED-02).
"""

import json

import pytest
from examples import EXAMPLES
from lab import direct, rows

CALLBACK = "https://metadata.acme.io/callback"
LANDING = "https://metadata.acme.io/auth/callback"
FIELD = "oidcConfiguration.callbackUrl"
BOTH = {"om_sso_ignore_rules": {"RED-02": "both are registered"}}


@pytest.fixture(scope="module")
def host(install, operator):
    """A server that sends what is configured."""
    return direct.Host(install("usual", "1.12.14").start(), operator)


@pytest.fixture(scope="module")
def odd(install, operator):
    """One that sends another redirect URI (a release of which that was reported)."""
    return direct.Host(install("odd", "1.12.3").start(), operator)


def row(answer, field=FIELD):
    return next(row for row in answer["effective"] if row["field"] == field)


def test_an_apply_shows_what_a_sign_in_sends(host):
    done = host.apply().passed()
    cells = {name: row(done)[name] for name in ("wanted", "file", "stored", "served", "status")}
    assert cells == {"wanted": CALLBACK, "file": CALLBACK, "stored": CALLBACK, "served": CALLBACK, "status": "ok"}
    sent = [
        row(done, f"oidcConfiguration.{field}")["served"]
        for field in ("id", "scope", "responseType", "prompt", "disablePkce")
    ]
    assert sent == ["Kx81abcdefgh", "openid email profile offline_access", "code", "select_account", True]
    assert row(done, "oidcConfiguration.serverUrl")["served"] is None, "nothing shows it"
    assert not host.apply().passed()["changed"]


def test_another_redirect_uri_fails_the_verification_and_everything_is_restored(odd):
    error = odd.apply().failed()
    assert f"{FIELD} '{LANDING}' instead of '{CALLBACK}'" in error["message"]
    assert "om_sso_callback_url" in error["fix"] and "RED-02" in error["fix"]
    assert error["restored"] and odd.install.served()["provider"] == "basic"


@pytest.mark.parametrize(
    "changes", [{"om_sso_callback_url": LANDING}, BOTH], ids=["the one that is sent is planned", "RED-02 is ignored"]
)
def test_with_what_the_error_says_it_passes(odd, changes):
    odd.apply(**changes).passed()
    assert not odd.apply(**changes).passed()["changed"]
    assert row(odd.verify(**changes))["status"] == "ok"


def test_verify_shows_the_other_redirect_uri_as_drift(odd):
    odd.apply(**BOTH).passed()
    found = row(odd.verify())
    assert (found["file"], found["stored"], found["served"], found["status"]) == (CALLBACK, CALLBACK, LANDING, "drift")
    assert LANDING in odd.table() and CALLBACK in odd.table()


@pytest.mark.parametrize(
    ("switch", "words"),
    [
        ("starts_without_provider=true", "signIn '/api/v1/auth/login answers HTTP 404'"),
        ("starts_without_provider=false", "The server did not start"),
    ],
)
def test_a_sign_in_that_cannot_begin_is_never_verified_and_everything_is_restored(install, operator, switch, words):
    """A server that cannot reach its provider is healthy and serves what was planned (1.12.6), or does not start."""
    installed = install(f"without-provider-{words[:6]}", "1.12.14", "--ask-provider", "--switch", switch)
    host = direct.Host(installed.start(), operator)  # nobody has the name of its provider
    error = host.apply().failed()
    assert words in error["message"] and error["restored"]
    assert "discovery document" in error["fix"] or "signIn" not in words
    assert "Error when loading the provider metadata" in error["words"]
    assert host.install.served()["provider"] == "basic"
    assert not (host.install.state / "last_good.json").exists(), "a dead sign-in is never recorded as last good"


def test_a_sign_in_that_died_later_is_drift_and_a_restart_repairs_it(install, operator):
    host = direct.Host(install("died", "1.12.14").start(), operator)
    host.apply().passed()
    options = host.install.home / "libs" / "simulator.json"
    before = options.read_text()
    options.write_text(json.dumps({**json.loads(before), "asks_provider": True}))
    host.restart()
    found = row(host.verify(), "signIn")
    assert (found["status"], found["served"]) == ("drift", "/api/v1/auth/login answers HTTP 404")
    assert "signIn" in host.table()
    options.write_text(before)  # the provider is back, the server has not noticed
    assert row(host.verify(), "signIn")["status"] == "drift"
    done = host.apply().passed()
    assert done["restarted"] and not [entry for entry in done["effective"] if entry["field"] == "signIn"]
    assert not host.apply().passed()["changed"]


def test_over_http_the_same_is_seen(odd):
    from ansible_collections.openmetadata.sso.plugins.plugin_utils._runtime import comparison

    odd.apply(**BOTH).passed()
    answer = comparison.answer_of(direct.plan_of(odd.variables))
    assert (row(answer)["served"], row(answer)["status"]) == (LANDING, "drift")
    assert {entry["field"] for entry in answer["effective"] if entry["status"] == "drift"} == {FIELD}
    assert comparison.answer_of(direct.plan_of({**odd.variables, **BOTH}))["notes"] == []


def test_a_sign_in_by_saml_is_verified_by_where_it_leads(install):
    """A server that cannot read the provider's certificate is healthy and answers 500 at a sign-in (1.12.6)."""
    host = direct.Host(install("saml", "1.12.14").start(), EXAMPLES["saml"])
    done = host.apply().passed()
    assert done["changed"] and not [entry for entry in done["effective"] if entry["field"] == "signIn"]
    rows.change(host.install, rows.authentication(samlConfiguration={"idp": {"idpX509Certificate": "no certificate"}}))
    host.restart()
    found = row(host.verify(), "signIn")
    assert (found["status"], found["served"]) == ("drift", "/api/v1/auth/login answers HTTP 500")
    assert host.apply().passed()["changed"] and not host.apply().passed()["changed"]
