# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Metadata against the configuration: its lists are hints, an accepted request says more."""

import pytest
from ansible_collections.openmetadata.sso.plugins.plugin_utils import _preflight
from ansible_collections.openmetadata.sso.plugins.plugin_utils._preflight import saml_metadata
from ansible_collections.openmetadata.sso.plugins.plugin_utils._preflight.vendors import DIRECTORY
from lab import certificates

SSO = "https://idp.acme.io/sso"
LOGIN = {"status": 200, "login": True, "elsewhere": "", "response": None, "words": ""}
REFUSED = {**LOGIN, "status": 400, "login": False}


@pytest.fixture(scope="module")
def texts(tmp_path_factory):
    """Base64 of three certificates."""
    folder = tmp_path_factory.mktemp("pki")
    ca = certificates.authority(folder)
    pairs = [certificates.signed(folder, name, ca) for name in ("first", "second", "third")]
    return ["".join(pair.certificate.read_text().split("-----")[2].split()) for pair in pairs]


def services(*pairs):
    return [{"url": url, "binding": binding} for url, binding in pairs]


def judged(texts, answers=None, certificate=0, url=SSO, **entity):
    described = {"id": "https://idp", "sign_in": services((SSO, "Redirect")), "formats": [], "wants_signed": False}
    described |= {"certificates": texts[:1], "for_encryption": texts[2:], **entity}
    wanted = {"idp_entity_id": "https://idp", "sign_in_url": url}
    wanted["idp_certificate"] = certificate if isinstance(certificate, str) else texts[certificate]
    case = _preflight.Case(wanted, {}, DIRECTORY, False, subject="saml")
    answer = {"url": "https://idp/metadata", "status": 200, "entity": described}
    verdict = _preflight.Verdict("saml", list(saml_metadata.judge(case, answer, answers or {})))
    return [finding.rule for finding in verdict.findings], verdict


def test_what_fits_is_ok(texts):
    findings, verdict = judged(texts)
    assert findings == [] and verdict.line == "saml: metadata ok"


@pytest.mark.parametrize("certificate", [0, 1])
def test_of_two_signing_keys_either_may_be_configured(texts, certificate):
    findings, verdict = judged(texts, certificate=certificate, certificates=texts[:2])
    assert findings == []
    assert "which of the metadata's 2 signing keys the provider uses is unknown, metadata ok" in verdict.line


def test_one_key_that_is_listed_twice_is_one(texts):
    assert judged(texts, certificates=[texts[0], texts[0], "not a certificate"])[1].line == "saml: metadata ok"


@pytest.mark.parametrize(("certificate", "words"), [(1, "does not sign"), (2, "for encryption, not for signing")])
def test_another_certificate_is_found(texts, certificate, words):
    findings, verdict = judged(texts, certificate=certificate)
    assert findings == ["SAML-01"] and words in verdict.findings[0].message


def test_a_certificate_that_cannot_be_read_is_the_finding_of_another_check(texts):
    assert judged(texts, certificate="/etc/ssl/idp.pem")[0] == []


def test_metadata_without_a_certificate_says_nothing_of_ours(texts):
    assert "certificate unknown" in judged(texts, certificates=[])[1].line


def test_another_address_is_found_unless_it_works(texts):
    elsewhere = "https://sso.acme.io/sso"
    assert judged(texts, url=elsewhere)[0] == ["SAML-03"]
    assert judged(texts, {"as_sent": LOGIN, "other_issuer": LOGIN}, url=elsewhere)[0] == ["SAML-03"]
    findings, verdict = judged(texts, {"as_sent": LOGIN, "other_issuer": REFUSED}, url=elsewhere)
    assert findings == [] and "the configured one works" in verdict.line


def test_the_address_of_another_binding_is_named(texts):
    found = judged(texts, url="https://idp/post")
    assert "none of the provider's" in found[1].findings[0].message
    both = services(("https://idp/post", "POST"), (SSO, "Redirect"), (SSO, "Redirect"))
    finding = _only(judged(texts, url="https://idp/post", sign_in=both))
    assert "address for HTTP-POST" in finding.message and finding.fix.endswith(f"metadata: {SSO}.")


def _only(found):
    (finding,) = found[1].findings
    return finding


@pytest.mark.parametrize(
    ("answer", "rule", "words"),
    [
        ({"error": {"kind": "timeout", "text": "no answer within 10 s"}}, "PRE-01", "no answer within 10 s."),
        ({"status": 503}, "PRE-01", "HTTP 503."),
        ({"status": 404}, "SAML-03", "holds no metadata"),
        ({"status": 200}, "SAML-03", "holds no metadata"),
    ],
)
def test_no_metadata_is_found(answer, rule, words):
    case = _preflight.Case({}, {}, DIRECTORY, False, subject="saml")
    (check,) = saml_metadata.judge(case, {"url": "https://idp/metadata", **answer}, {})
    assert check.finding.rule == rule and words in check.finding.message
