# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A program that started this process may ignore or block signals, which every program below it inherits."""

import signal

import pytest
from ansible_collections.openmetadata.sso.plugins.module_utils._core import signals
from ansible_collections.openmetadata.sso.plugins.module_utils._core.errors import HostError
from ansible_collections.openmetadata.sso.plugins.module_utils._system import background, commands


@pytest.fixture(autouse=True)
def as_before():
    """The signals of pytest's own process."""
    known = {number: signal.getsignal(number) for number in signals.NEEDED}
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, ())
    yield
    for number, handler in known.items():
        signal.signal(number, handler)
    signal.pthread_sigmask(signal.SIG_SETMASK, mask)


def test_how_a_program_ended_is_known_where_sigchld_was_ignored():
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    assert commands.run(["false"]).status == 0, "as Python has it"
    signals.reset()
    assert commands.run(["false"]).status == 1


def test_the_answer_of_a_process_is_there_where_sigchld_was_ignored():
    def work():
        raise HostError("It failed.")

    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    signals.reset()
    with pytest.raises(HostError, match="It failed"):
        background.run(work)


@pytest.mark.parametrize("how", ["ignored", "blocked"])
def test_a_program_can_be_stopped_where_sigterm_was_ignored_or_blocked(how):
    if how == "ignored":
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
    else:
        signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGTERM])
    signals.reset()
    assert commands.run(["sh", "-c", "kill -TERM $$; sleep 5"], timeout=20).status == -signal.SIGTERM


def test_a_handler_stays():
    def handler(_number, _frame):
        """Somebody else's."""

    signal.signal(signal.SIGTERM, handler)
    signals.reset()
    assert signal.getsignal(signal.SIGTERM) is handler
