# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a server publishes of a key pair."""

import base64

from ansible_collections.openmetadata.sso.plugins.module_utils._keys import key_pair


def public_jwk(private, key_id):
    """The public key of a private one (PKCS#8 DER) as a JWK."""
    _version, modulus, exponent = key_pair._numbers(private)[:3]
    numbers = {"n": modulus, "e": exponent}
    return {"kty": "RSA", "kid": key_id, "alg": "RS256", **{name: _encoded(number) for name, number in numbers.items()}}


def _encoded(number):
    return base64.urlsafe_b64encode(number.to_bytes(number.bit_length() // 8 + 1, "big")).decode()
