# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A call without an answer ends, whatever waits in it, and nothing of that stays."""

import signal
import subprocess
import threading
import time

import pytest
from ansible.errors import AnsibleConnectionFailure
from ansible_collections.openmetadata.sso.plugins.plugin_utils._runtime import call_deadline


@pytest.fixture(autouse=True)
def nobody_elses_alarm():
    """As in a worker of Ansible."""
    before = signal.signal(signal.SIGALRM, signal.SIG_DFL)
    yield
    signal.setitimer(signal.ITIMER_REAL, 0)
    signal.signal(signal.SIGALRM, before)


def test_a_host_that_says_nothing_is_a_connection_that_failed():
    begun = time.monotonic()
    with (
        pytest.raises(AnsibleConnectionFailure, match=r"The host has not answered for 0\.05 s: it is off,"),
        call_deadline.limited(0.05),
    ):
        time.sleep(30)
    assert time.monotonic() - begun < 20


def test_each_attempt_that_ansible_makes_is_ended():
    ended = []
    with call_deadline.limited(0.05):
        for _attempt in range(2):
            with pytest.raises(AnsibleConnectionFailure) as error:
                time.sleep(30)
            ended.append(error)
    assert len(ended) == 2


def test_the_client_of_a_call_that_is_given_up_ends_with_it_and_no_other_process():
    """Such as that of SSH, which would wait on for as long as the host is silent."""
    clients = []
    with subprocess.Popen(["sleep", "60"]) as other:
        with pytest.raises(AnsibleConnectionFailure), call_deadline.limited(0.3):
            clients.append(subprocess.Popen(["sleep", "60"])) or clients[0].wait()
        assert clients[0].wait(timeout=20) == -signal.SIGTERM and other.poll() is None
        other.kill()


def test_an_answer_in_time_leaves_no_alarm():
    with call_deadline.limited(60):
        pass
    assert signal.getitimer(signal.ITIMER_REAL) == (0, 0)
    assert signal.getsignal(signal.SIGALRM) == signal.SIG_DFL


def test_the_timeout_of_a_task_stays_its_own():
    def own(*_signal):
        raise TimeoutError

    signal.signal(signal.SIGALRM, own)
    signal.setitimer(signal.ITIMER_REAL, 0.2)
    with pytest.raises(TimeoutError), call_deadline.limited(0.01):
        time.sleep(30)
    assert signal.getsignal(signal.SIGALRM) is own


def test_a_thread_has_no_alarm():
    done = []

    def work():
        with call_deadline.limited(0.01):
            time.sleep(0.05)
        done.append(True)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert done
