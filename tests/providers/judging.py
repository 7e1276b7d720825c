# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What must be said about a set-up and about a misconfiguration, for programs of every kind."""

import re

from providers import asking
from providers.program import CLAIMS, Facts, Program, Row, variables

REQUESTS, SECONDS = 12, 3
"""What one provider may cost on loopback."""


def right(program: Program, name: str, facts: Facts) -> None:
    """A correct set-up: no finding above info; verified is what the table says, no more and no less."""
    setup = program.setups[name]
    asked = asking.asked(variables(program, name, {}, facts))
    print(f"{program.name}: {name}: {asked.line} [{asked.requests} requests, {asked.seconds:.2f} s]")
    assert asked.findings == [], asked.line
    claims = {claim: words for claim, words in CLAIMS[program.kind].items() if words}
    said = {claim for claim, words in claims.items() if re.search(words, asked.line)}
    assert said == set(setup.verified), asked.line
    assert [reason for reason in setup.unknown if reason not in asked.line] == [], asked.line
    assert asked.requests <= REQUESTS
    assert asked.seconds <= SECONDS


def wrong(program: Program, row: Row, facts: Facts) -> None:
    """A misconfiguration: exactly the findings of the table, or the reason why preflight cannot know."""
    asked = asking.asked(variables(program, row.setup, row.changes, facts))
    print(f"{program.name}: {row.what}: {', '.join(sorted(asked.rules)) or asked.line}")
    shown = (asked.line, *asked.findings)
    assert asked.rules == row.found, shown
    assert row.unknown in asked.line, shown
    assert all(finding.message and finding.fix and finding.option for finding in asked.findings), shown
