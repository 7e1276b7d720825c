# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Everything public in plugins/ has a docstring. Ruff asks for none below a folder whose name begins with `_`."""

import ast
import functools
import pathlib

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[3] / "plugins"
FILES = sorted(path.relative_to(ROOT).as_posix() for path in ROOT.rglob("*.py"))


@functools.cache  # read when a test asks: each process of a run collects the tests, one runs these
def read(name):
    """The syntax tree of a file."""
    return ast.parse((ROOT / name).read_text(encoding="utf-8"))


@functools.cache
def classes():
    """{name: the classes of that name} of all files."""
    found = {}
    for node in (node for name in FILES for node in ast.walk(read(name)) if isinstance(node, ast.ClassDef)):
        found.setdefault(node.name, []).append(node)
    return found


def inherited(node):
    """The names of methods that the bases of a class describe."""
    names = [getattr(base, "id", getattr(base, "attr", "")) for base in node.bases]
    bases = [base for name in names for base in classes().get(name, ())]
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


@pytest.mark.parametrize("name", FILES)
def test_what_is_public_has_a_docstring(name):
    tree = read(name)
    assert ast.get_docstring(tree) or not tree.body
    assert list(undocumented(tree)) == []


def test_a_method_is_described_where_its_class_or_a_base_of_it_says():
    tree = ast.parse('class A:\n    """A."""\n    def a(self): ...\n    def _b(self): ...\ndef c(): ...\n')
    assert list(undocumented(tree)) == ["A.a", "c"]
    (bare_metal,) = classes()["BareMetal"]
    assert "restart" in inherited(bare_metal)
