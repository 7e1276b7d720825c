# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Plan a thousand hosts of ten providers in one task, as an operator does, and print how long it takes.

Exit code 1 when a plan fails or takes longer than the limit.
"""

import argparse
import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import yaml

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from examples import FOLDER
from lab import cache

VAULT = dict.fromkeys(
    ("vault_om_sso_client_secret", "vault_om_sso_ldap_password", "vault_om_sso_trust_store_password"), "s3cr#t :'x\" $y"
)


def inventory(hosts):
    """A group for each provider; every host has an address and a client of its own."""
    providers = [
        path.stem
        for path in sorted(FOLDER.glob("*.yml"))
        if not path.stem.endswith("-implicit") and path.stem != "basic"
    ]
    groups = {}
    for number, name in enumerate(providers):
        variables = yaml.safe_load((FOLDER / f"{name}.yml").read_text(encoding="utf-8"))
        own = range(number, hosts, len(providers))
        groups[name.replace("-", "_")] = {
            "vars": {**variables, **VAULT, "om_sso_openmetadata_version": "1.12.14"},
            "hosts": {f"om-{host:04}": {"om_sso_server_url": f"https://om-{host:04}.acme.io"} for host in own},
        }
    return {"openmetadata": {"vars": {"ansible_connection": "local"}, "children": groups}}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--hosts", type=int, default=1000)
    parser.add_argument("--limit", type=float, default=20, help="seconds (default 20)")
    arguments = parser.parse_args()
    environment = {
        **os.environ,
        "ANSIBLE_COLLECTIONS_PATH": str(cache.collections_path()),
        "ANSIBLE_NOCOWS": "1",
        "ANSIBLE_LOCALHOST_WARNING": "false",
    }
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "inventory.yml"
        path.write_text(yaml.safe_dump(inventory(arguments.hosts)), encoding="utf-8")
        command = [str(Path(sys.executable).parent / "ansible-playbook"), "-i", str(path), "openmetadata.sso.plan"]
        began = time.perf_counter()
        answer = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
        seconds = time.perf_counter() - began
    # Hosts without a value of their own in the output are one entry with their number.
    numbers = re.findall(r"(?:\((\d+) hosts\))?  OpenMetadata 1\.12\.14 on Docker Compose", answer.stdout)
    planned = sum(int(number or 1) for number in numbers)
    print(
        f"{planned} of {arguments.hosts} hosts planned in {answer.stdout.count('TASK [')} task and {seconds:.1f} s "
        f"(limit {arguments.limit:.0f} s)"
    )
    if answer.returncode or planned != arguments.hosts:
        print(answer.stdout[-3000:] + answer.stderr[-3000:])
        return 1
    return 1 if seconds > arguments.limit else 0


if __name__ == "__main__":
    sys.exit(main())
