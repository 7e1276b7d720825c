# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One replica of a cluster at a time, whatever the strategy of the play is."""

import threading
import types

import pytest
from ansible.errors import AnsibleActionFail
from ansible_collections.openmetadata.sso.plugins.plugin_utils._runtime import one_replica

WRITES, CHECKS = types.SimpleNamespace(check_mode=False), types.SimpleNamespace(check_mode=True)
ONE = {"om_sso_cluster": "production"}


@pytest.mark.parametrize(
    ("action", "values", "waits"),
    [
        (WRITES, ONE, True),
        (WRITES, {"om_sso_cluster": "test"}, False),
        (WRITES, {"om_sso_cluster": None}, False),
        (CHECKS, ONE, False),
    ],
    ids=["same cluster", "another cluster", "no cluster", "check mode"],
)
def test_another_replica_is_waited_for(run, action, values, waits):
    entered = threading.Event()

    def other():
        with one_replica.held(action, values):
            entered.set()

    thread = threading.Thread(target=other)
    with one_replica.held(WRITES, ONE):
        thread.start()
        assert entered.wait(0.2 if waits else 10) is not waits
    thread.join(10)
    assert entered.is_set()


def test_a_replica_that_fails_lets_the_next_one_go_on(run):
    with pytest.raises(ValueError, match="it failed"), one_replica.held(WRITES, ONE):
        raise ValueError("it failed")
    with one_replica.held(WRITES, ONE):
        pass


def test_a_folder_that_is_gone_is_an_error_with_its_path(run):
    (run / "run").rmdir()
    message = r"Could not write .*om_sso_replicas_.*No such file"
    with pytest.raises(AnsibleActionFail, match=message), one_replica.held(WRITES, ONE):
        pass
