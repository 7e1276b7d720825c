# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A token of an administrator, signed on the host with its own key pair while there is no other.

Whoever owns the pair may sign with it; that a server takes such a token is inferred from JwtFilter, which checks
signature, principal and e-mail domain of a person's token and looks nothing up (docs/operate/key-rotation.md). Tokens
of bots and personal ones are looked up, so it is neither.
"""

import base64
import json
import time

from ansible_collections.openmetadata.sso.plugins.module_utils._core.errors import HostError
from ansible_collections.openmetadata.sso.plugins.module_utils._keys import key_checks, key_pair, key_store
from ansible_collections.openmetadata.sso.plugins.module_utils._server import api_errors
from ansible_collections.openmetadata.sso.plugins.module_utils._server.admin_api import Administration, login

OPTION = "om_sso_mint_admin_token"
SECONDS = 300
ISSUER = "open-metadata.org"


def token(private, key_id, person, now=None):
    """A compact RS256 token.

    ``person``: ``name``, ``domain``, ``issuer`` and ``mapping`` (``username:claim`` and ``email:claim``, or empty).
    """
    now = int(time.time() if now is None else now)
    email = "{}@{}".format(person["name"], person["domain"])
    claims = {
        "iss": person["issuer"] or ISSUER,
        "sub": person["name"],
        "preferred_username": person["name"],
        "email": email,
    }
    for entry in person["mapping"]:
        field, _colon, claim = entry.partition(":")
        claims[claim] = email if field == "email" else person["name"]
    claims.update(isBot=False, tokenType="OM_USER", iat=now, exp=now + SECONDS)
    signed = ".".join(
        _part(json.dumps(part).encode("utf-8")) for part in ({"kid": key_id, "typ": "JWT", "alg": "RS256"}, claims)
    )
    return signed + "." + _part(key_pair.sign(private, signed.encode("ascii")))


def administrator(host, url, content):
    """An ``Administration`` with the given token, a sign-in by password, or a minted token where that is needed."""
    person = (host.plan.mint if host else None) or None
    given = content["admin_token"]
    if given and (not person or _works(url, given)):
        return Administration(url, given, "om_sso_admin_token")
    if content["admin_email"] and content["admin_password"]:
        return Administration(
            url, login(url, content["admin_email"], content["admin_password"]), "om_sso_admin_password"
        )
    return Administration(url, _minted(host, person), OPTION)


def _works(url, given):
    try:
        Administration(url, given, OPTION).me()
    except HostError as error:
        if api_errors.refuses_token(error):
            return False
        raise
    return True


def _minted(host, person):
    pair = key_store.find(host.plan.keys, host.deployment)
    if pair is None or pair.is_new:
        raise HostError(
            "There is no own key pair on this host to sign a token with.",
            OPTION,
            "Set om_sso_jwt_key_id and run openmetadata.sso.rotate_keys.",
        )
    server = host.server()
    _auth, _kids, reason = server.served()
    if reason is None and key_checks.published_key(server.keys, pair.key_id) != pair.fingerprint:
        reason = f"it does not publish the key pair {pair.key_id}"
    if reason is not None:
        raise HostError(
            f"The server would take no token that is signed here: {reason}.",
            OPTION,
            "Run openmetadata.sso.rotate_keys.",
        )
    return token(pair.private, pair.key_id, person)


def _part(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")
