# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A SAML provider's metadata against what is configured. Its lists are hints: an accepted request says more."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ...module_utils._formats import x509
from .._register import finding_of
from . import saml_sign_in
from ._case import Case, Check, failed, ok, unknown, unseen

OPTION = "om_sso_saml"
URL_OPTION = "om_sso_saml_metadata_url"


def judge(case: Case, answer: dict[str, Any], sign_in: dict[str, Any]) -> Iterator[Check]:
    """Entity id, sign-in URL and certificate."""
    if "error" in answer or answer["status"] >= 500:
        said = answer["error"]["text"] if "error" in answer else f"HTTP {answer['status']}"
        yield unseen(case, "metadata not reached", URL_OPTION, f"{URL_OPTION}: {said}.")
        return
    entity = answer.get("entity")
    if entity is None:
        yield failed("no metadata", finding_of("SAML-03", URL_OPTION, "no_metadata", url=answer["url"]))
        return
    checks = [*_entity_id(case, entity), *_address(case, entity, sign_in), *_certificate(case, entity)]
    yield from checks
    if all(check.finding is None for check in checks):
        yield ok("metadata ok")


def _entity_id(case: Case, entity: dict[str, Any]) -> Iterator[Check]:
    if entity["id"] != case.wanted["idp_entity_id"]:
        yield failed("another entity id", finding_of("SAML-03", OPTION, "other_entity_id", entity_id=entity["id"]))


def has_address(case: Case, entity: dict[str, Any]) -> bool:
    """Whether the metadata has the sign-in URL for HTTP-Redirect, by which OpenMetadata sends."""
    return case.wanted["sign_in_url"] in _redirects(entity)


def _redirects(entity: dict[str, Any]) -> list[str]:
    return [service["url"] for service in entity["sign_in"] if service["binding"] == "Redirect"]


def _address(case: Case, entity: dict[str, Any], sign_in: dict[str, Any]) -> Iterator[Check]:
    if has_address(case, entity):
        return
    if saml_sign_in.is_verified(sign_in):
        yield unknown("the metadata has another sign-in URL, and the configured one works")
        return
    wanted = case.wanted["sign_in_url"]
    bindings = [f"HTTP-{service['binding']}" for service in entity["sign_in"] if service["url"] == wanted]
    urls = ", ".join(dict.fromkeys(_redirects(entity))) or "none"
    if bindings:
        finding = finding_of("SAML-03", OPTION, "other_binding", bindings=", ".join(bindings), urls=urls)
    else:
        finding = finding_of("SAML-03", OPTION, "other_sign_in_url", urls=urls)
    yield failed("another sign-in URL", finding)


def _certificate(case: Case, entity: dict[str, Any]) -> Iterator[Check]:
    """The metadata may list several signing keys, as when one is replaced (roll-over); the configuration has one."""
    try:
        ours = x509.from_text(case.wanted["idp_certificate"] or "")
        x509.facts(ours)
    except ValueError:
        return  # The certificate's own check says what is wrong with it.
    signing = {each for each in map(_der, entity["certificates"]) if each}
    if ours in signing:
        if len(signing) > 1:
            yield unknown(f"which of the metadata's {len(signing)} signing keys the provider uses is unknown")
        return
    cause = "encryption_certificate" if ours in map(_der, entity["for_encryption"]) else "other_certificate"
    if not signing:
        yield unknown("certificate unknown (the metadata does not have one)")
        return
    yield failed("another certificate", finding_of("SAML-01", OPTION, cause))


def _der(text: str) -> bytes | None:
    try:
        return bytes(x509.from_text(text))
    except ValueError:
        return None
