# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Values that were copied and not filled in, and that came with more than the value."""

from __future__ import annotations

import re

from ._rule import Case, rule
from ._text import FORMS, texts

PLACEHOLDER = re.compile(
    r"\{[^{}]*\}|<[^<>]*>|\b(your|my)[-_ ](domain|tenant|client|secret|app)|changeme|change[-_]me", re.IGNORECASE
)
#: A secret, or a variable of which nothing is known, may well hold braces; only a value that is nothing but a placeholder counts there.
WHOLE_PLACEHOLDER = re.compile(r"\{[A-Za-z _-]+\}|<[A-Za-z _-]+>|change[-_]?me", re.IGNORECASE)
MASK = re.compile(r"\*{5,}")
#: The name of a variable and its sign, before the value.
ASSIGNMENT = re.compile(r"[A-Z][A-Z0-9]*(_[A-Z0-9]+)+=")
QUOTES = "\"'"


@rule("ENV-22", "error", "No placeholder is left")
def placeholder(case: Case):
    for option, text, secret, kind in texts(case):
        if kind not in ("pem", "json") and (
            WHOLE_PLACEHOLDER.fullmatch if secret or kind == "extra" else PLACEHOLDER.search
        )(text):
            yield option, f"{option} still holds a placeholder of a guide.", "Fill in your own value."


@rule("DB-05", "error", "A mask is no secret")
def mask(case: Case):
    for option, text, secret, _kind in texts(case):
        if secret and MASK.fullmatch(text):
            yield (
                option,
                f"{option} is the mask that OpenMetadata shows instead of a secret.",
                "Copy the secret from the provider.",
            )


@rule("ENV-02", "error", "No blank around a value")
def surrounding_blank(case: Case):
    for option, text, _secret, kind in texts(case):
        if kind not in FORMS and text != text.strip():
            yield (
                option,
                f"{option} begins or ends with a blank or a line end.",
                "Remove it; in a lookup of a file use rstrip=true.",
            )


@rule("ENV-01", "error", "No comment behind a value")
def comment(case: Case):
    for option, text, secret, kind in texts(case):
        if not secret and kind not in FORMS and re_comment(text):
            yield (
                option,
                f"{option} holds a comment: it was copied with the value from an env file.",
                "Remove what begins with the blank before #.",
            )


def re_comment(text: str) -> bool:
    return " #" in text or "\t#" in text


@rule("ENV-04", "error", "No quotes around a value")
def quotes(case: Case):
    for option, text, secret, kind in texts(case):
        if not secret and kind not in FORMS and len(text) > 1 and text[0] in QUOTES and text[-1] == text[0]:
            yield option, f"{option} holds quotes around its value.", "Write one layer of quotes, YAML's."


@rule("ENV-05", "error", "No variable's name before a value")
def repeated_name(case: Case):
    for option, text, secret, _kind in texts(case):
        if not secret and ASSIGNMENT.match(text):
            yield option, f"{option} begins with the name of a variable and =.", "Write what follows the = only."
