# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The values in an exported configuration: each way in which Jackson's YAML writer puts a text, a number or nothing.

A function here takes the ``Lines``, the rest of the current line from where the value begins, and the column of the
entry that it belongs to (further lines of the value stand to the right of it); it leaves the lines behind the value.
"""

import json
import re

# A colon before a blank ends a key, a hash after a blank begins a comment: neither appears inside plain text.
PLAIN = r"(?!---|\.\.\.)(?:[^ \-?:,\[\]{}#&*!|>'\"%@`]|[-?:](?=[^ ]))(?:[^:#]|:(?=[^ ])|(?<=[^ ])#)*"
DOUBLE = r"(?:[^\"\\]|\\.)*"
SINGLE = r"(?:[^']|'')*"
WORDS = {"true": True, "false": False, "null": None, "~": None}
# Jackson quotes these when they are texts and writes them for nothing else; readers differ in what they mean.
UNSURE = {
    form
    for word in ["true", "false", "null", "yes", "no", "on", "off", "y", "n"]
    for form in (word, word.capitalize(), word.upper())
} - set(WORDS)
NUMBER = r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?"
ESCAPE = re.compile(r"\\(x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.)")
LETTERS = dict(zip('0abtnvfre"\\ N_LP', '\0\a\b\t\n\v\f\r\033"\\ \u0085\u00a0\u2028\u2029'))


def refusal(number, reason):
    """The one kind of error here. It names the line and never holds its text, which may be a secret."""
    return ValueError(f"line {number} is not what OpenMetadata exports: {reason}")


def scalar(lines, rest, column):
    """The value that begins with ``rest``."""
    if rest[:1] in ("{", "["):
        return from_json(rest, lines.take())
    return {'"': _double, "'": _single, "|": _literal}.get(rest[:1], _plain)(lines, rest, column)


def _double(lines, rest, column):
    """Text in double quotes; a line that goes on ends with a backslash, and blanks before the next do not count."""
    number, piece, pieces = lines.take(), rest[1:], []
    while True:
        end = re.match(DOUBLE, piece).end()
        pieces.append(piece[:end])
        if piece[end:] == '"':
            return unescape("".join(pieces), number)
        if piece[end:] != "\\" or lines.column() <= column:
            raise refusal(number, "text in double quotes does not end")
        piece = lines.rest()
        lines.take()


def unescape(text, number):
    """Resolve the escapes of double quotes; the halves of a surrogate pair become one character."""
    try:
        text = ESCAPE.sub(_character, text)
        return text.encode("utf-16", "surrogatepass").decode("utf-16")
    except (KeyError, ValueError, OverflowError):
        pass  # raised below: this error holds the text, and must not travel along as the context of ours
    raise refusal(number, "an unknown escape")


def _character(match):
    escape = match.group(1)
    return LETTERS[escape] if len(escape) == 1 else chr(int(escape[1:], 16))


def _single(lines, rest, column):
    """Text in single quotes; a line break in it is a blank."""
    number, piece, pieces = lines.take(), rest[1:], []
    while True:
        end = re.match(SINGLE, piece).end()
        pieces.append(piece[:end].replace("''", "'"))
        if piece[end:] == "'":
            lines.minimized = True
            return " ".join(pieces)
        if piece[end:] or lines.column() <= column:
            raise refusal(number, "text in single quotes does not end")
        piece = lines.rest()
        lines.take()


def _literal(lines, rest, column):
    """Lines of text as they are, under ``|``.

    The bar is followed by the indentation, if it cannot be seen, and by how the text ends.
    """
    number, header = lines.take(), re.match(r"\|([1-9]?)([+-]?)\Z", rest)
    if not header or not (header.group(1) or lines.column() > column):
        raise refusal(number, "an unknown block of text")
    indent = column + int(header.group(1)) if header.group(1) else lines.column()
    body, blanks = [], 0
    while lines.text == "" or lines.column() >= indent:
        body.append(lines.text[indent:])
        lines.take()
    while body and not body[-1]:
        body.pop()
        blanks += 1
    if body and header.group(1) and column % 2:
        # In lists that INDENT_ARRAYS sets off by one column Jackson states one column too many, and misreads it itself.
        raise refusal(number, "a block of text whose indentation is not sure")
    last = 0 if lines.text is None and lines.unended else min(len(body), 1)
    breaks = {"-": 0, "": last, "+": last + blanks}
    return "\n".join(body) + "\n" * breaks[header.group(2)]


def _plain(lines, rest, column):
    """A value without quotes; a line break in it is a blank."""
    number, pieces = lines.take(), [rest]
    while lines.column() > column:
        pieces.append(lines.rest())
        lines.take()
    text = " ".join(pieces)
    if not re.match(PLAIN + r"\Z", text) or text in UNSURE:
        raise refusal(number, "a value that is neither quoted nor plain text")
    if text in WORDS:
        return WORDS[text]
    if re.match(NUMBER + r"\Z", text):
        value = from_json(text, number)
        if json.dumps(value) != text:
            lines.unsure = lines.unsure or number
        return value
    lines.minimized = True
    return text


def from_json(text, number):
    """JSON that begins on line ``number``."""
    try:
        value = json.loads(text, object_pairs_hook=_unique, parse_float=_finite, parse_constant=_finite)
        json.dumps(value, ensure_ascii=False).encode("utf-8")  # half a surrogate pair is not text
        return value
    except (ValueError, RecursionError) as error:
        number += getattr(error, "lineno", 1) - 1
    raise refusal(number, "JSON that is malformed, has a key twice or a number out of range")


def _unique(pairs):
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError
    return found


def _finite(text):
    value = float(text)
    if value - value != 0:
        raise ValueError
    return value
