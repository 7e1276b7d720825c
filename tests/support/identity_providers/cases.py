# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A case as the plan of a custom OpenID provider makes it, to be changed one thing at a time."""

from ansible_collections.openmetadata.sso.plugins.module_utils import _preflight as probe
from ansible_collections.openmetadata.sso.plugins.plugin_utils import _preflight as preflight
from ansible_collections.openmetadata.sso.plugins.plugin_utils._preflight.probe_request import alternatives
from ansible_collections.openmetadata.sso.plugins.plugin_utils._preflight.vendors import VENDORS
from identity_providers.realms import CALLBACK, SECRET, SILENT

OPTIONS = {
    "discovery": "om_sso_discovery_uri",
    "authority": "om_sso_oidc_issuer",
    "keys": "om_sso_public_key_urls",
    "scopes": "om_sso_scopes",
    "callback": "om_sso_callback_url",
    "client_id": "om_sso_client_id",
    "client_secret": "om_sso_client_secret",
}
WELL_KNOWN = "/.well-known/openid-configuration"


def confidential(
    issuer, client="om", vendor="keycloak", required=False, keys="/protocol/openid-connect/certs", **changes
):
    """The authorization code flow."""
    wanted = {
        "kind": "oidc",
        "discovery_uri": issuer + WELL_KNOWN,
        "authority": issuer,
        "public_key_urls": [issuer + keys],
        "domains": [],
        "client_id": client,
        "client_secret": SECRET,
        "client_auth_method": "client_secret_post",
        "credentials_scope": VENDORS[vendor].credentials_scope,
        "callback_url": CALLBACK,
        "silent_callback_url": "",
        "response_type": "code",
        "pkce": False,
        "scopes": ["openid", "email", "profile", "offline_access"],
        "prompt": "login",
        "max_age": None,
        "algorithm": "RS256",
        "timeout": 10,
        "ca_data": None,
        **changes,
    }
    wanted["alternatives"] = alternatives(wanted["discovery_uri"], wanted["authority"])
    return preflight.Case(
        wanted,
        OPTIONS,
        VENDORS[vendor],
        required,
        ("email", "preferred_username", "sub"),
        bool(wanted["client_secret"]),
    )


def implicit(issuer, client="om-public", vendor="keycloak", **changes):
    """The implicit flow."""
    changes = {"scopes": ["openid", "email", "profile"], "prompt": "", "silent_callback_url": SILENT, **changes}
    return confidential(
        issuer,
        client,
        vendor,
        client_secret="",
        client_auth_method="none",
        response_type="id_token",
        **changes,
    )


def asked(case):
    """The verdict of a real provider."""
    return preflight.judge(case, probe.ask(preflight.to_ask(case)))
