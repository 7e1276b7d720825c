# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""References to variables, ``${NAME:-default}``: how the server replaces them, and how Compose writes them.

In openmetadata.yaml the server uses Dropwizard's EnvironmentVariableSubstitutor, not strict, which is the
StringSubstitutor of commons-text with its defaults: a replacement is substituted again, the first ``}`` ends a
reference (so a default holds no complete reference of its own), a name is never made of other names, and a dollar sign
before a reference makes it literal. tests/oracle compares this file with the real one.
"""

import re

from ansible_collections.openmetadata.sso.plugins.module_utils._core.errors import HostError

BEGIN, END, DEFAULT, ESCAPE = "${", "}", ":-", "$"
#: Characters in all that may be put in place of the references of a text, and how deep values may refer to others.
MOST, DEEPEST = 1 << 20, 50
_NAME = re.compile(r"(?<!\$)\$\{(\w+)")
#: Compose knows ``${NAME-default}`` too, and a default there may hold a reference.
_COMPOSE_REFERENCE = re.compile(r"\$\{(\w+)(?::?-(.*))?\}", re.DOTALL)


class NotReplaced(HostError):
    """References that the server could not replace either, so that it would not start. The message holds no value."""


class Loop(NotReplaced):
    """A variable whose value refers to itself."""


class _Budget:
    """How much may be put in place of references: ten variables that each name the one before ten times have 10 GB."""

    def __init__(self):
        self._left = MOST

    def spend(self, name, within, value):
        self._left -= len(value) + 1
        if self._left < 0 or len(within) > DEEPEST:
            message = f"The value of {name} refers to other variables too often."
            raise NotReplaced(message, name, "Write the values themselves.")


def substitute(text, environment, used=None):
    """The text as the server's YAML reader sees it; a reference without a value and without a default stays.

    ``environment`` is {name: text}. The names of the variables that it replaced are added to the list ``used``, in the
    order of the text, each before those that its value refers to. Raises ``NotReplaced``.
    """
    return _substitute(text, environment, [] if used is None else used, (), _Budget())


def _substitute(text, environment, used, within, budget):
    """``parts`` are the text before ``position``; none is empty."""
    parts, position = [], 0
    while True:
        start = text.find(BEGIN, position)
        end = text.find(END, start + len(BEGIN)) if start >= 0 else -1
        if end < 0:
            return "".join([*parts, text[position:]])
        _add(parts, text[position:start])
        if parts and parts[-1].endswith(ESCAPE):
            _add(parts, parts.pop()[: -len(ESCAPE)])
            parts.append(BEGIN)
            position = start + len(BEGIN)  # a reference within the literal one still counts
            continue
        value = _value(text[start + len(BEGIN) : end], environment, used, within, budget)
        _add(parts, text[start : end + len(END)] if value is None else value)
        position = end + len(END)


def _add(parts, text):
    if text:
        parts.append(text)


def _value(expression, environment, used, within, budget):
    """What replaces a reference; ``None`` when it stays."""
    name, sign, default = expression.partition(DEFAULT)
    if not sign or BEGIN in name:
        name, default = expression, None
    if name in within:
        raise Loop(f"The value of {name} refers to {name} itself.", name, "Correct the variable.")
    if name in environment:
        used.append(name)
    value = environment.get(name, default)
    if value is None:
        return None
    budget.spend(name, within, value)
    return _substitute(value, environment, used, within + (name,), budget)


def names(text):
    """The names of all variables that a text refers to, in its order."""
    return _NAME.findall(text)


def reference(name, default):
    """The reference to a variable with a default, as openmetadata.yaml has it."""
    return f"{BEGIN}{name}{DEFAULT}{default or ''}{END}"


def compose_default(text):
    """The default of a text that is one reference as a whole, as Compose reads it; any other text stays as it is."""
    match = _COMPOSE_REFERENCE.fullmatch(text)
    return compose_default(match.group(2) or "") if match else text
