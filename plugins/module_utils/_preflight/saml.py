# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A SAML identity provider: its metadata when there is an address for it, and whether its sign-in page answers."""

import xml.etree.ElementTree

from ansible_collections.openmetadata.sso.plugins.module_utils._system.http import Client, HttpError

METADATA = "{urn:oasis:names:tc:SAML:2.0:metadata}"
SIGNATURE = "{http://www.w3.org/2000/09/xmldsig#}"


def ask(wanted):
    """``metadata`` and ``sign_in``, each only where there is an address."""
    client = Client(wanted["timeout"], ca_data=wanted["ca_data"])
    answers = {}
    if wanted["metadata_url"]:
        answers["metadata"] = _metadata(client, wanted["metadata_url"])
    if wanted["sign_in_url"]:
        answers["sign_in"] = _answer(client, wanted["sign_in_url"])[0]
    return answers


def _answer(client, url):
    try:
        answer = client.request(url)
    except HttpError as error:
        return {"url": url, "error": {"kind": error.kind, "text": error.text}}, b""
    return {"url": url, "status": answer.status, "location": answer.location, "skew": answer.seconds_apart}, answer.body


def _metadata(client, url):
    """Entity id, sign-in addresses and signing certificates (Base64) of the first identity provider in the document."""
    shown, body = _answer(client, url)
    # A document type could make a small document huge; metadata has none.
    if shown.get("status") != 200 or b"<!DOCTYPE" in body or b"<!ENTITY" in body:
        return shown
    try:
        root = xml.etree.ElementTree.fromstring(body)
    except xml.etree.ElementTree.ParseError:
        return shown
    for entity in [root] + list(root.iter(METADATA + "EntityDescriptor")):
        provider = entity.find(METADATA + "IDPSSODescriptor")
        if provider is not None:
            return dict(shown, entity=_described(entity, provider))
    return shown


def _described(entity, provider):
    keys = [key for key in provider.findall(METADATA + "KeyDescriptor") if key.get("use", "signing") == "signing"]
    certificates = [element.text or "" for key in keys for element in key.iter(SIGNATURE + "X509Certificate")]
    return {
        "id": entity.get("entityID", ""),
        "sign_in": [service.get("Location", "") for service in provider.findall(METADATA + "SingleSignOnService")],
        "certificates": ["".join(text.split()) for text in certificates],
    }
