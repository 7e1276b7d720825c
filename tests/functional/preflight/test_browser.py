# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What preflight says of a plan is what a browser finds.

The plan is applied to a server, and a user signs in through Keycloak's own page.
"""

import shutil
import tempfile
from typing import NamedTuple

import pytest
from ansible_collections.openmetadata.sso.plugins.plugin_utils._plan import plan as planner
from ansible_collections.openmetadata.sso.plugins.plugin_utils._preflight.probe_request import case_of
from identity_providers import cases, realms
from lab import direct, required
from lab.browser import Browser
from lab.venvs import Missing

OLDEST = "1.9.7"
"""For what is wrong: it needs no rows to be written."""
JANE = "jane.doe <jane.doe@acme.io>, administrator"
PUBLIC = {"om_sso_flow": "implicit", "om_sso_client_secret": None}


@pytest.fixture(scope="module")
def browser():
    """One Chromium for all sign-ins."""
    folder = tempfile.mkdtemp(prefix="om-sso-chromium-")
    try:
        with Browser(folder) as one:
            yield one
    except Missing as missing:
        required.require(str(missing))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="module")
def hosts(browser, install, keycloak):
    """`hosts(release)` is a server of that release, which Keycloak has clients for; started once."""
    servers = {
        release: install(f"om-{release}", release, "--ask-provider")
        for release in {release for release, _changes in RIGHT.values()}
    }
    realms.of_servers(keycloak, "browser", [server.url for server in servers.values()])
    made = {}

    def of(release):
        if release not in made:
            server = servers[release].start()
            operator = {
                "om_sso_provider": "keycloak",
                "om_sso_keycloak_url": keycloak.url,
                "om_sso_keycloak_realm": "browser",
                "om_sso_server_url": server.url,
                "om_sso_client_id": "om",
                "om_sso_client_secret": realms.SECRET,
                "om_sso_admin_principals": ["jane.doe"],
                "om_sso_principal_domain": "acme.io",
                "om_sso_enforce_principal_domain": True,
            }
            made[release] = direct.Host(server, operator)
        return made[release]

    return of


def found_and_done(host, browser, **changes):
    """What preflight finds, and how the sign-in ends after the same plan was applied."""
    plan = direct.plan_of({**host.variables, **changes, "om_sso_preflight": "warn"})
    verdict = cases.asked(case_of(plan))
    host.apply(**changes).passed()
    return verdict, browser.sign_in(host.install.url, "jane", realms.PASSWORD)


FORM = {}
HEADER = {"om_sso_client_auth_method": "client_secret_basic", "om_sso_pkce": True, "om_sso_client_id": "om-pkce"}
IMPLICIT = {**PUBLIC, "om_sso_client_id": "om-public"}
RIGHT = {
    "secret in the header, PKCE, 1.9": ("1.9.7", HEADER),
    "secret in the form, 1.12": ("1.12.14", FORM),
    "implicit, 1.12": ("1.12.14", IMPLICIT),
    "secret in the form, 2.0": ("2.0.7", FORM),
    "secret in the header, PKCE, 2.0": ("2.0.7", HEADER),
}


@pytest.mark.parametrize("what", RIGHT)
def test_where_preflight_finds_nothing_a_browser_signs_in(what, hosts, browser):
    release, changes = RIGHT[what]
    verdict, outcome = found_and_done(hosts(release), browser, **changes)
    assert verdict.findings == []
    assert "redirect URI registered" in verdict.line
    assert outcome.user == JANE, outcome.words
    assert "token" not in browser.address


@pytest.mark.parametrize(
    ("client", "found", "renewed"),
    [("om-public", [], "renewed"), ("om-loud", ["RED-03"], "not renewed: Frame window timed out")],
)
def test_a_silent_callback_that_is_not_registered_ends_the_session_with_the_token(
    client, found, renewed, hosts, browser
):
    verdict, outcome = found_and_done(hosts(OLDEST), browser, **PUBLIC, om_sso_client_id=client)
    assert [finding.rule for finding in verdict.findings] == found
    assert (outcome.user, browser.renewal()) == (JANE, renewed)


class Wrong(NamedTuple):
    """What is changed, what preflight finds, and the words with which the sign-in ends."""

    changes: dict
    found: tuple[str, ...]
    words: str


WRONG = {
    "redirect URI not registered": Wrong(
        {"om_sso_client_id": "om-path"}, ("RED-01",), "Invalid parameter: redirect_uri"
    ),
    "client unknown": Wrong({"om_sso_client_id": "nobody"}, ("PRE-02",), "Client not found"),
    "client switched off": Wrong({"om_sso_client_id": "om-disabled"}, ("PRE-02",), "Client disabled"),
    "client secret wrong": Wrong(
        {"om_sso_client_secret": "wrong"}, ("FLOW-01",), "Bad token response, error=unauthorized_client"
    ),
    "standard flow off": Wrong({"om_sso_client_id": "om-no-standard"}, ("FLOW-02",), "Bad authentication response"),
    "PKCE required": Wrong({"om_sso_client_id": "om-pkce"}, ("FLOW-14",), "Bad authentication response"),
    "scope not allowed": Wrong({"om_sso_client_id": "om-no-offline"}, ("FLOW-10",), "Bad authentication response"),
    "implicit flow off": Wrong(
        {**PUBLIC, "om_sso_client_id": "om-no-implicit"}, ("FLOW-02",), "Implicit flow is disabled"
    ),
    "implicit, but the client is confidential": Wrong(
        {**PUBLIC, "om_sso_client_id": "om"}, ("FLOW-02", "RED-03"), "Implicit flow is disabled"
    ),
    "implicit, redirect URI not registered": Wrong(
        {**PUBLIC, "om_sso_client_id": "om-public-path"}, ("RED-01", "RED-03"), "Invalid parameter: redirect_uri"
    ),
}


@pytest.mark.parametrize("what", WRONG)
def test_what_preflight_finds_wrong_fails_in_the_browser(what, hosts, browser):
    row = WRONG[what]
    verdict, outcome = found_and_done(hosts(OLDEST), browser, **row.changes)
    assert tuple(sorted(finding.rule for finding in verdict.findings)) == row.found
    assert not outcome.user and row.words in outcome.words, outcome


def test_keys_of_another_realm_let_nobody_in(hosts, browser, keycloak):
    host = hosts(OLDEST)
    keys = [
        keycloak.realms.elliptic + "/protocol/openid-connect/certs",
        host.install.url + "/api/v1/system/config/jwks",
    ]
    verdict, outcome = found_and_done(host, browser, om_sso_public_key_urls=keys)
    assert "JWK-03" in {finding.rule for finding in verdict.findings}
    assert not outcome.user and "keyID doesn't match the configured keyID" in outcome.words


def test_a_user_whom_the_plan_sees_refused_is_refused(hosts, browser):
    host, changes = hosts(OLDEST), {"om_sso_principal_domain": "other.io"}
    made = planner.make({**host.variables, **changes, "om_sso_sample_claims": {"email": "Jane.Doe@acme.io"}})
    assert any("other.io" in finding.message for finding in made.errors), made.findings
    _verdict, outcome = found_and_done(host, browser, **changes)
    assert not outcome.user and "Email does not match the principal domain other.io" in outcome.words


def test_a_secret_that_nobody_asks_for_is_a_warning_and_signs_in(hosts, browser):
    verdict, outcome = found_and_done(hosts(OLDEST), browser, om_sso_client_id="om-no-implicit")
    assert [(finding.rule, finding.severity) for finding in verdict.findings] == [("FLOW-01", "warning")]
    assert outcome.user == JANE
