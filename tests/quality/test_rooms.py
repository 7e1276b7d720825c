# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where code lies: private folders by subject, imports that run down only, and a docstring for what others call."""

import ast
import collections
from pathlib import PurePosixPath

import pytest
from lab import cache

PLUGINS = "plugins"
FLOORS = {
    "module_utils": (
        {"_core"},
        {"_system"},
        {"_formats"},
        {"_server", "_preflight"},
        {"_keys"},
        {"_deployment"},
        {"_transaction", "_audit"},
        {"_inspect", "_admin"},
    ),
    "plugin_utils": (
        {"_model"},
        {"_rules"},
        {"_plan"},
        {"_adopt", "_audit", "_helm", "_preflight"},
        {"_kubernetes", "_output"},
        {"_runtime"},
    ),
}
"""Both sides from the lowest floor to the highest: a folder imports what is below it or, without a circle, beside it."""
COLUMNS = 120
ROOT = ("ansible_collections", "openmetadata", "sso")


def python_files(names, *folders):
    """The paths of Python files below folders."""
    wanted = tuple(f"{folder}/" for folder in folders)
    return [PurePosixPath(name) for name in names if name.endswith(".py") and name.startswith(wanted)]


def tree_of(path):
    """A file of this checkout, parsed."""
    return ast.parse((cache.CHECKOUT / path).read_text(encoding="utf-8"), str(path))


def imported(path, tree):
    """The dotted names below the collection that a file imports, as tuples from `plugins` on."""
    package = path.parent.parts
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            full = [tuple(alias.name.split(".")) for alias in node.names]
            yield from (name[len(ROOT) :] for name in full if name[: len(ROOT)] == ROOT)
        elif isinstance(node, ast.ImportFrom):
            base = tuple(node.module.split(".")) if node.module else ()
            if node.level:
                base = package[: len(package) - node.level + 1] + base
            elif base[: len(ROOT)] == ROOT:
                base = base[len(ROOT) :]
            else:
                continue
            yield from ((*base, alias.name) for alias in node.names)


def arrows(names, side):
    """{(folder, folder that it imports): the file where it does} of one side."""
    found = {}
    for path in python_files(names, f"{PLUGINS}/{side}"):
        if len(path.parts) < 4:
            continue
        for name in imported(path, tree_of(path)):
            if name[:2] == (PLUGINS, side) and len(name) > 2 and name[2] != path.parts[2]:
                found[path.parts[2], name[2]] = str(path)
    return found


def floor_of(side, folder):
    """The number of the floor of a folder."""
    return next(number for number, folders in enumerate(FLOORS[side]) if folder in folders)


@pytest.mark.parametrize("side", FLOORS)
def test_code_lies_in_private_folders_that_have_a_floor(side, repository_files):
    paths = python_files(repository_files, f"{PLUGINS}/{side}")
    assert {path.name for path in paths if len(path.parts) == 3} <= {"__init__.py"}
    assert {path.parts[2] for path in paths if len(path.parts) > 3} == set().union(*FLOORS[side])


@pytest.mark.parametrize("side", FLOORS)
def test_no_import_between_folders_runs_up_or_in_a_circle(side, repository_files):
    found = arrows(repository_files, side)
    assert len(found) > 10
    assert {pair: file for pair, file in found.items() if floor_of(side, pair[0]) < floor_of(side, pair[1])} == {}
    beside = {pair: file for pair, file in found.items() if floor_of(side, pair[0]) == floor_of(side, pair[1])}
    assert {pair: file for pair, file in beside.items() if pair[::-1] in beside} == {}


def test_the_code_of_hosts_imports_nothing_of_the_controller(repository_files):
    found = {
        (str(path), ".".join(name))
        for path in python_files(repository_files, f"{PLUGINS}/module_utils", f"{PLUGINS}/modules")
        for name in imported(path, tree_of(path))
        if name[:1] == (PLUGINS,) and name[1] != "module_utils"
    }
    assert found == set()


@pytest.mark.parametrize("side", FLOORS)
def test_a_file_name_occurs_once_on_a_side_but_for_providers(side, repository_files):
    providers = {
        path.stem
        for path in python_files(repository_files, f"{PLUGINS}/plugin_utils/_model/providers")
        if not path.stem.startswith("_")
    }
    assert "auth0" in providers
    protocols = {"oidc", "saml", "ldap"}
    names = collections.defaultdict(list)
    for path in python_files(repository_files, f"{PLUGINS}/{side}"):
        if path.name != "__init__.py":
            names[path.stem].append(str(path))
    assert {
        name: paths for name, paths in names.items() if len(paths) > 1 and name not in providers | protocols
    } == {}


def test_playbooks_are_only_what_a_user_runs(repository_files):
    names = [PurePosixPath(name) for name in repository_files if name.startswith("playbooks/")]
    assert {path.parts[1] for path in names if len(path.parts) > 2} <= {"vars"}
    plays = {path.stem for path in names if len(path.parts) == 2}
    verbs = {"sso", "plan", "check_config", "adopt", "preflight", "verify", "audit", "rotate_keys", "bots"}
    assert plays == verbs | {"default_admin", "recover", "helm_values"}


def test_no_line_of_code_is_longer_than_the_limit(repository_files):
    long = {
        f"{path}:{number}"
        for path in python_files(repository_files, PLUGINS, "tests", "docs", "molecule")
        for number, line in enumerate((cache.CHECKOUT / path).read_text(encoding="utf-8").splitlines(), 1)
        if len(line) > COLUMNS
    }
    assert long == set()


def undocumented(path):
    """The public classes and functions of a file, methods too, that have no docstring."""
    tree = tree_of(path)
    found = [] if ast.get_docstring(tree) else ["the file"]
    for owner in (tree, *(node for node in tree.body if isinstance(node, ast.ClassDef))):
        if owner is not tree and owner.name.startswith("_"):
            continue
        for node in owner.body:
            kinds = (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
            if isinstance(node, kinds) and not node.name.startswith("_") and not explained(node):
                found.append(node.name)
    return found


def explained(node):
    """Whether a definition has a docstring, or a decorator with arguments that say what it is for (`@rule(...)`)."""
    return ast.get_docstring(node) or any(isinstance(decorator, ast.Call) for decorator in node.decorator_list)


def test_every_public_class_and_function_of_the_plugins_has_a_docstring(repository_files):
    sides = [f"{PLUGINS}/{folder}" for folder in ("action", "filter", "module_utils", "plugin_utils")]
    lacking = {str(path): undocumented(path) for path in python_files(repository_files, *sides)}
    assert {path: names for path, names in lacking.items() if names} == {}
