#!/usr/bin/env python3
# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The target hosts as an inventory: asked anew for each playbook, as an address may change with a restart."""

import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tests"))

from lab import targets  # noqa: E402  the path comes first

GROUPS = {"compose": ["compose1"], "bare_metal": ["metal1"]}
"""What is on a target: Docker with a Compose project, or an installation under systemd."""


def inventory() -> dict:
    """What `ansible-inventory --list` wants from a script."""
    hosts = [name for names in GROUPS.values() for name in names]
    groups = {group: {"hosts": names} for group, names in GROUPS.items()}
    return {
        "_meta": {"hostvars": {name: targets.variables(name) for name in hosts}},
        "targets": {"children": list(GROUPS)},
        **groups,
    }


if __name__ == "__main__":
    json.dump(inventory(), sys.stdout)
