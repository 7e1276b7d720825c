# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What Ansible reads for each host of a playbook, counted, so that a busy machine cannot fail this."""

import json
import subprocess

from lab import cache

COLLECTION = cache.collections_path() / "ansible_collections" / "openmetadata" / "sso"
PLAYBOOKS = sorted(str(path) for path in (COLLECTION / "playbooks").glob("*.yml"))
#: {playbook: files that were parsed once it was loaded, for the variables of 20 hosts}, as JSON.
COUNT = """
import collections, json, sys
from ansible.inventory.manager import InventoryManager
from ansible.parsing.dataloader import DataLoader
from ansible.playbook import Playbook
from ansible.plugins.loader import init_plugin_loader
from ansible.vars.manager import VariableManager

init_plugin_loader()
parse, parsed = DataLoader.load, []


def load(self, data, file_name=None, **more):
    parsed.append(file_name)
    return parse(self, data, file_name, **more)


DataLoader.load = load
found = {}
for path in sys.argv[1:]:
    loader = DataLoader()
    loader.set_basedir(path.rsplit("/", 1)[0])
    inventory = InventoryManager(loader, sources="".join(f"om-{number}," for number in range(20)))
    variables = VariableManager(loader=loader, inventory=inventory)
    playbook = Playbook.load(path, variable_manager=variables, loader=loader)
    parsed.clear()
    named = [
        variables.get_vars(play=play, host=host).get("__om_sso_hosts")
        for play in playbook.get_plays()
        for host in inventory.get_hosts()
    ]
    found[path] = {"hosts": len(named), "without": named.count(None), "files": parsed[:]}
print(json.dumps(found))
"""


def test_no_file_of_a_playbook_is_parsed_for_each_host(controller):
    """A thousand hosts would parse it a thousand times, a tenth of all calls of a plan."""
    command = [str(controller.venv / "bin" / "python"), "-c", COUNT, *PLAYBOOKS]
    answer = subprocess.run(command, env=controller.environment, capture_output=True, text=True, check=True)
    found = json.loads(answer.stdout.splitlines()[-1])
    assert sorted(found) == PLAYBOOKS and all(each["hosts"] >= 20 for each in found.values())
    assert {path: each["files"] for path, each in found.items() if each["files"]} == {}
    # `init` makes an inventory where there is none.
    assert [path for path, each in found.items() if each["without"]] == [path for path in PLAYBOOKS if "init" in path]
