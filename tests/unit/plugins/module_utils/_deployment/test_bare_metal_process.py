# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which process is the server, with listeners that are made up; real ones: tests/functional/test_processes.py."""

import pytest
from ansible_collections.openmetadata.sso.plugins.module_utils._core.errors import HostError
from ansible_collections.openmetadata.sso.plugins.module_utils._deployment import bare_metal_process
from ansible_collections.openmetadata.sso.plugins.module_utils._deployment.bare_metal_process import ServerProcess
from ansible_collections.openmetadata.sso.plugins.module_utils._system.listening import Listener

STARTED, SERVER, OTHER = 5_000_001, 5_000_002, 5_000_000


@pytest.fixture
def server(monkeypatch):
    """``server(listening pids or None, started, whether it listens elsewhere)``; the process SERVER belongs to it."""

    def make(pids, started=0, elsewhere=False):
        listener = None if pids is None else Listener(pids)
        monkeypatch.setattr(bare_metal_process.listening, "on", lambda *_arguments: listener)
        monkeypatch.setattr(bare_metal_process.listening, "any_port", lambda _pid: elsewhere)
        url = "http://localhost:8585"
        return ServerProcess(url, "the installation in /om", lambda: started, lambda pid: pid == SERVER)

    return make


@pytest.mark.parametrize(
    ("pids", "started", "found"),
    [
        (None, 0, None),
        (None, STARTED, STARTED),
        ([SERVER], 0, SERVER),
        ([SERVER], STARTED, SERVER),
        ([STARTED], STARTED, STARTED),
        ([1, SERVER], 0, SERVER),
        ([OTHER], STARTED, STARTED),
        ([], STARTED, STARTED),
    ],
)
def test_what_listens_counts_as_far_as_it_belongs_to_the_installation(server, pids, started, found):
    assert server(pids, started).pid() == found
    assert server(pids, started).own() == found


def test_another_program_on_the_port_is_an_error_and_none_of_ours(server):
    with pytest.raises(HostError) as error:
        server([OTHER]).pid()
    assert error.value.message == (
        "Port 8585 is served by process 5000000 (ended), which does not belong to the installation in /om."
    )
    assert error.value.option == "om_sso_server_internal_url"
    assert server([OTHER]).own() is None


def test_a_process_that_may_not_be_seen_is_unknown(server):
    with pytest.raises(HostError) as error:
        server([]).pid()
    assert "is unknown" in error.value.message and error.value.option == "ansible_become"
    with pytest.raises(HostError, match="is unknown"):
        server([], STARTED).refuse_others()


@pytest.mark.parametrize(
    ("pids", "elsewhere"), [([STARTED], False), ([OTHER], True), (None, True)], ids=["itself", "proxy", "other machine"]
)
def test_the_server_itself_or_a_proxy_before_it_may_answer(server, pids, elsewhere):
    server(pids, STARTED, elsewhere).refuse_others()


def test_a_server_that_does_not_run_is_not_refused(server):
    server(None).refuse_others()


def test_a_server_that_listens_nowhere_does_not_answer_whoever_does(server):
    with pytest.raises(HostError, match="does not belong to"):
        server([OTHER], STARTED).refuse_others()
    with pytest.raises(HostError, match="listens on no port"):
        server(None, STARTED).refuse_others()


def test_a_process_is_in_the_control_group_of_its_unit_or_below(tmp_path, monkeypatch):
    monkeypatch.setattr(
        bare_metal_process.files, "read", lambda _path: "0::/system.slice/openmetadata.service/worker\n"
    )
    assert bare_metal_process.in_control_group(1, "/system.slice/openmetadata.service")
    assert not bare_metal_process.in_control_group(1, "/system.slice/openmetadata")
    assert not bare_metal_process.in_control_group(1, "/") and not bare_metal_process.in_control_group(1, "")
