# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Values that were copied and came with more than the value."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .._register import Problem, at
from ._rule import Case, rule
from ._text import FORMS

MASK = re.compile(r"\*{5,}")
#: The name of a variable and its sign, before the value.
ASSIGNMENT = re.compile(r"[A-Z][A-Z0-9]*(_[A-Z0-9]+)+=")
QUOTES = "\"'"


@rule("DB-05")
def mask(case: Case) -> Iterator[Problem]:
    """A secret is not a mask."""
    for option, text, secret, _kind in case.written:
        if secret and MASK.fullmatch(text):
            yield at(option)


@rule("ENV-02")
def surrounding_blank(case: Case) -> Iterator[Problem]:
    """No whitespace around `=` or a value."""
    for option, text, _secret, kind in case.written:
        if kind not in FORMS and text != text.strip():
            yield at(option, "blank")


@rule("ENV-01")
def comment(case: Case) -> Iterator[Problem]:
    """A value is not followed by a comment."""
    for option, text, secret, kind in case.written:
        if not secret and kind not in FORMS and re_comment(text):
            yield at(option, "comment")


def re_comment(text: str) -> bool:
    """Whether a text has a comment as YAML or an env file would read it."""
    return " #" in text or "\t#" in text


@rule("ENV-04")
def quotes(case: Case) -> Iterator[Problem]:
    """Quotes are in pairs around the whole value."""
    for option, text, secret, kind in case.written:
        if not secret and kind not in FORMS and len(text) > 1 and text[0] in QUOTES and text[-1] == text[0]:
            yield at(option, "quotes")


@rule("ENV-05")
def repeated_name(case: Case) -> Iterator[Problem]:
    """A value does not begin with the name of a variable."""
    for option, text, secret, _kind in case.written:
        if not secret and ASSIGNMENT.match(text):
            yield at(option, "repeated")
