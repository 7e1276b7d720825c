# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What PATCH and validate refuse: one fault each for the base fields, the provider, the authorizer.

Order and texts are those of 1.12.6 [S SystemRepository]; a test holds them against a real server [M].
"""

from typing import Any, Callable, Dict, List

from om_simulator import code_flow, startup_checks, validation_oidc, validation_others
from om_simulator.validation_fault import AUTH, AUTHORIZER, Fault

_MAPPING = AUTH + "jwtPrincipalClaimsMapping"


def validate(security: Dict[str, Any], has: Dict[str, bool], asking: Any) -> Dict[str, Any]:
    """The answer {status, errors} on a bound security configuration; `asking` is how the provider is asked."""
    authentication = security.get("authenticationConfiguration")
    authorizer = security.get("authorizerConfiguration")
    checks: List[Callable[[], None]] = []
    if authentication is not None:
        checks.append(lambda: _base(authentication))
        if authentication.get("provider") is not None:
            checks.append(lambda: _provider(authentication, has, asking))
    if authorizer is not None:
        checks.append(lambda: _authorizer(authorizer))
    errors = []
    for check in checks:
        try:
            check()
        except Fault as fault:
            errors.append({"field": fault.field, "error": fault.error})
    return {"status": "failed", "errors": errors} if errors else {"status": "success"}


def first(checks: List[tuple]) -> None:
    """Raises the fault of the first (passes, field, text) that does not pass."""
    for passes, field, text in checks:
        if not passes:
            raise Fault(field, text)


def _base(config: Dict[str, Any]) -> None:
    needs_urls = config.get("provider") not in ("ldap", "saml")
    is_public = config.get("clientType") != "confidential"
    first(
        [
            (config.get("provider"), AUTH + "provider", "Provider is required"),
            (config.get("providerName"), AUTH + "providerName", "Provider name is required"),
            (config.get("jwtPrincipalClaims"), AUTH + "jwtPrincipalClaims", "JWT principal claims are required"),
            (
                not needs_urls or not is_public or config.get("publicKeyUrls"),
                AUTH + "publicKeyUrls",
                "Public key URLs are required",
            ),
            (not needs_urls or config.get("authority"), AUTH + "authority", "Authority is required"),
            (not needs_urls or config.get("callbackUrl"), AUTH + "callbackUrl", "Callback URL is required"),
            (not needs_urls or config.get("clientId"), AUTH + "clientId", "Client ID is required"),
        ]
    )
    try:
        mapping = code_flow.claims_mapping(config.get("jwtPrincipalClaimsMapping") or [])
    except code_flow.NoHandler as error:
        raise Fault(_MAPPING, str(error)) from error
    if mapping and not (mapping.get("username") and mapping.get("email")):
        raise Fault(_MAPPING, code_flow.BOTH)
    for name in mapping:
        if name not in ("username", "email"):
            text = "Invalid JWT Principal Claims Mapping. Only username and email keys are allowed, but found: %s"
            raise Fault(_MAPPING, text % name)


def _provider(config: Dict[str, Any], has: Dict[str, bool], asking: Any) -> None:
    provider = config["provider"]
    if provider == "ldap":
        if config.get("ldapConfiguration") is not None:
            first(validation_others.ldap(config["ldapConfiguration"]))
    elif provider == "saml":
        if config.get("samlConfiguration") is not None:
            validation_others.saml(config["samlConfiguration"])
    elif provider in startup_checks.OIDC:
        validation_oidc.check(config, has, asking)
    else:
        raise Fault(AUTH + "provider", "Unknown provider: %s" % provider)


def _authorizer(config: Dict[str, Any]) -> None:
    first(
        [
            (config.get("className"), AUTHORIZER + "className", "Class name is required"),
            (
                config.get("adminPrincipals"),
                AUTHORIZER + "adminPrincipals",
                "At least one admin principal is required",
            ),
            (config.get("principalDomain"), AUTHORIZER + "principalDomain", "Principal domain is required"),
            (
                config.get("className") not in startup_checks.FILTERS,
                AUTHORIZER + "className",
                "Class does not implement Authorizer interface",
            ),
            (config.get("className") in startup_checks.AUTHORIZERS, AUTHORIZER + "className", "Class not found"),
        ]
    )
