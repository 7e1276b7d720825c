# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Each mistake is named once, where it was made."""

import pytest
from ansible_collections.openmetadata.sso.plugins.plugin_utils._register import REGISTER
from ansible_collections.openmetadata.sso.plugins.plugin_utils._register import _consequences as consequences
from ansible_collections.openmetadata.sso.plugins.plugin_utils._register._consequences import (
    WRITTEN_IN_FILES,
    WRITTEN_IN_SETTINGS,
    Found,
    primary,
)


def kept(*found, written=WRITTEN_IN_SETTINGS):
    """The rules that stay of (value, rule) or (value, rule, severity)."""
    marks = [Found(one[0], one[1], one[2] if len(one) > 2 else "error") for one in found]
    return [mark.rule for mark, stays in zip(marks, primary(marks, written)) if stays]


@pytest.mark.parametrize(
    ("found", "stays"),
    [
        ([("a", "ENV-21"), ("a", "ENV-06")], ["ENV-06"]),
        ([("a", "ENV-21"), ("b", "ENV-06")], ["ENV-21", "ENV-06"]),
        ([("a", "ENV-22"), ("a", "ENV-21"), ("a", "URL-12")], ["ENV-22"]),
        ([("a", "ENV-04"), ("a", "JWK-06"), ("a", "ENV-22")], ["ENV-04", "ENV-22"]),
        ([("a", "URL-12"), ("a", "URL-13")], ["URL-12", "URL-13"]),
        ([("a", "URL-01"), ("a", "URL-02")], ["URL-01"]),
        ([("a", "URL-12"), ("a", "RED-13", "warning"), ("a", "SAVE-04", "info")], ["URL-12"]),
        ([("a", "RED-13", "warning"), ("a", "SAVE-04", "info")], ["RED-13", "SAVE-04"]),
        ([("a", "URL-14"), ("b", "ENV-23", "warning")], ["URL-14"]),
        ([("a", "URL-12"), ("b", "ENV-23", "warning")], ["URL-12", "ENV-23"]),
        ([("a", "ENV-21"), ("a", "ENV-21")], ["ENV-21", "ENV-21"]),
        ([("a", "OPT-02"), ("a", "FLOW-01")], ["OPT-02"]),
        ([("a", "OPT-02"), ("a", "OPT-02")], ["OPT-02", "OPT-02"]),
        ([("a.b", "SAML-01"), ("ab", "ENV-21"), ("a", "OPT-02")], ["ENV-21", "OPT-02"]),
        ([("a", "OPT-03"), ("a.b", "SAML-01")], ["OPT-03", "SAML-01"]),
        ([], []),
    ],
)
def test_what_follows_from_an_error_is_left_out(found, stays):
    assert kept(*found) == stays


def test_a_file_is_read_without_its_comments_so_that_the_value_is_known():
    both = [("a", "ENV-01"), ("a", "ENV-06")]
    assert kept(*both) == ["ENV-01"]
    assert kept(*both, written=WRITTEN_IN_FILES) == ["ENV-01", "ENV-06"]


def test_the_tables_name_rules_of_the_register():
    pairs = {**consequences.SAME_VALUE, **consequences.OTHER_VALUE}
    named = {
        *consequences.ALWAYS,
        consequences.WRONG_TYPE,
        *WRITTEN_IN_FILES,
        *WRITTEN_IN_SETTINGS,
        *consequences.FORM,
        *pairs,
        *set().union(*pairs.values()),
    }
    assert named <= set(REGISTER)
