# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What validation asks of a client of Azure."""

import re
from typing import Any, Dict

from om_simulator import validation_discovery
from om_simulator.asking import WELL_KNOWN, Answer, Unanswered
from om_simulator.validation_documents import keys_of
from om_simulator.validation_fault import AUTH, OIDC, Fault

_GUID = re.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$")
_LOGIN = "https://login.microsoftonline.com"
_TENANT = "Invalid tenant ID format. Must be a valid GUID or 'common'/'organizations'/'consumers'"


def check(config: Dict[str, Any], confidential: bool, has: Dict[str, bool], asking: Any) -> None:
    """Raises Fault."""
    if not confidential:
        tenant = _tenant_of(config.get("authority") or "")
        try:
            answer = asking.get("%s/%s%s" % (_LOGIN, tenant, WELL_KNOWN))
        except Unanswered:
            answer = Answer(0, None)
        if answer.status != 200:
            raise Fault(OIDC + "tenant", "Failed to validate tenant")
        _keys(config, tenant, asking)
        return
    oidc = config["oidcConfiguration"]
    tenant = oidc.get("tenant")
    if not tenant:
        raise Fault(OIDC + "tenant", "Tenant ID is required for Azure confidential clients")
    if not _is_tenant(tenant):
        raise Fault(OIDC + "tenant", _TENANT)
    uri = _discovery_uri(oidc.get("discoveryUri"), tenant)
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
    _keys(config, tenant, asking)
    _secret(oidc, tenant, asking)


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


def _discovery_uri(given: Any, tenant: str) -> str:
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


def _keys(config: Dict[str, Any], tenant: str, asking: Any) -> None:
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
        keys_of(answer.body, url)


def _secret(oidc: Dict[str, Any], tenant: str, asking: Any) -> None:
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
