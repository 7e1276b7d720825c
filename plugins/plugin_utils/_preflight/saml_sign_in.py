# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A SAML provider's answers to AuthnRequests.

Every claim is made by difference: what OpenMetadata sends has to be answered differently from the same request with
one thing that cannot be right. A cause is named where the request without it is accepted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ...module_utils._preflight.saml_answer import kind
from .._register import finding_of
from ._case import Case, Check, failed, ok, unknown, unseen

OPTION = "om_sso_saml"
EMAIL = "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress"
ACCEPTED = ("login", "page")
#: A status by which also a firewall refuses whatever it is asked for.
FORBIDDEN = (401, 403, 407, 451)
CANNOT_SIGN = "preflight signs with an RSA key in sp.sp_private_key only"
EXCERPT = 160
COMPARED = 200
#: What differs from one answer to the next: addresses, and numbers of any base.
MASKED = re.compile(r"https?:\S+|\b[0-9a-f-]*\d[0-9a-f-]*\b", re.I)
#: A refusal whose words are about the signature.
SIGNING = re.compile(r"signature|\b(un)?signed\b", re.I)
#: {request: (what it verifies, what else gets the same answer)}
CLAIMS = {
    "other_issuer": ("service provider registered", "service provider", "an unregistered one"),
    "other_acs": ("ACS URL registered", "ACS URL", "an unregistered one"),
    "unsigned": ("signature accepted", "signature", "a request without one"),
}


def judge(case: Case, answers: dict[str, Any], entity: dict[str, Any] | None) -> Iterator[Check]:
    """What the answers say of the service provider, its ACS URL, the name id format and the signature."""
    own = answers["as_sent"]
    found = kind(own)
    unsigned = case.wanted["signed"] and "unsigned" not in answers
    if found == "refused" and unsigned:
        yield unknown(f"AuthnRequest unknown ({CANNOT_SIGN}; without a signature: {_said(own).rstrip('.')})")
    elif found in ACCEPTED:
        yield from _claims(case, answers, entity)
    elif found == "none" or (found == "broken" and not _any_accepted(answers)):
        yield unseen(case, "sign-in URL not reached", OPTION, f"{OPTION}: idp.sso_login_url: {_said(own).rstrip('.')}.")
    elif own["status"] in (404, 405) and entity is None and _alike(own, answers.get("other_issuer", own)):
        yield failed("no sign-in page", finding_of("SAML-03", OPTION, "no_sign_in_page", status=own["status"]))
    else:
        yield _refusal(case, answers, entity)


def is_verified(answers: dict[str, Any]) -> bool:
    """Whether the request is accepted, and the same from an unregistered service provider is not."""
    return _differs(answers, "other_issuer")


def _any_accepted(answers: dict[str, Any]) -> bool:
    return any(kind(answer) in ACCEPTED for answer in answers.values())


def _differs(answers: dict[str, Any], control: str) -> bool:
    """A log-in page verifies against any other answer; another page against a refusal only."""
    if "as_sent" not in answers or control not in answers:
        return False
    own, other = kind(answers["as_sent"]), kind(answers[control])
    if other == "none":
        return False
    return (own == "login" and other != "login") or (own == "page" and other in ("refused", "broken"))


def _claims(case: Case, answers: dict[str, Any], entity: dict[str, Any] | None) -> Iterator[Check]:
    for control, (verified, subject, same) in CLAIMS.items():
        if _differs(answers, control):
            yield ok(verified)
        elif control in answers:
            yield unknown(f"{subject} unknown ({_undecided(answers['as_sent'], answers[control], same)})")
    if case.wanted["signed"] and "unsigned" not in answers:
        yield unknown(f"signature unknown ({CANNOT_SIGN})")
    yield _format(case, answers, entity)


def _undecided(own: dict[str, Any], other: dict[str, Any], same: str) -> str:
    """Why two answers do not verify anything."""
    if kind(other) == "none":
        return _said(other).rstrip(".")
    reason = f"{same} gets the same answer" if kind(own) == "login" or _alike(own, other) else "not a log-in page"
    return f'{reason}, "{_words(own, 60)}"' if kind(own) == "page" and _words(own) else reason


def _format(case: Case, answers: dict[str, Any], entity: dict[str, Any] | None) -> Check:
    if _differs(answers, "other_format"):
        return ok("name id format accepted")
    listed = (entity or {}).get("formats", [])
    if case.wanted["name_id"] in listed:
        return ok("name id format listed")
    hint = f"; the metadata lists {', '.join(name.rsplit(':', 1)[-1] for name in listed)}" if listed else ""
    return unknown(f"name id format unknown (not checked before the sign-in{hint})")


def _refusal(case: Case, answers: dict[str, Any], entity: dict[str, Any] | None) -> Check:
    """Which part of the request is refused: the one without which it is accepted, or nothing that it can tell."""
    own, wanted = answers["as_sent"], case.wanted
    texts = {"said": _said(own), "acs": wanted["acs"], "entity_id": wanted["sp_entity_id"]}
    accepted = {name for name, answer in answers.items() if kind(answer) in ACCEPTED}
    if "any_format" in accepted:
        other = EMAIL if wanted["name_id"] != EMAIL else "a format of the provider's metadata"
        finding = finding_of("SAML-05", OPTION, "format_refused", name_id=wanted["name_id"], other=other, **texts)
        return failed("name id format refused", finding)
    if "without_acs" in accepted:
        return failed("ACS URL not registered", finding_of("SAML-03", OPTION, "acs_refused", **texts))
    if "unsigned" in accepted or SIGNING.search(_words(own)):
        cause = "signature_refused" if "unsigned" in answers else "signature_wanted"
        return failed("signature refused", finding_of("SAML-02", OPTION, cause, **texts))
    if own["status"] in FORBIDDEN and own["response"] is None:
        return unknown(f"AuthnRequest unknown (each is refused: {_said(own).rstrip('.')})")
    if "other_issuer" in answers and _alike(own, answers["other_issuer"]):
        return failed("service provider not registered", finding_of("PRE-02", OPTION, "service_provider", **texts))
    wants = (entity or {}).get("wants_signed") and not wanted["signed"]
    cause = "authn_request_unsigned" if wants else "authn_request"
    return failed("AuthnRequest refused", finding_of("PRE-03", OPTION, cause, **texts))


def _alike(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Whether two refusals say the same."""
    return kind(one) == kind(other) != "none" and _essence(one) == _essence(other)


def _essence(answer: dict[str, Any]) -> tuple[Any, ...]:
    """What it says without addresses and numbers; its beginning, as a page is cut off where it is long."""
    response = answer["response"] or {"codes": [], "message": ""}
    said = [MASKED.sub("", text)[:COMPARED].strip() for text in (response["message"], answer["words"])]
    return answer["status"], response["codes"], said


def _words(answer: dict[str, Any], length: int = EXCERPT) -> str:
    """The provider's own words, short."""
    response = answer["response"]
    said = " ".join([*response["codes"], response["message"]]).strip() if response else str(answer["words"]).strip()
    return said[:length] + "…" if len(said) > length else said


def _said(answer: dict[str, Any]) -> str:
    if "error" in answer:
        return str(answer["error"]["text"])
    words = _words(answer)
    return f"HTTP {answer['status']}" + (f": {words}" if words else "")
