# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One line of a table of file rules: a text in which a rule fires at a line, and one in which it does not."""

import textwrap
from typing import Any, NamedTuple


class FileRow(NamedTuple):
    """``fires`` and ``quiet`` are texts; ``context`` is known beside them, ``quiet_context`` when it differs."""

    rule: str
    severity: str
    kind: str
    line: int
    fires: str
    quiet: str
    context: dict[str, Any]
    quiet_context: dict[str, Any]


def row(rule, severity, kind, line, fires, quiet, quiet_context=None, **context):
    texts = (textwrap.dedent(text).lstrip("\n") for text in (fires, quiet))
    return FileRow(rule, severity, kind, line, *texts, context, context if quiet_context is None else quiet_context)
