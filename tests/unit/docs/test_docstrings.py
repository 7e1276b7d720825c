# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Everything public in plugins/ has a docstring. Ruff asks for none below a folder whose name begins with `_`."""

import ast
import pathlib

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[3] / "plugins"
FILES = {path.relative_to(ROOT).as_posix(): ast.parse(path.read_text(encoding="utf-8")) for path in ROOT.rglob("*.py")}


def classes():
    """{name: class} of all files; methods of a base class are described there."""
    return {node.name: node for tree in FILES.values() for node in ast.walk(tree) if isinstance(node, ast.ClassDef)}


CLASSES = classes()


def inherited(node):
    """The names of methods that the bases of a class describe."""
    bases = [
        CLASSES[name] for base in node.bases if (name := getattr(base, "id", getattr(base, "attr", ""))) in CLASSES
    ]
    own = {each.name for base in bases for each in base.body if getattr(each, "name", "") and ast.get_docstring(each)}
    return own.union(*map(inherited, bases))


def undocumented(node, described=frozenset()):
    """The names of public functions, classes and methods below a node that have no docstring."""
    for each in getattr(node, "body", ()):
        if not isinstance(each, (ast.FunctionDef, ast.ClassDef)) or each.name.startswith("_"):
            continue
        if not ast.get_docstring(each) and each.name not in described:
            yield each.name
        if isinstance(each, ast.ClassDef):
            yield from (f"{each.name}.{name}" for name in undocumented(each, inherited(each)))


@pytest.mark.parametrize("name", sorted(FILES))
def test_what_is_public_has_a_docstring(name):
    assert ast.get_docstring(FILES[name]) or not FILES[name].body
    assert list(undocumented(FILES[name])) == []


def test_a_method_is_described_where_its_class_or_a_base_of_it_says():
    tree = ast.parse('class A:\n    """A."""\n    def a(self): ...\n    def _b(self): ...\ndef c(): ...\n')
    assert list(undocumented(tree)) == ["A.a", "c"]
    assert "restart" in inherited(CLASSES["BareMetal"])
