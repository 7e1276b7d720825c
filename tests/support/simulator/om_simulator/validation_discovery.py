# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A client held against its provider's discovery document [S OidcDiscoveryValidator, M 1.12.6]."""

import re
from typing import Any, Dict, List

from om_simulator.asking import Unanswered
from om_simulator.validation_fault import OIDC, Fault

_PROMPTS = ("none", "consent", "select_account", "login")


def check(uri: str, config: Dict[str, Any], oidc: Dict[str, Any], asking: Any) -> None:
    """Raises Fault. Without an address nothing is checked."""
    if not uri:
        return
    try:
        answer = asking.get(uri)
    except Unanswered as error:
        text = "Failed to validate against discovery document: %s" % error
        raise Fault(OIDC + "discoveryUri", text) from error
    if answer.status != 200:
        raise Fault(OIDC + "discoveryUri", "Failed to fetch OIDC discovery document. Status: %d" % answer.status)
    found = answer.body or {}
    errors = _scopes(oidc, found) + _listed(oidc, found) + _prompt(config)
    if errors:
        raise Fault(OIDC + _field("; ".join(errors).lower()), "; ".join(errors))


def _scopes(oidc: Dict[str, Any], found: Dict[str, Any]) -> List[str]:
    """The scope is split at each single blank, so that two of them make an empty scope, which no provider has."""
    scope = oidc.get("scope")
    if not scope:
        return ["Scope is required for OIDC. Must include 'openid' scope."]
    asked = re.sub(" +$", "", scope).split(" ")
    errors = []
    if "openid" not in asked:
        errors.append("The scope must include 'openid' for OIDC authentication. Current scopes: %s" % scope)
    known = found.get("scopes_supported") or asked
    unknown = [one for one in asked if one not in known]
    if unknown:
        errors.append("The following scopes are not supported by the IdP: %s" % ", ".join(unknown))
    return errors


def _listed(oidc: Dict[str, Any], found: Dict[str, Any]) -> List[str]:
    errors = []
    for name, value, key in (
        ("Response type", oidc.get("responseType"), "response_types_supported"),
        ("JWS algorithm", _algorithm(oidc), "id_token_signing_alg_values_supported"),
    ):
        known = found.get(key) or []
        if (value or name == "JWS algorithm") and known and value not in known:
            errors.append("%s '%s' is not supported by the IdP. Supported: [%s]" % (name, value, ", ".join(known)))
    return errors


def _algorithm(oidc: Dict[str, Any]) -> str:
    preferred = oidc.get("preferredJwsAlgorithm")
    return "RS256" if preferred is None else str(preferred)


def _prompt(config: Dict[str, Any]) -> List[str]:
    prompt = (config.get("oidcConfiguration") or {}).get("prompt")
    if config.get("clientType") != "confidential" or not prompt:
        return []
    words = re.split(r"\s+", prompt.strip())
    unknown = [word for word in words if word and word not in _PROMPTS]
    errors = []
    if unknown:
        errors.append(
            "Invalid prompt value(s) for confidential client: %s. Valid values are: empty string, none, consent, "
            "select_account, login" % ", ".join(unknown)
        )
    if len(words) > 1 and "none" in words:
        errors.append("Prompt value 'none' cannot be combined with other prompt values")
    return errors


def _field(text: str) -> str:
    """Which field the server blames, by words of its own text."""
    return "scope" if "scope" in text else "prompt" if "prompt" in text else "discoveryUri"
