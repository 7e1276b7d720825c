# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The RSA pair that signs OpenMetadata's own tokens.

Read, judged and used with the standard library alone (RFC 5208, 5280, 8017).

OpenMetadata reads the private key as PKCS#8 and the public one as X.509 SubjectPublicKeyInfo, both DER (facts:
JWTTokenGenerator).
"""

import base64
import binascii
import hashlib
import re

from ansible_collections.openmetadata.sso.plugins.module_utils._formats import ber, jwt

#: AlgorithmIdentifier of rsaEncryption, with its NULL.
RSA = bytes.fromhex("300d06092a864886f70d0101010500")
MINIMUM = 2048
#: Bytes of a private key; Java makes RSA keys of 16384 bits, which have less. The time for a longer one is hours.
LONGEST = 1 << 14
PEM = re.compile(r"-----BEGIN ([A-Z0-9 ]+)-----((?:(?!-----).)*)-----END \1-----", re.S)


class Unusable(ValueError):
    """Not a key that OpenMetadata could sign with; the text says why and holds nothing of the key."""


def private_key(content):
    """PKCS#8 DER of a private key in PEM (PKCS#8 or PKCS#1), Base64 of DER, or DER; raises ``Unusable``.

    Whatever OpenMetadata or the RSA algorithm could not work with is refused: another kind of key, a short one, one
    with a passphrase, a damaged one.
    """
    numbers = _numbers(_der(content))
    _judge(*numbers[1:])
    return _pkcs8(ber.pack(ber.SEQUENCE, *[ber.integer(number) for number in numbers]))


def public_of(private):
    """SubjectPublicKeyInfo DER that belongs to a private key (PKCS#8 or PKCS#1, DER)."""
    _version, modulus, exponent = _numbers(private)[:3]
    return public_key(modulus, exponent)


def public_key(modulus, exponent):
    """SubjectPublicKeyInfo DER of two numbers."""
    inner = ber.pack(ber.SEQUENCE, ber.integer(modulus), ber.integer(exponent))
    return ber.pack(ber.SEQUENCE, RSA, ber.pack(0x03, b"\x00", inner))


def public_of_jwk(key):
    """The same of an entry of ``/api/v1/system/config/jwks``; raises ``Unusable``."""
    try:
        modulus, exponent = [
            int.from_bytes(base64.urlsafe_b64decode(key[name] + "=" * (-len(key[name]) % 4)), "big")
            for name in ("n", "e")
        ]
    except (KeyError, TypeError, ValueError):
        raise Unusable("it is not an RSA key") from None
    return public_key(modulus, exponent)


def fingerprint(spki):
    """SHA-256 of a public key as X.509 DER, in hexadecimal: what ``openssl dgst -sha256 public_key.der`` prints."""
    return hashlib.sha256(spki).hexdigest()


def sign(private, message):
    """RSASSA-PKCS1-v1_5 with SHA-256.

    Python's ``pow`` takes a time that depends on the key: for a key on its own host only.
    """
    _version, modulus, _exponent, secret = _numbers(private)[:4]
    size = (modulus.bit_length() + 7) // 8
    digest = jwt.DIGESTS["RS256"][1] + hashlib.sha256(message).digest()
    padded = b"\x00\x01" + b"\xff" * (size - len(digest) - 3) + b"\x00" + digest
    return pow(int.from_bytes(padded, "big"), secret, modulus).to_bytes(size, "big")


def _der(content):
    """DER from whatever form it has."""
    if isinstance(content, bytes):
        if content[:1] == bytes([ber.SEQUENCE]):
            return content
        content = content.decode("ascii", "replace")
    match = PEM.search(content)
    if match and match.group(1) not in ("PRIVATE KEY", "RSA PRIVATE KEY"):
        raise Unusable(
            f"it is of the kind {match.group(1)}, and needed is PRIVATE KEY or RSA PRIVATE KEY without a passphrase"
        )
    if match and "ENCRYPTED" in match.group(2):
        raise Unusable("it has a passphrase, which OpenMetadata cannot ask for")
    try:
        return base64.b64decode(re.sub(r"\s+", "", match.group(2) if match else content), validate=True)
    except (binascii.Error, ValueError):
        raise Unusable("it is neither PEM nor the Base64 of DER") from None


def _numbers(der):
    """version, modulus, public exponent, private exponent and the rest of an RSAPrivateKey; raises ``Unusable``."""
    if len(der) > LONGEST:
        raise Unusable("it is longer than any RSA key")
    try:
        ((tag, whole),) = ber.elements(der)
        parts = ber.elements(whole)
        if tag == ber.SEQUENCE and len(parts) >= 3 and parts[1][0] == ber.SEQUENCE:
            if not RSA.endswith(parts[1][1]):
                raise Unusable("it is not an RSA key")
            ((tag, whole),) = ber.elements(parts[2][1])
            parts = ber.elements(whole)
    except Unusable:
        raise
    except ValueError:
        raise Unusable("it is damaged, or not a private key") from None
    if tag != ber.SEQUENCE or len(parts) != 9 or {kind for kind, _content in parts} != {ber.INTEGER}:
        raise Unusable("it is damaged, or no RSA private key")
    return [int.from_bytes(content, "big") for _kind, content in parts]


def _judge(modulus, exponent, secret, first, second, first_secret, second_secret, coefficient):
    """All numbers must fit each other: Java signs with the last five, and a wrong one makes wrong signatures."""
    if modulus.bit_length() < MINIMUM:
        raise Unusable(f"it has {modulus.bit_length()} bits, and {MINIMUM} are needed")
    fits = modulus == first * second and min(first, second, exponent) > 2
    for prime, own in ((first, first_secret), (second, second_secret)):
        fits = fits and secret % (prime - 1) == own and exponent * own % (prime - 1) == 1
    if not fits or second * coefficient % first != 1:
        raise Unusable("it is damaged: its numbers do not fit each other")


def _pkcs8(numbers):
    return ber.pack(ber.SEQUENCE, ber.integer(0), RSA, ber.pack(ber.OCTETS, numbers))
