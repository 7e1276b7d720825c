# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the server's constructors refuse after the configuration was read.

`security` is {"authenticationConfiguration": ..., "authorizerConfiguration": ...} as it takes effect, so from 1.10 on
the stored rows can stop a start just as the files can. Marks are those of releases.py; all here are [S] unless said.
"""

import re
from typing import Any, Dict, List
from urllib.parse import urlsplit

from om_simulator import code_flow

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
        claims_mapping(authentication.get("jwtPrincipalClaimsMapping") or [])
        _check_public_keys(authentication.get("publicKeyUrls"))


def _check_class(authorizer: Dict[str, Any], field: str, known: tuple) -> None:
    name = authorizer.get(field)
    if name is None:
        raise StartRefused("java.lang.NullPointerException: %s is null" % field)
    if name not in known:
        raise StartRefused("java.lang.ClassNotFoundException: %s" % name)


def claims_mapping(items: List[Any]) -> Dict[str, str]:
    """['username:a', 'email:b'] -> {'username': 'a', 'email': 'b'}; raises StartRefused.

    The items are not held to the pattern of the schema [M 1.12.6].
    """
    try:
        mapping = code_flow.claims_mapping(items)
    except code_flow.NoHandler as error:
        kind = "IllegalStateException" if "Duplicate" in str(error) else "ArrayIndexOutOfBoundsException"
        raise StartRefused("java.lang.%s: %s" % (kind, error)) from error
    if mapping and not (mapping.get("username") and mapping.get("email")):
        raise StartRefused("java.lang.IllegalArgumentException: " + code_flow.BOTH)
    return mapping


def _check_public_keys(urls: Any) -> None:
    for url in urls or []:  # without any the list is empty [M 1.12.6]
        if url is None:
            raise StartRefused("java.net.MalformedURLException: null")
        scheme = urlsplit(url).scheme if re.match(r"^[A-Za-z]", url) else ""
        if not scheme:
            raise StartRefused("java.net.MalformedURLException: no protocol: %s" % url)
        if scheme.lower() not in _URL_SCHEMES:
            raise StartRefused("java.net.MalformedURLException: unknown protocol: %s" % scheme)
