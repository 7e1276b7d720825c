# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A SAML identity provider: its certificate, and its metadata and sign-in page against what is configured."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

from ...module_utils._formats import x509
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
    fix = "Paste the certificate itself (X.509, PEM or its Base64), not a path and not a key."
    if not text:
        return failed("no certificate", "SAML-01", OPTION, f"{OPTION}: idp.idp_x509_certificate is missing.", fix)
    try:
        facts = x509.facts(x509.from_text(text))
    except ValueError:
        return failed(
            "no certificate", "SAML-01", OPTION, f"{OPTION}: idp.idp_x509_certificate is no certificate.", fix
        )
    named = f"{OPTION}: the certificate in idp.idp_x509_certificate ({facts['subject'] or 'no name'})"
    renew = "Take the new one from the identity provider's metadata."
    if facts["ends"] < now:
        return failed("certificate expired", "SAML-01", OPTION, f"{named} expired on {day(facts['ends'])}.", renew)
    if facts["starts"] > now:
        return failed(
            "certificate not yet valid", "SAML-01", OPTION, f"{named} is valid from {day(facts['starts'])}.", renew
        )
    if facts["ends"] < now + SOON * DAY:
        return failed(
            f"certificate to {day(facts['ends'])}",
            "SAML-01",
            OPTION,
            f"{named} expires on {day(facts['ends'])}.",
            renew,
            "warning",
        )
    return ok(f"certificate from {day(facts['starts'])} to {day(facts['ends'])}")


def _own_pair(wanted: dict[str, Any]) -> Check:
    """The service provider's certificate and key, by the modulus of both."""
    text, key = wanted["sp_certificate"], wanted["sp_key_hash"]
    fix = "Set sp.sp_x509_certificate and sp.sp_private_key from one pair."
    try:
        ours = x509.facts(x509.from_text(text))["key"] if text else None
    except ValueError:
        return failed(
            "own certificate broken", "SAML-02", OPTION, f"{OPTION}: sp.sp_x509_certificate is no certificate.", fix
        )
    if key == "broken":
        return failed("own key broken", "SAML-02", OPTION, f"{OPTION}: sp.sp_private_key is no private key.", fix)
    if key == "other":
        return unknown("own key pair unknown (no RSA key)")
    if not ours or not key:
        return failed(
            "own key pair incomplete",
            "SAML-02",
            OPTION,
            f"{OPTION}: one of sp.sp_x509_certificate and sp.sp_private_key is missing.",
            fix,
        )
    if ours != key:
        return failed(
            "own key pair does not match",
            "SAML-02",
            OPTION,
            f"{OPTION}: sp.sp_private_key is not the key of sp.sp_x509_certificate.",
            fix,
        )
    return ok("own key pair ok")


def key_hash(text: str | None) -> str | None:
    """What of a private key may leave this place: the hash of its modulus, ``broken``, ``other``, or ``None`` without a key."""
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
        message = f"{option}: {answer['url']} holds no metadata of an identity provider."
        yield failed("no metadata", "SAML-03", option, message, "Copy the federation metadata address.")
        return
    fix = "Copy it from the identity provider's metadata."
    if entity["id"] != wanted["idp_entity_id"]:
        yield failed(
            "another entity id",
            "SAML-03",
            OPTION,
            f"{OPTION}: idp.entity_id is not the provider's, which is {entity['id']}.",
            fix,
        )
    if wanted["sign_in_url"] not in entity["sign_in"]:
        yield failed(
            "another sign-in URL",
            "SAML-03",
            OPTION,
            f"{OPTION}: idp.sso_login_url is none of the provider's: {', '.join(entity['sign_in'])}.",
            fix,
        )
    try:
        same = x509.from_text(wanted["idp_certificate"] or "") in [
            x509.from_text(text) for text in entity["certificates"]
        ]
    except ValueError:
        same = True  # The certificate's own check says what is wrong with it.
    if not same:
        message = f"{OPTION}: idp.idp_x509_certificate does not sign for the provider any more, or never did."
        yield failed("another certificate", "SAML-01", OPTION, message, fix)
    if entity["id"] == wanted["idp_entity_id"] and wanted["sign_in_url"] in entity["sign_in"] and same:
        yield ok("metadata ok")


def _sign_in(case: Case, answer: dict[str, Any]) -> Check:
    """A GET without a request is refused by some providers with 400, which is an answer all the same."""
    if "error" in answer or answer["status"] >= 500:
        said = answer["error"]["text"] if "error" in answer else f"HTTP {answer['status']}"
        return unseen(case, "sign-in URL not reached", OPTION, f"{OPTION}: idp.sso_login_url: {said}.")
    if answer["status"] in (404, 405):
        message = f"{OPTION}: idp.sso_login_url answers HTTP {answer['status']}."
        return failed(
            "no sign-in page",
            "SAML-03",
            OPTION,
            message,
            "Copy the sign-in address (HTTP-Redirect) of the identity provider.",
        )
    return ok("sign-in URL answers")
