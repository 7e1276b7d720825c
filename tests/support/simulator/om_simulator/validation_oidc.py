# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What validation asks of an OpenID client: the vendor's own rules, then whether the sign-in can be made.

Rules and texts are those of 1.12.6 [S security/auth/validator]; a test holds them against a real server [M].
Google's trials of id and secret are not made.
"""

import re
from typing import Any, Dict, List
from urllib.parse import urlsplit

from om_simulator import code_flow, validation_discovery
from om_simulator.asking import WELL_KNOWN, Answer, Guarded, Unanswered
from om_simulator.validation_fault import AUTH, OIDC, Fault

_GUID = re.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$")
_LOGIN = "https://login.microsoftonline.com"
_POOL = re.compile(r"https://cognito-idp\.([a-z0-9-]+)\.amazonaws\.com/([a-zA-Z0-9_-]+)$")
_GOOGLE = "https://accounts.google.com"
_GOOGLE_KEYS = "https://www.googleapis.com/oauth2/v3/certs"
_NULL_OIDC = (
    'Cannot invoke "org.openmetadata.schema.security.client.OidcClientConfig.getDiscoveryUri()" because '
    '"oidcConfig" is null'
)
_TENANT = "Invalid tenant ID format. Must be a valid GUID or 'common'/'organizations'/'consumers'"


def check(config: Dict[str, Any], has: Dict[str, bool], asking: Any) -> None:
    """Raises Fault."""
    oidc = config.get("oidcConfiguration")
    confidential = config.get("clientType") == "confidential"
    if confidential:
        _complete(oidc)
    _VENDORS[config["provider"]](config, confidential, has, Guarded(asking))
    # A public client with a section is held to it as well: the blank one of the stock file never passes [M 1.12.6].
    if not confidential and oidc is None:
        return
    try:
        code_flow.check(config, asking)
    except code_flow.NoHandler as error:
        text = "OIDC flow validation failed: OIDC configuration validation failed: %s" % error
        raise Fault(AUTH + "oidcConfiguration", text) from error


def _complete(oidc: Any) -> None:
    if oidc is None:
        raise Fault(OIDC + "id", "OIDC configuration is required")
    if not oidc.get("id"):
        raise Fault(OIDC + "id", "Client ID is required")
    if not oidc.get("secret"):
        raise Fault(OIDC + "secret", "Client secret is required")
    if not oidc.get("discoveryUri") and not oidc.get("serverUrl"):
        raise Fault(OIDC + "discoveryUri", "Discovery URI or Server URL is required")


def _document(asking: Any, url: str, field: str, before: str, status: str) -> Dict[str, Any]:
    """A document that must be there; `before` introduces an exception's text, `status` one that is not 200."""
    try:
        answer = asking.get(url)
    except Unanswered as error:
        raise Fault(field, before + str(error)) from error
    if answer.status != 200:
        raise Fault(field, status % {"status": answer.status, "url": url})
    return answer.body or {}


def _custom(config: Dict[str, Any], confidential: bool, _has: Dict[str, bool], asking: Any) -> None:
    oidc = config.get("oidcConfiguration")
    if oidc is None:
        raise Fault("authenticationConfiguration", "Custom OIDC public client validation failed: " + _NULL_OIDC)
    uri = oidc.get("discoveryUri") or _below(config.get("authority")) or _below(oidc.get("serverUrl"))
    if not uri:
        where = (
            "oidcConfig.discoveryUri or authConfig.authority"
            if confidential
            else "authority + /.well-known/openid-configuration or explicit discoveryUri"
        )
        text = "Discovery URI is required for custom OIDC validation. Provide either " + where
        raise Fault(OIDC + "discoveryUri", text)
    validation_discovery.check(uri, config, oidc, asking)
    found = asking.get(uri).body or {}
    if not all(found.get(name) for name in ("issuer", "token_endpoint", "jwks_uri")):
        raise Fault(OIDC + "discoveryUri", "Failed to extract required endpoints from discovery document")
    _custom_keys(found["jwks_uri"], config.get("publicKeyUrls") or [], asking)
    if not confidential and not found.get("authorization_endpoint"):
        raise Fault(OIDC + "discoveryUri", "Authorization endpoint is required for public clients")
    # The trial of id and secret never fails: every answer passes, and so does none.


def _below(base: Any) -> str:
    return "" if not base else base.rstrip("/") + WELL_KNOWN if base.endswith("/") else base + WELL_KNOWN


def _custom_keys(expected: str, urls: List[str], asking: Any) -> None:
    field = AUTH + "publicKeyUrls"
    found = _document(
        asking,
        expected,
        field,
        "JWKS validation failed: ",
        "JWKS endpoint is not accessible. HTTP status: %(status)d",
    )
    if not found.get("keys"):
        raise Fault(field, "JWKS endpoint returned invalid or empty keys")
    if urls and expected not in urls:
        raise Fault(
            field,
            "publicKeyUrls must include the JWKS URI from discovery. Expected: %s but found: [%s]"
            % (expected, ", ".join(urls)),
        )
    for url in urls:
        before = "Failed to validate public key URL: %s. Error: " % url
        one = _document(asking, url, field, before, "Public key URL is not accessible: %(url)s (HTTP %(status)d)")
        if not isinstance(one.get("keys"), list):
            raise Fault(field, "Public key URL does not return valid JWKS format: " + url)


def _google(config: Dict[str, Any], confidential: bool, _has: Dict[str, bool], asking: Any) -> None:
    oidc = config.get("oidcConfiguration") or {}
    if not confidential:
        if config.get("authority") not in (None, "", _GOOGLE):
            text = "Google authority must be exactly: %s but got: %s" % (_GOOGLE, config["authority"])
            raise Fault(AUTH + "authority", text)
        _google_keys(config)
        if not (config.get("clientId") or "").endswith(".apps.googleusercontent.com"):
            raise Fault(AUTH + "clientId", "Invalid client Id")
        return
    expected = _GOOGLE + WELL_KNOWN
    if oidc.get("discoveryUri") and oidc["discoveryUri"] != expected:
        text = "Google discovery URI must be exactly: %s but got: %s" % (expected, oidc["discoveryUri"])
        raise Fault(OIDC + "discoveryUri", text)
    validation_discovery.check(expected, config, oidc, asking)
    _google_keys(config)
    prompt = oidc.get("prompt") or ""
    only = "Valid values are: 'consent', 'select_account', or leave it empty."
    if prompt.lower() == "none":
        raise Fault(OIDC + "prompt", "Google OAuth does not support prompt='none'. " + only)
    if prompt and prompt.lower() not in ("consent", "select_account"):
        raise Fault(OIDC + "prompt", "Invalid prompt value for Google OAuth: '%s'. %s" % (prompt, only))


def _google_keys(config: Dict[str, Any]) -> None:
    urls = config.get("publicKeyUrls") or []
    if urls and _GOOGLE_KEYS not in urls:
        raise Fault(AUTH + "publicKeyUrls", "PublicKeyUrl validation failed")


def _azure(config: Dict[str, Any], confidential: bool, has: Dict[str, bool], asking: Any) -> None:
    if not confidential:
        tenant = _tenant_of(config.get("authority") or "")
        try:
            answer = asking.get("%s/%s%s" % (_LOGIN, tenant, WELL_KNOWN))
        except Unanswered:
            answer = Answer(0, None)
        if answer.status != 200:
            raise Fault(OIDC + "tenant", "Failed to validate tenant")
        _azure_keys(config, tenant, asking)
        return
    oidc = config["oidcConfiguration"]
    tenant = oidc.get("tenant")
    if not tenant:
        raise Fault(OIDC + "tenant", "Tenant ID is required for Azure confidential clients")
    if not _is_tenant(tenant):
        raise Fault(OIDC + "tenant", _TENANT)
    uri = _azure_discovery(oidc.get("discoveryUri"), tenant)
    try:
        answer = asking.get(uri)
    except Unanswered as error:
        raise Fault(OIDC + "discoveryUri", "Azure discovery document validation failed") from error
    if answer.status != 200:
        text = "Failed to access Azure discovery endpoint. HTTP response: %d" % answer.status
        if answer.status == 404:
            text = "Azure discovery endpoint not found. Please verify the discovery URI is correct"
        raise Fault(OIDC + "discoveryUri", text)
    validation_discovery.check(uri, config, oidc, asking)
    scope = oidc.get("scope") or ""
    lists = "offline_access" in ((answer.body or {}).get("scopes_supported") or [])
    if has["azure_wants_offline_access"] and lists and "offline_access" not in scope:
        raise Fault(
            OIDC + "scope",
            "Azure confidential clients require 'offline_access' scope for refresh tokens. Without this scope, "
            "users may experience frequent authentication issues due to Azure's short token lifetimes. Please add "
            "'offline_access' to your scope configuration. Current scope: '%s'" % scope,
        )
    _azure_keys(config, tenant, asking)
    _azure_secret(oidc, tenant, asking)


def _tenant_of(authority: str) -> str:
    """The last part of the authority: a slash at the end passes, /v2.0 does not."""
    if "login.microsoftonline.com" not in authority:
        raise Fault(AUTH + "authority", "Azure authority must use login.microsoftonline.com domain")
    parts = re.sub("/+$", "", authority).split("/")
    if len(parts) < 4:
        text = "Invalid Azure authority format. Expected: https://login.microsoftonline.com/{tenant-id}"
        raise Fault(AUTH + "authority", text)
    if not _is_tenant(parts[-1]):
        raise Fault(AUTH + "authority", _TENANT)
    return parts[-1]


def _is_tenant(text: str) -> bool:
    return bool(_GUID.match(text)) or text in ("common", "organizations", "consumers")


def _azure_discovery(given: Any, tenant: str) -> str:
    expected = "%s/%s%s" % (_LOGIN, tenant, WELL_KNOWN)
    second = "%s/%s/v2.0%s" % (_LOGIN, tenant, WELL_KNOWN)
    if not given or given in (expected, second):
        return given or second
    if ".well-knownopenid-configuration" in given:
        raise Fault(
            OIDC + "discoveryUri",
            "Malformed discovery URI detected. Missing '/' between '.well-known' and 'openid-configuration'. "
            "Expected format: " + expected,
        )
    text = "Invalid Azure discovery URI. Expected: %s or %s but got: %s" % (expected, second, given)
    raise Fault(OIDC + "discoveryUri", text)


def _azure_keys(config: Dict[str, Any], tenant: str, asking: Any) -> None:
    field, urls = AUTH + "publicKeyUrls", config.get("publicKeyUrls") or []
    expected = "%s/%s/discovery/v2.0/keys" % (_LOGIN, tenant)
    if urls and expected not in urls:
        raise Fault(field, "At least one public key URL must be the Azure JWKS endpoint: " + expected)
    for url in urls:
        try:
            answer = asking.get(url)
        except Unanswered as error:
            raise Fault(field, "Invalid public key URL: " + url) from error
        if answer.status != 200:
            raise Fault(field, "Public key url not accessible")
        _keys_of(answer.body, url)


def _keys_of(found: Any, url: str) -> None:
    if "keys" not in (found or {}):
        raise Fault(AUTH + "publicKeyUrls", "Invalid JWKS format. Expected JSON with 'keys' array at: " + url)
    if not found["keys"]:
        raise Fault(AUTH + "publicKeyUrls", "JWKS endpoint returned empty keys array: " + url)


def _azure_secret(oidc: Dict[str, Any], tenant: str, asking: Any) -> None:
    form = {"client_id": oidc["id"], "client_secret": oidc["secret"], "grant_type": "client_credentials"}
    try:
        answer = asking.post("%s/%s/oauth2/v2.0/token" % (_LOGIN, tenant), form)
    except Unanswered as error:
        raise Fault("", "Exception occured while validating") from error
    found = answer.body
    if answer.status == 200:
        return
    if found is None:
        raise Fault(OIDC + "secret", "Credentials validation failed. HTTP response: %d" % answer.status)
    if found.get("error") == "invalid_client":
        text = "Invalid client credentials. Please verify the client ID and secret are correct."
        raise Fault(OIDC + "secret", text)
    if found.get("error") == "unauthorized_client":
        text = "Client is not authorized. Please ensure the application is properly configured in Azure AD."
        raise Fault(OIDC + "id", text)
    raise Fault(OIDC + "secret", "Authentication failed: %s" % (found.get("error_description") or ""))


def _auth0(config: Dict[str, Any], confidential: bool, _has: Dict[str, bool], asking: Any) -> None:
    oidc = config.get("oidcConfiguration") or {}
    domain = config.get("authority") or ""
    if confidential:
        if not oidc.get("discoveryUri"):
            raise Fault(
                "",
                "Auth0 confidential client validation failed: Unable to extract Auth0 domain from OIDC configuration. "
                "Please provide a valid discoveryUri or serverUrl",
            )
        domain = oidc["discoveryUri"].replace(WELL_KNOWN, "")
    field = OIDC + "discoveryUri" if confidential else AUTH + "authority"
    found = _document(
        asking,
        domain + WELL_KNOWN,
        field,
        "Domain validation failed: ",
        "Domain validation failed: Failed to access Auth0 discovery endpoint. HTTP response: %(status)d "
        "for URL: %(url)s",
    )
    _endpoints(found, "Auth0", field)
    if not str(found["issuer"]).startswith("https://"):
        raise Fault(field, "Domain validation failed: Auth0 issuer must use HTTPS")
    if confidential:
        validation_discovery.check(oidc["discoveryUri"], config, oidc, asking)
    _vendor_keys(config, "Auth0", domain + "/.well-known/jwks.json", lambda host: "." in host, asking)
    if confidential and _refused(asking, domain + "/oauth/token", oidc):
        raise Fault(OIDC + "secret", "Invalid client secret")


def _endpoints(found: Dict[str, Any], vendor: str, field: str) -> None:
    if "issuer" not in found or "authorization_endpoint" not in found:
        raise Fault(field, "Domain validation failed: Invalid %s discovery document format" % vendor)
    if "token_endpoint" not in found or "userinfo_endpoint" not in found:
        text = "Domain validation failed: Missing required %s endpoints in discovery document" % vendor
        raise Fault(field, text)


def _refused(asking: Any, url: str, oidc: Dict[str, Any], secret: str = "") -> bool:
    """Whether the token endpoint says that the client's secret is wrong; no answer passes."""
    form = {"grant_type": "client_credentials", "client_id": oidc["id"]}
    if not secret:
        form["client_secret"] = oidc["secret"]
    try:
        answer = asking.post(url, form, secret)
    except Unanswered:
        return False
    return answer.status != 200 and (answer.body or {}).get("error") in ("invalid_client", "unauthorized_client")


def _vendor_keys(config: Dict[str, Any], vendor: str, expected: str, is_theirs: Any, asking: Any) -> None:
    """Every URL must be on a host of theirs: own keys on localhost do not pass."""
    field, urls = AUTH + "publicKeyUrls", config.get("publicKeyUrls") or []
    if urls and expected not in urls:
        raise Fault(field, "At least one public key URL must be the %s JWKS endpoint: %s" % (vendor, expected))
    for url in urls:
        host = urlsplit(url).hostname or ""
        if not is_theirs(host):
            raise Fault(field, "Public key URL domain doesn't match %s pattern: %s" % (vendor, host))
        found = _document(
            asking,
            url,
            field,
            "Invalid public key URL '%s': " % url,
            "Public key URL is not accessible. HTTP response: %(status)d for URL: %(url)s",
        )
        _keys_of(found, url)


def _okta(config: Dict[str, Any], confidential: bool, _has: Dict[str, bool], asking: Any) -> None:
    oidc = config.get("oidcConfiguration") or {}
    domain = config.get("authority") or ""
    if confidential:
        if not oidc.get("discoveryUri"):
            raise Fault(
                "",
                "Okta confidential client validation failed: Unable to extract Okta domain from OIDC configuration. "
                "Please provide a valid discoveryUri",
            )
        domain = oidc["discoveryUri"].replace(WELL_KNOWN, "")
    field = OIDC + "discoveryUri" if confidential else AUTH + "authority"
    found = _document(
        asking,
        domain + WELL_KNOWN,
        field,
        "Domain validation failed: ",
        "Domain validation failed: Failed to access Okta discovery endpoint. HTTP response: %(status)d",
    )
    _endpoints(found, "Okta", field)
    if confidential:
        validation_discovery.check(oidc["discoveryUri"], config, oidc, asking)
        expected = str(found.get("jwks_uri"))
    else:
        trimmed = domain.rstrip("/")
        expected = trimmed + ("/v1/keys" if re.search("/oauth2/[^/]+$", trimmed) else "/oauth2/v1/keys")
    _okta_keys(config.get("publicKeyUrls") or [], expected, asking)


def _okta_keys(urls: List[str], expected: str, asking: Any) -> None:
    field, before = AUTH + "publicKeyUrls", "Public key URL validation failed: "
    if urls and expected not in urls:
        raise Fault(field, before + "At least one public key URL must match the Okta JWKS endpoint: " + expected)
    for url in urls:
        found = _document(asking, url, field, before, before + "Cannot access JWKS: %(url)s")
        if not found.get("keys"):
            raise Fault(field, before + "Invalid JWKS: " + url)


def _cognito(config: Dict[str, Any], confidential: bool, _has: Dict[str, bool], asking: Any) -> None:
    oidc = config.get("oidcConfiguration") or {}
    before = "Cognito %s client validation failed: " % ("confidential" if confidential else "public")
    if confidential and not oidc.get("discoveryUri"):
        raise Fault("", before + "Discovery URI is required for confidential Cognito clients")
    base = oidc["discoveryUri"].replace(WELL_KNOWN, "") if confidential else config.get("authority") or ""
    match = _POOL.match(base)
    if not match:
        what = "URL" if confidential else "authority"
        text = "Invalid Cognito %s format. Expected: https://cognito-idp.{region}.amazonaws.com/{userPoolId}" % what
        raise Fault("", before + text)
    region, pool = match.groups()
    if not re.match("^[a-z]{2}-[a-z]+-[0-9]$", region):
        raise Fault("", before + "Invalid AWS region format: " + region)
    if not re.match("^[a-zA-Z0-9][a-zA-Z0-9_-]+$", pool):
        raise Fault("", before + "Invalid Cognito user pool ID format: " + pool)
    try:
        answer = asking.get(base + WELL_KNOWN)
    except Unanswered as error:
        raise Fault(OIDC + "discoveryUri", "User pool validation failed: %s" % error) from error
    if answer.status != 200:
        text = "Failed to access Cognito discovery endpoint. HTTP response: %d" % answer.status
        if answer.status == 404:
            text = "Cognito user pool '%s' not found in region '%s'. Please verify the user pool ID and region." % (
                pool,
                region,
            )
        raise Fault(OIDC + "discoveryUri", text)
    if (answer.body or {}).get("issuer") != base:
        text = "Unexpected issuer in Cognito discovery document. Expected: " + base
        raise Fault(OIDC + "discoveryUri", text)
    if confidential:
        validation_discovery.check(base + WELL_KNOWN, config, oidc, asking)
    theirs = re.compile(r"cognito-idp\.[a-z0-9-]+\.amazonaws\.com$")
    _vendor_keys(config, "Cognito", base + "/.well-known/jwks.json", theirs.match, asking)
    if confidential and _refused(asking, str((answer.body or {}).get("token_endpoint")), oidc, oidc["secret"]):
        raise Fault(OIDC + "secret", "Invalid client secret")


_VENDORS = {
    "custom-oidc": _custom,
    "google": _google,
    "azure": _azure,
    "auth0": _auth0,
    "okta": _okta,
    "aws-cognito": _cognito,
}
