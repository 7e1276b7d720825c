# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every configuration that is tried on a real provider, right and wrong, and what preflight should find."""

from collections.abc import Callable
from typing import NamedTuple

from identity_providers.cases import confidential, implicit
from identity_providers.providers import SECRET

KEYCLOAK, NODE, SERVER = "Keycloak", "oidc-provider", "a web server"


class Row(NamedTuple):
    """What is tried on which part; `case(parts)` makes it; `found` are the ids, none for a right one."""

    what: str
    part: str
    case: Callable
    found: tuple[str, ...] = ()


def code(client="om", realm="good", **changes):
    """The authorization code flow at Keycloak."""
    return lambda parts: confidential(getattr(parts.keycloak.realms, realm), client, **changes)


def token(client="om-public", **changes):
    """The implicit flow at Keycloak."""
    return lambda parts: implicit(parts.keycloak.realms.good, client, **changes)


def at(change, **changes):
    """The code flow at Keycloak, with another issuer configured: `change` takes the right one."""
    return lambda parts: confidential(change(parts.keycloak.realms.good), **changes)


def node(client="om", **changes):
    """The code flow at oidc-provider."""
    return lambda parts: confidential(
        parts.lenient.url, client, **{"vendor": "custom-oidc", "keys": "/jwks", "client_secret": SECRET, **changes}
    )


def node_token(client="om-public", **changes):
    """The implicit flow at oidc-provider."""
    return lambda parts: implicit(parts.lenient.url, client, vendor="custom-oidc", keys="/jwks", **changes)


def strict(**changes):
    """The code flow at the strict oidc-provider."""
    return lambda parts: confidential(
        parts.strict.url, vendor="custom-oidc", keys="/jwks", client_secret=SECRET, **changes
    )


def tls(**changes):
    """The code flow at Keycloak over HTTPS."""
    return lambda parts: confidential(
        f"{parts.keycloak.tls_url}/realms/acme", **{name: value(parts) for name, value in changes.items()}
    )


def odd(which, **changes):
    """A server that is not a provider."""
    return lambda parts: confidential(parts.oddities[which], ca_data=parts.pki.ca.certificate.read_text(), **changes)


RIGHT = (
    Row("authorization code, secret in the form", KEYCLOAK, code()),
    Row("authorization code, secret in the header", KEYCLOAK, code(client_auth_method="client_secret_basic")),
    Row("authorization code, secret signs a JWT", KEYCLOAK, code("om-jwt", client_auth_method="client_secret_jwt")),
    Row("redirect URI registered by a wildcard", KEYCLOAK, code("om-wildcard")),
    Row("PKCE on both sides", KEYCLOAK, code("om-pkce", pkce=True)),
    Row("PKCE offered though not required", KEYCLOAK, code(pkce=True)),
    Row("no offline_access on either side", KEYCLOAK, code("om-no-offline", scopes=["openid", "email", "profile"])),
    Row("ES256 on both sides", KEYCLOAK, code(realm="elliptic", algorithm="ES256")),
    Row(
        "HTTPS with a private CA that is named",
        KEYCLOAK,
        tls(ca_data=lambda parts: parts.pki.ca.certificate.read_text()),
    ),
    Row("implicit, with silent callback", KEYCLOAK, token()),
    Row("authorization code, secret in the form", NODE, node()),
    Row("authorization code, secret in the header", NODE, node("om-basic", client_auth_method="client_secret_basic")),
    Row("authorization code, secret signs a JWT", NODE, node("om-jwt", client_auth_method="client_secret_jwt")),
    Row("PKCE offered though not required", NODE, node(pkce=True)),
    Row("implicit, with silent callback", NODE, node_token()),
)

WRONG = (
    Row("redirect URI with another path", KEYCLOAK, code("om-path"), ("RED-01",)),
    Row("redirect URI with http for https", KEYCLOAK, code("om-http"), ("RED-01",)),
    Row("redirect URI with a slash at its end", KEYCLOAK, code("om-slash"), ("RED-01",)),
    Row("redirect URI with another port", KEYCLOAK, code("om-port"), ("RED-01",)),
    Row("implicit: redirect URIs with another path", KEYCLOAK, token("om-public-path"), ("RED-01", "RED-03")),
    Row("implicit: silent callback not registered", KEYCLOAK, token("om-loud"), ("RED-03",)),
    Row("client id mistyped", KEYCLOAK, code("on"), ("PRE-02",)),
    Row("implicit: client id mistyped", KEYCLOAK, token("om-pulbic"), ("PRE-02",)),
    Row("client switched off", KEYCLOAK, code("om-disabled"), ("PRE-02",)),
    Row("client is bearer-only", KEYCLOAK, code("om-bearer"), ("PRE-02",)),
    Row("realm switched off", KEYCLOAK, code(realm="closed"), ("PRE-02",)),
    Row("implicit flow switched off", KEYCLOAK, token("om-no-implicit"), ("FLOW-02",)),
    Row("standard flow switched off", KEYCLOAK, code("om-no-standard"), ("FLOW-02",)),
    Row("wrong client secret, in the form", KEYCLOAK, code(client_secret="wrong"), ("FLOW-01",)),
    Row(
        "wrong client secret, in the header",
        KEYCLOAK,
        code(client_secret="wrong", client_auth_method="client_secret_basic"),
        ("FLOW-01",),
    ),
    Row(
        "wrong client secret, signing a JWT",
        KEYCLOAK,
        code("om-jwt", client_secret="wrong", client_auth_method="client_secret_jwt"),
        ("FLOW-01",),
    ),
    Row("a secret for a client that is public", KEYCLOAK, code("om-no-implicit"), ("FLOW-01",)),
    Row("secret in the form where a signed JWT is wanted", KEYCLOAK, code("om-jwt"), ("FLOW-01",)),
    Row("PKCE required and not used", KEYCLOAK, code("om-pkce"), ("FLOW-14",)),
    Row("plain PKCE required, S256 used", KEYCLOAK, code("om-plain-pkce", pkce=True), ("FLOW-14",)),
    Row("scope not allowed for the client", KEYCLOAK, code("om-no-offline"), ("FLOW-10",)),
    Row("scope that does not exist", KEYCLOAK, code(scopes=["openid", "allatclaims"]), ("FLOW-10",)),
    Row("realm has only ES256 keys", KEYCLOAK, code(realm="elliptic"), ("JWK-10",)),
    Row("RS512 wanted, RS256 keys", KEYCLOAK, code(algorithm="RS512"), ("JWK-10",)),
    Row(
        "key URL of another realm",
        KEYCLOAK,
        lambda parts: confidential(
            parts.keycloak.realms.good,
            public_key_urls=[parts.keycloak.realms.elliptic + "/protocol/openid-connect/certs"],
        ),
        ("JWK-03",),
    ),
    Row(
        "key URL beside the right one that does not exist",
        KEYCLOAK,
        lambda parts: confidential(
            parts.keycloak.realms.good,
            public_key_urls=[parts.keycloak.realms.good + path for path in ("/protocol/openid-connect/certs", "/keys")],
        ),
        ("JWK-03",),
    ),
    Row("issuer of another host (frontend URL)", KEYCLOAK, code(realm="renamed"), ("JWK-03", "PRE-01", "URL-15")),
    Row(
        "issuer with a slash at its end",
        KEYCLOAK,
        at(lambda url: url + "/", keys="protocol/openid-connect/certs"),
        ("URL-12",),
    ),
    Row(
        "/auth prefix of old releases", KEYCLOAK, at(lambda url: url.replace("/realms/", "/auth/realms/")), ("URL-13",)
    ),
    Row(
        "authorization endpoint for the issuer",
        KEYCLOAK,
        at(lambda url: url + "/protocol/openid-connect/auth"),
        ("URL-13",),
    ),
    Row("realm mistyped", KEYCLOAK, at(lambda url: url + "x"), ("URL-13",)),
    Row("HTTPS with a private CA that is not named", KEYCLOAK, tls(), ("JWK-07",)),
    Row("redirect URI with another path", NODE, node("om-other"), ("RED-01",)),
    Row("client id mistyped", NODE, node("on"), ("PRE-02",)),
    Row("wrong client secret, in the form", NODE, node(client_secret="w" * 40), ("FLOW-01",)),
    Row(
        "wrong client secret, signing a JWT",
        NODE,
        node("om-jwt", client_secret="w" * 40, client_auth_method="client_secret_jwt"),
        ("FLOW-01",),
    ),
    Row("a secret for a client that is public", NODE, node("om-public-code"), ("FLOW-01",)),
    Row("authentication method not offered", NODE, node(client_auth_method="private_key_jwt"), ("FLOW-06",)),
    Row("implicit flow not allowed for the client", NODE, node_token("om-public-code"), ("FLOW-02",)),
    Row(
        "implicit flow not offered",
        NODE,
        lambda parts: implicit(parts.strict.url, "om", vendor="custom-oidc", keys="/jwks"),
        ("FLOW-02", "FLOW-15", "RED-03"),
    ),
    Row("scope not offered", NODE, node(scopes=["openid", "allatclaims"]), ("FLOW-10",)),
    Row("prompt not known", NODE, node(prompt="select_account"), ("FLOW-11",)),
    Row("claims not given", NODE, lambda parts: node()(parts)._replace(claims=("upn",)), ("CLM-01",)),
    Row("PKCE required and not used; clock ten minutes off", NODE, strict(), ("FLOW-14", "FLOW-15")),
    Row("clock ten minutes off", NODE, strict(pkce=True), ("FLOW-15",)),
    Row("certificate expired", SERVER, odd("expired"), ("JWK-07",)),
    Row("certificate of another host", SERVER, odd("other host"), ("JWK-07",)),
    Row("redirect to another host", SERVER, odd("elsewhere"), ("URL-15",)),
    Row("a page instead of a document", SERVER, odd("page"), ("URL-13",)),
    Row("provider is down", SERVER, odd("down"), ("PRE-01",)),
)


def markdown(wrong, right) -> str:
    """The table of the documentation."""
    lines = ["| made for real | on | found |", "|---|---|---|"]
    lines += [f"| {row.what} | {row.part} | {', '.join(dict.fromkeys(row.found))} |" for row in wrong]
    lines += [f"| {row.what} (right) | {row.part} | nothing |" for row in right]
    return "\n".join(lines)
