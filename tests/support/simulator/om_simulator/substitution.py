# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Textual substitution of environment variables into openmetadata.yaml.

Follows Dropwizard's EnvironmentVariableSubstitutor(strict=False), which is the StringSubstitutor of
Apache commons-text with its defaults: prefix `${`, suffix `}`, default delimiter `:-`, escape `$`,
names inside names off, values substituted again. Held against the real one by tests/oracle.
"""

from typing import Dict, List, Optional, Tuple

PREFIX = "${"
SUFFIX = "}"
DELIMITER = ":-"
ESCAPE = "$"


class InfiniteLoop(Exception):
    """A variable whose value refers to itself, directly or over others."""

    def __init__(self, prior: List[str]):
        # The original names the whole text first, which is the file.
        super().__init__("Infinite loop in property interpolation of %s: %s" % (prior[0], "->".join(prior[1:])))


def substitute(text: str, environment: Dict[str, str]) -> str:
    """The text as the server's YAML reader sees it; raises InfiniteLoop."""
    return _scan(text, environment, None)


def _scan(text: str, environment: Dict[str, str], prior: Optional[List[str]]) -> str:
    position = 0
    while True:
        start = text.find(PREFIX, position)
        if start < 0:
            return text
        end = text.find(SUFFIX, start + len(PREFIX))
        if end < 0:
            return text  # no closing brace from here on: the rest is literal
        if start > 0 and text[start - 1] == ESCAPE:
            text = text[: start - 1] + text[start:]
            position = start + 1  # behind the now literal prefix: a reference inside it still counts
            continue
        if prior is None:
            prior = [text]
        value = _resolve(text[start + len(PREFIX) : end], environment, prior)
        if value is None:
            position = end + len(SUFFIX)
            continue
        text = text[:start] + value + text[end + len(SUFFIX) :]
        position = start + len(value)


def _resolve(expression: str, environment: Dict[str, str], prior: List[str]) -> Optional[str]:
    """The text that replaces a reference, None to leave it alone."""
    name, default = _split(expression)
    if name in prior:
        raise InfiniteLoop(prior)
    value = environment.get(name, default)
    if value is None:
        return None
    # Values are substituted on their own: a `$` before the reference is not an escape inside it.
    return _scan(value, environment, prior + [name])


def _split(expression: str) -> Tuple[str, Optional[str]]:
    """Name and default; a nested `${` before the delimiter leaves the expression whole."""
    delimiter = expression.find(DELIMITER)
    nested = expression.find(PREFIX)
    if delimiter < 0 or -1 < nested < delimiter:
        return expression, None
    return expression[:delimiter], expression[delimiter + len(DELIMITER) :]
