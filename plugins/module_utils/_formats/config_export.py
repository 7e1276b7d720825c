# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The file of ``openmetadata-ops.sh get-security-config``, read and written without a YAML library.

OpenMetadata writes it by Jackson's YAML writer with default features: block style, every text in double quotes, long
lines split. ``read`` understands whatever that writer makes with any of its features but CANONICAL_OUTPUT, and JSON.
Everything else is refused, for to guess would be to change a configuration.

What stays unsure is a number without quotes when the writer minimizes quotes: ``port: 636`` may be the text "636". It
is read as a number, which Jackson turns back into the same text where a text belongs. Where the digits would change on
that way (``1.10``, ``1e5``) the file is refused if another value shows that quotes are minimized. The line separators
U+0085, U+2028 and U+2029 are read only as escapes, as they stand in double quotes; Jackson misreads some of them
elsewhere.
"""

import json
import re
from contextlib import suppress

from ansible_collections.openmetadata.sso.plugins.module_utils._formats.config_export_scalars import (
    DOUBLE,
    PLAIN,
    SINGLE,
    from_json,
    refusal,
    scalar,
    unescape,
)

FOREIGN = re.compile("\\A\ufeff|[^\n -~\u00a0-\u2027\u202a-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]| (?=\n|\\Z)")
ENTRY = re.compile(f"(?:\"({DOUBLE})\"|'({SINGLE})'|({PLAIN}))(?<! ):(?: |\\Z)")
ITEM = re.compile(r"- |-\Z")


def read(text):
    """The dictionary that a file's text holds.

    Raises ``ValueError`` with the line number, never with the content.
    """
    marker = re.match("---[ \n]", text)
    body = text[marker.end() :] if marker else text
    number = 1 + text.count("\n", 0, len(text) - len(body))
    if body.lstrip(" \r\n\t").startswith("{") or (marker and marker.group() == "--- "):
        return _root(from_json(body, number), number)
    foreign = FOREIGN.search(body)
    if foreign:
        raise refusal(number + body.count("\n", 0, foreign.start()), "a control character, a tab or a blank at the end")
    return _root(_tree(Lines(body, number)), number)


def write(data):
    """The same data as JSON, which is YAML too: one line of ASCII that ``update-security-config -f`` reads."""
    return json.dumps(data, allow_nan=False) + "\n"


class Lines:
    """The lines of a text, taken one after the other. ``text`` is the current one, ``None`` behind the last."""

    def __init__(self, text, number):
        self._lines = text[:-1].split("\n") if text.endswith("\n") else text.split("\n")
        self.unended = not text.endswith("\n")  # the last line has no line break
        self._first = number
        self._index = 0
        self.minimized = False  # whether a value was seen that Jackson writes so only when it minimizes quotes
        self.unsure = None  # the first line whose number may be a text if quotes are minimized

    @property
    def text(self):
        """The current line, or ``None`` behind the last."""
        return self._lines[self._index] if self._index < len(self._lines) else None

    @property
    def number(self):
        """The number of the current line, from 1."""
        return self._first + self._index

    def column(self):
        """Where the current line begins; -1 behind the last."""
        return -1 if self.text is None else len(self.text) - len(self.rest())

    def rest(self):
        """The current line without its indentation."""
        return self.text.lstrip(" ")

    def take(self):
        """Go on to the next line; returns the number of the one that is left."""
        self._index += 1
        return self.number - 1

    def forget(self, column):
        """Blank out the indicator at ``column``; what follows it on the line is read as if alone there."""
        self._lines[self._index] = (" " * (column + 1) + self.text[column + 1 :]).rstrip(" ")
        if not self.text:
            self.take()


def _root(tree, number):
    if not isinstance(tree, dict):
        raise refusal(number, "it begins with no name")
    return tree


def _tree(lines):
    tree = None
    with suppress(RecursionError):  # refused below, without the long traceback
        tree = _mapping(lines, 0)
    if tree is None or lines.text is not None:
        raise refusal(lines.number, "nothing can stand there")
    if lines.minimized and lines.unsure:
        raise refusal(lines.unsure, "a number that may be a text")
    return tree


def _node(lines, column):
    """What belongs to the entry at ``column`` and begins on the current line."""
    begin = lines.column()
    if begin <= column:
        raise refusal(lines.number - 1, "no value")
    if ITEM.match(lines.rest()):
        return _sequence(lines, begin)
    if ENTRY.match(lines.rest()) or lines.rest().startswith("? "):
        return _mapping(lines, begin)
    return scalar(lines, lines.rest(), column)


def _sequence(lines, column):
    items = []
    while lines.column() == column and ITEM.match(lines.rest()):
        lines.forget(column)
        items.append(_node(lines, column))
    return items


def _mapping(lines, column):
    found = {}
    while lines.column() == column and not ITEM.match(lines.rest()):
        number = lines.number
        key, value = (_long_entry if lines.rest().startswith("? ") else _entry)(lines, column)
        if key in found:
            raise refusal(number, "a name appears twice")
        found[key] = value
    return found


def _entry(lines, column):
    match = ENTRY.match(lines.rest())
    if not match:
        raise refusal(lines.number, "no name with a colon")
    double, single, key = match.groups()
    if double is not None:
        key = unescape(double, lines.number)
    elif single is not None:
        key = single.replace("''", "'")
    rest = lines.rest()[match.end() :]
    if rest:
        return key, scalar(lines, rest, column)
    lines.take()
    if lines.column() == column and ITEM.match(lines.rest()):
        return key, _sequence(lines, column)
    return key, _node(lines, column)


def _long_entry(lines, column):
    """A name that is empty, long or of several lines: it follows a question mark, its value a colon below."""
    number, minimized = lines.number, lines.minimized
    lines.forget(column)
    key = scalar(lines, lines.rest(), column)
    if not isinstance(key, str) or lines.column() != column or not lines.rest().startswith(": "):
        raise refusal(number, "no name with a colon")
    lines.minimized = minimized  # names never have quotes that they do not need
    lines.forget(column)
    return key, _node(lines, column)
