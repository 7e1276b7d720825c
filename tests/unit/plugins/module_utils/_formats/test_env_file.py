# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What our own files on a host say, read back from each form in which we write them."""

import pytest
from ansible_collections.openmetadata.sso.plugins.module_utils._formats import env_file
from ansible_collections.openmetadata.sso.plugins.plugin_utils._model import encoding
from hypothesis import given
from hypothesis import strategies as st

VALUES = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))


@pytest.mark.parametrize(
    ("prefix", "write"), [("export ", encoding.shell), ("", encoding.dotenv), ("", encoding.systemd)]
)
@given(value=VALUES)
def test_every_text_that_we_write_is_read_back(prefix, write, value):
    text = encoding.process_text(value, "string")
    assert env_file.texts(f"# ours\n{prefix}OIDC_CLIENT_SECRET={write(text)}\n") == {"OIDC_CLIENT_SECRET": text}


def test_only_assignments_count():
    assert env_file.texts("# A=1\nB='2'\n  C=3\nexport D=4\nnonsense\nlower=5\n") == {"B": "2", "D": "4"}
    assert env_file.texts(None) == {} == env_file.texts("")


@pytest.mark.parametrize(("line", "text"), [("A='unclosed", "'unclosed"), ("A=two words", "two words"), ("A=", "")])
def test_a_line_that_was_edited_by_hand_is_shown_as_it_stands(line, text):
    assert env_file.texts(line) == {"A": text}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (None, None),
        ('"a \\u0023"', "a #"),
        ("[a,b]", "[a,b]"),
        ('["a"]', ["a"]),
        ("true", True),
        ("plain", "plain"),
        ("", ""),
    ],
)
def test_the_value_behind_a_text(text, value):
    assert env_file.value(text) == value
