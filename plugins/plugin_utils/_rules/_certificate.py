# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Just enough of X.509 to read how long a certificate is valid, without a library that controllers may lack."""

from __future__ import annotations

import base64
import binascii
import datetime
import functools
import re
from typing import NamedTuple

PEM = re.compile(r"-----BEGIN ([A-Z0-9 ]+)-----((?:(?!-----).)*)-----END \1-----", re.DOTALL)
SEQUENCE, UTC_TIME, GENERALIZED_TIME, EXPLICIT_0 = 0x30, 0x17, 0x18, 0xA0


class NotACertificate(ValueError):
    """The text says why, in words for an operator, and holds nothing of the value."""


class Certificate(NamedTuple):
    """The days between which it is valid."""

    begins: datetime.date
    ends: datetime.date


@functools.lru_cache(maxsize=256)
def read(text: str) -> Certificate:
    """Read a certificate as OpenMetadata does: PEM, or its base64 without the marker lines.

    Raises ``NotACertificate``.
    """
    blocks = PEM.findall(text)
    labels = {label for label, _body in blocks}
    if any("PRIVATE KEY" in label for label in labels):
        raise NotACertificate("holds a private key where a certificate belongs")
    if labels and labels != {"CERTIFICATE"}:
        raise NotACertificate(f"is a {sorted(labels)[0].lower()}, not a certificate")
    if len(blocks) > 1:
        raise NotACertificate("holds several certificates, and one is expected")
    if not blocks and (
        "-----" in text or text.strip()[:1] == "/" or text.strip().lower().endswith((".pem", ".crt", ".cer", ".der"))
    ):
        raise NotACertificate("is not the text of a certificate, but a path or half of one")
    body = blocks[0][1] if blocks else text
    try:
        der = base64.b64decode(re.sub(r"\\n|\s", "", body), validate=True)
    except (binascii.Error, ValueError):
        raise NotACertificate("is not PEM text") from None
    try:
        return _validity(der)
    except (IndexError, ValueError, UnicodeDecodeError):
        raise NotACertificate("cannot be read as a certificate") from None


def is_private_key(text: str) -> bool:
    """Whether the text is one private key as PEM, or base64 without the marker lines, which is not decoded."""
    labels = [label for label, _body in PEM.findall(text)]
    if labels:
        return len(labels) == 1 and labels[0].endswith("PRIVATE KEY") and not labels[0].startswith("ENCRYPTED")
    return re.fullmatch(r"[A-Za-z0-9+/=\s]{100,}", text) is not None


def _validity(der: bytes) -> Certificate:
    """Walk to the validity.

    Certificate { tbsCertificate { [0] version?, serial, algorithm, issuer, validity { .. } } }
    """
    certificate = _content(der, 0, SEQUENCE)[0]
    tbs = _content(certificate, 0, SEQUENCE)[0]
    position = _content(tbs, 0, EXPLICIT_0)[1] if tbs[0] == EXPLICIT_0 else 0
    for _field in ("serial", "algorithm", "issuer"):
        position = _content(tbs, position)[1]
    validity = _content(tbs, position, SEQUENCE)[0]
    end_of_first = _content(validity, 0)[1]
    return Certificate(_date(validity, 0), _date(validity, end_of_first))


def _content(data: bytes, position: int, tag: int | None = None) -> tuple[bytes, int]:
    """The content of the element at a position, and the position after it."""
    if tag is not None and data[position] != tag:
        raise ValueError("another element")
    length, begin = data[position + 1], position + 2
    if length & 0x80:
        end_of_length = begin + (length & 0x7F)
        length, begin = int.from_bytes(data[begin:end_of_length], "big"), end_of_length
    end = begin + length
    if end > len(data):
        raise ValueError("cut off")
    return data[begin:end], end


def _date(data: bytes, position: int) -> datetime.date:
    text = _content(data, position)[0].decode("ascii")
    if data[position] == UTC_TIME:
        # RFC 5280: two digits of a year below 50 are of this century.
        text = ("20" if int(text[:2]) < 50 else "19") + text
    elif data[position] != GENERALIZED_TIME:
        raise ValueError("no time")
    return datetime.date(int(text[:4]), int(text[4:6]), int(text[6:8]))
