# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""JSON web tokens of users and bots, signed by the server's own key (facts of JWTTokenGenerator [S])."""
import json
import time
from typing import Any, Dict, Optional

from om_simulator import keys

EXPIRY_SECONDS = {"OneHour": 3600, "1": 86400, "One": 86400, "7": 604800, "30": 2592000, "60": 5184000, "90": 7776000}


class TokenRefused(ValueError):
    """The bearer token does not open anything; the message is the server's."""


def make(claims: Dict[str, Any], key: keys.PrivateKey, key_id: str) -> str:
    """A compact RS256 token."""
    head = keys.encode(json.dumps({"kid": key_id, "typ": "JWT", "alg": "RS256"}).encode())
    body = keys.encode(json.dumps(claims).encode())
    return "%s.%s.%s" % (head, body, keys.encode(keys.sign((head + "." + body).encode(), key)))


def claims_for(name: str, email: str, is_bot: bool, issuer: str, expiry: Optional[str], now: float) -> Dict[str, Any]:
    """The claims OpenMetadata writes; `expiry` is a key of EXPIRY_SECONDS or 'Unlimited'."""
    claims = {"iss": issuer, "sub": name, "email": email, "isBot": is_bot, "iat": int(now),
              "tokenType": "BOT" if is_bot else "PERSONAL_ACCESS", "exp": None}
    if expiry in EXPIRY_SECONDS:
        claims["exp"] = int(now) + EXPIRY_SECONDS[expiry]
    return claims


def read(token: str, key: Optional[keys.PublicKey], key_id: str) -> Dict[str, Any]:
    """The claims of a token made with our key; raises TokenRefused."""
    try:
        head, body, signature = token.split(".")
        header = json.loads(keys.decode(head))
        claims = json.loads(keys.decode(body))
        signature_bytes = keys.decode(signature)
    except ValueError as error:
        raise TokenRefused("Invalid token") from error
    if header.get("kid") != key_id:
        raise TokenRefused("Invalid token. JWT Token keyID doesn't match the configured keyID. This usually happens "
                           "if you didn't configure proper publicKeyUrls under authentication configuration.")
    if key is None or not keys.verify((head + "." + body).encode(), signature_bytes, key):
        raise TokenRefused("Invalid token. Token verification failed. Public key mismatch.")
    if claims.get("exp") and claims["exp"] < time.time():
        raise TokenRefused("Expired token!")
    return claims
