# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Values that were copied and not filled in, and variables that the server does not know."""

from __future__ import annotations

import difflib
import re
from typing import Any, Iterator

from ..catalogue import CATALOGUE, read_by
from ..encoding import Unencodable, process_text
from ..settings import options_of
from ._rule import Case, rule

PLACEHOLDER = re.compile(r"\{[^{}]*\}|<[^<>]*>|\b(your|my)[-_ ](domain|tenant|client|secret|app)|changeme|change[-_]me", re.IGNORECASE)
#: A secret may well hold braces; only a value that is nothing but a placeholder counts there.
WHOLE_PLACEHOLDER = re.compile(r"\{[A-Za-z _-]+\}|<[A-Za-z _-]+>|change[-_]?me", re.IGNORECASE)
MASK = re.compile(r"\*{5,}")


def texts(case: Case) -> Iterator[tuple[str, str, bool]]:
    """All texts that the operator wrote, as (role variable, text, secret)."""
    for option in options_of(case.provider.name).values():
        value = getattr(case.settings, option.name)
        for item in value if isinstance(value, list) else [value]:
            if isinstance(item, str):
                yield option.variable, item, option.secret


@rule("ENV-22", "error", "No placeholder is left")
def placeholder(case: Case):
    for option, text, secret in texts(case):
        if (WHOLE_PLACEHOLDER.fullmatch if secret else PLACEHOLDER.search)(text):
            yield option, f"{option} still holds a placeholder of a guide.", "Fill in your own value."


@rule("DB-05", "error", "A mask is no secret")
def mask(case: Case):
    for option, text, secret in texts(case):
        if secret and MASK.fullmatch(text):
            yield option, f"{option} is the mask that OpenMetadata shows instead of a secret.", "Copy the secret from the provider."


@rule("ENV-02", "error", "No blank around a value")
def surrounding_blank(case: Case):
    for option, text, secret in texts(case):
        if text != text.strip():
            yield option, f"{option} begins or ends with a blank or a line end.", "Remove it; in a lookup of a file use rstrip=true."


@rule("ENV-08", "error", "om_sso_extra_environment names variables that the server reads")
def unknown_variable(case: Case):
    for name in case.settings.extra_environment or {}:
        option = f"om_sso_extra_environment.{name}"
        if name not in CATALOGUE:
            close = difflib.get_close_matches(str(name).upper(), CATALOGUE, n=1)
            yield option, f"{option}: OpenMetadata reads no such variable.", f"Did you mean {close[0]}?" if close else "Remove it."
        elif case.release and not read_by(CATALOGUE[name], case.release):
            yield option, f"{option}: OpenMetadata {case.release} does not read it.", "Remove it, or upgrade OpenMetadata."


@rule("ENV-20", "error", "Every value can reach the server unchanged")
def unencodable(case: Case):
    found = False
    for option, text, _secret in texts(case):
        for problem in _unencodable(option, text, "string"):
            found = True
            yield problem
    extra = case.settings.extra_environment or {}
    for name, value in case.environment.items():
        # What the operator wrote has been named by its option already; here it is met again in what follows from it.
        if value is not None and name in CATALOGUE and (name in extra or not found):
            option = f"om_sso_extra_environment.{name}" if name in extra else name
            yield from _unencodable(option, value, CATALOGUE[name].type, CATALOGUE[name].embedded)


def _unencodable(option: str, value: Any, kind: str, embedded: bool = False) -> Iterator[tuple[str, str, str]]:
    try:
        process_text(value, kind, embedded)
    except Unencodable as reason:
        yield option, f"{option}: {reason}.", "Write another value."
