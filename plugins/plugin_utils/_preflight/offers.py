# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is configured against the discovery document's lists of what is offered, which are hints.

Providers may leave out what they take (OpenID Connect Discovery 1.0, section 3), and a list that is not there says
nothing. So a request that was accepted counts more than a list, and a list alone is never an error.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from ...module_utils._preflight.oidc_authorization import is_refused, is_unavailable
from .._model.findings import Finding
from .._register import finding_of
from ._case import Case, Check
from .authorization import accepted
from .refusals import choices, usable_methods


def judge(case: Case, answers: dict[str, Any]) -> Iterator[Check]:
    """Nothing without a document, and nothing of what the endpoints have decided."""
    document = answers["discovery"].get("json")
    if not isinstance(document, dict) or not isinstance(document.get("issuer"), str):
        return
    for finding in (
        *_scopes(case, document),
        *_flow(case, document, answers),
        *_pkce(case, document, answers),
        *_method(case, document, answers),
        *_prompt(case, document, answers),
        *_claims(case, document),
    ):
        yield Check("unknown", "", finding)


def _lacks(document: dict[str, Any], field: str, values: Iterable[str]) -> list[str]:
    offered = document.get(field)
    return (
        [value for value in values if value and value not in offered] if isinstance(offered, list) and offered else []
    )


def _scopes(case: Case, document: dict[str, Any]) -> Iterator[Finding]:
    """From 1.10 on the server compares the scopes of a confidential client with the list when it saves."""
    missing = _lacks(document, "scopes_supported", case.wanted["scopes"])
    if missing and case.secret_flow:
        cause = "scope_not_listed" if case.saves_checked else "scope_not_listed_before"
        texts = {"names": " ".join(missing), "place": case.vendor.place("scope")}
        yield finding_of("FLOW-10", case.options["scopes"], cause, **texts)


def _flow(case: Case, document: dict[str, Any], answers: dict[str, Any]) -> Iterator[Finding]:
    if accepted(case, answers, "flow"):
        return
    response_type = case.wanted["response_type"]
    flow = "code" if response_type == "code" else "implicit"
    grant = "authorization_code" if flow == "code" else "implicit"
    place = case.vendor.place(flow)
    if _lacks(document, "response_types_supported", [response_type]):
        yield finding_of("FLOW-02", "om_sso_flow", "response_type_not_listed", response_type=response_type, place=place)
    elif _lacks(document, "grant_types_supported", [grant]):
        yield finding_of("FLOW-02", "om_sso_flow", "grant_type_not_listed", grant=grant, place=place)


def _pkce(case: Case, document: dict[str, Any], answers: dict[str, Any]) -> Iterator[Finding]:
    if not (case.secret_flow and case.wanted["pkce"]) or accepted(case, answers, "pkce"):
        return
    if _lacks(document, "code_challenge_methods_supported", ["S256"]):
        yield finding_of("FLOW-14", "om_sso_pkce", "not_listed", place=case.vendor.place("pkce"))


def _method(case: Case, document: dict[str, Any], answers: dict[str, Any]) -> Iterator[Finding]:
    """A request with another method than the client's is refused, so one that was answered says more than the list."""
    token, field = answers.get("token"), "token_endpoint_auth_methods_supported"
    if token is not None and "withheld" not in token and not is_unavailable(token):
        return
    method = case.wanted["client_auth_method"]
    if case.secret_flow and _lacks(document, field, [method]):
        usable = usable_methods(case, document[field])
        cause = "method_not_listed" if usable else "no_method_listed"
        texts = {"method": method, "usable": " or ".join(usable), "place": case.vendor.place("method")}
        yield finding_of("FLOW-06", "om_sso_client_auth_method", cause, **texts)


def _prompt(case: Case, document: dict[str, Any], answers: dict[str, Any]) -> Iterator[Finding]:
    prompt, answer = case.wanted["prompt"], answers.get("authorize")
    if (
        answer is not None
        and not is_unavailable(answer)
        and not is_refused(answer)
        and accepted(case, answers, "client")
    ):
        return
    if case.secret_flow and _lacks(document, "prompt_values_supported", [prompt]):
        offered = choices("prompt", prompt, document["prompt_values_supported"])
        yield finding_of("FLOW-11", "om_sso_prompt", "prompt_not_listed", prompt=prompt, offered=" or ".join(offered))


def _claims(case: Case, document: dict[str, Any]) -> Iterator[Finding]:
    claims = document.get("claims_supported")
    if isinstance(claims, list) and claims and case.claims and not any(claim in claims for claim in case.claims):
        option = "om_sso_jwt_principal_claims"
        yield finding_of("CLM-01", option, "claim_not_listed", names=" or ".join(case.claims))
