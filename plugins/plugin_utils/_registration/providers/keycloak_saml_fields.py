# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Keycloak's ClientRepresentation of a SAML service provider to the neutral fields and back. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

CERTIFICATE, SIGNED, FORMAT, ASSERTION = (
    "saml.signing.certificate",
    "saml.client.signature",
    "saml_name_id_format",
    "saml.assertion.signature",
)
ACS = "saml_assertion_consumer_url_post"
#: Keycloak's words for the formats of a name id, which end the URN.
FORMATS = {"emailAddress": "email", "persistent": "persistent", "transient": "transient", "unspecified": "username"}
SETS = frozenset(
    ("client_name", "enabled", "acs_urls", "name_id_format", "attributes", "certificate", "sign_assertions")
)
#: What a new service provider has beside the fields: the answers that OpenMetadata reads.
NEW = {
    "saml.authnstatement": "true",
    "saml.server.signature": "true",
    "saml.signature.algorithm": "RSA_SHA256",
    "saml_force_name_id_format": "true",
    "saml.force.post.binding": "true",
    SIGNED: "false",
    ASSERTION: "false",
}
#: SAML 2.0 keeps the names of formats of SAML 1.1, and Keycloak sends those.
SAME: Mapping[str, Mapping[str, str | None]] = {
    "name_id_format": {
        f"urn:oasis:names:tc:SAML:2.0:nameid-format:{name}": f"urn:oasis:names:tc:SAML:1.1:nameid-format:{name}"
        for name in ("emailAddress", "unspecified")
    }
}
MAPPER = "saml-user-property-mapper"


def fields_of(client: Mapping[str, Any]) -> dict[str, Any]:
    """The neutral fields."""
    attributes = client.get("attributes") or {}
    mappers = client.get("protocolMappers") or ()
    names = {each["config"].get("attribute.name") for each in mappers if each.get("config")}
    urn = {word: name for name, word in FORMATS.items()}.get(attributes.get(FORMAT) or "")
    version = {"email": "1.1", "username": "1.1"}.get(attributes.get(FORMAT) or "", "2.0")
    return {
        "client_name": client.get("name") or "",
        "enabled": bool(client.get("enabled")),
        "entity_id": client["clientId"],
        "acs_urls": client.get("redirectUris") or [],
        "name_id_format": f"urn:oasis:names:tc:SAML:{version}:nameid-format:{urn}" if urn else None,
        "attributes": sorted(name for name in names if name),
        "certificate": attributes.get(CERTIFICATE) if attributes.get(SIGNED) == "true" else None,
        "sign_assertions": attributes.get(ASSERTION) == "true",
    }


def changed(client: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """The representation with new values; attributes of the assertion are requests of their own."""
    attributes = {**(client.get("attributes") or {})}
    new: dict[str, Any] = {**client, "attributes": attributes}
    for field, value in changes.items():
        if field in ("client_name", "enabled"):
            new[{"client_name": "name"}.get(field, field)] = value
        elif field == "acs_urls":
            new["redirectUris"] = value
            # With several, the address in the request counts.
            attributes[ACS] = value[0] if len(value) == 1 else ""
        elif field == "name_id_format":
            attributes[FORMAT] = FORMATS.get(value.rsplit(":", 1)[1], "username")
        elif field == "certificate":
            attributes |= {CERTIFICATE: value, SIGNED: "true"}
        elif field == "sign_assertions":
            attributes[ASSERTION] = str(bool(value)).lower()
    return new


def mapper(attribute: str) -> dict[str, Any]:
    """The mapper that puts a property of the user into the assertion under its own name."""
    config = {
        "attribute.name": attribute,
        "attribute.nameformat": "Basic",
        "user.attribute": attribute,
        "friendly.name": attribute,
    }
    return {"name": f"openmetadata.sso: {attribute}", "protocol": "saml", "protocolMapper": MAPPER, "config": config}
