# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The module that an action calls on a host: Ansible packs each one anew in each run, for half a second."""

import importlib

import pytest
from lab import cache

PLUGINS = cache.CHECKOUT / "plugins"
ACTIONS = sorted(path.stem for path in (PLUGINS / "action").glob("[a-z]*.py"))
CHANGE = ("host_access_info", "configuration", "configuration_info", "key_rotation_info")
"""Those that work with the plan of a host on the host."""


def module_of(name):
    """The module that an action calls, without the collection; empty if it opens no connection."""
    action = importlib.import_module(f"ansible_collections.openmetadata.sso.plugins.action.{name}").ActionModule
    return getattr(action, "MODULE", "").removeprefix("openmetadata.sso.")


def runs(name):
    """Whether a module has code beside its documentation."""
    return "def main():" in (PLUGINS / "modules" / f"{name}.py").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ACTIONS)
def test_an_action_calls_a_module_that_has_code(name):
    assert not module_of(name) or runs(module_of(name))


def test_no_code_of_a_module_is_out_of_use():
    called = {module_of(name) for name in ACTIONS}
    without_action = {path.stem for path in (PLUGINS / "modules").glob("*.py")} - set(ACTIONS)
    assert {path.stem for path in (PLUGINS / "modules").glob("*.py") if runs(path.stem)} == (
        called - {""} | without_action
    )


def test_a_change_packs_one_module():
    assert {module_of(name) for name in CHANGE} == {"configuration"}
