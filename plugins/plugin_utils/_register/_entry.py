# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is known of a rule beside its check: an entry of the register, its causes, and where a check found one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from ...module_utils._core.findings import Finding


class Cause(NamedTuple):
    """One way in which a rule can be broken.

    ``message`` says what is wrong and why (empty where the audit says what it saw), ``fix`` what to do; both are
    templates: ``{option}`` and what the check fills in. An empty ``fix`` or ``severity`` is the one of the entry.
    ``since`` and ``until`` (exclusive) are releases.
    """

    message: str
    fix: str = ""
    severity: str = ""
    since: str | None = None
    until: str | None = None


class Problem(NamedTuple):
    """Where a check found something: an option or a line, the name of the cause, and values for its texts."""

    place: Any
    cause: str
    values: Mapping[str, Any]


def at(place: Any, cause: str = "", /, **values: Any) -> Problem:
    """A problem at an option (settings), or at a line or ``Place`` (files). The only cause of an id needs no name."""
    return Problem(place, cause, values)


class Entry(NamedTuple):
    """One rule of the register.

    ``id`` never changes its meaning. ``severity`` is the severity of its findings unless a cause has another.
    ``title`` says what holds when nothing is found, ``reason`` why that matters, ``fix`` what to do otherwise.
    ``message`` is the text of a finding, ``causes`` the texts of findings by name where there are several. ``where``
    lists what speaks (see ``WHERE``). ``since`` and ``until`` (exclusive) are releases. ``not_checked`` says what the
    rule cannot see. ``wrong`` and ``right`` are the example on the rule's page where no case of
    ``tests/support/rule_cases`` can be one.
    """

    id: str
    severity: str
    title: str
    where: tuple[str, ...]
    reason: str
    fix: str
    message: str = ""
    causes: Mapping[str, Cause] = {}
    since: str | None = None
    until: str | None = None
    wrong: str = ""
    right: str = ""
    not_checked: str = ""

    def cause(self, name: str = "") -> Cause:
        """A cause with its fix and severity filled in. ``KeyError`` for a name that the entry does not have."""
        found = self.causes[name] if name else Cause(self.message)
        return found._replace(fix=found.fix or self.fix, severity=found.severity or self.severity)

    def finding(self, option: str, cause: str = "", /, **values: Any) -> Finding:
        """The finding of a cause at an option. ``KeyError`` where a value for one of its texts is missing."""
        found = self.cause(cause)
        known = {"option": option, **values}
        return Finding(self.id, found.severity, option, found.message.format(**known), found.fix.format(**known))
