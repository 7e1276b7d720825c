# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A unit and its drop-ins as systemd reads them. tests/oracle asks systemd itself."""

import pytest
from ansible_collections.openmetadata.sso.plugins.plugin_utils._bare_metal import unit


def read(*texts):
    return unit.read([(f"/{number}", text) for number, text in enumerate(texts)])


def environment(*texts):
    return {name: setting.text for name, setting in read(*texts).environment.items()}


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("Environment=A=b C=d", {"A": "b", "C": "d"}),
        ('Environment="A=b c" \'D=e "f"\'', {"A": "b c", "D": 'e "f"'}),
        ("Environment=A=b#c", {"A": "b#c"}),
        ('Environment=A="b c"', {"A": "b c"}),
        ("Environment=A=50%%", {"A": "50%"}),
        ("Environment=A=%h/x", {"A": None}),
        ("Environment=A=b%2Fc", {"A": "b%2Fc"}),
        ("Environment=A=b\\x20c", {"A": "b c"}),
        ("Environment=A=b \\\n  C=d", {"A": "b", "C": "d"}),
        ("Environment=A=b \\\n# a comment\n  C=d", {"A": "b", "C": "d"}),
        ("Environment=A=b\nEnvironment=\nEnvironment=C=d", {"C": "d"}),
        ("Environment=A=$B", {"A": "$B"}),
        ('Environment=A=b "C=d', {"A": "b"}),
        ("# Environment=A=b", {}),
        ("[Unit]\nEnvironment=A=b", {}),
    ],
)
def test_environment_is_what_systemd_gives_the_process(line, found):
    assert environment(f"[Service]\n{line}\n") == found


def test_a_drop_in_adds_and_resets():
    base = "[Service]\nEnvironment=A=b\nEnvironmentFile=-/etc/a.env\nExecStart=/opt/start\n"
    assert environment(base, "[Service]\nEnvironment=A=c\n") == {"A": "c"}
    found = read(base, "[Service]\nEnvironmentFile=\nEnvironmentFile=/etc/b%%.env\nUnsetEnvironment=A\n")
    assert [setting.text for setting in found.files] == ["/etc/b%.env"]
    assert (found.unset, found.command, found.optional) == ({"A"}, "/opt/start", {"/etc/a.env"})


def test_the_first_line_of_a_setting_is_its_place():
    found = read("[Service]\nEnvironment=A=b \\\n  C=d\nEnvironment=E=f\n").environment
    assert {name: setting.place.line for name, setting in found.items()} == {"A": 2, "C": 2, "E": 4}
