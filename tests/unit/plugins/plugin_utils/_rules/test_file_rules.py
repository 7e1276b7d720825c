# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rules of existing files fire at the right line and stay silent near by; the cases are in tests/support/rule_cases."""

import pytest
from ansible_collections.openmetadata.sso.plugins.plugin_utils._rules import FILE_RULES, Context, check_file
from ansible_collections.openmetadata.sso.plugins.plugin_utils._rules._file import READERS
from hypothesis import given, settings
from hypothesis import strategies as st
from rule_cases import FILE_TABLE


def name(row):
    return f"{row.rule}-{row.kind}-{FILE_TABLE.index(row)}"


def findings(row, text, context):
    found = check_file(row.kind, "conf/file", text, Context(**context))
    return [finding for finding in found if (finding.rule, finding.severity) == (row.rule, row.severity)]


@pytest.mark.parametrize("row", FILE_TABLE, ids=name)
def test_a_rule_fires_with_file_and_line(row):
    found = findings(row, row.fires, row.context)
    assert [finding.option for finding in found] == [f"conf/file:{row.line}"]
    assert found[0].message.startswith(f"conf/file line {row.line}: ")
    assert found[0].fix


@pytest.mark.parametrize("row", FILE_TABLE, ids=name)
def test_a_rule_stays_silent_near_by(row):
    assert findings(row, row.quiet, row.quiet_context) == []


@pytest.mark.parametrize("row", [row for row in FILE_TABLE if row.severity == "error"], ids=name)
def test_nothing_is_said_that_follows_from_the_error(row):
    found = check_file(row.kind, "conf/file", row.fires, Context(**row.context))
    assert {finding.rule for finding in found if finding.severity != "info"} == {row.rule, *row.more}


def spoken(row):
    """The file rules of a row's id and kind that find something in it, as places in the list."""
    document = READERS[row.kind](row.fires)
    return {
        place
        for place, rule in enumerate(FILE_RULES)
        if (rule.id, rule.kind) == (row.rule, row.kind) and list(rule.check(document, Context(**row.context)))
    }


def test_every_rule_of_every_kind_has_a_case():
    covered = set().union(*(spoken(row) for row in FILE_TABLE if row.rule != "ENV-30"))
    # Rules on the environment of a process have no file of their own: tests/unit/.../_plan/test_compose_project.py.
    alone = [(rule.id, rule.kind) for place, rule in enumerate(FILE_RULES) if place not in covered]
    assert [pair for pair in alone if pair[1] in READERS] == []


PIECES = [
    "AUTHENTICATION_PROVIDER",
    "OIDC_CLIENT_SECRET",
    "AUTH_ROLES_MAPPING",
    "=",
    ":",
    " ",
    "\n",
    "'",
    '"',
    "${X:-y}",
    "$",
    "{",
    "}",
    "[",
    "]",
    "#",
    "services:",
    "  a:",
    "- ",
    "<<: *a",
    "&a",
    "environment:",
    "https://x",
    "\\",
    "\x00",
    "é",
    "|",
    "!!x",
]


@pytest.mark.parametrize("kind", sorted(READERS))
@settings(max_examples=150, deadline=None)
@given(text=st.one_of(st.text(), st.lists(st.sampled_from(PIECES)).map("".join)))
def test_any_text_gives_findings_and_never_a_traceback(kind, text):
    context = Context(release="1.12.0", provider="ldap", variables={"FERNET_KEY": "x", "SAML_SP_ACS": "y"})
    for finding in check_file(kind, "f", text, context):
        assert finding.message and finding.fix


@pytest.mark.parametrize("text", ["services: &a\n  x: *a\n", "services: " + "[" * 5000, "\x1f", "a: b: c"])
def test_what_is_not_yaml_is_a_finding(text):
    (finding,) = check_file("compose_file", "f", text)
    assert (finding.rule, finding.severity) == ("ENV-30", "error")
