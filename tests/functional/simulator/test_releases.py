# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The table of what releases do differently."""

import pytest
from om_simulator import releases


@pytest.mark.parametrize("name", releases.BEHAVIOURS)
def test_each_behaviour_has_a_mark_and_its_source(name):
    behaviour = releases.BEHAVIOURS[name]
    assert behaviour.mark in ("M", "S", "I", "U") and behaviour.meaning and behaviour.source
    if behaviour.mark in ("I", "U"):
        assert any(words in behaviour.source for words in ("lie", "is not known", "in 1.12.0 to", "may be"))


@pytest.mark.parametrize(
    ("name", "before", "first"),
    [
        ("trusts_own_key_locally", "1.8.12", "1.9.0"),
        ("starts_without_provider", "1.11.14", "1.12.0"),
        ("compares_domains_without_case", "1.13.1", "1.13.2"),
        ("put_keeps_masked_secrets", "2.0.0", "2.0.1"),
    ],
)
def test_a_behaviour_begins_with_its_release(name, before, first):
    assert [releases.behaviours(release, {})[name] for release in (before, first)] == [False, True]
    assert releases.behaviours(before, {name: True})[name], "a switch has the last word"
