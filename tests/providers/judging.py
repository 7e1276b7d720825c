# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What must be said about a set-up and about a misconfiguration, for programs of every kind."""

import re

from providers import asking
from providers.program import CLAIMS, NOUNS, Facts, Program, Row, variables

REQUESTS, SECONDS = 12, 3
"""What one provider may cost on loopback."""


def judge(program: Program, case: str | Row, facts: Facts) -> None:
    """Whatever a table tries: a set-up by its name, or a row."""
    (wrong if isinstance(case, Row) else right)(program, case, facts)


def right(program: Program, name: str, facts: Facts) -> None:
    """A correct set-up: no finding above info; verified is what the table says, no more and no less."""
    setup = program.setups[name]
    asked = asking.asked(variables(program, name, {}, facts))
    print(f"{program.name}: {name}: {asked.line} [{asked.requests} requests, {asked.seconds:.2f} s]")
    assert asked.rules == set(), (asked.line, *asked.findings)
    words = {claim: words for claim, words in CLAIMS[program.kind].items() if words}
    said = {claim for claim, pattern in words.items() if any(re.search(pattern, text) for text in asked.verified)}
    assert said == set(setup.verified), asked.line
    hidden = {claim for claim, noun in NOUNS.items() if _is_unknown(claim, "", asked)}
    assert hidden == set(setup.unknown) & set(NOUNS), asked.line
    assert all(_is_unknown(claim, reason, asked) for claim, reason in setup.unknown.items()), asked.line
    assert asked.requests <= REQUESTS
    if asked.seconds > SECONDS:  # the first answers of a virtual machine that has just started are slow
        asked = asking.asked(variables(program, name, {}, facts))
    assert asked.seconds <= SECONDS


def wrong(program: Program, row: Row, facts: Facts) -> None:
    """A misconfiguration: exactly the findings of the table, or the reason why preflight cannot know."""
    asked = asking.asked(variables(program, row.setup, row.changes, facts))
    print(f"{program.name}: {row.what}: {', '.join(sorted(asked.rules)) or asked.line}")
    shown = (asked.line, *asked.findings)
    assert asked.rules == row.found, shown
    assert not row.unknown or _is_unknown(row.claim, row.unknown, asked), shown
    assert all(finding.message and finding.fix and finding.option for finding in asked.findings), shown


def _is_unknown(claim: str, reason: str, asked: asking.Asked) -> bool:
    """Whether a claim is said to be unknown, for this reason."""
    noun = NOUNS.get(claim, "")
    return any(noun in text.split(" unknown", 1)[0] and reason in text for text in asked.unknown)
