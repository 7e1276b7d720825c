# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Replicas of one server share their database.

Rows are written once, and at each moment at least one of them serves.
"""

import threading
import time

import pytest
from lab import rows


@pytest.fixture(scope="module")
def cluster(install, folder, controller, operator):
    """Two installs on one database, configured, with an inventory that names the cluster."""
    first = install("one", "1.12.14").start()
    second = install("two", "1.12.14", "--database", str(first.home / "data" / "database.json")).start()
    hosts = {"one": first, "two": second}
    # Rows are the same for both, so both name the same own keys: by the address that users have.
    keys = ["https://acme.eu.auth0.com/.well-known/jwks.json", "https://metadata.acme.io/api/v1/system/config/jwks"]
    inventory = {name: {**host.variables, "om_sso_cluster": "production"} for name, host in hosts.items()}
    controller.inventory(inventory, **operator, om_sso_public_key_urls=keys)
    return hosts


class Watch(threading.Thread):
    """Asks both replicas all the time and notes when none answers, and which were down."""

    def __init__(self, hosts):
        super().__init__(daemon=True)
        self.hosts, self.over = hosts, threading.Event()
        self.nobody, self.down = 0, set()

    def run(self):
        while not self.over.is_set():
            absent = [name for name, host in self.hosts.items() if host.served() is None]
            self.down.update(absent)
            self.nobody += len(absent) == len(self.hosts)
            time.sleep(0.02)

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_error):
        self.over.set()
        self.join()


def test_rows_are_written_once_and_one_replica_always_serves(cluster, controller):
    pids = {name: host.pid for name, host in cluster.items()}
    with Watch(cluster) as watch:
        controller.run("sso", "-e", "om_sso_serial=100%").passed()
    assert {name: host.served()["clientId"] for name, host in cluster.items()} == {
        "one": "Kx81abcdefgh",
        "two": "Kx81abcdefgh",
    }
    assert sum(rows.ops_runs(host).count("update-security-config") for host in cluster.values()) == 1
    assert {name: host.log_count("serves on port") for name, host in cluster.items()} == {"one": 2, "two": 2}, (
        "each was restarted once"
    )
    assert all(host.pid != pids[name] for name, host in cluster.items())
    assert watch.nobody == 0 and watch.down == set(cluster)
    pids = {name: host.pid for name, host in cluster.items()}
    again = controller.run("sso").passed()
    assert {name: host.pid for name, host in cluster.items()} == pids
    assert all(again.of(name)["changed"] is False for name in cluster)


def test_a_replica_that_still_runs_with_old_rows_is_found_and_restarted(cluster, controller):
    """The first one is changed alone.

    The other's process read its rows before that, in a field that nobody is shown.
    """
    if cluster["one"].served()["provider"] != "auth0":
        controller.run("sso").passed()
    controller.run("sso", "--limit", "one", "-e", "om_sso_prompt=login").passed()
    pids = {name: host.pid for name, host in cluster.items()}
    assert cluster["one"].served() == cluster["two"].served()
    controller.run("sso", "-e", "om_sso_prompt=login").passed()
    assert cluster["one"].pid == pids["one"] and cluster["two"].pid != pids["two"]
