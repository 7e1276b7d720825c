# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The few fields of an X.509 certificate that matter, read without a library (RFC 5280)."""

import base64
import binascii
import calendar
import hashlib
import re
import time

from ansible_collections.openmetadata.sso.plugins.module_utils._formats import ber

PEM = re.compile(r"-----(?:BEGIN|END) [A-Z ]+-----")
COMMON_NAME = bytes([0x55, 0x04, 0x03])


def from_text(text):
    """DER of a PEM text, or of its Base64 alone, in one line or many; raises ``ValueError``."""
    try:
        return base64.b64decode(re.sub(r"\s+", "", PEM.sub("", text)), validate=True)
    except binascii.Error:
        raise ValueError("no Base64") from None


def facts(der):
    """``starts`` and ``ends`` (seconds since 1970), ``subject`` (common name), ``key`` (hash of the public key).

    Raises ``ValueError``.
    """
    ((tag, whole),) = ber.elements(der)
    if tag != ber.SEQUENCE:
        raise ValueError("no certificate")
    try:
        fields = ber.elements(ber.elements(whole)[0][1])
        fields = fields[1:] if fields[0][0] == 0xA0 else fields
        starts, ends = [_time(*part) for part in ber.elements(fields[3][1])]
        return {
            "starts": starts,
            "ends": ends,
            "subject": _common_name(fields[4][1]),
            "key": _fingerprint(fields[5][1]),
        }
    except IndexError:
        raise ValueError("no certificate") from None


def _time(tag, content):
    """UTCTime has two digits for the year, GeneralizedTime four."""
    text = content.decode("ascii", "replace")
    if tag == 0x17:
        text = ("19" if text[:2] >= "50" else "20") + text
    return calendar.timegm(time.strptime(text, "%Y%m%d%H%M%SZ"))


def _common_name(name):
    for _tag, part in ber.elements(name):
        for _tag2, pair in ber.elements(part):
            (_tag3, kind), (_tag4, value) = ber.elements(pair)
            if kind == COMMON_NAME:
                return value.decode("utf-8", "replace")
    return ""


def _fingerprint(public_key):
    """Of an RSA key its modulus, so that a private key can be compared; of another kind the bits of the key."""
    _algorithm, (_tag, bits) = ber.elements(public_key)
    try:
        return _hash(ber.elements(ber.elements(bits[1:])[0][1])[0][1])
    except (ber.Malformed, IndexError):
        return _hash(bits[1:])


def key_of_private(der):
    """The same hash of an RSA private key in PKCS#8 or PKCS#1, or ``None`` for another kind; raises ``ValueError``."""
    ((tag, whole),) = ber.elements(der)
    parts = ber.elements(whole)
    if tag != ber.SEQUENCE or len(parts) < 3:
        raise ValueError("no private key")
    if parts[1][0] == ber.SEQUENCE:  # PKCS#8: version, algorithm, the key itself as octets
        try:
            ((_tag, inner),) = ber.elements(parts[2][1])
            parts = ber.elements(inner)
        except ValueError:
            return None
    return _hash(parts[1][1]) if len(parts) >= 6 and parts[1][0] == ber.INTEGER else None


def _hash(number):
    return hashlib.sha256(number.lstrip(b"\x00")).hexdigest()
