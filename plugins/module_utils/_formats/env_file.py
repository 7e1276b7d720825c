# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lines that set a variable, NAME=value, in the files of shells, systemd and Compose.

A value that continues on the next line is read by plugin_utils/_rules/_env_lines.py, which checks how it is quoted.
"""

import re
import shlex
from collections import namedtuple

from ansible_collections.openmetadata.sso.plugins.module_utils._core import json_text

_NAME = r"[A-Za-z_][A-Za-z0-9_]*"
_UPPER = r"[A-Z][A-Z0-9_]*"
_EXPORT = r"(?:export\s+)?"


#: One line: its number, what is before the name, the name, the sign with its spaces, and the rest as it is.
Assignment = namedtuple("Assignment", "number before name sign value")


class Dialect:
    """How a kind of file sets a variable: regular expressions of what is before the name, the name, and the sign."""

    def __init__(self, before, name, sign):
        self._line = re.compile(f"({before})({name})({sign})(.*)", re.DOTALL)

    def assignment(self, line, number=1):
        """The ``Assignment`` of one line, without its line end; ``None`` when it sets no variable."""
        match = self._line.fullmatch(line)
        if match is None:
            return None
        before, name, sign, value = match.groups()
        quote = before[-1:]
        if quote in ("'", '"') and not sign.startswith(quote) and value.rstrip().endswith(quote):
            value = value.rstrip()[:-1]  # a quote around name and value, as in Environment="A=b c"
        return Assignment(number, before, name, sign, value)

    def assignments(self, text):
        """The ``Assignment`` of every line that sets a variable."""
        found = (self.assignment(line, number) for number, line in enumerate((text or "").splitlines(), 1))
        return [assignment for assignment in found if assignment]


#: What the collection writes, and the strictest form that every reader takes.
OWN = Dialect(r"(?:export )?", _UPPER, r"=")
#: A shell script, as far as it only sets variables.
SHELL = Dialect(r"\s*" + _EXPORT, _NAME, r"=")
#: A .env or env_file as people write it, with spaces around the sign that some readers refuse.
ENV_FILE = Dialect(r"(?:export\s+)?", _NAME, r"\s*=\s*")
#: The same as a part of a file that others may have indented.
INDENTED = Dialect(r"\s*" + _EXPORT, _NAME, r"\s*=")
#: A line of a unit of systemd, or of its EnvironmentFile.
SYSTEMD = Dialect(r"\s*(?:Environment=[\"']?)?", _UPPER, r"=")
#: Any file of a server: of a shell, of systemd, or ``environment`` of a Compose file, as a mapping or a list.
ANY = Dialect(r"\s*(?:-\s*)?" + _EXPORT + r"(?:Environment=)?[\"']?", _UPPER, r"[\"']?\s*[=:]\s*")


def texts(content, dialect=OWN):
    """{variable: text for the process environment} of a file whose values are quoted as words of a shell."""
    return {line.name: _unquoted(line.value) for line in dialect.assignments(content)}


def _unquoted(value):
    """One word without its quotes; a value that was edited by hand into something else stays as it is."""
    try:
        words = shlex.split(value, posix=True)
    except ValueError:
        return value
    return words[0] if len(words) == 1 else value


def value(text):
    """The value behind a text, for a report: JSON where it is JSON, else the text itself."""
    if text is None:
        return None
    try:
        return json_text.parse(text)
    except ValueError:
        return text
