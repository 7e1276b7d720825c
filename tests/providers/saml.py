# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""OpenMetadata as a service provider of a SAML identity provider."""

import re
import subprocess
import urllib.request
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ansible_collections.openmetadata.sso.plugins.module_utils._formats import xml_document
from providers.program import NOTHING, Row, Setup, wrong

SERVER = "https://metadata.acme.io"
ENTITY, ACS = f"{SERVER}/api/v1/saml/metadata", f"{SERVER}/api/v1/saml/acs"
EMAIL = "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress"
PERSISTENT = "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent"
DOCUMENTS = ("metadata", "certificate")
"""What the provider's metadata verifies."""
UNREAD = {
    "service provider": "service provider unknown (an unregistered one gets the same answer)",
    "ACS URL": "ACS URL unknown (an unregistered one gets the same answer)",
}
"""What is hidden by a provider that asks who the user is before it reads a request."""
UNSIGNED = "signature unknown (a request without one gets the same answer)"

COMMON = {
    "provider": "saml",
    "saml_metadata_url": "{metadata}",
    "server_url": SERVER,
    "admin_principals": ["jane.doe"],
    "principal_domain": "acme.io",
    "openmetadata_version": "1.12.14",
    "deployment": "bare_metal",
}
SIGNED = {"send_signed_auth_request": True}
KEY_STORE = {
    "key_store_file_path": "/opt/openmetadata/conf/saml.jks",
    "key_store_alias": "saml",
    "key_store_password": "of the tests",
}
OWN_PAIR = {"sp_x509_certificate": "{own_certificate}", "sp_private_key": "{own_key}"}
OTHER_PAIR = {"sp_x509_certificate": "{other_certificate}", "sp_private_key": "{other_key}"}


def saml(idp: dict[str, Any] | None = None, sp: dict[str, Any] | None = None, **security: Any) -> dict[str, Any]:
    """The variable om_sso_saml: as the metadata says, with changes."""
    right = {
        "entity_id": "{entity}",
        "sso_login_url": "{sign_in}",
        "idp_x509_certificate": "{certificate}",
        **(idp or {}),
    }
    sections = {"idp": right, "sp": sp, "security": security}
    return {name: section for name, section in sections.items() if section}


def setup(*verified: str, unknown: Mapping[str, str] = NOTHING, **changes: Any) -> Setup:
    """Sign-in by SAML."""
    return Setup(
        {**COMMON, "saml": saml(), **changes},
        (("certificate",) if "saml_metadata_url" in changes and not changes["saml_metadata_url"] else DOCUMENTS)
        + verified,
        unknown,
    )


UNREAD_ROWS = (
    wrong(
        "service provider not registered",
        "service provider",
        server_url="https://om.acme.io",
        unknown=UNREAD["service provider"],
    ),
    wrong("ACS URL not registered", "ACS URL", saml=saml(sp={"acs": f"{SERVER}/callback"}), unknown=UNREAD["ACS URL"]),
)
"""What such a provider hides."""


def documents(everything: bool = False) -> tuple[Row, ...]:
    """What can be wrong at any provider, also at one that answers every path with its log-in page."""

    def row(what: str, claim: str, found: str, idp: dict[str, Any], **more: Any) -> Row:
        return wrong(what, claim, *([found] if found else []), saml=saml(idp), **more)

    own = {**OWN_PAIR, "sp_private_key": "{other_key}"}
    other, none = {"idp_x509_certificate": "{other_certificate}"}, {"saml_metadata_url": None}
    return (
        row("entity ID mistyped", "entity ID", "SAML-03", {"entity_id": "{entity}x"}),
        row("sign-in URL mistyped", "sign-in URL", "SAML-03", {"sso_login_url": "{sign_in}x"}),
        row(
            "sign-in URL mistyped, no metadata",
            "sign-in URL",
            "" if everything else "SAML-03",
            {"sso_login_url": "{sign_in}x"},
            unknown="an unregistered one gets the same answer" if everything else "",
            **none,
        ),
        row("provider is down", "sign-in URL", "PRE-01", {"sso_login_url": "http://localhost:1/sso"}, **none),
        row("certificate of another provider", "certificate", "SAML-01", other),
        wrong("metadata URL mistyped", "metadata", "SAML-03", saml_metadata_url="{metadata}x"),
        wrong("sign-in URL for the metadata URL", "metadata", "SAML-03", saml_metadata_url="{sign_in}"),
        wrong("own key of another certificate", "own key pair", "SAML-02", saml=saml(sp=own)),
    )


def pair(folder: Path, name: str) -> tuple[str, str]:
    """A self-signed certificate and its key, both as PEM; also in files of that name."""
    certificate, key = folder / f"{name}.pem", folder / f"{name}.key"
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "400", "-subj", f"/CN={name}"]
    subprocess.run([*command, "-keyout", key, "-out", certificate], check=True, capture_output=True)
    return certificate.read_text(encoding="utf-8"), key.read_text(encoding="utf-8")


def base64_of(pem: str) -> str:
    """The Base64 of a PEM text on one line."""
    return re.sub(r"-----[A-Z ]+-----|\s", "", pem)


def pairs(folder: Path) -> dict[str, str]:
    """Facts: a pair of the server that is registered, and one that is not."""
    (certificate, key), (other, other_key) = pair(folder, "own"), pair(folder, "other")
    return {"own_certificate": certificate, "own_key": key, "other_certificate": other, "other_key": other_key}


def server_metadata(entity: str, certificate: str = "", acs: str = ACS) -> str:
    """The metadata of OpenMetadata as it would be uploaded at a provider."""
    key = (
        '<KeyDescriptor use="signing"><KeyInfo xmlns="http://www.w3.org/2000/09/xmldsig#"><X509Data><X509Certificate>'
        f"{certificate}</X509Certificate></X509Data></KeyInfo></KeyDescriptor>"
    )
    return (
        f'<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="{entity}">'
        '<SPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">'
        f'{key if certificate else ""}<AssertionConsumerService index="0" isDefault="true" '
        f'Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="{acs}"/>'
        "</SPSSODescriptor></EntityDescriptor>"
    )


def facts_of(metadata: str) -> dict[str, str]:
    """Facts of the metadata of a running provider: `metadata`, `entity`, `sign_in`, `certificate`, `sign_out`."""
    with urllib.request.urlopen(metadata, timeout=20) as answer:
        root = xml_document.read(answer.read())
    services = {}
    for name in ("SingleSignOnService", "SingleLogoutService"):
        for service in root.iter(f"{{urn:oasis:names:tc:SAML:2.0:metadata}}{name}"):
            if service.get("Binding").endswith("HTTP-Redirect"):
                services.setdefault(name, service.get("Location"))
    certificates = [
        base64_of(element.text)
        for key in root.iter("{urn:oasis:names:tc:SAML:2.0:metadata}KeyDescriptor")
        if key.get("use") != "encryption"
        for element in key.iter("{http://www.w3.org/2000/09/xmldsig#}X509Certificate")
    ]
    return {
        "metadata": metadata,
        "entity": root.get("entityID"),
        "sign_in": services["SingleSignOnService"],
        "sign_out": services.get("SingleLogoutService", ""),
        "certificate": certificates[0],
        "last_certificate": certificates[-1],
    }
