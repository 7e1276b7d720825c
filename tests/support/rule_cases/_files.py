# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One line of a table of file rules: a text in which a rule fires at a line, and one in which it does not."""

import textwrap
from typing import Any, NamedTuple


class FileRow(NamedTuple):
    """``fires`` and ``quiet`` are texts; ``context`` is known beside them, ``quiet_context`` when it differs.

    ``more`` are other rules that find something else in ``fires``.
    """

    rule: str
    severity: str
    kind: str
    line: int
    fires: str
    quiet: str
    context: dict[str, Any]
    quiet_context: dict[str, Any]
    more: tuple = ()


def row(rule, severity, kind, line, fires, quiet, quiet_context=None, more=(), **context):
    texts = (textwrap.dedent(text).lstrip("\n") for text in (fires, quiet))
    context_of_quiet = context if quiet_context is None else quiet_context
    return FileRow(rule, severity, kind, line, *texts, context, context_of_quiet, more)
