# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A finding: one problem and its fix. The same type on the controller and on hosts; between them it is plain data."""

from typing import Any, Dict, Iterable, List, NamedTuple

#: From the worst to the mildest.
SEVERITIES = ("error", "warning", "info")


class Finding(NamedTuple):
    """One problem, in the operator's words.

    ``rule`` is an id of the register (``plugin_utils/_register``), ``severity`` one of ``SEVERITIES``, ``option``
    a role variable or the path of a file on the host; ``message`` says what is wrong and why, ``fix`` what to do. None
    of them ever holds a secret.
    """

    rule: str
    severity: str
    option: str
    message: str
    fix: str

    def line(self) -> str:
        """The finding as one line of a report."""
        return f"{self.severity.upper():8} {self.rule:8} {self.message} {self.fix}".rstrip()

    def to_data(self) -> Dict[str, str]:
        """A dictionary of the fields, for JSON."""
        return dict(zip(self._fields, self))


def from_data(data: Dict[str, Any]) -> Finding:
    """The finding that ``to_data`` was called on. Raises ``TypeError`` unless exactly the fields are there."""
    return Finding(**data)


def errors(findings: Iterable[Finding]) -> List[Finding]:
    """The findings that stop a change."""
    return [finding for finding in findings if finding.severity == "error"]


def to_data(findings: Iterable[Finding]) -> List[Dict[str, str]]:
    """A list of dictionaries, for JSON."""
    return [finding.to_data() for finding in findings]
