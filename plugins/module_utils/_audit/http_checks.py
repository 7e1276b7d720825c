# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the server says over HTTP: to everybody, to one attempt with the default password, and to an administrator."""

import base64
import json
import time
from urllib.parse import urlsplit

from ansible_collections.openmetadata.sso.plugins.module_utils._core.errors import HostError
from ansible_collections.openmetadata.sso.plugins.module_utils._formats import jwt
from ansible_collections.openmetadata.sso.plugins.module_utils._server.admin_api import Administration
from ansible_collections.openmetadata.sso.plugins.module_utils._server.server import get_json, request

PROVIDER = "authenticationConfiguration.provider"
KEY_URLS = "authenticationConfiguration.publicKeyUrls"
DOMAIN = "authorizerConfiguration.principalDomain"
#: Of releases and guides.
DEFAULT_DOMAIN = "open-metadata.org"
MOST_BOTS = 200


def server(url):
    """``version``, ``served`` (config/auth), ``keys`` and ``principal_domain``, each ``None`` when it was not answered.

    ``reason`` says why.
    """
    version, reason = get_json(url + "/api/v1/system/version")
    found = {"url": url, "version": None, "served": None, "keys": None, "principal_domain": None, "reason": reason}
    if not isinstance(version, dict):
        return found
    found["version"] = version.get("version")
    served, reason = get_json(url + "/api/v1/system/config/auth")
    keys, keys_reason = get_json(url + "/api/v1/system/config/jwks")
    authorizer, _reason = get_json(url + "/api/v1/system/config/authorizer")
    found["served"] = served if isinstance(served, dict) else None
    found["keys"] = _keys(keys)
    found["principal_domain"] = authorizer.get("principalDomain") if isinstance(authorizer, dict) else None
    found["reason"] = reason or keys_reason
    return found


def _keys(answer):
    """The keys of a key set, as far as they are some; ``None`` when the answer is not a key set."""
    keys = answer.get("keys") if isinstance(answer, dict) else None
    return [key for key in keys if isinstance(key, dict)] if isinstance(keys, list) else None


def own_keys(settings, address):
    """``url`` of the server's own keys among the key URLs, and whether it answers with keys.

    ``None`` when the URLs are not known or lack it. ``address`` returns ``None`` where it cannot be asked from here.
    """
    urls = settings[KEY_URLS]["value"]
    own = (
        [url for url in urls if isinstance(url, str) and urlsplit(url).path.rstrip("/").endswith("/config/jwks")]
        if isinstance(urls, list)
        else []
    )
    if not own:
        return None
    url = address(own[0])
    answer, reason = get_json(url) if url else (None, "it was not asked")
    keys = _keys(answer)
    return {"url": own[0], "kids": None if keys is None else [str(key.get("kid")) for key in keys], "reason": reason}


def login(url, seen, settings):
    """One attempt as ``admin`` with the password ``admin``, only where passwords are OpenMetadata's own.

    ``None`` when none was made.

    One wrong password does not lock an account (facts: the login cache locks after three).
    """
    provider = settings[PROVIDER]["value"] if seen["version"] else None
    if provider != "basic":
        return None
    domain = seen["principal_domain"] or settings[DOMAIN]["value"] or DEFAULT_DOMAIN
    user = f"admin@{domain}"
    body = json.dumps({"email": user, "password": base64.b64encode(b"admin").decode("ascii")})
    status, text = request(url + "/api/v1/users/login", method="POST", body=body)
    accepted = status == 200 and "accessToken" in text
    return {"user": user, "status": status, "accepted": accepted}


def administration(url, token, seen):
    """What only an administrator sees: the user ``admin``, and when the token of each bot ends.

    ``reason`` where it was not seen.
    """
    found = {"default_admin": None, "bots": None, "reason": "", "asked": bool(token)}
    if not url:
        return dict(found, reason="needs om_sso_api_url and om_sso_admin_token")
    if not token:
        return dict(found, reason="needs om_sso_admin_token")
    if not seen["version"]:
        return dict(found, reason="the server does not answer")
    calls = Administration(url, token)
    try:
        user = calls.user("admin")
        found["default_admin"] = {
            "there": user is not None,
            "admin": bool((user or {}).get("isAdmin")),
            "email": (user or {}).get("email"),
        }
        found["bots"] = [_bot(calls, bot) for _number, bot in zip(range(MOST_BOTS), calls.listed("bots", {}))]
    except HostError as error:
        found["reason"] = str(error)
    return found


def _bot(calls, bot):
    """{"name", "state": none, forever, ends, unreadable, "days": until it ends, "ends": seconds since 1970}."""
    name = str(bot.get("name"))
    token = calls.token_of(str((bot.get("botUser") or {}).get("id")))
    if not token:
        return {"name": name, "state": "none", "days": None, "ends": None}
    try:
        ends = jwt.expiry(token)
    except ValueError:
        return {"name": name, "state": "unreadable", "days": None, "ends": None}
    if ends is None:
        return {"name": name, "state": "forever", "days": None, "ends": None}
    return {"name": name, "state": "ends", "days": int((ends - time.time()) // 86400), "ends": ends}
