# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The certificates and keys among the role variables: their form, and how long a certificate is valid."""

from __future__ import annotations

import base64
import binascii
import datetime
import functools
import re
from typing import NamedTuple

from ...module_utils._formats import x509
from .._model import clock

PEM = re.compile(r"-----BEGIN ([A-Z0-9 ]+)-----((?:(?!-----).)*)-----END \1-----", re.DOTALL)


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
        facts = x509.facts(der)
        return Certificate(_day(facts["starts"]), _day(facts["ends"]))
    except (ValueError, OverflowError, OSError):
        raise NotACertificate("cannot be read as a certificate") from None


def is_private_key(text: str) -> bool:
    """Whether the text is one private key as PEM, or base64 without the marker lines, which is not decoded."""
    labels = [label for label, _body in PEM.findall(text)]
    if labels:
        return len(labels) == 1 and labels[0].endswith("PRIVATE KEY") and not labels[0].startswith("ENCRYPTED")
    return re.fullmatch(r"[A-Za-z0-9+/=\s]{100,}", text) is not None


def _day(seconds: float) -> datetime.date:
    return datetime.datetime.fromtimestamp(seconds, clock.UTC).date()
