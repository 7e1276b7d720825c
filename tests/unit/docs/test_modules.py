# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Names and groups of modules follow the conventions of Ansible."""

import pathlib

import pytest
import yaml

ROOT = pathlib.Path(__file__).resolve().parents[3]
VERDICTS = {"audit", "host_verdict", "plan", "preflight"}
"""They change nothing, but they are not queries: a task fails on what they find, as `assert` does. See CONTRIBUTING."""


def documented(path):
    """The documentation of a module, with the fragments that it names."""
    text = path.read_text(encoding="utf-8").split('DOCUMENTATION = r"""', 1)[1].split('"""', 1)[0]
    return yaml.safe_load(text)


MODULES = {path.stem: documented(path) for path in sorted((ROOT / "plugins" / "modules").glob("*.py"))}


def test_a_module_that_only_reads_is_named_info_unless_it_gives_a_verdict():
    reading = {
        name
        for name, module in MODULES.items()
        if "openmetadata.sso.attributes.reader" in module["extends_documentation_fragment"]
    }
    assert reading - VERDICTS == {name for name in MODULES if name.endswith("_info")}
    assert reading >= VERDICTS


@pytest.mark.parametrize("name", sorted(VERDICTS))
def test_a_verdict_is_explained_where_contributors_read(name):
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    assert f"`{name}`" in text.split("## Name a module", 1)[1].split("\n## ", 1)[0]


def test_the_action_group_has_the_modules_with_address_and_credentials():
    runtime = yaml.safe_load((ROOT / "meta" / "runtime.yml").read_text(encoding="utf-8"))
    members = {
        name
        for name, module in MODULES.items()
        if "openmetadata.sso.connection" in module["extends_documentation_fragment"]
    }
    assert {name: set(group) for name, group in runtime["action_groups"].items()} == {"admin_api": members}
