# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is said of an OpenID provider comes from differences between its answers, and costs few requests."""

import time

import pytest
from fakes.openid_provider import CALLBACK, SECRET, SILENT, Provider
from identity_providers import cases

RIGHT = "discovery ok, issuer ok, 1 key, redirect URI registered, response type accepted, no PKCE needed, "
NOT_READ = (
    "response type, PKCE and scopes unknown (the provider answers a request that cannot be right in the same way)"
)
SAME = "unknown (a request with a wrong one is answered in the same way)"


def asked(*habits, make=cases.confidential, document=(), wanted=(), **registered):
    """The verdict; no provider gets more than 12 requests."""
    with Provider(*habits, document=document, **registered) as provider:
        changes = {"scopes": ["openid", "email", "profile"], "client_secret": SECRET, **dict(wanted)}
        if make is cases.implicit:
            del changes["client_secret"]
        case = make(provider.url, vendor="custom-oidc", keys="/jwks", **{"client": "om", **changes})
        verdict = cases.asked(case)
        assert len(provider.asked) <= 12, provider.asked
    return verdict


def said(verdict):
    """The line behind the provider's name, and the ids."""
    return verdict.line.split(": ", 1)[1], [finding.rule for finding in verdict.findings]


@pytest.mark.parametrize(
    ("habits", "line"),
    [
        ((), RIGHT + "scopes accepted, client secret accepted"),
        (("federates",), RIGHT + "scopes accepted, client secret accepted"),
        (("foreign",), RIGHT + "scopes accepted, client secret accepted"),
        (("consent page",), RIGHT + "scopes accepted, client secret accepted"),
        (("ignores scopes",), RIGHT + f"scopes {SAME}, client secret accepted"),
        (("as Keycloak",), RIGHT + "scopes accepted, client secret accepted"),
        (("log-in first",), f"discovery ok, issuer ok, 1 key, redirect URI, {NOT_READ}, client secret accepted"),
        (("log-in first", "open"), f"discovery ok, issuer ok, 1 key, redirect URI, {NOT_READ}, client secret accepted"),
        (("log-in first", "reads prompt none"), RIGHT + "scopes accepted, client secret accepted"),
        (
            ("code first",),
            f"{RIGHT}scopes unknown (not asked after 12 requests), client secret "
            "unknown (a wrong one is answered in the same way)",
        ),
    ],
)
def test_what_is_right_is_verified_or_unknown(habits, line):
    assert said(asked(*habits)) == (line, [])


#: With prompt=none an unknown client is refused as a prompt that is not supported would be: both requests alike.
LATE = ("log-in first", "reads prompt none")


@pytest.mark.parametrize("habits", [(), ("federates",), ("foreign",), LATE])
@pytest.mark.parametrize(
    ("wanted", "registered", "rule"),
    [
        ({"callback_url": "https://metadata.acme.io/other"}, {}, "RED-01"),
        ({}, {"response_types": ["id_token"]}, "FLOW-02"),
        ({"scopes": ["openid", "groups"]}, {}, "FLOW-10"),
        ({"client_secret": "wrong"}, {}, "FLOW-01"),
        ({}, {"methods": ["client_secret_basic"]}, "FLOW-06"),
        ({}, {"grants": ["client_credentials"]}, "FLOW-02"),
    ],
)
def test_what_is_wrong_is_found_once(habits, wanted, registered, rule):
    assert said(asked(*habits, wanted=wanted, **registered))[1] == [rule]


@pytest.mark.parametrize(("habits", "rules"), [(("foreign",), ["PRE-03", "FLOW-01"]), (LATE, ["FLOW-01"])])
def test_an_unknown_client_that_is_refused_as_everything_is_found_at_the_token_endpoint(habits, rules):
    assert said(asked(*habits, wanted={"client": "on"}))[1] == rules


@pytest.mark.parametrize(
    ("habits", "what", "wanted"),
    [
        (("log-in first",), "redirect URI", {"callback_url": "https://metadata.acme.io/other"}),
        (("log-in first", "open"), "redirect URI", {"callback_url": "https://metadata.acme.io/other"}),
        (("error page",), "redirect URI", {"callback_url": "https://metadata.acme.io/other"}),
        (("error page",), "redirect URI", {"client": "on", "client_secret": ""}),
        (("code first",), "client secret", {"client_secret": "wrong"}),
    ],
)
def test_what_is_wrong_and_not_shown_is_unknown(habits, what, wanted):
    verdict = asked(*habits, wanted=wanted)
    assert verdict.findings == []
    assert any(check.status == "unknown" and what in check.text for check in verdict.checks)


def test_words_of_a_crash_are_an_outage():
    assert said(asked("crashes"))[1] == ["PRE-01"]


def test_a_demand_that_cannot_be_met_is_in_the_providers_words():
    (finding,) = asked("dpop").findings
    assert finding.rule == "PRE-03" and finding.message.endswith("cannot send, use_dpop_nonce.")


def test_a_public_client_is_told_from_a_code_that_is_read_first():
    assert said(asked("public"))[1] == ["FLOW-01"]


@pytest.mark.parametrize(("pkce", "line"), [(True, "PKCE accepted"), (False, "PKCE does not fit")])
def test_pkce_that_a_client_requires(pkce, line):
    assert line in asked(wanted={"pkce": pkce}, pkce=True).line


def test_the_silent_callback_is_compared_with_one_that_cannot_be_registered():
    registered = {"redirect_uris": [CALLBACK], "response_types": ["id_token"]}
    for habit in ("federates", "foreign"):
        assert said(asked(habit, make=cases.implicit, **registered))[1] == ["RED-03"]
    registered["redirect_uris"] = [CALLBACK, SILENT]
    assert said(asked(make=cases.implicit, **registered))[1] == []


@pytest.mark.parametrize(
    ("field", "value", "severity"),
    [
        ("scopes_supported", ["openid"], "info"),
        ("prompt_values_supported", ["none"], None),
        ("claims_supported", ["sub_hash"], "info"),
        ("grant_types_supported", ["refresh_token"], None),
        ("response_types_supported", ["id_token"], None),
        ("token_endpoint_auth_methods_supported", ["private_key_jwt"], None),
        ("code_challenge_methods_supported", ["plain"], None),
    ],
)
def test_an_accepted_request_counts_more_than_a_list(field, value, severity):
    verdict = asked(document={field: value}, wanted={"pkce": True})
    assert [finding.severity for finding in verdict.findings] == ([severity] if severity else [])


def test_the_wrong_secret_is_sent_once_at_most():
    with Provider() as provider:
        cases.asked(cases.confidential(provider.url, vendor="custom-oidc", keys="/jwks", client_secret=SECRET))
        assert provider.asked.count("POST /token") == 2


def test_a_provider_on_loopback_takes_less_than_three_seconds():
    seconds = []
    while not seconds or (len(seconds) < 4 and min(seconds) >= 3):  # once on a machine with nothing else to do
        started = time.monotonic()
        asked("log-in first", "open")
        seconds.append(time.monotonic() - started)
    assert min(seconds) < 3
