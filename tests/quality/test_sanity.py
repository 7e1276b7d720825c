# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""`ansible-test sanity` without an ignore file, and what it does not check: old Pythons, shell scripts."""

import ast
import os
import re
import subprocess

import pytest
from lab import cache, cores, interpreters, required, venvs

TARGET_PYTHON = (3, 6)
"""The oldest Python of a target, as tests/config.yml says."""
CONTROLLERS_OF_SANITY, HOSTS_OF_SANITY = (3, 12), (3, 9)
"""The oldest Pythons that the newest `ansible-test` takes for controllers and for hosts."""


def pythons():
    """The arguments of `ansible-test` for its Pythons: the newest of a controller, and the oldest for what hosts run.

    With OM_SSO_CORES=all, before a release, all that the machine has: each one of a controller imports every file of
    the collection, which takes more than a minute.
    """
    if cores.EVERY:
        return ["--venv"]
    controller = interpreters.find(CONTROLLERS_OF_SANITY)
    found = [controller, interpreters.oldest(HOSTS_OF_SANITY, CONTROLLERS_OF_SANITY)]
    names = ["{}.{}".format(*each.version) for each in found if each]
    return ["--controller", f"origin:python=venv/{names[0]}", *(f"--target-python={name}" for name in names)]


def test_ansible_test_sanity_finds_nothing(tools, home):
    answer = tools.run("ansible-test", "sanity", *pythons(), "--color", "no", HOME=str(home))
    lines = (answer.stdout + answer.stderr).splitlines()
    errors = [line for line in lines if line.startswith(("ERROR", "FATAL"))]
    assert not errors, "\n".join(errors)
    assert answer.returncode == 0, "\n".join(lines)
    assert 'Running sanity test "validate-modules"' in lines, "\n".join(lines)


def test_nothing_is_ignored_by_sanity(repository_files):
    assert [name for name in repository_files if name.startswith("tests/sanity/ignore")] == []


def for_targets(names):
    """What is sent to targets."""
    return [
        name
        for name in names
        if name.startswith(("plugins/module_utils/", "plugins/modules/")) and name.endswith(".py")
    ]


def test_what_runs_on_targets_is_python_3_6_by_its_grammar(repository_files):
    names = for_targets(repository_files)
    assert names
    for name in names:
        tree = ast.parse((cache.CHECKOUT / name).read_text(encoding="utf-8"), name, feature_version=TARGET_PYTHON)
        futures = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module == "__future__"]
        assert not [node for node in futures if "annotations" in {alias.name for alias in node.names}], name


@pytest.mark.optional
def test_what_runs_on_targets_is_imported_by_python_3_6(repository_files):
    """Optional: Python 3.6 is long gone from most machines, and the grammar is tested above."""
    old, supported = interpreters.find(TARGET_PYTHON, (3, 7)), interpreters.find((3, 10), (3, 13))
    if not old or not supported:
        required.require("no Python 3.6, or none for ansible-core 2.16, in PATH or kept by pyenv")
    (packages,) = venvs.ensure("core-2.16", supported).glob("lib/python3*/site-packages")
    path = os.pathsep.join([str(packages), str(cache.collections_path())])
    modules = [
        f"ansible_collections.openmetadata.sso.{name[:-3].replace('/', '.')}" for name in for_targets(repository_files)
    ]
    code = "import importlib, sys\nfor name in sys.argv[1:]: importlib.import_module(name)"
    command = [old.path, "-B", "-c", code, *(name.removesuffix(".__init__") for name in modules)]
    answer = subprocess.run(
        command, env={**os.environ, "PYTHONPATH": path}, capture_output=True, text=True, check=False
    )
    assert answer.returncode == 0, answer.stderr


def test_shell_scripts_are_sound(repository_files):
    """SC1091 is left out: what a script reads may be there only when it runs."""
    scripts = [name for name in repository_files if is_shell(cache.CHECKOUT / name)]
    assert ".ci/run" in scripts
    try:
        answer = subprocess.run(
            ["shellcheck", "--exclude=SC1091", *scripts],
            cwd=cache.CHECKOUT,
            capture_output=True,
            text=True,
            check=False,
        )
    except FileNotFoundError:
        required.require("shellcheck is not installed (Debian: shellcheck)")
    assert answer.returncode == 0, answer.stdout


def is_shell(path):
    """Whether the file says that it is a script of sh or bash."""
    with open(path, "rb") as handle:
        return re.match(rb"#!.*\b(ba)?sh\b", handle.readline()) is not None
