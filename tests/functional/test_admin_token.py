# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""With an administrator's token rows are changed through the server.

Validated, without a restart, and never with a mask.
"""

import json
import re

import pytest
from lab import api, rows
from lab.direct import Host

RELEASES = ("1.10.14", "1.12.14", "2.0.7")
MASK = "*********"
#: The server's validation refuses an address without a dot, such as the derived one of its own keys.
KEYS = {
    "om_sso_public_key_urls": [
        "https://acme.eu.auth0.com/.well-known/jwks.json",
        "https://metadata.acme.io/api/v1/system/config/jwks",
    ]
}


@pytest.fixture(scope="module", params=RELEASES)
def kept(request, install, operator):
    """A configured host whose plan the server's own validation accepts."""
    one = install(f"om-{request.param}", request.param, "--switch", "trusts_own_key_locally=true").start()
    host = Host(one, {**operator, **KEYS})
    host.apply().passed()
    one.keep()
    return host


@pytest.fixture
def host(kept):
    """The same as it was then, with a stale field in its rows that the server has read."""
    kept.install.back()
    rows.change(kept.install, rows.FOREIGN)
    rows.change(kept.install, rows.authentication(clientId="StaleClient"))
    kept.restart()
    return kept


@pytest.fixture
def bot(host):
    return rows.admin_bot(host.install)


@pytest.fixture
def person(host):
    return rows.token(host.install, "data.admin")


def test_a_bots_token_is_enough_and_nothing_restarts(host, bot):
    runs, pid = rows.ops_runs(host.install), host.install.pid
    done = host.apply(om_sso_admin_token=bot).passed()
    assert (done["rows"], done["restarted"]) == (["clientId"], False)
    assert host.install.pid == pid and rows.ops_runs(host.install) == runs
    assert host.install.served()["clientId"] == "Kx81abcdefgh"
    assert rows.holds(rows.read(host.install), rows.FOREIGN)
    again = host.apply(om_sso_admin_token=bot).passed()
    assert (again["changed"], again["restarted"]) == (False, False)


def test_a_persons_token_sees_masks_and_none_is_stored(host, person):
    before = rows.ops_runs(host.install)
    done = host.apply(om_sso_admin_token=person).passed()
    assert done["rows"] == ["clientId"] and "get-security-config" in rows.ops_runs(host.install)[len(before) :]
    assert MASK not in json.dumps(rows.read(host.install))
    assert rows.holds(rows.read(host.install), rows.FOREIGN)


def java_starts(host, work):
    """How often the ops command was called."""
    before = len(rows.ops_runs(host.install))
    work()
    return len(rows.ops_runs(host.install)) - before


@pytest.mark.parametrize("verb", ["sso", "sso --check", "verify"])
@pytest.mark.parametrize(("who", "expected"), [("nobody", 1), ("person", 0), ("bot", 0)])
def test_a_run_without_a_change_starts_java_once_and_with_a_token_never(host, verb, who, expected, person, bot):
    with_token = {} if who == "nobody" else {"om_sso_admin_token": {"person": person, "bot": bot}[who]}
    host.apply().passed()
    record = (host.install.state / "last_good.json").read_text(encoding="utf-8")
    answers = []
    runs = {
        "sso": lambda: answers.append(host.apply(**with_token).passed()),
        "sso --check": lambda: answers.append(host.apply(check=True, **with_token).passed()),
        "verify": lambda: answers.append(host.verify(**with_token)),
    }
    assert java_starts(host, runs[verb]) == expected
    assert answers[0]["changed"] is False
    kept = (host.install.state / "last_good.json").read_text(encoding="utf-8")
    # The API completes the rows for a bot, which sees all of them.
    assert MASK not in kept and (kept == record or who == "bot")
    unknown = [row["field"] for row in answers[0]["effective"] if row["status"] == "unknown"]
    assert unknown == (["oidcConfiguration.secret"] if who == "person" else [])
    noted = any("masked for om_sso_admin_token" in note for note in answers[0]["notes"])
    assert noted is (who == "person" and verb != "verify")


def test_a_change_of_a_secret_with_a_token_starts_java(host, person):
    host.apply().passed()
    changed = {"om_sso_client_secret": "the-next-secret"}
    assert java_starts(host, lambda: host.apply(om_sso_admin_token=person, **changed).passed()) >= 1
    stored = rows.read(host.install)["authenticationConfiguration"]["oidcConfiguration"]
    assert stored["secret"] == "the-next-secret"


def test_a_field_that_somebody_else_changed_is_read_again_with_java(host, person, bot):
    """The record is then not what the server has, so its secrets are not either."""
    host.apply().passed()
    assert api.patch_security(host.install, bot, "/authorizerConfiguration/testPrincipals", ["another"]) == 204
    assert java_starts(host, lambda: host.apply(om_sso_admin_token=person).passed()) >= 1
    kept = json.loads((host.install.state / "last_good.json").read_text(encoding="utf-8"))["rows"]
    assert MASK not in kept and "a-secret-of-auth0" in kept


def test_a_masked_secret_is_unknown_to_verify_and_known_to_apply(host, person):
    rows.change(
        host.install, rows.authentication(clientId="Kx81abcdefgh", oidcConfiguration={"secret": "somebody-elses"})
    )
    host.restart()
    row = next(
        row for row in host.verify(om_sso_admin_token=person)["effective"] if row["field"] == "oidcConfiguration.secret"
    )
    assert row["stored"] is None and row["status"] == "unknown"
    assert "unknown     1 field that cannot be read: oidcConfiguration.secret" in host.table(om_sso_admin_token=person)
    assert host.apply(om_sso_admin_token=person).passed()["rows"] == ["oidcConfiguration.secret"]
    assert rows.read(host.install)["authenticationConfiguration"]["oidcConfiguration"]["secret"] == "a-secret-of-auth0"


def test_a_refusal_is_shown_field_by_field_and_nothing_was_touched(host, bot):
    before = host.install.tree(), rows.read(host.install), host.install.pid
    error = host.apply(om_sso_admin_token=bot, om_sso_public_key_urls=None).failed()
    assert "(HTTP 400): " in error["message"] and "publicKeyUrls" in error["message"]
    assert (host.install.tree(), rows.read(host.install), host.install.pid) == before
    assert sorted(path.name for path in host.install.state.iterdir()) == ["key", "last_good.json", "lock"]


@pytest.mark.parametrize("token", ["eyJhbGciOiJSUzI1NiJ9.e30.AAAA", "no-token"])
def test_a_token_that_is_refused_is_said(host, token):
    before = host.install.tree(), rows.read(host.install), host.install.pid
    error = host.apply(om_sso_admin_token=token).failed()
    assert re.match(r"The server refuses om_sso_admin_token \(HTTP (401|500)\)", error["message"])
    assert token not in json.dumps(error)
    assert (host.install.tree(), rows.read(host.install), host.install.pid) == before


def test_a_change_of_files_and_rows_restarts_once(host, bot):
    starts = host.install.log_count("serves on port")
    done = host.apply(om_sso_admin_token=bot, om_sso_session_expiry=7200).passed()
    assert done["restarted"] and host.install.log_count("serves on port") == starts + 1
    assert rows.read(host.install)["authenticationConfiguration"]["oidcConfiguration"]["sessionExpiry"] == 7200


def test_rows_that_the_server_took_are_restored_when_the_restart_fails(host, bot):
    before = host.install.tree(), rows.read(host.install), host.install.served()
    host.install.fault("refuse_start", "once")
    error = host.apply(om_sso_admin_token=bot, om_sso_session_expiry=7200).failed()
    assert "The old files and stored rows are back" in error["outcome"]
    assert (host.install.tree(), rows.read(host.install), host.install.served()) == before


PLANS = {
    "okta": {
        "om_sso_provider": "okta",
        "om_sso_okta_issuer": "https://acme.okta.com/oauth2/default",
    },
    "keycloak": {
        "om_sso_provider": "keycloak",
        "om_sso_keycloak_url": "https://sso.acme.io",
        "om_sso_keycloak_realm": "acme",
    },
}


@pytest.mark.parametrize("name", PLANS)
def test_a_public_client_can_be_saved_too(install, operator, name):
    """The server validates its section of a confidential client, which the stock file has and which is blank."""
    shared = {name: value for name, value in operator.items() if not name.startswith(("om_sso_auth0", "om_sso_oidc"))}
    shared = {name: value for name, value in shared.items() if name not in ("om_sso_client_secret", "om_sso_flow")}
    one = install(f"public-{name}", "1.12.14").start()
    host = Host(one, {**shared, **PLANS[name], "om_sso_flow": "implicit"})
    assert host.apply(om_sso_admin_token=rows.admin_bot(one)).passed()["changed"]
    host.restart()
    token = rows.admin_bot(one)
    rows.change(one, rows.authentication(clientId="StaleClient"))
    host.restart()
    done = host.apply(om_sso_admin_token=token).passed()
    assert done["rows"] == ["clientId"] and not host.apply(om_sso_admin_token=token).passed()["changed"]
