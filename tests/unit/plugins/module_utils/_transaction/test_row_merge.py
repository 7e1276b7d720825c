# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Of the stored rows only the change of an interrupted run is undone."""

import pytest
from ansible_collections.openmetadata.sso.plugins.module_utils._transaction.row_merge import undone

BEFORE = {"a": {"provider": "basic", "theirs": 1}, "b": {"list": ["x"]}}
PLANNED = {"a": {"provider": "auth0", "theirs": 1, "new": True}, "b": {"list": ["x", "y"]}}


@pytest.mark.parametrize("present", [BEFORE, PLANNED])
def test_without_a_hand_everything_is_as_before(present):
    assert undone(BEFORE, PLANNED, present) == (BEFORE, False)


def test_what_an_administrator_changed_elsewhere_stays():
    present = {"a": {"provider": "auth0", "theirs": 2, "new": True, "more": 3}, "b": {"list": ["x", "y"]}, "c": {}}
    rows, conflict = undone(BEFORE, PLANNED, present)
    assert rows == {"a": {"provider": "basic", "theirs": 2, "more": 3}, "b": {"list": ["x"]}, "c": {}} and not conflict


def test_a_field_of_ours_that_was_changed_is_as_before_and_said():
    present = {"a": {"provider": "okta", "theirs": 1}, "b": {"list": ["x"]}}
    assert undone(BEFORE, PLANNED, present) == (BEFORE, True)


def test_a_section_that_is_gone_comes_back():
    assert undone(BEFORE, PLANNED, {"b": BEFORE["b"]}) == (BEFORE, True)
