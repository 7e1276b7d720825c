# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Our part of a release's values."""

from ansible_collections.openmetadata.sso.plugins.plugin_utils._kubernetes import values_patch

OURS = {"a": {"b": 1, "c": {"d": "x"}}, "extraEnvs": [{"name": "OURS", "value": "1"}]}


def test_what_was_ours_goes_and_what_was_changed_since_or_is_theirs_stays():
    found = {
        "a": {"b": 1, "c": {"d": "changed"}, "e": 5},
        "extraEnvs": [{"name": "TZ"}, {"name": "OURS", "value": "1"}],
        "image": {"tag": "1"},
    }
    assert values_patch.without(found, OURS) == {
        "a": {"c": {"d": "changed"}, "e": 5},
        "extraEnvs": [{"name": "TZ"}],
        "image": {"tag": "1"},
    }


def test_nothing_is_left_of_values_that_were_ours_alone():
    assert values_patch.without(OURS, OURS) == {}


def test_a_null_of_the_operator_s_stays():
    assert values_patch.merged({"probe": None, "a": {"b": None}}, {"a": {"c": 1}}) == {
        "probe": None,
        "a": {"b": None, "c": 1},
    }


def test_ours_wins_and_lists_are_replaced():
    assert values_patch.merged({"a": {"b": 0}, "l": [1]}, {"a": {"b": 1}, "l": [2]}) == {"a": {"b": 1}, "l": [2]}


def test_only_our_places_are_shown():
    assert values_patch.part({"a": {"b": 0, "password": "theirs"}, "x": 1}, {"a": {"b": 1, "n": 2}}) == {"a": {"b": 0}}
