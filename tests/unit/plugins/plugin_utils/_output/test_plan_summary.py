# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a person reads of a plan before they approve it."""

import pytest
from ansible_collections.openmetadata.sso.plugins.plugin_utils._output import plan_summary
from ansible_collections.openmetadata.sso.plugins.plugin_utils._output.plan_summary import Change
from ansible_collections.openmetadata.sso.plugins.plugin_utils._plan import plan
from examples import BARE_METAL, example
from fakes.host_answers import ANSWER

COMMON = {name.removeprefix("om_sso_"): value for name, value in BARE_METAL.items()}
PLAN = plan.make(example("auth0", **COMMON))
CHANGING, UNCHANGED = Change(PLAN, ANSWER), Change(PLAN, {**ANSWER, "changed": False})
UNREAD = Change(PLAN, None)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ([CHANGING, UNCHANGED], "1 of 2 hosts changes, 1 restarts"),
        ([CHANGING, CHANGING], "2 of 2 hosts change, 2 restart"),
        ([UNCHANGED], "0 of 1 host change"),
        ([CHANGING, UNREAD], "2 hosts, whose current state was not read"),
    ],
)
def test_the_total_says_how_many_hosts_change_and_restart(changes, expected):
    assert plan_summary.totals({f"om-{number}": change for number, change in enumerate(changes)}) == expected


def test_a_host_that_is_as_planned_does_not_restart():
    assert (UNCHANGED.changes, UNCHANGED.restarts) == (False, False)
    assert (UNREAD.changes, UNREAD.restarts) == (None, None)


def test_the_lines_are_those_of_check_mode():
    assert "  planned     restart the server" in plan_summary.lines({"om-1": CHANGING})
    assert plan_summary.lines({"om-1": UNREAD}) == []


def test_the_markdown_has_a_row_a_host_and_what_changes():
    text = plan_summary.markdown({"om-1": CHANGING, "om_2": UNREAD}, [("expires", "2026-11-29T12:00:00Z")])
    assert text.startswith(
        "# OpenMetadata single sign-on: plan\n\n**2 hosts, whose current state was not read**\n\n- expires"
    )
    assert "\n| host | server | changes | restart | warnings |\n|---|---|---|---|---|\n| om-1 | OpenMetadata" in text
    assert "| om\\_2 | OpenMetadata" in text and "| not known | not known |" in text
    assert "\n## om-1\n\n- write /x\n- variable OIDC\\_CLIENT\\_ID\n- restart the server\n" in text


def test_a_name_is_text_and_not_markdown():
    text = plan_summary.markdown({"<b>|x": CHANGING}, [])
    assert "| \\<b\\>\\|x |" in text


def test_hosts_that_are_not_touched_are_named():
    lines = plan_summary.compared("plan.json", ["om-1"], ["om-2"], ["om-3"], {"om-1": [str(n) for n in range(12)]})
    assert "  note        not in plan.json and not touched: om-2" in lines
    assert "  note        in plan.json and not in this run: om-3" in lines
    assert (
        lines.count("  changes     and 2 more") == 1 and "  changes     9" in lines and "  changes     10" not in lines
    )
