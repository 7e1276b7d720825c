# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A SAML identity provider: its certificate, and its metadata and sign-in page against what is configured."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

from ...module_utils._formats import x509
from .._register import finding_of
from ._case import Case, Check, day, failed, ok, unknown, unseen

OPTION = "om_sso_saml"
DAY = 86400
#: Days before its end from which a certificate is warned about (failures: SAML-01).
SOON = 30


def judge(case: Case, answers: dict[str, Any], now: float | None = None) -> Iterator[Check]:
    """What the configuration itself shows, then what the provider answers."""
    now = time.time() if now is None else now
    yield _certificate(case.wanted["idp_certificate"], now)
    if case.wanted["sp_certificate"] or case.wanted["sp_key_hash"] is not None:
        yield _own_pair(case.wanted)
    if "metadata" in answers:
        yield from _metadata(case, answers["metadata"])
    if "sign_in" in answers:
        yield _sign_in(case, answers["sign_in"])


def _certificate(text: str | None, now: float) -> Check:
    if not text:
        return failed("no certificate", finding_of("SAML-01", OPTION, "preflight_missing"))
    try:
        facts = x509.facts(x509.from_text(text))
    except ValueError:
        return failed("no certificate", finding_of("SAML-01", OPTION, "preflight_not_a_certificate"))
    if facts["ends"] < now:
        return failed(
            "certificate expired",
            finding_of(
                "SAML-01", OPTION, "preflight_expired", subject=facts["subject"] or "unnamed", ends=day(facts["ends"])
            ),
        )
    if facts["starts"] > now:
        return failed(
            "certificate not yet valid",
            finding_of(
                "SAML-01",
                OPTION,
                "preflight_not_yet_valid",
                subject=facts["subject"] or "unnamed",
                starts=day(facts["starts"]),
            ),
        )
    if facts["ends"] < now + SOON * DAY:
        return failed(
            f"certificate to {day(facts['ends'])}",
            finding_of(
                "SAML-01",
                OPTION,
                "preflight_expires_soon",
                subject=facts["subject"] or "unnamed",
                ends=day(facts["ends"]),
            ),
        )
    return ok(f"certificate from {day(facts['starts'])} to {day(facts['ends'])}")


def _own_pair(wanted: dict[str, Any]) -> Check:
    """The service provider's certificate and key, by the modulus of both."""
    text, key = wanted["sp_certificate"], wanted["sp_key_hash"]
    try:
        ours = x509.facts(x509.from_text(text))["key"] if text else None
    except ValueError:
        return failed("own certificate broken", finding_of("SAML-02", OPTION, "own_not_a_certificate"))
    if key == "broken":
        return failed("own key broken", finding_of("SAML-02", OPTION, "own_not_a_key"))
    if key == "other":
        return unknown("own key pair unknown (no RSA key)")
    if not ours or not key:
        return failed("own key pair incomplete", finding_of("SAML-02", OPTION, "own_incomplete"))
    if ours != key:
        return failed("own key pair does not match", finding_of("SAML-02", OPTION, "own_no_match"))
    return ok("own key pair ok")


def key_hash(text: str | None) -> str | None:
    """All that is sent of a private key: the hash of its modulus, ``broken``, ``other`` or ``None`` (no key)."""
    if not text:
        return None
    try:
        return x509.key_of_private(x509.from_text(text)) or "other"
    except ValueError:
        return "broken"


def _metadata(case: Case, answer: dict[str, Any]) -> Iterator[Check]:
    option, wanted = "om_sso_saml_metadata_url", case.wanted
    if "error" in answer or answer["status"] >= 500:
        said = answer["error"]["text"] if "error" in answer else f"HTTP {answer['status']}"
        yield unseen(case, "metadata not reached", option, f"{option}: {said}.")
        return
    entity = answer.get("entity")
    if entity is None:
        yield failed("no metadata", finding_of("SAML-03", option, "no_metadata", url=answer["url"]))
        return
    if entity["id"] != wanted["idp_entity_id"]:
        yield failed("another entity id", finding_of("SAML-03", OPTION, "other_entity_id", entity_id=entity["id"]))
    if wanted["sign_in_url"] not in entity["sign_in"]:
        yield failed(
            "another sign-in URL", finding_of("SAML-03", OPTION, "other_sign_in_url", urls=", ".join(entity["sign_in"]))
        )
    try:
        same = x509.from_text(wanted["idp_certificate"] or "") in [
            x509.from_text(text) for text in entity["certificates"]
        ]
    except ValueError:
        same = True  # The certificate's own check says what is wrong with it.
    if not same:
        yield failed("another certificate", finding_of("SAML-01", OPTION, "other_certificate"))
    if entity["id"] == wanted["idp_entity_id"] and wanted["sign_in_url"] in entity["sign_in"] and same:
        yield ok("metadata ok")


def _sign_in(case: Case, answer: dict[str, Any]) -> Check:
    """A GET without a request is refused by some providers with 400, which is an answer all the same."""
    if "error" in answer or answer["status"] >= 500:
        said = answer["error"]["text"] if "error" in answer else f"HTTP {answer['status']}"
        return unseen(case, "sign-in URL not reached", OPTION, f"{OPTION}: idp.sso_login_url: {said}.")
    if answer["status"] in (404, 405):
        return failed("no sign-in page", finding_of("SAML-03", OPTION, "no_sign_in_page", status=answer["status"]))
    return ok("sign-in URL answers")
