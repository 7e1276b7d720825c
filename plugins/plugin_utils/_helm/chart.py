# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What OpenMetadata's Helm chart (1.8 to 1.13) does with each value.

Where it is, in which type, and when it counts.

The chart turns values into variables of the container. It writes most texts between double quotes, which YAML undoes;
some it writes as they are; some it leaves out unless another value asks for them; some it cannot write at all.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from .._model.catalogue import Variable, read_by
from .._model.encoding import process_text

CONFIG = "openmetadata.config"
AUTHENTICATION = CONFIG + ".authentication"
OIDC = AUTHENTICATION + ".oidcConfiguration"
LDAP = AUTHENTICATION + ".ldapConfiguration"
SAML = AUTHENTICATION + ".saml"
_TRUST = LDAP + ".trustStoreConfig"

#: The chart's quotes make these arrive unchanged. ``$`` would be substituted again by the server, and what is not ASCII
#: depends on the locale of the container.
_SAFE = re.compile(r"[ -#%-~]*")

#: Written without quotes, so the value itself has to be what the process should hold.
RAW = frozenset(["OIDC_CUSTOM_PARAMS", "AUTHENTICATION_LDAP_HOST", "SERVER_HOST"])
#: Texts in the chart's schema, though they are numbers.
_NUMBER_AS_TEXT = frozenset(["OIDC_OM_REFRESH_TOKEN_VALIDITY", "OIDC_SESSION_EXPIRY"])
#: A boolean in the chart's schema, a text in OpenMetadata's.
_TEXT_AS_BOOLEAN = frozenset(["OIDC_USE_NONCE"])
#: The only choices of the chart's schema, where it has fewer than OpenMetadata.
_ONLY = {
    "AUTHORIZER_CLASS_NAME": ("org.openmetadata.service.security.DefaultAuthorizer",),
    "AUTHORIZER_REQUEST_FILTER": ("org.openmetadata.service.security.JwtFilter",),
    "AUTHENTICATION_PROVIDER": (
        "basic",
        "azure",
        "auth0",
        "custom-oidc",
        "google",
        "okta",
        "aws-cognito",
        "ldap",
        "saml",
    ),
    # With HostName the chart fails: it cannot write the list of host names.
    "AUTHENTICATION_LDAP_TRUSTSTORE_TYPE": ("CustomTrustStore", "JVMDefault", "TrustAll"),
    "SECRET_MANAGER": (
        "db",
        "aws",
        "aws-ssm",
        "managed-aws",
        "managed-aws-ssm",
        "in-memory",
        "managed-azure-kv",
        "azure-kv",
        "gcp",
    ),
}
#: First chart that takes the value; earlier ones refuse the key.
_CHART_SINCE = {"OIDC_SESSION_EXPIRY": "1.8.4"}
#: Number from which Helm's templates may write a number with an exponent.
_LARGE = 1_000_000

#: Instead of a value: the chart cannot carry it.
NOT_CARRIED = object()

_When = Callable[[dict[str, Any]], bool]


def _is(name: str, *values: Any) -> _When:
    return lambda environment: environment.get(name) in values


def _never(_environment: dict[str, Any]) -> bool:
    return False


_LDAP = _is("AUTHENTICATION_PROVIDER", "ldap")
_SAML = _is("AUTHENTICATION_PROVIDER", "saml")


def _with_trust(kind: str) -> _When:
    return lambda environment: _LDAP(environment) and environment.get("AUTHENTICATION_LDAP_TRUSTSTORE_TYPE") == kind


def _with_key_store(environment: dict[str, Any]) -> bool:
    return _SAML(environment) and environment.get("SAML_WANT_ASSERTION_ENCRYPTED") is True


#: The most specific prefix of a value's path decides when the chart reads it.
_READ_WHEN: tuple[tuple[str, _When], ...] = (
    (_TRUST + ".customTrustManagerConfig", _with_trust("CustomTrustStore")),
    (_TRUST + ".jvmDefaultConfig", _with_trust("JVMDefault")),
    (_TRUST + ".trustAllConfig", _with_trust("TrustAll")),
    (_TRUST, _never),
    (LDAP, _LDAP),
    (SAML + ".security.keyStore", _with_key_store),
    (SAML, _SAML),
    (OIDC, _is("AUTHENTICATION_CLIENT_TYPE", "confidential")),
    # Reads them only with ``additionalParameters.enabled``, which belongs to the operator's own secrets manager.
    (CONFIG + ".secretsManager.additionalParameters", _never),
)

#: Variables that the chart takes from another place for each kind of trust store.
OTHER_PLACES = {
    "AUTHENTICATION_LDAP_SSL_VERIFY_CERT_HOST": (_TRUST + ".jvmDefaultConfig.verifyHostname",),
    "AUTHENTICATION_LDAP_EXAMINE_VALIDITY_DATES": (_TRUST + ".trustAllConfig.examineValidityDates",),
    # A secret may be in the values in clear; as a reference it does not.
    "FERNET_KEY": (CONFIG + ".fernetkey",),
}


def place(variable: Variable, environment: dict[str, Any], release: str | None) -> str | None:
    """The path in the values that brings the variable into the container, given all values of the plan.

    ``None``: none does.

    ``release`` is the chart's version, which equals OpenMetadata's; ``None`` means the newest.
    """
    if variable.helm is None or not _chart_has(variable.name, release):
        return None
    places = (variable.helm, *OTHER_PLACES.get(variable.name, ()))
    if variable.name == "FERNET_KEY":
        places = places[1:]
    return next((path for path in places if _read(path, environment)), None)


def _chart_has(name: str, release: str | None) -> bool:
    since = _CHART_SINCE.get(name)
    if since is None or release is None:
        return True
    return read_by(Variable(name, (), "string", None, since=since), release)


def _read(path: str, environment: dict[str, Any]) -> bool:
    return next((when(environment) for prefix, when in _READ_WHEN if path.startswith(prefix)), True)


def wants_reference(variable: Variable) -> bool:
    """Whether the chart wants ``{secretRef, secretKey}`` there."""
    return variable.helm_secret or variable.name == "FERNET_KEY"


def value_of(variable: Variable, value: Any) -> Any:
    """The value as the chart wants it, or ``NOT_CARRIED`` when it would not arrive unchanged."""
    if variable.name in RAW:
        return process_text(value, variable.type)
    if value is None or variable.embedded or value not in _ONLY.get(variable.name, (value,)):
        return NOT_CARRIED
    if variable.name in _TEXT_AS_BOOLEAN:
        return {"true": True, "false": False}.get(value, NOT_CARRIED)
    return _typed(variable, value)


def _typed(variable: Variable, value: Any) -> Any:
    if variable.type == "integer":
        if variable.name in _NUMBER_AS_TEXT:
            return str(value)
        return value if abs(value) < _LARGE else NOT_CARRIED
    if variable.type == "boolean":
        return value
    items = value if variable.type == "list" else [value]
    return value if all(_SAFE.fullmatch(item) for item in items) else NOT_CARRIED
