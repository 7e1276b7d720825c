# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where the page of a rule is."""

from __future__ import annotations

from .._register import REGISTER

#: The collection's own pages; a test compares it with galaxy.yml.
PROJECT = "https://github.com/openmetadata-sso/openmetadata.sso"
RULES = f"{PROJECT}/blob/main/docs/reference/rules"


def page_of(rule: str) -> str:
    """The address of a rule's page; an id that the register does not have leads to the list of all."""
    return f"{RULES}/{rule if rule in REGISTER else 'index'}.md"


def title_of_rule(rule: str) -> str:
    """What holds when the rule finds nothing; the empty string for an id that the register does not have."""
    return REGISTER[rule].title if rule in REGISTER else ""
