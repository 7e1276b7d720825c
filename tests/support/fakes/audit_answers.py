# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What hosts answer to an audit: one that is as production wants it, and changes to it."""

import copy

from ansible_collections.openmetadata.sso.plugins.plugin_utils._audit.observed import (
    AUTHENTICATION,
    AUTHORIZER,
    FERNET,
    JWT,
    LDAP,
    LOG_LEVEL,
    OIDC,
    PATHS,
    SAML,
)

ROWS, CONFIG = "the stored rows", "/opt/openmetadata/conf/openmetadata.yaml:7"
OWN = "http://localhost:8585/api/v1/system/config/jwks"
VALUES = {
    AUTHENTICATION + "provider": "auth0",
    AUTHENTICATION + "clientType": "confidential",
    AUTHENTICATION + "publicKeyUrls": ["https://acme.eu.auth0.com/.well-known/jwks.json", OWN],
    AUTHENTICATION + "authority": "https://acme.eu.auth0.com",
    AUTHENTICATION + "callbackUrl": "https://metadata.acme.io/callback",
    AUTHENTICATION + "enableSelfSignup": False,
    OIDC + "callbackUrl": "https://metadata.acme.io/callback",
    OIDC + "serverUrl": "https://metadata.acme.io",
    OIDC + "discoveryUri": "https://acme.eu.auth0.com/.well-known/openid-configuration",
    OIDC + "tokenValidity": "3600",
    AUTHORIZER + "adminPrincipals": ["data.admin"],
    AUTHORIZER + "principalDomain": "acme.io",
    AUTHORIZER + "allowedDomains": [],
    AUTHORIZER + "enforcePrincipalDomain": "true",
    JWT + "keyId": "7fe1c0de",
    LOG_LEVEL: "INFO",
}
HARDENED = {
    "files_reason": "",
    "settings": {
        path: {"value": VALUES.get(path), "where": ROWS if path.startswith("auth") else CONFIG, "layer": "file"}
        for path in (*PATHS, LOG_LEVEL)
    },
    "server": {
        "url": "http://localhost:8585",
        "version": "1.12.14",
        "served": {"clientType": "confidential"},
        "keys": [{}],
        "principal_domain": "acme.io",
        "reason": None,
    },
    "keys": {
        "id": {"shipped": False, "where": CONFIG},
        "fernet": {"shipped": False, "where": CONFIG},
        "pair": {"state": "own", "where": "/etc/openmetadata/public_key.der"},
        "served": [{"kid": "7fe1c0de", "shipped": False}],
    },
    "files": [
        {
            "path": "/opt/openmetadata/conf/openmetadata-sso.env",
            "mode": "0600",
            "owner": "root",
            "others": "",
            "holds": "OIDC_CLIENT_SECRET",
            "listed": [],
            "strange": False,
        }
    ],
    "own_keys": {"url": OWN, "kids": ["7fe1c0de"], "reason": None},
    "login": None,
    "client_secret": {"file": "", "date": "", "left": None, "limit": 30},
    "administration": {
        "default_admin": {"there": False, "admin": False, "email": None},
        "bots": [{"name": "ingestion-bot", "state": "ends", "days": 30}],
        "reason": "",
        "asked": True,
    },
    "cluster": None,
}
#: What is seen of a release in a cluster that is as production wants it.
CLUSTER = {
    "reason": "",
    "clear": [],
    "readers": [{"subject": "ServiceAccount data/deployer", "binding": "RoleBinding deployer", "everybody": False}],
    "ingresses": [{"name": "om", "plain": []}],
    "denied": {},
}
NO_TOKEN = {
    "administration": {"default_admin": None, "bots": None, "reason": "needs om_sso_admin_token", "asked": False}
}
BASIC = {AUTHENTICATION + "provider": "basic"}


def answer(settings=None, unseen=(), **parts):
    """The hardened host with other settings, settings that were not seen, and other parts.

    Dictionaries are merged at their first level.
    """
    made = copy.deepcopy(HARDENED)
    for path, value in (settings or {}).items():
        made["settings"][path]["value"] = value
    for path in unseen:
        made["settings"][path] = {"value": None, "where": "it was hidden", "layer": "unknown"}
    for name, part in parts.items():
        made[name] = {**made[name], **part} if isinstance(part, dict) and isinstance(made[name], dict) else part
    return made


def stopped():
    """The same host with its server stopped: files are seen, rows and what is served are not."""
    paths = [path for path in PATHS if path.startswith("auth") and path != AUTHORIZER + "adminPrincipals"]
    server = {"version": None, "served": None, "keys": None, "principal_domain": None, "reason": "Connection refused"}
    admin = {"default_admin": None, "bots": None, "reason": "the server does not answer", "asked": True}
    return answer(unseen=paths, server=server, keys={"served": None}, own_keys=None, administration=admin)


def default():
    """A server as it is unpacked, basic and with everything shipped."""
    return answer(
        {
            **BASIC,
            AUTHENTICATION + "enableSelfSignup": True,
            AUTHORIZER + "adminPrincipals": ["admin"],
            LOG_LEVEL: "DEBUG",
        },
        keys={
            "id": {"shipped": True, "where": CONFIG},
            "fernet": {"shipped": True, "where": CONFIG},
            "pair": {"state": "shipped", "where": "./conf/public_key.der"},
            "served": [{"kid": "Gb389a", "shipped": True}],
        },
        login={"user": "admin@open-metadata.org", "status": 200, "accepted": True},
        files=[
            {
                "path": "/opt/openmetadata/.env",
                "mode": "0644",
                "owner": "ops",
                "others": "read",
                "holds": "DB_USER_PASSWORD",
                "listed": [],
                "strange": False,
            }
        ],
        **NO_TOKEN,
    )


__all__ = [
    "AUTHENTICATION",
    "AUTHORIZER",
    "BASIC",
    "CLUSTER",
    "FERNET",
    "JWT",
    "LDAP",
    "LOG_LEVEL",
    "NO_TOKEN",
    "OIDC",
    "SAML",
    "answer",
    "default",
    "stopped",
]
