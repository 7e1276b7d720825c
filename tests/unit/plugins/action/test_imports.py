# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an action imports. Ansible compiles each file of a collection anew in each run, whatever the run then does."""

import json
import subprocess
import sys

import pytest
from lab import cache

ROOT = "ansible_collections.openmetadata.sso.plugins"
#: What only some runs need, as what the names of its modules begin with.
ON_DEMAND = {
    "the chart of a release": f"{ROOT}.plugin_utils._helm",
    "a cluster": f"{ROOT}.plugin_utils._kubernetes",
    "the API of a provider": f"{ROOT}.plugin_utils._registration.providers",
    "the checks of an audit": f"{ROOT}.plugin_utils._audit",
    "the page of a report": f"{ROOT}.plugin_utils._report.pages",
    "the libraries of providers": "asyncio",
}
ACTIONS = ("plan", "plan_file", "host_access_info", "preflight", "configuration", "configuration_info", "host_verdict")
"""Those of `plan`, `sso` and `verify` for any server."""
CODE = """
import importlib, json, sys
for name in sys.argv[1:]:
    importlib.import_module(name)
print(json.dumps(list(sys.modules)))
"""


@pytest.fixture(scope="module")
def loaded():
    """The names of all modules after these actions have been imported in a new process."""
    command = [sys.executable, "-c", CODE, *(f"{ROOT}.action.{name}" for name in ACTIONS)]
    environment = {"PYTHONPATH": str(cache.collections_path())}
    answer = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert answer.returncode == 0, answer.stderr
    return json.loads(answer.stdout)


@pytest.mark.parametrize("what", ON_DEMAND)
def test_a_run_without_a_use_for_it_does_not_load(loaded, what):
    assert [name for name in loaded if name.startswith(ON_DEMAND[what])] == []


def test_the_rest_is_loaded_before_ansible_forks(loaded):
    assert f"{ROOT}.plugin_utils._rules" in loaded
    assert "pydantic" in loaded
