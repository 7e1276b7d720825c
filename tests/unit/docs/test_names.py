# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The README and the reference name every playbook, module and entry point, and no other."""

import pathlib
import re

import pytest
import yaml

ROOT = pathlib.Path(__file__).resolve().parents[3]
PLAYBOOKS = {path.stem for path in (ROOT / "playbooks").glob("*.yml")}
MODULES = {path.stem for path in (ROOT / "plugins" / "modules").glob("*.py")}
OTHERS = {"om_sso", "dotenv", "systemd", "shell", "compose"}
PAGES = sorted(path.relative_to(ROOT).as_posix() for path in [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")])


def section(page: str, heading: str) -> str:
    """The text below a heading of a page."""
    text = (ROOT / page).read_text(encoding="utf-8").split(f"## {heading}\n", 1)[1]
    return re.split(r"\n###? ", text, maxsplit=1)[0]


def first_cells(text: str) -> set[str]:
    """The names in the first column of the tables."""
    return set(re.findall(r"^\| \[?`(?:openmetadata\.sso\.)?(\w+)`", text, re.MULTILINE))


def test_the_readme_has_every_playbook():
    assert first_cells(section("README.md", "Playbooks")) == PLAYBOOKS


def test_the_readme_has_every_module():
    assert first_cells(section("README.md", "Modules")) == MODULES


def test_the_reference_has_every_playbook():
    page = (ROOT / "docs" / "reference" / "playbooks.md").read_text(encoding="utf-8")
    assert first_cells(page.split("\n## ", 1)[0]) == PLAYBOOKS


def test_the_reference_has_every_entry_point_of_the_role():
    specs = yaml.safe_load((ROOT / "roles" / "om_sso" / "meta" / "argument_specs.yml").read_text(encoding="utf-8"))
    page = section("docs/reference/playbooks.md", "The role")
    assert first_cells(page) == set(specs["argument_specs"])


@pytest.mark.parametrize("page", PAGES)
def test_a_page_names_only_playbooks_modules_and_filters_that_exist(page):
    text = (ROOT / page).read_text(encoding="utf-8")
    named = set(re.findall(r"openmetadata\.sso\.([a-z]\w+)", text))
    assert named - PLAYBOOKS - MODULES - OTHERS == set()
