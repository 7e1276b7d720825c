# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The line of a host that is still at work."""

import datetime

from ansible_collections.openmetadata.sso.plugins.plugin_utils._output import waits

NOW = datetime.datetime(2026, 11, 28, 12, 0, 45)
WAIT = {"what": "a healthy server", "elapsed": 40, "seconds": 600, "restoring": False, "log": "INFO starting"}


def test_what_is_waited_for_since_when_and_until_when():
    assert waits.line("om-1", WAIT, NOW) == (
        "om-1  waiting for a healthy server since 12:00:05, until 12:10:05 at most; log: INFO starting"
    )


def test_a_restoring_run_says_so_and_an_empty_log_nothing():
    wait = {**WAIT, "restoring": True, "log": ""}
    assert waits.line("om-1", wait, NOW) == (
        "om-1  restoring the old state, waiting for a healthy server since 12:00:05, until 12:10:05 at most"
    )


def test_the_log_of_a_task_without_a_log_is_not_shown():
    assert "INFO" not in waits.line("om-1", WAIT, NOW, show_log=False)


def test_a_host_that_works_and_one_that_does_not_answer():
    assert waits.line("om-1", None, NOW) == "om-1  at work"
    assert waits.no_answer("om-1", NOW) == "om-1  no answer since 12:00:45; the run on the host goes on"
