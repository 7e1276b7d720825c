# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The reader of files of NAME=VALUE lines."""

from __future__ import annotations

import re
import shlex
from typing import Any, NamedTuple

from ...module_utils._formats import env_file
from .._model.variable_names import ALIAS, MANAGED, MISSPELLED, UNKNOWN, classify

YAML_LINE = re.compile(r"\s*(?:-\s*)?([A-Z][A-Z0-9_]*)\s*:\s*(.*)", re.DOTALL)
#: Classes of names that are meant for OpenMetadata; variables of other programs in the same file are left alone.
MEANT = (MANAGED, ALIAS, MISSPELLED, UNKNOWN)


class Line(NamedTuple):
    """One line, or several that a quote holds together.

    ``raw`` is what follows the sign, ``value`` what a reader makes of it.
    """

    number: Any
    text: str
    name: str | None
    raw: str
    value: str
    quote: str

    @property
    def of_openmetadata(self) -> bool:
        """Whether the line sets a variable of OpenMetadata."""
        return self.name is not None and classify(self.name).kind in MEANT


def lines(text: str) -> list[Line]:
    """Every line that is neither empty nor a comment."""
    found, pending = [], ""
    begin = 0
    for number, line in enumerate(text.splitlines(), 1):
        begin, whole = (begin, f"{pending}\n{line}") if pending else (number, line)
        if not pending and (not line.strip() or line.lstrip().startswith("#")):
            continue
        parsed = _line(begin, whole)
        pending = whole if parsed.quote == "open" else ""
        if not pending:
            found.append(parsed)
    return found + ([_line(begin, pending)] if pending else [])


def _line(number: int, text: str) -> Line:
    assignment = env_file.ENV_FILE.assignment(text.strip("\r"))
    if not assignment:
        return Line(number, text, None, "", "", "")
    name, raw = assignment.name, assignment.value
    mark = raw[:1] if raw[:1] in ("'", '"') else ""
    if not mark:
        return Line(number, text, name, raw, re.split(r"\s#", raw)[0].strip(), "")
    end = _closing(raw, mark)
    if end is None:
        # A quote within one word, as in keys"", does not begin several lines.
        return Line(number, text, name, raw, raw, "open" if raw.count(mark) == 1 else "odd")
    return Line(number, text, name, raw, raw[1:end], mark)


def _closing(raw: str, mark: str) -> int | None:
    """Where the quote ends; ``None`` when it does not, or something but a comment follows."""
    position = 1
    while position < len(raw):
        if raw[position] == "\\" and mark == '"':
            position += 1
        elif raw[position] == mark:
            rest = raw[position:][1:].strip()
            return position if not rest or rest.startswith("#") else None
        position += 1
    return None


def ours(document: list[Line]) -> list[Line]:
    """The lines that set variables of OpenMetadata."""
    return [line for line in document if line.of_openmetadata]


def meant(document: list[Line]) -> list[Line]:
    """Lines of YAML among assignments (ENV-03) as what their author meant, for what else is wrong with the value."""
    found = [(line, YAML_LINE.fullmatch(line.text)) for line in document if line.name is None]
    return [_line(line.number, f"{match.group(1)}={match.group(2)}") for line, match in found if match]


def is_closed(raw: str) -> bool:
    """Whether a shell finds the end of each quote; whether it sees one word is another question (ENV-32)."""
    try:
        return bool(shlex.split(raw, comments=True))
    except ValueError:
        return False
