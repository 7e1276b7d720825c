# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The AuthnRequest that OpenMetadata sends to a SAML provider, and the same with one thing changed.

OpenMetadata (SamlSettingsHolder, SamlAuthServletHandler) leaves it to OneLogin's java-saml 2.9.0: HTTP-Redirect, a
NameIDPolicy with ``AllowCreate``, no AuthnContext, no ``ForceAuthn``, a signature by RSA and SHA-256 where
``sendSignedAuthRequest`` is set. ``tests/unit`` compares with a request of that library.

The requests are made and signed on the controller: the private key reaches no other machine.
"""

from __future__ import annotations

import base64
import secrets
import time
import zlib
from typing import Any
from urllib.parse import urlencode, urlsplit
from uuid import uuid4
from xml.sax.saxutils import escape

from ...module_utils._keys import key_pair

POST = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST"
ALGORITHM = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"
#: Accepted wherever the format does not matter (SAML Core 3.4.1.1).
ANY_FORMAT = "urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified"
#: A host that nobody can have (RFC 2606).
RESERVED = "preflight.invalid"


def requests(wanted: dict[str, Any], private_key: str | None = None) -> dict[str, str]:
    """{name: URL} of the requests for a provider, as_sent first; none where there is no address.

    ``wanted`` has sign_in_url, sp_entity_id, acs, name_id, relay_state and signed. Without a usable key a request that
    should be signed is not.
    """
    if urlsplit(wanted["sign_in_url"]).scheme not in ("http", "https"):
        return {}
    key = _usable(private_key) if wanted["signed"] else None
    nobody = f"https://{secrets.token_hex(4)}.{RESERVED}"
    changes: dict[str, dict[str, Any]] = {
        "as_sent": {},
        "other_issuer": {"sp_entity_id": f"{nobody}/metadata"},
        "other_acs": {"acs": f"{nobody}/acs"},
        "other_format": {"name_id": f"urn:{RESERVED}:nameid-format:none"},
        "any_format": {"name_id": ANY_FORMAT},
        "without_acs": {"acs": None},
    }
    made = {name: _url({**wanted, **change}, key) for name, change in changes.items()}
    return {**made, "unsigned": _url(wanted, None)} if key else made


def _usable(private_key: str | None) -> bytes | None:
    try:
        return bytes(key_pair.private_key(private_key)) if private_key else None
    except key_pair.Unusable:
        return None


def _url(wanted: dict[str, Any], key: bytes | None) -> str:
    """The address to which a browser would be sent."""
    packed = zlib.compressobj(zlib.Z_DEFAULT_COMPRESSION, zlib.DEFLATED, -zlib.MAX_WBITS)
    deflated = packed.compress(xml(wanted).encode("utf-8")) + packed.flush()
    query = urlencode({"SAMLRequest": base64.b64encode(deflated).decode("ascii"), "RelayState": wanted["relay_state"]})
    if key:
        query += "&" + urlencode({"SigAlg": ALGORITHM})
        signature = base64.b64encode(key_pair.sign(key, query.encode("ascii"))).decode("ascii")
        query += "&" + urlencode({"Signature": signature})
    address = str(wanted["sign_in_url"])
    return address + ("&" if "?" in address else "?") + query


def xml(wanted: dict[str, Any]) -> str:
    """The request itself, in the order of attributes of java-saml."""
    attributes = {
        "xmlns:samlp": "urn:oasis:names:tc:SAML:2.0:protocol",
        "xmlns:saml": "urn:oasis:names:tc:SAML:2.0:assertion",
        "ID": f"OPENMETADATA_{uuid4()}",
        "Version": "2.0",
        "IssueInstant": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
        "Destination": wanted["sign_in_url"],
        "ProtocolBinding": POST,
        "AssertionConsumerServiceURL": wanted["acs"],
    }
    written = " ".join(f'{name}="{_quoted(value)}"' for name, value in attributes.items() if value is not None)
    return (
        f"<samlp:AuthnRequest {written}><saml:Issuer>{_quoted(wanted['sp_entity_id'])}</saml:Issuer>"
        f'<samlp:NameIDPolicy Format="{_quoted(wanted["name_id"])}" AllowCreate="true" /></samlp:AuthnRequest>'
    )


def _quoted(text: str) -> str:
    return escape(text, {'"': "&quot;", "'": "&apos;"})
