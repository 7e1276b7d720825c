# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where code lies: private folders by subject, and imports that run down only."""

import ast
import collections
import re
from pathlib import PurePosixPath

import pytest
from lab import cache

PLUGINS = "plugins"
SIDES = ("module_utils", "plugin_utils")
ARCHITECTURE = cache.CHECKOUT / "docs" / "contribute" / "architecture.md"
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


def folders(side):
    """The folders of a side as the page on the architecture lists them: each may import those above it."""
    chapter = ARCHITECTURE.read_text(encoding="utf-8").split(f"`{PLUGINS}/{side}/`\n", 1)[1].split("\n## ")[0]
    return re.findall(r"^\| `(_\w+)` \|", chapter, re.MULTILINE)


@pytest.mark.parametrize("side", SIDES)
def test_code_lies_in_the_private_folders_of_the_page_on_the_architecture(side, repository_files):
    paths = python_files(repository_files, f"{PLUGINS}/{side}")
    assert {path.name for path in paths if len(path.parts) == 3} <= {"__init__.py"}
    assert sorted({path.parts[2] for path in paths if len(path.parts) > 3}) == sorted(folders(side)) != []


@pytest.mark.parametrize(
    ("name", "folder"),
    [
        ("plugins/module_utils/_transaction/transaction.py", ("module_utils", "_core")),
        ("plugins/plugin_utils/_plan/plan.py", ("plugin_utils", "_model")),
    ],
)
def test_the_imports_of_a_file_are_seen(name, folder):
    path = PurePosixPath(name)
    assert folder in {found[1:3] for found in imported(path, tree_of(path))}


@pytest.mark.parametrize("side", SIDES)
def test_no_import_between_folders_runs_up(side, repository_files):
    found, order = arrows(repository_files, side), folders(side)
    assert len(found) > 10
    assert {pair: file for pair, file in found.items() if order.index(pair[0]) < order.index(pair[1])} == {}


def test_the_code_of_hosts_imports_nothing_of_the_controller(repository_files):
    found = {
        (str(path), ".".join(name))
        for path in python_files(repository_files, f"{PLUGINS}/module_utils", f"{PLUGINS}/modules")
        for name in imported(path, tree_of(path))
        if name[:1] == (PLUGINS,) and name[1] != "module_utils"
    }
    assert found == set()


@pytest.mark.parametrize("side", SIDES)
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
    assert {name: paths for name, paths in names.items() if len(paths) > 1 and name not in providers | protocols} == {}


def test_playbooks_are_only_what_a_user_runs(repository_files):
    names = [PurePosixPath(name) for name in repository_files if name.startswith("playbooks/")]
    assert {path.parts[1] for path in names if len(path.parts) > 2} <= {"vars"}
    plays = {path.stem for path in names if len(path.parts) == 2}
    verbs = {"sso", "plan", "check_config", "adopt", "preflight", "verify", "audit", "rotate_keys", "bots"}
    assert plays == verbs | {"default_admin", "recover", "helm_values", "init", "client_registration"}
