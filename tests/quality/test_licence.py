# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every file says whose it is and under which licence."""

from lab import cache

COPYRIGHT = "Copyright: openmetadata.sso contributors"
LICENCE = "SPDX-License-Identifier: " + "GPL-3.0-or-later"
WITHOUT = {
    "LICENSE",
    "LICENSES/GPL-3.0-or-later.txt",
    "CHANGELOG.md",
    "changelogs/changelog.yaml",
    "changelogs/.plugin-cache.yaml",
}
"""The licence itself, and what a tool writes."""

BINARY = (".der", ".png")
"""Formats that have no room for a line of text."""


def lacking(name):
    """Which of both lines a file lacks near its beginning."""
    head = (cache.CHECKOUT / name).read_bytes()[:1000].decode("utf-8", "replace").splitlines()[:6]
    return [wanted for wanted in (COPYRIGHT, LICENCE) if not any(wanted in line for line in head)]


def test_every_file_names_its_copyright_and_licence_in_its_first_lines(repository_files):
    assert {
        name: lacking(name)
        for name in repository_files
        if name not in WITHOUT and not name.endswith(BINARY) and lacking(name)
    } == {}


def test_the_licence_is_whole():
    text = (cache.CHECKOUT / "LICENSE").read_text(encoding="utf-8")
    assert text.lstrip().startswith("GNU GENERAL PUBLIC LICENSE\n")
    assert "Version 3, 29 June 2007" in text
    assert "END OF TERMS AND CONDITIONS" in text
