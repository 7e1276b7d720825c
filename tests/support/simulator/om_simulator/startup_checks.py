# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the server's constructors refuse after the configuration was read.

`security` is {"authenticationConfiguration": ..., "authorizerConfiguration": ...} as it takes effect, so from 1.10 on
the stored rows can stop a start just as the files can. Marks are those of releases.py; all here are [S] unless said.
"""

import re
from typing import Any, Dict, List
from urllib.parse import urlsplit

OIDC = ("azure", "google", "okta", "auth0", "aws-cognito", "custom-oidc")
_PACKAGE = "org.openmetadata.service.security."
AUTHORIZERS = (_PACKAGE + "DefaultAuthorizer", _PACKAGE + "NoopAuthorizer")
FILTERS = (_PACKAGE + "JwtFilter", _PACKAGE + "NoopFilter", _PACKAGE + "CatalogOpenIdAuthorizationRequestFilter")
_URL_SCHEMES = ("http", "https", "file", "ftp", "jar", "mailto")


class StartRefused(Exception):
    """The process ends; the message is the exception the real server dies of."""


def check_file(configuration: Dict[str, Any]) -> None:
    """Faults that only the file can have."""
    authorizer = configuration.get("authorizerConfiguration") or {}
    if authorizer.get("botPrincipals") is not None:
        raise StartRefused(
            "java.lang.IllegalArgumentException: 'botPrincipals' configuration is deprecated. Please "
            "remove it from 'openmetadata.yaml and restart the server"
        )


def check_security(security: Dict[str, Any], has: Dict[str, bool]) -> None:
    """Faults of the effective security configuration; raises StartRefused."""
    authentication = security.get("authenticationConfiguration")
    authorizer = security.get("authorizerConfiguration")
    for name, section in (("authenticationConfiguration", authentication), ("authorizerConfiguration", authorizer)):
        if section is None:
            raise StartRefused("java.lang.NullPointerException: %s is null" % name)
    _check_class(authorizer, "className", AUTHORIZERS)
    _check_class(authorizer, "containerRequestFilter", FILTERS)
    if authorizer["containerRequestFilter"] == FILTERS[0]:
        claims_mapping(authentication.get("jwtPrincipalClaimsMapping") or [], has["mapping_has_pattern"])
        _check_public_keys(authentication.get("publicKeyUrls"))
    if authentication.get("provider") in OIDC and authentication.get("clientType") == "confidential":
        _check_confidential(authentication.get("oidcConfiguration"))


def _check_class(authorizer: Dict[str, Any], field: str, known: tuple) -> None:
    name = authorizer.get(field)
    if name is None:
        raise StartRefused("java.lang.NullPointerException: %s is null" % field)
    if name not in known:
        raise StartRefused("java.lang.ClassNotFoundException: %s" % name)


def claims_mapping(items: List[Any], has_pattern: bool) -> Dict[str, str]:
    """['username:a', 'email:b'] -> {'username': 'a', 'email': 'b'}; raises StartRefused."""
    mapping = {}
    for item in items:
        words = str(item).split(":")
        if len(words) < 2:
            raise StartRefused("java.lang.ArrayIndexOutOfBoundsException: Index 1 out of bounds for length 1")
        if has_pattern and not re.match(r"^(username|email):[a-zA-Z0-9_-]+$", str(item)):
            # The pattern is of the model [S]; that the start checks it and not the API alone is [U].
            raise StartRefused("java.lang.IllegalArgumentException: Invalid JWT Principal Claims Mapping: %s" % item)
        if words[0] in mapping:
            raise StartRefused("java.lang.IllegalStateException: Duplicate key %s" % words[0])
        mapping[words[0]] = words[1]
    if mapping and not (mapping.get("username") and mapping.get("email")):
        raise StartRefused(
            "java.lang.IllegalArgumentException: Invalid JWT Principal Claims Mapping. Both username "
            "and email should be present"
        )
    return mapping


def _check_public_keys(urls: Any) -> None:
    if urls is None:
        raise StartRefused("java.lang.NullPointerException: the list of publicKeyUrls is null")
    for url in urls:
        if url is None:
            raise StartRefused("java.net.MalformedURLException: null")
        scheme = urlsplit(url).scheme if re.match(r"^[A-Za-z]", url) else ""
        if not scheme:
            raise StartRefused("java.net.MalformedURLException: no protocol: %s" % url)
        if scheme.lower() not in _URL_SCHEMES:
            raise StartRefused("java.net.MalformedURLException: unknown protocol: %s" % scheme)


def _check_confidential(oidc: Any) -> None:
    if oidc is None:
        raise StartRefused("org.pac4j.core.exception.TechnicalException: OidcConfiguration cannot be null")
    for field, name in (("callbackUrl", "CallbackUrl"), ("serverUrl", "ServerUrl")):
        if not oidc.get(field):
            raise StartRefused("org.pac4j.core.exception.TechnicalException: %s cannot be null" % name)
    if not (oidc.get("id") or "").strip() or not (oidc.get("secret") or "").strip():
        raise StartRefused(
            "java.lang.IllegalArgumentException: Client ID and Client Secret is required to create OidcClient"
        )
    if not oidc.get("clientAuthenticationMethod"):
        raise StartRefused("java.lang.NullPointerException: clientAuthenticationMethod is null")
    for field in ("maxClockSkew", "maxAge"):
        text = oidc.get(field)
        if text and not re.match(r"^[+-]?[0-9]+$", text):
            raise StartRefused('java.lang.NumberFormatException: For input string: "%s"' % text)
