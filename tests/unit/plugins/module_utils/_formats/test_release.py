# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Releases are compared by their numbers; a bare line is its newest release."""

import pytest
from ansible_collections.openmetadata.sso.plugins.module_utils._formats import release


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("1.12.14", (1, 12, 14)),
        ("1.12", (1, 12)),
        ("2.0.1-SNAPSHOT", (2, 0, 1)),
        ("1", None),
        ("main", None),
        ("", None),
        (None, None),
    ],
)
def test_a_release_has_numbers(text, numbers):
    assert release.numbers(text) == numbers
    assert release.line_of(text) == (numbers and numbers[:2])


@pytest.mark.parametrize(
    ("text", "since", "reached"),
    [
        ("1.10.0", "1.10", True),
        ("1.9.9", "1.10", False),
        ("1.10", "1.10.5", True),
        ("1.10.4", "1.10.5", False),
        ("1.10.10", "1.10.9", True),
        ("2.0", "1.13", True),
    ],
)
def test_a_release_reaches_another(text, since, reached):
    assert release.reaches(text, since) is reached


@pytest.mark.parametrize(
    ("text", "within"), [("1.8", True), ("1.11.9", True), ("1.12.0", False), ("1.12", False), ("1.7.9", False)]
)
def test_a_range_ends_before_its_second_release(text, within):
    assert release.is_within(text, "1.8", "1.12.0") is within


@pytest.mark.parametrize(("text", "since"), [("main", "1.8"), ("1.8", "main"), (None, "1.8")])
def test_what_is_not_a_release_is_not_compared(text, since):
    with pytest.raises(ValueError, match="is not a release"):
        release.reaches(text, since)
