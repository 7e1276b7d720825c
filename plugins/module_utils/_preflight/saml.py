# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A SAML identity provider: its metadata when there is an address for it, and its answers to AuthnRequests.

``requests`` are made by plugin_utils/_preflight/authn_request.py: the one that OpenMetadata sends, and the same with
one thing that cannot be right, or that makes it easier. Nobody signs in: every request stops at the first page.
"""

from urllib.parse import urlsplit

from ansible_collections.openmetadata.sso.plugins.module_utils._formats import xml_document
from ansible_collections.openmetadata.sso.plugins.module_utils._preflight import saml_answer
from ansible_collections.openmetadata.sso.plugins.module_utils._preflight.limits import REQUESTS
from ansible_collections.openmetadata.sso.plugins.module_utils._system.http import Client, HttpError

METADATA = "{urn:oasis:names:tc:SAML:2.0:metadata}"
ROLE = METADATA + "IDPSSODescriptor"
SIGNATURE = "{http://www.w3.org/2000/09/xmldsig#}"
BINDING = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-"
#: Asked in any case, as OpenMetadata sends it first; the others only where that is refused.
ALWAYS = ("as_sent", "other_issuer", "other_acs", "other_format", "unsigned")


def ask(wanted):
    """``metadata`` and ``sign_in`` ({name of the request: answer}), each only where there is an address.

    An address that the metadata has for signing out alone is not asked: it does not expect such a request.
    """
    client = Client(wanted["timeout"], ca_data=wanted["ca_data"], requests=REQUESTS, in_all=wanted["timeout"])
    answers = {}
    if wanted["metadata_url"]:
        answers["metadata"] = _metadata(client, wanted["metadata_url"], wanted["idp_entity_id"])
    entity = answers.get("metadata", {}).get("entity")
    if wanted["requests"] and not (entity and wanted["sign_in_url"] in entity["sign_out"]):
        answers["sign_in"] = _sign_in(client, wanted["requests"], wanted["acs"])
    return answers


def _sign_in(client, requests, acs):
    """The answers in the order of the requests, until there is none."""
    found = {}
    for name, url in requests.items():
        if found and saml_answer.kind(found["as_sent"]) == "none":
            break
        if name in ALWAYS or saml_answer.kind(found["as_sent"]) in ("refused", "broken"):
            found[name] = _answer(client, url, acs)[0]
    return found


def _answer(client, url, acs=""):
    try:
        answer = client.request(url, stop=(acs,) if acs else ())
    except HttpError as error:
        return {"url": url.split("?")[0], "error": {"kind": error.kind, "text": error.text}}, b""
    return saml_answer.described(answer, urlsplit(acs).hostname), answer.body


def _metadata(client, url, entity_id):
    """Entity id, sign-in addresses, formats and certificates (Base64) of an identity provider in it.

    Of a federation's metadata with many, it is the one with the id; else the first.
    """
    shown, body = _answer(client, url)
    if shown.get("status") != 200:
        return shown
    try:
        root = xml_document.read(body)
    except xml_document.Refused as reason:
        return dict(shown, error={"kind": "refused", "text": f"the document is not read: {reason}"})
    except xml_document.NotXml:
        return shown
    found = [each for each in root.iter(METADATA + "EntityDescriptor") if each.find(ROLE) is not None]
    named = [each for each in found if each.get("entityID") == entity_id] or found
    return dict(shown, entity=_entity(named[0], named[0].find(ROLE))) if named else shown


def _entity(entity, provider):
    services = provider.findall(METADATA + "SingleSignOnService")
    addresses = [service.get("Location", "") for service in services]
    return {
        "id": entity.get("entityID", ""),
        "sign_in": [
            {"url": url, "binding": service.get("Binding", "").replace(BINDING, "")}
            for url, service in zip(addresses, services)
        ],
        "sign_out": [
            service.get("Location", "")
            for service in provider.findall(METADATA + "SingleLogoutService")
            if service.get("Location") not in addresses
        ],
        "formats": [(element.text or "").strip() for element in provider.findall(METADATA + "NameIDFormat")],
        "wants_signed": provider.get("WantAuthnRequestsSigned") in ("true", "1"),
        "certificates": _certificates(provider, "signing"),
        "for_encryption": _certificates(provider, "encryption"),
    }


def _certificates(provider, use):
    """Of a key without a use, both (SAML Metadata 2.4.1.1)."""
    keys = [key for key in provider.findall(METADATA + "KeyDescriptor") if key.get("use", use) == use]
    return [
        "".join((element.text or "").split()) for key in keys for element in key.iter(SIGNATURE + "X509Certificate")
    ]
