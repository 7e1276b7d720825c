# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The folders of the utils are those of docs/contribute/architecture.md, and import only folders above them there."""

import ast
import pathlib
import re

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[3]
PAGE = (ROOT / "docs" / "contribute" / "architecture.md").read_text(encoding="utf-8")
SIDES = ("module_utils", "plugin_utils")


def listed(side: str) -> list[str]:
    """The folders of a side, in the order of its table."""
    section = PAGE.split(f": `plugins/{side}/`\n", 1)[1].split("\n## ", 1)[0]
    return re.findall(r"^\| `(_\w+)` \|", section, re.MULTILINE)


def imported(path: pathlib.Path):
    """(side, folder) of each import of a file: absolute ones of the host, relative ones of the controller."""
    folders = ("ansible_collections", "openmetadata", "sso", *path.parent.relative_to(ROOT).parts)
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.ImportFrom):
            continue
        start = folders[: len(folders) - node.level + 1] if node.level else ()
        module = (*start, *(node.module.split(".") if node.module else ()))
        for name in node.names:
            whole = (*module, name.name)
            if whole[:4] == ("ansible_collections", "openmetadata", "sso", "plugins") and whole[4] in SIDES:
                yield whole[4], whole[5]


@pytest.mark.parametrize("side", SIDES)
def test_the_table_names_every_folder(side):
    folders = {
        path.name for path in (ROOT / "plugins" / side).iterdir() if path.is_dir() and path.name != "__pycache__"
    }
    assert set(listed(side)) == folders
    assert len(listed(side)) == len(folders)


@pytest.mark.parametrize("side", SIDES)
def test_a_folder_imports_only_folders_above_it(side):
    order = listed(side)
    upward = set()
    for path in (ROOT / "plugins" / side).rglob("*.py"):
        here = path.relative_to(ROOT / "plugins" / side).parts[0]
        for other_side, folder in imported(path) if here in order else ():
            if other_side == side and folder in order and order.index(folder) > order.index(here):
                upward.add(f"{here} imports {folder}: {path.name}")
            if other_side != side and side == "module_utils":
                upward.add(f"{here} imports the controller's {folder}: {path.name}")
    assert upward == set()


def test_the_imports_of_a_file_are_seen():
    assert ("module_utils", "_core") in set(imported(ROOT / "plugins/module_utils/_transaction/transaction.py"))
    assert ("plugin_utils", "_model") in set(imported(ROOT / "plugins/plugin_utils/_plan/plan.py"))
