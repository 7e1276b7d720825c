# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a provider answers to an AuthnRequest, as data: its status, its page, and the SAML response in it."""

import base64
import binascii
import re
import zlib
from html import unescape
from urllib.parse import parse_qs, urlsplit

from ansible_collections.openmetadata.sso.plugins.module_utils._formats import xml_document
from ansible_collections.openmetadata.sso.plugins.module_utils._preflight import oidc_page
from ansible_collections.openmetadata.sso.plugins.module_utils._system.http import LIMIT

PROTOCOL = "{urn:oasis:names:tc:SAML:2.0:protocol}"
INPUT = re.compile(r"<input\b[^<>]*>", re.I)
#: Words alone: a pattern for any name would read a tag of one long word from each of its letters on.
ATTRIBUTE = re.compile(r"(?<![\w-])(name|type|value)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+))", re.I)
QUERY = re.compile(r"[?&]SAMLRequest=\S*")
REPEATED = re.compile(r"(?<!\S)(\S.{3,60})(?: \1)+(?!\S)")
WORDS = 400
#: Too many requests, or a part of the provider is down: the next answer would be another one.
BUSY = (429, 502, 503, 504)


def described(answer, own_host=None):
    """Of an ``Answer`` what is judged.

    ``url``, ``status``, ``skew``, ``elsewhere`` (the host of a redirect, unless it is back to the server's,
    ``own_host``), ``login`` (it asks for a password), ``words``, and ``response`` (status codes and message) where it
    answers with a SAML response.
    """
    inputs = [_attributes(tag) for tag in INPUT.findall(answer.text)]
    there = urlsplit(answer.location)
    encoded = parse_qs(there.query).get("SAMLResponse", [""])[0]
    for field in inputs:
        if field.get("name") == "SAMLResponse":
            encoded = field.get("value", "")
    return {
        "url": answer.url,
        "status": answer.status,
        "skew": answer.seconds_apart,
        "certificate_ends": answer.certificate_ends,
        "elsewhere": "" if encoded or there.hostname == own_host else there.hostname or "",
        "login": any(field.get("type", "").lower() == "password" for field in inputs)
        or (answer.status == 401 and bool(answer.headers.get("www-authenticate"))),
        "words": words(answer.text),
        "response": response(encoded) if encoded else None,
    }


def words(page):
    """What a page says: without the request in its addresses, and a title that is repeated as a heading once."""
    text = QUERY.sub("", unescape(oidc_page.read(page)["text"][: 2 * WORDS]))
    return REPEATED.sub(r"\1", text)[:WORDS]


def _attributes(tag):
    return {name.lower(): unescape(a or b or c) for name, a, b, c in ATTRIBUTE.findall(tag)}


def response(encoded):
    """``codes`` (the last part of each status code, the general one first) and ``message`` of a SAML response."""
    try:
        content = base64.b64decode(encoded)
        if not content.lstrip().startswith(b"<"):
            content = zlib.decompressobj(-zlib.MAX_WBITS).decompress(content, LIMIT)
        root = xml_document.read(content)
    except (binascii.Error, ValueError, zlib.error):
        return {"codes": [], "message": ""}
    status = root.find(PROTOCOL + "Status")
    if status is None:
        return {"codes": [], "message": ""}
    return {
        "codes": [code.get("Value", "").rsplit(":", 1)[-1] for code in status.iter(PROTOCOL + "StatusCode")],
        "message": (status.findtext(PROTOCOL + "StatusMessage") or "").strip()[:WORDS],
    }


def kind(shown):
    """``none`` (no answer, or busy), ``broken`` (5xx), ``refused`` (4xx or a SAML error), ``login``, or ``page``.

    The status decides before anything that a page says.
    """
    if "error" in shown or shown["status"] in BUSY:
        return "none"
    if shown["status"] >= 500:
        return "broken"
    if shown["response"] is not None:
        return "login" if shown["response"]["codes"][:1] == ["Success"] else "refused"
    if shown["login"] or shown["elsewhere"]:
        return "login"
    return "refused" if shown["status"] >= 400 else "page"
