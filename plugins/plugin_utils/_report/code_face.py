# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which parts of a text are names to copy: role variables with a simple value, playbooks, environment variables."""

from __future__ import annotations

import re

from markupsafe import Markup, escape

#: Python and JavaScript read it alike: the page's script finds the same parts.
PATTERN = (
    r"\bom_sso_[a-z0-9_]+(?:\.[A-Za-z0-9_]+)*(?:: (?:true|false|\d+))?"
    r"|\bopenmetadata\.sso\.[a-z_]+"
    r"|\b[A-Z][A-Z0-9]*_[A-Z0-9_]+\b"
)
_NAMES = re.compile(PATTERN)


def marked(text: str) -> Markup:
    """The text as HTML, escaped, with each name in ``code``."""
    found, end = Markup(""), 0
    for match in _NAMES.finditer(text):
        found += escape(text[end : match.start()]) + Markup("<code>{}</code>").format(match.group())
        end = match.end()
    return found + escape(text[end:])
