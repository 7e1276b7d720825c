# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The little of ASN.1's Basic Encoding Rules that LDAP messages and X.509 certificates need (ITU-T X.690)."""

INTEGER, OCTETS, ENUMERATED, SEQUENCE = 0x02, 0x04, 0x0A, 0x30


class Malformed(ValueError):
    """What was read is not BER."""


def pack(tag, *contents):
    """One element of contents that are bytes already."""
    body = b"".join(contents)
    if len(body) < 0x80:
        return bytes([tag, len(body)]) + body
    length = len(body).to_bytes((len(body).bit_length() + 7) // 8, "big")
    return bytes([tag, 0x80 | len(length)]) + length + body


def integer(value, tag=INTEGER):
    """A whole number from 0."""
    return pack(tag, value.to_bytes(value.bit_length() // 8 + 1, "big"))


def text(value, tag=OCTETS):
    """A text as UTF-8, or bytes as they are."""
    return pack(tag, value if isinstance(value, bytes) else value.encode("utf-8"))


def header(data, offset=0):
    """(tag, begin, end) of the element at ``offset``; ``end`` may be beyond the data.

    ``None`` when the header is cut off.
    """
    if len(data) < offset + 2:
        return None
    tag, first = data[offset], data[offset + 1]
    if tag & 0x1F == 0x1F or first == 0x80:
        raise Malformed("a tag or length that is not used here")
    if first < 0x80:
        return tag, offset + 2, offset + 2 + first
    count = first & 0x7F
    if count > 4:
        raise Malformed(f"a length of {count} bytes")
    if len(data) < offset + 2 + count:
        return None
    begin = offset + 2 + count
    return tag, begin, begin + int.from_bytes(data[offset + 2 : begin], "big")


def elements(data):
    """(tag, content) of each element in ``data``."""
    found, offset = [], 0
    while offset < len(data):
        head = header(data, offset)
        if head is None or head[2] > len(data):
            raise Malformed("cut off")
        found.append((head[0], data[head[1] : head[2]]))
        offset = head[2]
    return found
