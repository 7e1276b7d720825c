# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What PATCH and validate refuse, in the server's texts.

One fault each for the base fields, the provider, the authorizer.

All rules are [S] unless said. The real server also calls the identity provider; this one does not, but for the fault
`idp_unreachable`, which makes every OpenID provider fail as one that cannot be reached does.
"""

from typing import Any, Dict, List, NamedTuple, Optional

from om_simulator import startup_checks, validation_oidc, validation_others

_AUTH = "authenticationConfiguration."
_AUTHORIZER = "authorizerConfiguration."


class FieldError(NamedTuple):
    """One fault."""

    field: str
    error: str


def validate(security: Dict[str, Any], has: Dict[str, bool], idp_unreachable: bool) -> Dict[str, Any]:
    """The answer {status, errors} on a bound security configuration."""
    authentication = security.get("authenticationConfiguration")
    authorizer = security.get("authorizerConfiguration")
    faults: List[Optional[FieldError]] = []
    if authentication is not None:
        faults.append(_base(authentication, has))
        if authentication.get("provider") is not None:
            faults.append(_provider(authentication, has, idp_unreachable))
    if authorizer is not None:
        faults.append(_authorizer(authorizer))
    errors = [{"field": fault.field, "error": fault.error} for fault in faults if fault]
    return {"status": "failed", "errors": errors} if errors else {"status": "success"}


def first(checks: List[tuple]) -> Optional[FieldError]:
    """The fault of the first (passes, field, text) that does not pass."""
    for passes, field, text in checks:
        if not passes:
            return FieldError(field, text)
    return None


def _base(config: Dict[str, Any], has: Dict[str, bool]) -> Optional[FieldError]:
    needs_urls = config.get("provider") not in ("ldap", "saml")
    is_public = config.get("clientType") != "confidential"
    fault = first(
        [
            (config.get("provider"), _AUTH + "provider", "Provider is required"),
            (config.get("providerName"), _AUTH + "providerName", "Provider name is required"),
            (config.get("jwtPrincipalClaims"), _AUTH + "jwtPrincipalClaims", "JWT principal claims are required"),
            (
                not needs_urls or not is_public or config.get("publicKeyUrls"),
                _AUTH + "publicKeyUrls",
                "Public key URLs are required",
            ),
            (not needs_urls or config.get("authority"), _AUTH + "authority", "Authority is required"),
            (not needs_urls or config.get("callbackUrl"), _AUTH + "callbackUrl", "Callback URL is required"),
            (not needs_urls or config.get("clientId"), _AUTH + "clientId", "Client ID is required"),
        ]
    )
    if fault:
        return fault
    try:
        startup_checks.claims_mapping(config.get("jwtPrincipalClaimsMapping") or [], has["mapping_has_pattern"])
    except startup_checks.StartRefused as error:
        return FieldError(_AUTH + "jwtPrincipalClaimsMapping", str(error).partition(": ")[2])
    return None


def _provider(config: Dict[str, Any], has: Dict[str, bool], idp_unreachable: bool) -> Optional[FieldError]:
    provider = config["provider"]
    if provider == "ldap":
        ldap = config.get("ldapConfiguration")
        return None if ldap is None else first(validation_others.ldap(ldap))
    if provider == "saml":
        saml = config.get("samlConfiguration")
        return None if saml is None else first(validation_others.saml(saml))
    if provider not in startup_checks.OIDC:
        return FieldError(_AUTH + "provider", "Unknown provider: %s" % provider)
    fault = first(validation_oidc.confidential(config)) or first(validation_oidc.of_provider(config, has))
    if fault is None and idp_unreachable:
        return FieldError(
            _AUTH + "oidcConfiguration", "OIDC flow validation failed: the identity provider cannot be reached"
        )
    return fault


def _authorizer(config: Dict[str, Any]) -> Optional[FieldError]:
    return first(
        [
            (config.get("className"), _AUTHORIZER + "className", "Class name is required"),
            (
                config.get("adminPrincipals"),
                _AUTHORIZER + "adminPrincipals",
                "At least one admin principal is required",
            ),
            (config.get("principalDomain"), _AUTHORIZER + "principalDomain", "Principal domain is required"),
            (
                config.get("className") not in startup_checks.FILTERS,
                _AUTHORIZER + "className",
                "Class does not implement Authorizer interface",
            ),
            (config.get("className") in startup_checks.AUTHORIZERS, _AUTHORIZER + "className", "Class not found"),
        ]
    )
