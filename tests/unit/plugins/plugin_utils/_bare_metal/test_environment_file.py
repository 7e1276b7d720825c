# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""An EnvironmentFile as systemd reads it. tests/oracle asks systemd itself."""

import pytest
from ansible_collections.openmetadata.sso.plugins.plugin_utils._bare_metal.environment_file import assignments


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("A=b\n", {"A": "b"}),
        ("A = b c \n", {"A": "b c"}),
        ("A=b # c\n", {"A": "b # c"}),
        ("# A=b\n; B=c\n", {}),
        ("A='b\nc' \nB=d", {"A": "b\nc", "B": "d"}),
        ('A="b\\"c\\n"\n', {"A": 'b"c\\n'}),
        ('A="b" # c\n', {"A": "b# c"}),
        ("A='b'\"c\" d\n", {"A": "bcd"}),
        ("A=b\\\nc\n", {"A": "bc"}),
        ("A=b\\ \n", {"A": "b "}),
        ('A=b"c"\n', {"A": 'b"c"'}),
        ("export A=b\nB=c\n", {"B": "c"}),
        ("A: b\nB=\n", {"B": ""}),
        ('A="b\n', {"A": "b\n"}),
        ("A=$B\n", {"A": "$B"}),
    ],
)
def test_a_value_is_what_systemd_gives_the_process(text, found):
    assert {one.name: one.value for one in assignments(text)} == found


def test_the_line_of_the_name_is_kept():
    assert [(one.name, one.line) for one in assignments("# x\n\nA='b\nc'\nB=d\n")] == [("A", 3), ("B", 5)]
