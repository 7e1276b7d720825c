# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a plain YAML scalar means to SnakeYAML's resolver and Jackson's YAML parser.

Both follow YAML 1.1 with their own gaps; held against the real ones by tests/oracle.
"""

import re
from typing import Union

Scalar = Union[None, bool, int, float, str]

_BOOLEAN = re.compile(r"^(?:yes|Yes|YES|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF)$")
_INTEGER = re.compile(
    r"^(?:[-+]?0b_*[0-1][0-1_]*|[-+]?0_*[0-7][0-7_]*|[-+]?(?:0|[1-9][0-9_]*)|[-+]?0x_*[0-9a-fA-F][0-9a-fA-F_]*"
    r"|[-+]?[1-9][0-9_]*(?::[0-5]?[0-9])+)$",
    re.ASCII,
)
_FLOAT = re.compile(
    r"^(?:[-+]?[0-9][0-9_]*\.[0-9_]*(?:[eE][-+]?[0-9]+)?|[-+]?[0-9][0-9_]*[eE][-+]?[0-9]+"
    r"|[-+]?\.[0-9_]+(?:[eE][-+]?[0-9]+)?|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*"
    r"|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$",
    re.ASCII,
)
_LONGEST_RESOLVED = 1024
"""SnakeYAML leaves a longer plain scalar text."""
_LONGEST_NUMBER = 1000
"""Jackson refuses a longer number."""
_NULL = re.compile(r"^(?:~|null|Null|NULL| )$")


class ScalarError(ValueError):
    """A scalar that the resolver calls a number and the parser cannot read as one."""


def plain(text: str) -> Scalar:
    """The value of a scalar written without quotes and without a tag."""
    if text == "" or _NULL.match(text):
        return None
    if _BOOLEAN.match(text):
        return text.lower() in ("yes", "true", "on")
    if len(text) > _LONGEST_RESOLVED:
        return text
    if _INTEGER.match(text):
        return integer(text)
    if _FLOAT.match(text):
        return floating(text)
    return text


def integer(text: str) -> Union[int, str]:
    """Binary, octal, decimal and hexadecimal numbers; anything else (0o7, 12:30) stays text."""
    sign = -1 if text.startswith("-") else 1
    digits = text[1:] if text[:1] in ("+", "-") else text
    digits = digits.replace("_", "")
    if not digits:
        raise ScalarError("Invalid number ('%s')" % text)
    lower = digits.lower()
    for prefix, base in (("0b", 2), ("0x", 16)):
        if lower.startswith(prefix):
            return sign * _based(digits[2:], base)
    if not re.match("^[0-9]+$", digits, re.ASCII):
        return text
    if digits.startswith("0"):
        return sign * _based(digits, 8)
    return sign * int(_bounded(digits))


def _based(digits: str, base: int) -> int:
    try:
        return int(digits, base)
    except ValueError as error:
        raise ScalarError("Invalid base-%d number ('%s')" % (base, digits)) from error


def _bounded(text: str) -> str:
    if len(text) > _LONGEST_NUMBER:
        raise ScalarError("Number value length (%d) exceeds the maximum allowed (%d)" % (len(text), _LONGEST_NUMBER))
    return text


def floating(text: str) -> float:
    """A decimal number; the words for infinity are not numbers for the parser."""
    cleaned = _bounded(text.replace("_", ""))
    try:
        return float(cleaned)
    except ValueError as error:
        raise ScalarError("Malformed numeric value '%s'" % cleaned) from error


def java_text(value: Scalar) -> str:
    """The text Java makes of a scalar when a string field is given a number or a boolean."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return _java_double(value)
    return str(value)


def _java_double(value: float) -> str:
    """Double.toString: plain between 1e-3 and 1e7, else one digit, point, rest, E, exponent."""
    if value in (float("inf"), float("-inf")):
        return "Infinity" if value > 0 else "-Infinity"
    if value == 0 or 1e-3 <= abs(value) < 1e7:
        return repr(value)
    digits, _unused, exponent = ("%r" % value if "e" in repr(value) else _scientific(value)).partition("e")
    if "." not in digits:
        digits += ".0"
    return "%sE%d" % (digits, int(exponent))


def _scientific(value: float) -> str:
    """Shortest round-trip digits in exponent form."""
    for precision in range(17):
        text = "%.*e" % (precision, value)
        if float(text) == value:
            return text
    return "%.17e" % value
