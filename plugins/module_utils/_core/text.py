# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What another program said, in the few lines that help."""

import re

from ansible_collections.openmetadata.sso.plugins.module_utils._core import json_text

MOST = 4
LONGEST = 300
_ERROR = re.compile(r"\b(ERROR|FATAL)|(Exception|Error)\b|refused|failed|has an error")
_WARNING = re.compile(r"\bWARN(ING)?\b")
#: What every start of OpenMetadata logs (run: 1.12.6): frames of a stack trace, warnings of the Java VM, a setting that
#: it never has, schemas that it does not ship, an application that is not switched on; and a line for each request of a
#: sign-in, which leads to the provider all the same.
_HARMLESS = re.compile(
    r"^(at |\.\.\. \d+ |WARNING: |SLF4J|OpenJDK )|Failed to fetch Settings . Setting mcpConfiguration"
    r"|Schema file not found (at path|for entity type): |Failed to install application RdfIndexApp"
    r"|No credentials found against session"
)


def telling(log):
    """The lines of a log that say what is wrong: errors first, then warnings, four at most; else the last two lines.

    A line that is a JSON object, as in OpenMetadata's logs/openmetadata.log, is shown by its level, message, exception.
    """
    lines = [line for line in (_shown(line.strip()) for line in log.splitlines()) if line]
    lines = [line for line in lines if not _HARMLESS.search(line)] or lines
    errors = [line for line in lines if _ERROR.search(line)]
    warnings = [line for line in lines if _WARNING.search(line) and line not in errors]
    return "\n".join((errors[-MOST:] + warnings[-MOST:])[:MOST] or lines[-2:])


def last(log):
    """The last line of a log that says something; empty where none does."""
    lines = (_shown(line.strip()) for line in reversed(log.splitlines()))
    return next((line for line in lines if line and not _HARMLESS.search(line)), "")


def _shown(line):
    """A line as text."""
    if not line.startswith("{"):
        return cut(line)
    try:
        entry = json_text.parse(line)
    except ValueError:
        return cut(line)
    if not isinstance(entry, dict) or "message" not in entry:
        return cut(line)
    level, message, exception = (str(entry.get(name) or "") for name in ("level", "message", "exception"))
    causes = [one.strip() for one in exception.splitlines() if one.strip()]
    roots = [one for one in causes if one.startswith("Caused by:")]
    parts = [f"{level} {message}".strip(), *causes[:1], *roots[-1:]]
    return ": ".join(cut(part) for part in parts)


def cut(text, longest=LONGEST):
    """The beginning of a text in one line, as ``printable`` has it."""
    line = printable(" ".join(text.split()))
    return line if len(line) <= longest else line[:longest] + "…"


def printable(text, kept=""):
    """A text without what a terminal would act on, or cannot show, but for the characters of ``kept``."""
    if text.isprintable():  # as most lines are, of which a run over many hosts has thousands
        return text
    return "".join(each if each.isprintable() or each in kept else "?" for each in text)


def some(names, most=5):
    """The first names of a list, and how many there are beside them: ``a, b and 3 more``."""
    return ", ".join(names[:most]) + (f" and {len(names) - most} more" if len(names) > most else "")
