# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The target hosts of the Molecule scenarios, as Ansible wants it from an inventory script."""

import json
import sys

from . import targets

GROUPS = {"compose": ["compose1"], "bare_metal": ["metal1"]}
"""What is on a target: Docker with a Compose project, or an installation under systemd."""


def inventory() -> dict:
    """Groups, and how each host is reached as long as it runs."""
    hosts = [name for names in GROUPS.values() for name in names]
    groups = {group: {"hosts": names} for group, names in GROUPS.items()}
    return {
        "_meta": {"hostvars": {name: targets.variables(name) for name in hosts}},
        "targets": {"children": list(GROUPS)},
        **groups,
    }


if __name__ == "__main__":
    json.dump(inventory(), sys.stdout)
