# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""JSON web tokens of users and bots, signed by the server's own key (facts of JWTTokenGenerator [S])."""

import json
import time
from typing import Any, Dict, Optional

from om_simulator import keys

EXPIRY_SECONDS = {"OneHour": 3600, "1": 86400, "7": 604800, "30": 2592000, "60": 5184000, "90": 7776000}


class TokenRefused(ValueError):
    """The bearer token does not open anything; the message is the server's."""


def make(claims: Dict[str, Any], key: keys.PrivateKey, key_id: str, algorithm: str = "RS256") -> str:
    """A compact token."""
    head = keys.encode(json.dumps({"kid": key_id, "typ": "JWT", "alg": algorithm}).encode())
    body = keys.encode(json.dumps(claims).encode())
    return "%s.%s.%s" % (head, body, keys.encode(keys.sign((head + "." + body).encode(), key, algorithm)))


def claims_for(name: str, email: str, is_bot: bool, issuer: str, expiry: Optional[str], now: float) -> Dict[str, Any]:
    """The claims OpenMetadata writes; `expiry` is a key of EXPIRY_SECONDS or 'Unlimited'."""
    claims = {
        "iss": issuer,
        "sub": name,
        "roles": [],
        "username": name,
        "preferred_username": name,
        "email": email,
        "isBot": is_bot,
        "iat": int(now),
        "tokenType": "BOT" if is_bot else "PERSONAL_ACCESS",
        "exp": None,
    }
    if expiry in EXPIRY_SECONDS:
        claims["exp"] = int(now) + EXPIRY_SECONDS[expiry]
    return claims


def header(token: str) -> Dict[str, Any]:
    """The unverified header; raises TokenRefused."""
    try:
        found = json.loads(keys.decode(token.split(".")[0]))
    except ValueError as error:
        raise TokenRefused("Invalid token.") from error
    if not isinstance(found, dict):
        raise TokenRefused("Invalid token.")
    return found


def read(token: str, key: keys.PublicKey, algorithm: str = "RS256") -> Dict[str, Any]:
    """The claims of a token that the key's private half has signed; raises TokenRefused.

    The algorithm is the configured one and not that of the token's header [S JwtFilter].
    """
    try:
        head, body, signature = token.split(".")
        claims = json.loads(keys.decode(body))
        genuine = keys.verify((head + "." + body).encode(), keys.decode(signature), key, algorithm)
    except ValueError as error:
        raise TokenRefused("Invalid token.") from error
    if not genuine:
        raise TokenRefused("Invalid token. Token verification failed. Public key mismatch.")
    if claims.get("exp") and claims["exp"] < time.time():
        raise TokenRefused("Expired token!")
    return claims
