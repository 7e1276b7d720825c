# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A SAML identity provider: its certificate and the server's own key pair; then its metadata and its answers."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

from ...module_utils._formats import x509
from .._register import finding_of
from . import saml_metadata, saml_sign_in
from ._case import Case, Check, day, failed, ok, unknown

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
    entity = answers.get("metadata", {}).get("entity")
    if "metadata" in answers:
        yield from saml_metadata.judge(case, answers["metadata"], answers.get("sign_in", {}))
    if "sign_in" in answers and (entity is None or saml_metadata.has_address(case, entity)):
        yield from saml_sign_in.judge(case, answers["sign_in"], entity)


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
