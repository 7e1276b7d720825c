# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What preflight asks the provider of a plan."""

from __future__ import annotations

from urllib.parse import urlsplit

from .._model.options import PREFIX
from .._model.principal_claims import rules_of
from .._model.providers import DISCOVERY, OWN_KEYS, PROVIDERS
from .._model.settings_class import Settings
from .._plan.plan import Plan, release_of, stored_rows_decide
from . import probe_request_directory
from ._case import Case
from .sample_token import Sample
from .vendors import VENDORS

DIRECTORIES = {"ldap": probe_request_directory.ldap, "saml": probe_request_directory.saml}


def case_of(plan: Plan, ca_data: str | None = None, from_host: bool = False) -> Case | None:
    """The request for a host; ``None`` when there is nothing to ask: basic, preflight off, or a plan with errors."""
    if plan.errors or plan.settings_or_none is None or plan.settings.preflight == "off":
        return None
    if plan.settings.provider in DIRECTORIES:
        return DIRECTORIES[plan.settings.provider](plan, ca_data, from_host)
    if plan.settings.provider not in VENDORS:
        return None
    return _oidc(plan, ca_data, from_host)


def _oidc(plan: Plan, ca_data: str | None, from_host: bool) -> Case:
    settings, vendor = plan.settings, VENDORS[plan.settings.provider]
    values = {entry.name: entry.value for entry in plan.environment}
    derived = PROVIDERS[settings.provider].derive(settings, PROVIDERS[settings.provider])
    confidential = settings.flow == "authorization_code"
    authority = values["AUTHENTICATION_AUTHORITY"]
    discovery = values.get("OIDC_DISCOVERY_URI") or derived.discovery_uri.value
    response_type, pkce = ("code", settings.pkce) if confidential else vendor.public_request
    callback = values["OIDC_CALLBACK"] if confidential else values["AUTHENTICATION_CALLBACK_URL"]
    wanted = {
        "kind": "oidc",
        "discovery_uri": discovery,
        "alternatives": alternatives(discovery, authority),
        "authority": authority,
        "public_key_urls": [
            url for url in values["AUTHENTICATION_PUBLIC_KEYS"] if not urlsplit(url).path.endswith(OWN_KEYS)
        ],
        "domains": list(vendor.domains),
        "client_id": values["AUTHENTICATION_CLIENT_ID"],
        "client_secret": values["OIDC_CLIENT_SECRET"] if confidential else "",
        "client_auth_method": values["OIDC_CLIENT_AUTH_METHOD"] if confidential else "none",
        "credentials_scope": vendor.credentials_scope,
        "callback_url": callback,
        "silent_callback_url": silent_callback(callback) if not confidential and vendor.silent else "",
        "response_type": response_type,
        "pkce": pkce,
        "scopes": values["OIDC_SCOPE"].split() if confidential else ["openid", "email", "profile"],
        "prompt": values["OIDC_PROMPT_TYPE"] if confidential else "",
        "max_age": settings.max_age if confidential else None,
        "algorithm": settings.token_validation_algorithm,
        "timeout": settings.preflight_timeout,
        "ca_data": ca_data,
    }
    options = {
        "discovery": derived.discovery_uri.option,
        "authority": derived.authority.option,
        "keys": derived.public_key_urls.option,
        "scopes": derived.scopes.option,
        "callback": derived.callback_url.option,
        "client_id": PREFIX + "client_id",
        "client_secret": PREFIX + "client_secret",
    }
    claims = tuple(settings.jwt_principal_claims)
    return Case(
        wanted,
        options,
        vendor,
        settings.preflight == "required",
        claims,
        confidential,
        from_host,
        sample=_sample(settings),
        saves_checked=stored_rows_decide(settings),
    )


def _sample(settings: Settings) -> Sample | None:
    """The sample of the operator with the rules of a sign-in; ``None`` when an option that decides it is missing."""
    rules = rules_of(settings, release_of(settings))
    return Sample(settings.sample_token, settings.sample_claims, rules) if rules is not None else None


def silent_callback(callback: str) -> str:
    """The address at which the user interface renews a token, below its base path (getSilentRedirectUri of 1.12.6)."""
    parts = urlsplit(callback)
    return f"{parts.scheme}://{parts.netloc}{parts.path.removesuffix('/callback')}/silent-callback"


def alternatives(discovery: str, authority: str) -> list[str]:
    """Common other addresses of a discovery document, for a finding to name (URL-13, URL-14)."""
    root = authority.rstrip("/")
    parts = urlsplit(root)
    base = f"{parts.scheme}://{parts.netloc}"
    candidates = [root + DISCOVERY, root + "/v2.0" + DISCOVERY]
    if "/realms/" in parts.path:
        realm = parts.path.split("/realms/", 1)[1].split("/")[0]
        candidates += [f"{base}/realms/{realm}{DISCOVERY}", f"{base}/auth/realms/{realm}{DISCOVERY}"]
    return [url for url in dict.fromkeys(candidates) if url != discovery]
