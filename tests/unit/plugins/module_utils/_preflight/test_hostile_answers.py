# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whatever a provider answers, the probe and its judgement end in findings, never in an accident."""

import json
import time

import pytest
from ansible_collections.openmetadata.sso.plugins.module_utils._preflight import oidc
from ansible_collections.openmetadata.sso.plugins.module_utils._system.http import Answer, HttpError
from ansible_collections.openmetadata.sso.plugins.plugin_utils import _preflight
from ansible_collections.openmetadata.sso.plugins.plugin_utils._plan import plan
from ansible_collections.openmetadata.sso.plugins.plugin_utils._preflight.vendors import VENDORS
from ansible_collections.openmetadata.sso.plugins.plugin_utils._runtime import preflight
from examples import example
from fakes.openid_provider import SECRET, Provider, Unruly
from hypothesis import given, settings
from hypothesis import strategies as st
from identity_providers import cases

ANYTHING = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(max_size=8)
    | st.sampled_from(["https://idp/keys", "http://[", "https://idp:port/", "RS256", "openid"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
FIELDS = (
    "jwks_uri",
    "authorization_endpoint",
    "token_endpoint",
    "scopes_supported",
    "response_types_supported",
    "grant_types_supported",
    "code_challenge_methods_supported",
    "token_endpoint_auth_methods_supported",
    "prompt_values_supported",
    "claims_supported",
    "id_token_signing_alg_values_supported",
)
DOCUMENTS = st.fixed_dictionaries(
    {"issuer": st.sampled_from(["https://idp", "http://[", "{", ""])}, optional=dict.fromkeys(FIELDS, ANYTHING)
)


class Scripted:
    """Answers from a list, whatever is asked."""

    def __init__(self, replies):
        self.replies = list(replies)

    def request(self, url, *_request, **_options):
        if not self.replies:
            raise HttpError("refused", "no more answers")
        status, headers, content = self.replies.pop(0)
        return Answer(url, status, headers, content, 0.0)


def verdict(monkeypatch, vendor, replies):
    monkeypatch.setattr(oidc, "LimitedClient", lambda *arguments: Scripted(replies))
    case = cases.confidential("https://idp", vendor=vendor)
    return _preflight.judge(case, oidc.ask(case.wanted))


@pytest.mark.parametrize("vendor", VENDORS)
@settings(max_examples=60, deadline=None)
@given(
    document=DOCUMENTS,
    keys=ANYTHING,
    page=st.binary(max_size=60),
    status=st.sampled_from([200, 302, 400, 404, 429, 500]),
    where=st.text(max_size=12),
)
def test_no_answer_is_an_accident(vendor, document, keys, page, status, where):
    replies = [(200, {}, json.dumps(document).encode()), (200, {}, json.dumps({"keys": keys}).encode())]
    replies += [(status, {"location": f"https://m.acme.io/{where}"}, page)] * 12
    with pytest.MonkeyPatch.context() as monkeypatch:
        assert verdict(monkeypatch, vendor, replies).line


@pytest.mark.parametrize("content", [b"null", b"[]", b'{"issuer": 1}', b"<html>Welcome</html>"])
def test_what_is_not_a_document_is_told(monkeypatch, content):
    found = verdict(monkeypatch, "keycloak", [(200, {}, content)])
    assert [finding.rule for finding in found.findings] == ["URL-13"]


@pytest.mark.parametrize("content", [b"", b"[" * 500000, b"\xff\xfe", b"not json", b'{"issuer": "x"' * 9])
def test_what_cannot_be_read_counts_as_an_outage(monkeypatch, content):
    found = verdict(monkeypatch, "keycloak", [(200, {}, content)])
    assert [finding.rule for finding in found.findings] == ["PRE-01"]


UNRULY = [("/.well-known", way) for way in ("endless", "slow", "nested", "huge", "not JSON")]
UNRULY += [("/jwks", way) for way in ("endless", "slow", "nested", "huge", "not JSON")]
UNRULY += [(place, way) for place in ("/authorize", "/token") for way in ("endless", "slow", "huge")]


@pytest.mark.parametrize(("place", "way"), UNRULY)
def test_an_unruly_answer_is_an_outage_within_the_timeout(place, way):
    with Unruly(place, way) as provider:
        case = cases.confidential(provider.url, vendor="custom-oidc", keys="/jwks", client_secret=SECRET, timeout=1)
        started = time.monotonic()
        found = cases.asked(case)
    assert {finding.rule for finding in found.findings if finding.severity == "warning"} == {"PRE-01"}
    assert time.monotonic() - started < 10  # and not the twenty seconds of the slow one, or its twelve requests


def test_an_unruly_provider_is_one_for_its_own_hosts_only():
    with Unruly("/.well-known", "slow") as slow, Provider() as good:
        plans = {
            name: plan.make(
                example(
                    "custom-oidc",
                    oidc_issuer=provider.url,
                    oidc_jwks_uri=f"{provider.url}/jwks",
                    server_url="https://metadata.acme.io",
                    client_id="om",
                    client_secret=SECRET,
                    preflight_timeout=1,
                )
            )
            for name, provider in (("slow", slow), ("good", good))
        }
        assert not [finding for one in plans.values() for finding in one.errors]
        looked = preflight.look(plans)
    assert [finding.rule for finding in looked["slow"].findings] == ["PRE-01"]
    assert "redirect URI registered" in looked["good"].verdict.line and looked["good"].errors == []
