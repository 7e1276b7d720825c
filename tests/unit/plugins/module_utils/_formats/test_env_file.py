# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lines that set a variable, in every dialect, and the collection's own files read back."""

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


@pytest.mark.parametrize(
    ("dialect", "line", "name", "value"),
    [
        ("OWN", "A=b", "A", "b"),
        ("OWN", " A=b", None, None),
        ("SHELL", "  export a_1='b c'", "a_1", "'b c'"),
        ("SHELL", "A =b", None, None),
        ("ENV_FILE", "A = b ", "A", "b "),
        ("ENV_FILE", " A=b", None, None),
        ("INDENTED", "  A =b", "A", "b"),
        ("SYSTEMD", "Environment=A=b", "A", "b"),
        ("SYSTEMD", 'Environment="A=b c"', "A", "b c"),
        ("SYSTEMD", "A=b", "A", "b"),
        ("SYSTEMD", "User=openmetadata", None, None),
        ("ANY", "  - A=b", "A", "b"),
        ("ANY", '  - "A=b c"', "A", "b c"),
        ("ANY", "  A: b", "A", "b"),
        ("ANY", '  "A": "b"', "A", '"b"'),
        ("ANY", 'Environment="A=b"', "A", "b"),
        ("ANY", "export A=b", "A", "b"),
        ("ANY", "# A=b", None, None),
    ],
)
def test_a_line_is_read_in_its_dialect(dialect, line, name, value):
    found = getattr(env_file, dialect).assignment(line)
    assert (found and found.name, found and found.value) == (name, value)


def test_lines_keep_their_numbers_and_what_is_before_the_name():
    found = env_file.INDENTED.assignments("# x\n\n  export A = 1\nB=2\r\n")
    assert [(line.number, line.before, line.name, line.sign, line.value) for line in found] == [
        (3, "  export ", "A", " =", " 1"),
        (4, "", "B", "=", "2"),
    ]
    assert env_file.INDENTED.assignments(None) == []


def test_a_unit_of_systemd_is_read():
    unit = "[Service]\nEnvironment=\"OIDC_SCOPE=openid email\"\nEnvironment=OIDC_CLIENT_ID='abc'\nUser=om\n"
    assert env_file.texts(unit, env_file.SYSTEMD) == {"OIDC_SCOPE": "openid email", "OIDC_CLIENT_ID": "abc"}
