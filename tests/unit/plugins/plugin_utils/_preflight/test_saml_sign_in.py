# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a SAML provider's answers verify, and which part of the request it refuses: by difference alone."""

import pytest
from ansible_collections.openmetadata.sso.plugins.plugin_utils import _preflight
from ansible_collections.openmetadata.sso.plugins.plugin_utils._preflight import saml_sign_in
from ansible_collections.openmetadata.sso.plugins.plugin_utils._preflight.vendors import DIRECTORY

WANTED = {
    "kind": "saml",
    "sp_entity_id": "https://metadata.acme.io/api/v1/saml/metadata",
    "acs": "https://metadata.acme.io/api/v1/saml/acs",
    "name_id": "urn:oasis:names:tc:SAML:2.0:nameid-format:emailAddress",
    "signed": False,
}
FORMATS = {"formats": ["urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress"], "wants_signed": True}


def answer(status=200, words="", login=False, codes=None, elsewhere=""):
    response = None if codes is None else {"codes": codes, "message": words}
    shown = {"url": "https://idp/sso", "status": status, "skew": None, "elsewhere": elsewhere}
    return {**shown, "login": login, "words": words, "response": response}


LOGIN = answer(login=True)
NOT_FOUND = answer(words="Metadata not found for https://nobody.preflight.invalid/metadata")
REFUSED = answer(400, "Invalid Request")
OTHER = answer(403, "Invalid requester")
BROKEN = answer(500, "Unhandled exception 4dcaa83df4")
SILENT = {"url": "https://idp/sso", "error": {"kind": "timeout", "text": "no answer within 10 s"}}


def judged(answers, entity=None, required=False, **wanted):
    case = _preflight.Case({**WANTED, **wanted}, {}, DIRECTORY, required, subject="saml")
    verdict = _preflight.Verdict("saml", list(saml_sign_in.judge(case, answers, entity)))
    return [(finding.rule, finding.severity) for finding in verdict.findings], verdict


CONTROLS = ("other_issuer", "other_acs", "other_format")
SAME = dict.fromkeys(CONTROLS, LOGIN)
VERIFIED = {
    "each control is refused": (
        {"as_sent": LOGIN, "other_issuer": REFUSED, "other_acs": OTHER, "other_format": REFUSED},
        ["service provider registered", "ACS URL registered", "name id format accepted"],
    ),
    "a page without a log-in form": (
        {"as_sent": LOGIN, "other_issuer": NOT_FOUND, "other_acs": LOGIN, "other_format": LOGIN},
        ["service provider registered", "ACS URL unknown", "name id format unknown"],
    ),
    "a log-in page made by a script": (
        {"as_sent": answer(words="Sign in"), "other_issuer": REFUSED, "other_acs": BROKEN, "other_format": answer()},
        ["service provider registered", "ACS URL registered", "name id format unknown"],
    ),
    "a log-in page that is shown to everybody": (
        {"as_sent": LOGIN, **SAME},
        ["service provider unknown (an unregistered one gets the same answer)", "ACS URL unknown", "format unknown"],
    ),
    "a page that is shown to everybody": (
        {"as_sent": NOT_FOUND, **dict.fromkeys(CONTROLS, NOT_FOUND)},
        ['service provider unknown (an unregistered one gets the same answer, "Metadata not found for'],
    ),
    "another page": (
        {"as_sent": answer(words="Hello"), **dict.fromkeys(CONTROLS, NOT_FOUND)},
        ['service provider unknown (not a log-in page, "Hello")'],
    ),
    "no more requests": (
        {"as_sent": LOGIN, **dict.fromkeys(CONTROLS, SILENT)},
        ["service provider unknown (no answer within 10 s)", "ACS URL unknown (no answer", "format unknown"],
    ),
    "another provider signs in": (
        {"as_sent": answer(302, elsewhere="sso.acme.io"), "other_issuer": REFUSED},
        ["service provider registered"],
    ),
}


@pytest.mark.parametrize("what", VERIFIED)
def test_a_claim_is_verified_by_difference(what):
    answers, said = VERIFIED[what]
    findings, verdict = judged(answers)
    assert findings == []
    assert [words for words in said if words not in verdict.line] == [], verdict.line


def refused(accepted, own=REFUSED, **others):
    """A request that is refused but for one part."""
    names = ("other_issuer", "other_acs", "other_format", "any_format", "without_acs")
    return {"as_sent": own, **dict.fromkeys(names, OTHER), **dict.fromkeys(accepted, LOGIN), **others}


POLICY = answer(words="not supported", codes=["Requester", "InvalidNameIDPolicy"])
WRONG = {
    "name id format": (refused(["any_format"]), {}, "SAML-05", "refuses the name id format urn:oasis"),
    "name id format, by a SAML response": (
        refused(["any_format"], own=POLICY),
        {},
        "SAML-05",
        "(HTTP 200: Requester InvalidNameIDPolicy not supported)",
    ),
    "ACS URL": (refused(["without_acs"]), {}, "SAML-03", "/api/v1/saml/acs (HTTP 400: Invalid Request)"),
    "signature": (refused([], unsigned=LOGIN), {"signed": True}, "SAML-02", "refuses the signature"),
    "signature, by the words of the refusal": (
        refused([], own=answer(403, "Invalid signature"), unsigned=OTHER),
        {"signed": True},
        "SAML-02",
        "refuses the signature of the AuthnRequest (HTTP 403: Invalid signature)",
    ),
    "no signature": (
        refused([], own=answer(400, "Request is not signed"), other_issuer=answer(400, "Request is not signed")),
        {},
        "SAML-02",
        "wants a signed AuthnRequest",
    ),
    "service provider": (refused([], other_issuer=REFUSED), {}, "PRE-02", "that it cannot know"),
    "something else": (refused([]), {}, "PRE-03", "refuses the AuthnRequest (HTTP 400: Invalid Request)"),
    "refused by a broken answer": (refused(["any_format"], own=BROKEN), {}, "SAML-05", "HTTP 500"),
    "no such page": (dict.fromkeys(("as_sent", *CONTROLS), answer(404, "Nothing here")), {}, "SAML-03", "HTTP 404"),
    "not by GET": (dict.fromkeys(("as_sent", *CONTROLS), answer(405)), {}, "SAML-03", "HTTP 405"),
}


@pytest.mark.parametrize("what", WRONG)
def test_what_is_refused_is_found(what):
    answers, wanted, rule, words = WRONG[what]
    findings, verdict = judged(answers, **wanted)
    assert findings == [(rule, "error")]
    assert words in verdict.findings[0].message


def test_a_404_of_the_address_in_the_metadata_is_a_refusal():
    answers = dict.fromkeys(("as_sent", *CONTROLS), answer(404, "Unknown service"))
    assert judged(answers, FORMATS)[0] == [("PRE-02", "error")]


def test_metadata_that_asks_for_signatures_is_a_hint():
    cases = ((False, refused([])), (True, refused([], unsigned=OTHER)))
    fixes = [judged(answers, FORMATS, signed=signed)[1].findings[0].fix for signed, answers in cases]
    assert ["signed requests" in fix for fix in fixes] == [True, False]


def test_metadata_that_asks_for_signatures_is_not_a_finding_by_itself():
    assert judged({"as_sent": LOGIN, **SAME}, FORMATS)[0] == []


@pytest.mark.parametrize("broken", [BROKEN, SILENT])
def test_no_answer_is_a_warning_unless_it_is_required(broken):
    answers = {"as_sent": broken, "other_issuer": broken}
    assert judged(answers)[0] == [("PRE-01", "warning")]
    assert judged(answers, required=True)[0] == [("PRE-01", "error")]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress", "name id format listed"),
        (WANTED["name_id"], "name id format unknown (not checked before the sign-in; the metadata lists emailAddress)"),
    ],
)
def test_the_formats_of_the_metadata_are_a_hint(name, words):
    findings, verdict = judged({"as_sent": LOGIN, **SAME}, FORMATS, name_id=name)
    assert findings == [] and words in verdict.line


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ({"unsigned": REFUSED}, "signature accepted"),
        ({"unsigned": LOGIN}, "signature unknown (a request without one gets the same answer)"),
        ({}, "signature unknown (preflight signs with an RSA key in sp.sp_private_key only)"),
    ],
)
def test_a_signature_is_verified_by_a_request_without_one(answers, words):
    assert words in judged({"as_sent": LOGIN, **SAME, **answers}, signed=True)[1].line


def test_a_request_that_preflight_cannot_sign_is_not_judged_by_its_refusal():
    findings, verdict = judged(refused([], own=answer(400, "Request is not signed.")), signed=True)
    assert findings == []
    assert verdict.line.endswith("sp.sp_private_key only; without a signature: HTTP 400: Request is not signed)")


@pytest.mark.parametrize("status", [429, 502, 503, 504])
def test_a_provider_that_is_busy_verifies_nothing(status):
    findings, verdict = judged({"as_sent": LOGIN, **dict.fromkeys(CONTROLS, answer(status))})
    assert findings == [] and "registered" not in verdict.line
    assert f"service provider unknown (HTTP {status})" in verdict.line
    assert judged({"as_sent": answer(status)})[0] == [("PRE-01", "warning")]


@pytest.mark.parametrize("status", [401, 403, 451])
def test_what_a_firewall_might_refuse_is_not_the_service_provider(status):
    blocked = answer(status, "Just a moment...")
    findings, verdict = judged({"as_sent": blocked, **dict.fromkeys(CONTROLS, blocked)})
    assert findings == []
    assert verdict.line == f"saml: AuthnRequest unknown (each is refused: HTTP {status}: Just a moment)"


def test_long_words_are_cut_off_and_addresses_do_not_make_a_difference():
    own = answer(400, f"Unknown https://metadata.acme.io/x 4dcaa83df4 {'w' * 300}")
    other = answer(400, f"Unknown https://nobody.invalid/y 9f00aa11 {'w' * 300}")
    findings, verdict = judged({"as_sent": own, "other_issuer": other, "other_acs": other})
    assert findings == [("PRE-02", "error")]
    assert verdict.findings[0].message.endswith("w…).")


def test_a_fix_does_not_offer_the_format_that_is_refused():
    name = "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress"
    assert name not in judged(refused(["any_format"]), name_id=name)[1].findings[0].fix
    assert name in judged(refused(["any_format"]))[1].findings[0].fix
