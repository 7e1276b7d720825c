# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The block of the collection in a file of the operator's."""

import pytest
from ansible_collections.openmetadata.sso.plugins.module_utils._formats import managed_block


@pytest.mark.parametrize("own", ["", "a\n", "a\nb\n", "# BEGIN of something else\n", "no line end"])
def test_a_block_goes_behind_the_owners_text_and_comes_off_again(own):
    text = managed_block.replaced(own, "ours\n")
    assert text.startswith(own) and managed_block.content(text) == "ours\n"
    assert managed_block.without(text) == own + ("" if own.endswith("\n") or not own else "\n")
    assert managed_block.replaced(text, "ours\n") == text, "a second time changes nothing"
    assert managed_block.content(managed_block.replaced(text, "other\n")) == "other\n"


def test_a_block_is_put_last_again():
    text = managed_block.replaced("a\n", "ours\n") + "b\n"
    assert managed_block.replaced(text, "ours\n") == f"a\nb\n{managed_block.BEGIN}\nours\n{managed_block.END}\n"


@pytest.mark.parametrize("text", [None, "", f"{managed_block.BEGIN}\nhalf of a block\n", f"{managed_block.END}\n"])
def test_what_holds_no_whole_block_holds_none(text):
    assert managed_block.content(text) is None
    assert managed_block.without(text) == (text or "")
    assert managed_block.blanked(text) == (text or "")


def test_an_end_before_its_beginning_is_not_a_block():
    text = f"{managed_block.END}\na\n{managed_block.BEGIN}\n"
    assert managed_block.content(text) is None
    assert managed_block.without(text) == text


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_blanked_block_keeps_the_numbers_of_the_other_lines(end):
    text = end.join(["a", managed_block.BEGIN, "ours", managed_block.END, "b", ""])
    assert managed_block.blanked(text).splitlines() == ["a", "", "", "", "b"]
    assert managed_block.content(text) == "ours\n"
