# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the rules of several vendors ask: a document, its key set, whether the id and secret pass."""

from typing import Any, Dict, Tuple
from urllib.parse import urlsplit

from om_simulator.asking import WELL_KNOWN, Unanswered
from om_simulator.validation_fault import AUTH, OIDC, Fault


def document(asking: Any, url: str, field: str, before: str, status: str) -> Dict[str, Any]:
    """A document that must be there; `before` introduces an exception's text, `status` one that is not 200."""
    try:
        answer = asking.get(url)
    except Unanswered as error:
        raise Fault(field, before + str(error)) from error
    if answer.status != 200:
        raise Fault(field, status % {"status": answer.status, "url": url})
    return answer.body or {}


def domain_of(
    config: Dict[str, Any], confidential: bool, vendor: str, wanted: str, status: str, asking: Any
) -> Tuple[str, str, Dict[str, Any]]:
    """(the vendor's domain that a configuration names, the field that does, its discovery document).

    `wanted` and `status` are what the texts say besides the vendor's name: fields of a confidential client, and what
    follows the status of an answer.
    """
    domain = config.get("authority") or ""
    if confidential:
        uri = (config.get("oidcConfiguration") or {}).get("discoveryUri")
        if not uri:
            text = "%s confidential client validation failed: Unable to extract %s domain from OIDC configuration. "
            raise Fault("", text % (vendor, vendor) + "Please provide a valid " + wanted)
        domain = uri.replace(WELL_KNOWN, "")
    field = OIDC + "discoveryUri" if confidential else AUTH + "authority"
    before = "Domain validation failed: "
    text = before + "Failed to access %s discovery endpoint. HTTP response: " % vendor + "%(status)d" + status
    found = document(asking, domain + WELL_KNOWN, field, before, text)
    _endpoints(found, vendor, field)
    return domain, field, found


def _endpoints(found: Dict[str, Any], vendor: str, field: str) -> None:
    if "issuer" not in found or "authorization_endpoint" not in found:
        raise Fault(field, "Domain validation failed: Invalid %s discovery document format" % vendor)
    if "token_endpoint" not in found or "userinfo_endpoint" not in found:
        text = "Domain validation failed: Missing required %s endpoints in discovery document" % vendor
        raise Fault(field, text)


def vendor_keys(config: Dict[str, Any], vendor: str, expected: str, is_theirs: Any, asking: Any) -> None:
    """Every URL must be on a host of theirs: own keys on localhost do not pass."""
    field, urls = AUTH + "publicKeyUrls", config.get("publicKeyUrls") or []
    if urls and expected not in urls:
        raise Fault(field, "At least one public key URL must be the %s JWKS endpoint: %s" % (vendor, expected))
    for url in urls:
        host = urlsplit(url).hostname or ""
        if not is_theirs(host):
            raise Fault(field, "Public key URL domain doesn't match %s pattern: %s" % (vendor, host))
        found = document(
            asking,
            url,
            field,
            "Invalid public key URL '%s': " % url,
            "Public key URL is not accessible. HTTP response: %(status)d for URL: %(url)s",
        )
        keys_of(found, url)


def keys_of(found: Any, url: str) -> None:
    """The document of a public key URL must be a key set that has keys."""
    if "keys" not in (found or {}):
        raise Fault(AUTH + "publicKeyUrls", "Invalid JWKS format. Expected JSON with 'keys' array at: " + url)
    if not found["keys"]:
        raise Fault(AUTH + "publicKeyUrls", "JWKS endpoint returned empty keys array: " + url)


def refuses(asking: Any, url: str, oidc: Dict[str, Any], secret: str = "") -> bool:
    """Whether the token endpoint says that the client's secret is wrong; no answer passes."""
    form = {"grant_type": "client_credentials", "client_id": oidc["id"]}
    if not secret:
        form["client_secret"] = oidc["secret"]
    try:
        answer = asking.post(url, form, secret)
    except Unanswered:
        return False
    return answer.status != 200 and (answer.body or {}).get("error") in ("invalid_client", "unauthorized_client")
