# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The realms of the test Keycloak: one client for each way in which a registration can be right or wrong."""

from typing import NamedTuple

CALLBACK = "https://metadata.acme.io/callback"
SILENT = "https://metadata.acme.io/silent-callback"
SECRET = "a secret + of/keycloak: 100%"


PASSWORD = "jane's own password"
JANE = {
    "username": "jane",
    "enabled": True,
    "email": "Jane.Doe@acme.io",
    "emailVerified": True,
    "firstName": "Jane",
    "lastName": "Doe",
    "realmRoles": ["offline_access"],
    "credentials": [{"type": "password", "value": PASSWORD, "temporary": False}],
}


class Realms(NamedTuple):
    """Issuers of the realms."""

    good: str
    elliptic: str
    renamed: str
    closed: str


def make(keycloak) -> Realms:
    """Import all realms."""
    return Realms(
        keycloak.realm("acme", _clients(), users=[JANE]),
        keycloak.realm("elliptic", [_confidential("om")], defaultSignatureAlgorithm="ES256", components=ELLIPTIC_ONLY),
        keycloak.realm("renamed", [_confidential("om")], attributes={"frontendUrl": "https://sso.acme.io"}),
        keycloak.realm("closed", [_confidential("om")], enabled=False),
    )


def of_servers(keycloak, name: str, servers: list[str], more: list[dict] = (), **settings) -> str:
    """A realm with the same clients, and `more`, for servers at other addresses; its issuer."""
    clients = _clients()
    for client in clients:
        client["redirectUris"] = [
            uri.replace(CALLBACK.rsplit("/", 1)[0], server) for uri in client["redirectUris"] for server in servers
        ]
    return keycloak.realm(name, [*clients, *more], users=[JANE], **settings)


def saml_client(server: str) -> dict:
    """OpenMetadata as a SAML service provider, with the entity id and the addresses that it has by default."""
    attributes = {
        "saml.assertion.signature": "true",
        "saml.authnstatement": "true",
        "saml.client.signature": "false",
        "saml.server.signature": "true",
        "saml.signature.algorithm": "RSA_SHA256",
        "saml_assertion_consumer_url_post": f"{server}/api/v1/saml/acs",
        "saml_force_name_id_format": "true",
        "saml_name_id_format": "email",
    }
    names = {"clientId": f"{server}/api/v1/saml/metadata", "redirectUris": [f"{server}/api/v1/saml/acs"]}
    return {**names, "protocol": "saml", "enabled": True, "attributes": attributes}


ELLIPTIC_ONLY = {
    "org.keycloak.keys.KeyProvider": [
        {
            "name": "ecdsa",
            "providerId": "ecdsa-generated",
            "config": {"priority": ["100"], "ecdsaEllipticCurveKey": ["P-256"]},
        },
    ]
}


def _clients() -> list[dict]:
    return [
        _confidential("om"),
        _confidential("om-wildcard", redirectUris=["https://metadata.acme.io/*"]),
        _confidential("om-slash", redirectUris=[CALLBACK + "/"]),
        _confidential("om-http", redirectUris=[CALLBACK.replace("https", "http")]),
        _confidential("om-port", redirectUris=[CALLBACK.replace("acme.io", "acme.io:8585")]),
        _confidential("om-path", redirectUris=["https://metadata.acme.io/auth/callback"]),
        _confidential("om-disabled", enabled=False),
        _confidential("om-no-standard", standardFlowEnabled=False),
        _confidential("om-bearer", bearerOnly=True),
        _confidential("om-pkce", attributes={"pkce.code.challenge.method": "S256"}),
        _confidential("om-plain-pkce", attributes={"pkce.code.challenge.method": "plain"}),
        _confidential(
            "om-no-offline", defaultClientScopes=["basic", "email", "profile"], optionalClientScopes=["phone"]
        ),
        _confidential("om-jwt", clientAuthenticatorType="client-secret-jwt"),
        _public("om-public", implicitFlowEnabled=True, standardFlowEnabled=False, redirectUris=[CALLBACK, SILENT]),
        _public("om-loud", implicitFlowEnabled=True, redirectUris=[CALLBACK]),
        _public("om-no-implicit", redirectUris=[CALLBACK, SILENT]),
        _public("om-public-path", implicitFlowEnabled=True, redirectUris=["https://metadata.acme.io/signin"]),
    ]


def _confidential(name: str, **more) -> dict:
    return {
        "clientId": name,
        "secret": SECRET,
        "publicClient": False,
        "standardFlowEnabled": True,
        "redirectUris": [CALLBACK],
        **more,
    }


def _public(name: str, **more) -> dict:
    return {"clientId": name, "publicClient": True, "standardFlowEnabled": True, **more}
