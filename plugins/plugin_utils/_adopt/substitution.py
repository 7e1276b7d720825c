# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The textual substitution of environment variables that the server makes in openmetadata.yaml.

Dropwizard's EnvironmentVariableSubstitutor, not strict: commons-text's StringSubstitutor with its defaults. What is put in is
substituted again, a name is never made of other names, and a dollar sign before a reference makes it literal.
"""

from __future__ import annotations

from collections.abc import Mapping

BEGIN, END, DEFAULT = "${", "}", ":-"


class Loop(ValueError):
    """A variable whose value refers to itself. The text names the variable and holds no value."""


def substitute(text: str, environment: Mapping[str, str], within: tuple[str, ...] = ()) -> str:
    """The text as the server's YAML reader sees it; a reference without a value and without a default stays."""
    position = 0
    while True:
        start = text.find(BEGIN, position)
        end = text.find(END, start + len(BEGIN)) if start >= 0 else -1
        if end < 0:
            return text
        if start > 0 and text[start - 1] == "$":
            text = text[: start - 1] + text[start:]
            position = start + 1
            continue
        value = _value(text[start + len(BEGIN) : end], environment, within)
        position = end + 1 if value is None else start + len(value)
        if value is not None:
            text = text[:start] + value + text[end + 1 :]


def _value(expression: str, environment: Mapping[str, str], within: tuple[str, ...]) -> str | None:
    name, sign, default = expression.partition(DEFAULT)
    if not sign or BEGIN in name:
        name, default = expression, None
    if name in within:
        raise Loop(f"the value of {name} refers to {name} itself")
    value = environment.get(name, default)
    return None if value is None else substitute(value, environment, (*within, name))
