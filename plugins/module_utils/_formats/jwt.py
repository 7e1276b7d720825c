# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Read a JSON Web Token and verify an RSA signature with the standard library alone (RFC 7515, RFC 8017)."""

import base64
import binascii
import hashlib
import hmac

from ansible_collections.openmetadata.sso.plugins.module_utils._core import json_text

#: DigestInfo of PKCS #1 v1.5, up to the hash itself (RFC 8017, section 9.2).
DIGESTS = {
    "RS256": ("sha256", bytes.fromhex("3031300d060960864801650304020105000420")),
    "RS384": ("sha384", bytes.fromhex("3041300d060960864801650304020205000430")),
    "RS512": ("sha512", bytes.fromhex("3051300d060960864801650304020305000440")),
}


#: Bytes of a modulus and bits of a public exponent that Java takes; with longer ones a check takes hours.
LONGEST, EXPONENT = 2048, 64


def decode(token):
    """(header, claims, signed part, signature); raises ``ValueError``."""
    parts = token.strip().split(".")
    if len(parts) != 3:
        raise ValueError("not three parts")
    header, claims = [json_text.parse(_bytes(part).decode("utf-8")) for part in parts[:2]]
    if not isinstance(header, dict) or not isinstance(claims, dict):
        raise ValueError("no objects")
    return header, claims, (parts[0] + "." + parts[1]).encode("ascii"), _bytes(parts[2])


def expiry(token):
    """When a token expires, as seconds since 1970, or ``None`` when it never does; raises ``ValueError``."""
    found = decode(token)[1].get("exp")
    if isinstance(found, bool) or not isinstance(found, (int, float, type(None))):
        raise ValueError("exp is not a number")
    return found


def is_signed_by(algorithm, signed, signature, key):
    """Whether an RSA key (``n`` and ``e`` as in a JWK) made the signature; what is not such a key has made none."""
    name, prefix = DIGESTS[algorithm]
    try:
        modulus, exponent = [int.from_bytes(_bytes(key[field]), "big") for field in ("n", "e")]
    except (KeyError, AttributeError, ValueError):
        return False
    size = (modulus.bit_length() + 7) // 8
    if len(signature) != size or not 128 <= size <= LONGEST or exponent.bit_length() > EXPONENT:
        return False
    opened = pow(int.from_bytes(signature, "big"), exponent, modulus).to_bytes(size, "big")
    digest = prefix + hashlib.new(name, signed).digest()
    return hmac.compare_digest(opened, b"\x00\x01" + b"\xff" * (size - len(digest) - 3) + b"\x00" + digest)


def _bytes(text):
    try:
        return base64.urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4))
    except (binascii.Error, UnicodeEncodeError):
        raise ValueError("no Base64") from None
