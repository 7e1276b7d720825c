# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""YAML events as SnakeYAML gives them: PyYAML, which it was ported from, with what it does otherwise."""

import re
from typing import Any, ClassVar, Dict, Iterator, List, Optional

import yaml

_BREAKS = "\r\n\x85\u2028\u2029"
_ENDS = "\0 \t" + _BREAKS


class SnakeLoader(yaml.SafeLoader):
    """PyYAML's scanner with SnakeYAML's rules."""

    # A backslash before a slash or a tab is not an escape here, though JSON and YAML 1.2 have the first.
    ESCAPE_REPLACEMENTS: ClassVar[Dict[str, str]] = {
        key: text for key, text in yaml.SafeLoader.ESCAPE_REPLACEMENTS.items() if key not in "/\t"
    }

    def scan_plain_spaces(self, indent: int, start_mark: Any) -> Optional[List[str]]:
        """White space inside a plain scalar: a tab is allowed, and `---` ends the scalar whatever follows it."""
        length = 0
        while self.peek(length) in " \t":
            length += 1
        spaces = self.prefix(length)
        self.forward(length)
        if self.peek() not in _BREAKS:
            return [spaces] if spaces else []
        first = self.scan_line_break()
        self.allow_simple_key = True
        if self._at_marker():
            return None
        more = []
        while self.peek() in " " + _BREAKS:
            if self.peek() == " ":
                self.forward()
                continue
            more.append(self.scan_line_break())
            if self._at_marker():
                return None
        if first != "\n":
            return [first] + more
        return more or [" "]

    def scan_anchor(self, TokenClass: Any) -> Any:
        """An anchor or alias: any name up to a character with a meaning, not letters and digits alone."""
        start = self.get_mark()
        context = "while scanning an %s" % ("alias" if self.peek() == "*" else "anchor")
        self.forward()
        length = 0
        while self.peek(length) not in _ENDS + ":,[]{}/.*&":
            length += 1
        name = self.prefix(length)
        self.forward(length)
        if not name or self.peek() not in _ENDS + "?:,]}%@`":
            problem = "unexpected character found %s(%d)" % (self.peek(), ord(self.peek()))
            raise yaml.scanner.ScannerError(context, start, problem, self.get_mark())
        return TokenClass(name, start, self.get_mark())

    def _at_marker(self) -> bool:
        return self.prefix(3) == "---" or (self.prefix(3) == "..." and self.peek(3) in _ENDS)


def events(text: str) -> Iterator[yaml.Event]:
    """The events of a text; raises yaml.YAMLError."""
    loader = SnakeLoader(text)
    while loader.check_event():
        yield loader.get_event()


def describe(error: yaml.MarkedYAMLError) -> str:
    """The error in SnakeYAML's form, with the line that it complains about.

    That is what a log shows, secrets included.
    """
    lines = []
    if error.context:
        lines.append(error.context)
    if error.context_mark and (
        error.problem is None
        or error.problem_mark is None
        or error.context_mark.line != error.problem_mark.line
        or error.context_mark.column != error.problem_mark.column
    ):
        lines.append(_where(error.context_mark))
    if error.problem:
        lines.append(re.sub("but got '(<.*>)'$", r"but got \1", error.problem))
    if error.problem_mark:
        lines.append(_where(error.problem_mark))
    return "\n".join(lines)


def _where(mark: Any) -> str:
    snippet = mark.get_snippet(indent=4, max_length=75)
    return " in 'reader', line %d, column %d:\n%s" % (mark.line + 1, mark.column + 1, snippet)
