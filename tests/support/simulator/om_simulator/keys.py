# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""RSA keys from DER files and RS256 by hand, so that a target needs nothing but Python.

Public: X.509 SubjectPublicKeyInfo. Private: PKCS#8, unencrypted. Not constant-time: for tests only.
"""

import base64
import hashlib
from typing import List, NamedTuple, Tuple

#: The digests of RSASSA-PKCS1-v1_5 and how each begins, by the name of the algorithm in JOSE.
ALGORITHMS = {
    "RS256": (hashlib.sha256, bytes.fromhex("3031300d060960864801650304020105000420")),
    "RS384": (hashlib.sha384, bytes.fromhex("3041300d060960864801650304020205000430")),
    "RS512": (hashlib.sha512, bytes.fromhex("3051300d060960864801650304020305000440")),
}
_RSA = bytes.fromhex("06092a864886f70d010101")
_SEQUENCE, _INTEGER, _BITS, _OCTETS = 0x30, 0x02, 0x03, 0x04


class KeyFileError(ValueError):
    """The bytes are not a key of the wanted form."""


class PublicKey(NamedTuple):
    """Modulus and exponent."""

    modulus: int
    exponent: int


class PrivateKey(NamedTuple):
    """Modulus and private exponent."""

    modulus: int
    exponent: int


def _item(data: bytes, tag: int) -> Tuple[bytes, bytes]:
    """Content of the first item, which must have the tag, and the rest."""
    if len(data) < 2 or data[0] != tag:
        raise KeyFileError("algid parse error, not a sequence of the wanted form")
    length, start = data[1], 2
    if length & 0x80:
        start = 2 + (length & 0x7F)
        length = int.from_bytes(data[2:start], "big")
    if len(data) < start + length:
        raise KeyFileError("Short read of DER length")
    return data[start : start + length], data[start + length :]


def _whole(der: bytes) -> bytes:
    """The one item of a file; a single byte behind it, such as a line feed, is fatal [M 1.12.6]."""
    content, rest = _item(der, _SEQUENCE)
    if rest:
        raise KeyFileError("extra data at the end")
    return content


def _must_be_rsa(algorithm: bytes) -> None:
    if _RSA not in algorithm:
        raise KeyFileError("algid parse error, not an RSA key")


def _integers(data: bytes) -> List[int]:
    numbers = []
    while data:
        content, data = _item(data, _INTEGER)
        numbers.append(int.from_bytes(content, "big"))
    return numbers


def public_key(der: bytes) -> PublicKey:
    """From SubjectPublicKeyInfo; raises KeyFileError."""
    body = _whole(der)
    algorithm, body = _item(body, _SEQUENCE)
    _must_be_rsa(algorithm)
    bits, _rest = _item(body, _BITS)
    numbers, _rest = _item(bits[1:], _SEQUENCE)
    modulus, exponent = _integers(numbers)[:2]
    return PublicKey(modulus, exponent)


def private_key(der: bytes) -> PrivateKey:
    """From PKCS#8; raises KeyFileError."""
    body = _whole(der)
    _version, body = _item(body, _INTEGER)
    algorithm, body = _item(body, _SEQUENCE)
    _must_be_rsa(algorithm)
    octets, _rest = _item(body, _OCTETS)
    numbers, _rest = _item(octets, _SEQUENCE)
    values = _integers(numbers)
    return PrivateKey(values[1], values[3])


def _padded(message: bytes, size: int, algorithm: str) -> int:
    function, prefix = ALGORITHMS[algorithm]
    digest = prefix + function(message).digest()
    return int.from_bytes(b"\x00\x01" + b"\xff" * (size - len(digest) - 3) + b"\x00" + digest, "big")


def _size(modulus: int) -> int:
    return (modulus.bit_length() + 7) // 8


def sign(message: bytes, key: PrivateKey, algorithm: str = "RS256") -> bytes:
    """RSASSA-PKCS1-v1_5."""
    size = _size(key.modulus)
    return pow(_padded(message, size, algorithm), key.exponent, key.modulus).to_bytes(size, "big")


def verify(message: bytes, signature: bytes, key: PublicKey, algorithm: str = "RS256") -> bool:
    """Whether the signature over the message was made with the key's private half."""
    size = _size(key.modulus)
    return len(signature) == size and (
        pow(int.from_bytes(signature, "big"), key.exponent, key.modulus) == _padded(message, size, algorithm)
    )


def encode(data: bytes) -> str:
    """Base64url without padding, as in JOSE."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def decode(text: str) -> bytes:
    """The reverse of `encode`; raises ValueError."""
    return base64.urlsafe_b64decode(text.rstrip("=") + "=" * (-len(text.rstrip("=")) % 4))


def jwks(key: PublicKey, key_id: str) -> dict:
    """The answer of /api/v1/system/config/jwks: numbers have Java's byte for the sign, and padding [M 1.12.6]."""

    def number(value: int) -> str:
        return base64.urlsafe_b64encode(value.to_bytes(value.bit_length() // 8 + 1, "big")).decode()

    return {
        "keys": [
            {
                "kty": "RSA",
                "kid": key_id,
                "alg": "RS256",
                "use": "sig",
                "n": number(key.modulus),
                "e": number(key.exponent),
            }
        ]
    }
