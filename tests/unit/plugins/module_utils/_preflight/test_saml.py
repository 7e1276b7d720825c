# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is asked of a SAML provider: few requests, in little time, whatever it answers."""

import time

import pytest
from ansible_collections.openmetadata.sso.plugins.module_utils._preflight import saml
from ansible_collections.openmetadata.sso.plugins.module_utils._preflight.limits import REQUESTS
from ansible_collections.openmetadata.sso.plugins.plugin_utils import _preflight
from ansible_collections.openmetadata.sso.plugins.plugin_utils._preflight.vendors import DIRECTORY
from fakes import loopback
from lab.time_limits import at_once

LOGIN = b"<form><input type=password></form>"
METADATA = b"""<EntitiesDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata">
<EntityDescriptor entityID="https://sp"><SPSSODescriptor/></EntityDescriptor>
<EntityDescriptor entityID="https://idp"><IDPSSODescriptor WantAuthnRequestsSigned="true">
<KeyDescriptor use="signing"><X509Certificate xmlns="http://www.w3.org/2000/09/xmldsig#"> MI
 IA </X509Certificate></KeyDescriptor>
<KeyDescriptor use="encryption"><X509Certificate xmlns="http://www.w3.org/2000/09/xmldsig#">MIIB</X509Certificate>
</KeyDescriptor>
<KeyDescriptor><X509Certificate xmlns="http://www.w3.org/2000/09/xmldsig#">MIIC</X509Certificate></KeyDescriptor>
<NameIDFormat> urn:mail </NameIDFormat>
<SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="https://idp/sso"/>
<SingleLogoutService Location="https://idp/sso"/><SingleLogoutService Location="https://idp/slo"/>
</IDPSSODescriptor></EntityDescriptor></EntitiesDescriptor>"""


@pytest.fixture
def provider():
    """`provider(answer)` starts a server; what it was asked for is in `provider.asked`."""
    with loopback.answering() as start:
        yield start


def page(status, body=b"", **headers):
    """An answer."""
    return lambda handler: handler.reply(status, body, **headers)


def drip(handler):
    """One byte every two seconds."""
    handler.send_response(200)
    handler.end_headers()
    while True:
        handler.wfile.write(b"<")
        time.sleep(2)


def endless(handler):
    """More and more."""
    handler.send_response(200)
    handler.end_headers()
    while True:
        handler.wfile.write(b"<a>" * 10000)


def case_of(url, metadata=True, timeout=5):
    wanted = {
        "kind": "saml",
        "metadata_url": f"{url}/metadata" if metadata else "",
        "sign_in_url": f"{url}/sso",
        "idp_entity_id": "https://idp",
        "idp_certificate": None,
        "sp_certificate": None,
        "sp_key_hash": None,
        "sp_entity_id": "https://metadata.acme.io/api/v1/saml/metadata",
        "acs": "https://metadata.acme.io/api/v1/saml/acs",
        "name_id": "urn:mail",
        "signed": False,
        "relay_state": "https://metadata.acme.io/api/v1/auth/login",
        "requests": {},
        "timeout": timeout,
        "ca_data": None,
    }
    return _preflight.Case(wanted, {}, DIRECTORY, False, subject="saml")


def answers_of(case):
    return saml.ask(_preflight.to_ask(case))


def test_the_first_identity_provider_of_the_metadata_is_read(provider):
    entity = answers_of(case_of(provider(page(200, METADATA))))["metadata"]["entity"]
    assert entity == {
        "id": "https://idp",
        "sign_in": [{"url": "https://idp/sso", "binding": "Redirect"}],
        "sign_out": ["https://idp/slo"],
        "formats": ["urn:mail"],
        "wants_signed": True,
        "certificates": ["MIIA", "MIIC"],
        "for_encryption": ["MIIB", "MIIC"],
    }


@pytest.mark.parametrize(("wanted", "found"), [("https://b", "https://b"), ("https://none", "https://a")])
def test_of_many_providers_the_one_that_is_configured_is_read(provider, wanted, found):
    one = '<EntityDescriptor entityID="https://{}"><IDPSSODescriptor/></EntityDescriptor>'
    begin = '<EntitiesDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata">'
    body = f"{begin}{one.format('a')}{one.format('b')}</EntitiesDescriptor>".encode()
    case = case_of(provider(page(200, body)))
    answers = answers_of(case._replace(wanted={**case.wanted, "idp_entity_id": wanted, "sign_in_url": ""}))
    assert answers["metadata"]["entity"]["id"] == found


def test_an_address_for_signing_out_is_not_asked(provider):
    url = provider(page(200, METADATA))
    case = case_of(url)
    answers = answers_of(case._replace(wanted={**case.wanted, "sign_in_url": "https://idp/slo"}))
    assert "sign_in" not in answers and [path for _method, path, _headers in provider.asked] == ["/metadata"]
    found = _preflight.judge(case._replace(wanted={**case.wanted, "sign_in_url": "https://idp/slo"}), answers).findings
    assert [finding.rule for finding in found] == ["SAML-01", "SAML-03"]


def test_an_accepted_request_is_asked_with_what_cannot_be_right_alone(provider):
    found = answers_of(case_of(provider(page(200, LOGIN)), metadata=False))["sign_in"]
    assert list(found) == ["as_sent", "other_issuer", "other_acs", "other_format"]
    assert len(provider.asked) == 4


def test_a_refused_request_is_asked_without_its_parts_too(provider):
    found = answers_of(case_of(provider(page(400)), metadata=False))["sign_in"]
    assert list(found) == ["as_sent", "other_issuer", "other_acs", "other_format", "any_format", "without_acs"]


def test_redirects_count_and_requests_end_at_twelve(provider):
    def answer(handler):
        depth = handler.path.count("/next")
        target = handler.path.split("?")[0] + "/next"
        page(302, Location=target)(handler) if depth < 3 else page(200, LOGIN)(handler)

    answers = answers_of(case_of(provider(answer)))
    assert len(provider.asked) == REQUESTS
    kinds = [answer.get("error", {}).get("kind", answer.get("status")) for answer in answers["sign_in"].values()]
    assert kinds == [200, 200, "too_many", "too_many"]


def test_the_address_of_the_server_is_never_asked(provider):
    acs = "https://metadata.acme.io/api/v1/saml/acs"
    found = answers_of(case_of(provider(page(302, Location=f"{acs}?SAMLResponse=")), metadata=False))["sign_in"]
    assert found["as_sent"]["status"] == 302


def test_nothing_more_is_asked_of_a_provider_that_does_not_answer():
    found = answers_of(case_of("http://localhost:1", metadata=False))["sign_in"]
    assert list(found) == ["as_sent"] and found["as_sent"]["error"]["kind"] == "refused"


NESTED = b"<a>" * 1000 + b"</a>" * 1000
BAD = {
    "slow": (drip, "no answer"),
    "endless": (endless, "more than 1048576 bytes"),
    "huge": (page(200, b" " * ((1 << 20) + 1)), "more than 1048576 bytes"),
    "nested": (page(200, NESTED), "nested deeper than 64 levels"),
    "with a document type": (page(200, b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'), "document type (DTD)"),
    "with a document type in UTF-16": (page(200, "<!DOCTYPE a><a/>".encode("utf-16")), "document type (DTD)"),
}


@pytest.mark.parametrize("what", BAD)
def test_bad_metadata_ends_within_the_timeout(provider, what):
    answer, words = BAD[what]
    case = case_of(provider(answer), timeout=1)
    with at_once():
        verdict = _preflight.judge(case, answers_of(case))
    found = [finding for finding in verdict.findings if finding.option == "om_sso_saml_metadata_url"]
    assert [finding.rule for finding in found] == ["PRE-01"] and words in found[0].message


@pytest.mark.parametrize("what", ["slow", "endless", "huge"])
def test_a_bad_sign_in_page_ends_within_the_timeout(provider, what):
    case = case_of(provider(BAD[what][0]), metadata=False, timeout=1)
    with at_once():
        verdict = _preflight.judge(case, answers_of(case))
    assert [finding.rule for finding in verdict.findings] == ["SAML-01", "PRE-01"]
