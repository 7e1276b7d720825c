# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Distinguished names (RFC 4514): their parts, and whether two texts name the same entry."""

import re

_HEX = re.compile("[0-9A-Fa-f]{2}")


def parse(text):
    """The parts from the entry upwards, each a list of (attribute, value) without escapes.

    Raises ``ValueError`` for a text that is not a distinguished name.
    """
    parts, part, rest = [], [], text
    while True:
        attribute, equals, rest = rest.partition("=")
        if not equals or not attribute.strip():
            raise ValueError("not a distinguished name")
        value, separator, rest = _value(rest)
        part.append((attribute.strip(), value))
        if separator != "+":
            parts.append(part)
            part = []
        if not separator:
            return parts


def _value(text):
    """(value, separator after it, what follows)."""
    found, offset, ends = bytearray(), 0, 0
    while offset < len(text) and text[offset] not in ",+;":
        if text[offset] == "\\":
            pair = text[offset + 1 : offset + 3]
            if len(pair) == 2 and _HEX.match(pair):
                found += bytes([int(pair, 16)])
                offset += 3
            elif pair:
                found += pair[0].encode("utf-8", "surrogatepass")
                offset += 2
            else:
                raise ValueError("ends with a backslash")
            ends = len(found)  # An escaped blank at the end belongs to the value.
        else:
            if found or text[offset] != " ":
                found += text[offset].encode("utf-8", "surrogatepass")
            if text[offset] != " ":
                ends = len(found)
            offset += 1
    return bytes(found[:ends]).decode("utf-8", "replace"), text[offset : offset + 1], text[offset + 1 :]


def normal(text):
    """What two texts have in common when a directory takes them for one entry; the text itself when it is not a DN."""
    try:
        return tuple(
            tuple(sorted((attribute.lower(), " ".join(value.lower().split())) for attribute, value in part))
            for part in parse(text)
        )
    except ValueError:
        return text


def is_below(text, base):
    """Whether ``text`` names ``base`` or an entry below it."""
    inner, outer = normal(text), normal(base)
    return isinstance(inner, tuple) and isinstance(outer, tuple) and inner[len(inner) - len(outer) :] == outer
