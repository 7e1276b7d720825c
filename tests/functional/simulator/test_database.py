# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The database process: rows and faults of servers that are made anew with each start."""

import threading

import pytest
from om_simulator import database, faults
from om_simulator.store import FileStore, NetworkStore


@pytest.fixture
def network(tmp_path):
    """A store behind a port, with a folder of faults beside its rows."""
    (tmp_path / "faults").mkdir()
    with database._Server(("127.0.0.1", 0), database._Handler) as server:
        server.store = FileStore(str(tmp_path / "database.json"))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield NetworkStore(*server.server_address)
        server.shutdown()


def test_rows_pass_the_network_as_they_are(network):
    assert network.put("table", "key", {"a": ["ü"]})
    assert (network.get("table", "key"), network.all("table"), network.delete("table", "key")) == (
        {"a": ["ü"]},
        {"key": {"a": ["ü"]}},
        True,
    )


def test_a_start_takes_its_own_faults_and_leaves_those_of_the_ops_command(network, tmp_path):
    for name in ("never_healthy", "update_fails_before"):
        (tmp_path / "faults" / name).write_text("once\n", encoding="utf-8")
    assert network.take_faults(faults.NAMES) == {"never_healthy": ""}
    assert network.take_faults(faults.OF_OPERATIONS) == {"update_fails_before": ""}
    assert list((tmp_path / "faults").iterdir()) == []
