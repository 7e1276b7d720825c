# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Connections to a host that break or are silent while it is changed."""

TITLE = "Connections to a host"
RIGHT = (
    "The run on the host goes on, and is never begun twice. The controller asks again and tells how it ended; where it "
    "cannot, the error says that the run goes on, and the next command tells its end."
)
_CALLS = "tests/unit/plugins/plugin_utils/_runtime/test_short_calls.py::"
_FIRST = _CALLS + "test_a_first_call_that_breaks_is_made_once_more_with_its_key"
_TWICE = "tests/unit/plugins/module_utils/_transaction/test_runs.py::test_a_request_that_is_sent_twice_is_one_run"
_BEGUN = (
    "tests/unit/plugins/module_utils/_system/test_background.py::"
    "test_work_that_was_begun_with_the_same_key_is_waited_for_and_not_begun_again"
)
_SILENT = "tests/unit/plugins/plugin_utils/_runtime/test_call_deadline.py::"
FAULTS = (
    ("the sessions of sshd are killed within the first call over SSH", _FIRST),
    ("Ansible repeats a call over SSH that broke (ANSIBLE_SSH_RETRIES), while its run goes on", _TWICE),
    ("the same where the run has ended meanwhile", _BEGUN),
    (
        "the connection over SSH breaks between two calls",
        _CALLS + "test_a_call_that_fails_in_between_is_made_again",
    ),
    (
        "the temporary folder of the host is full for a while between two calls, with pipelining and without it",
        _CALLS + "test_a_call_that_fails_in_between_is_made_again",
    ),
    (
        "it stays full, without pipelining",
        _CALLS + "test_a_host_without_space_for_a_module_says_at_last_that_its_run_goes_on",
    ),
    (
        "it stays full, with pipelining",
        _CALLS + "test_a_module_that_does_not_start_any_more_says_at_last_that_the_run_goes_on",
    ),
    (
        "sshd does not come back while the run goes on, over SSH",
        _CALLS + "test_a_host_that_stays_away_is_unreachable_and_its_run_goes_on",
    ),
    (
        "sshd does not come back after the first call over SSH broke",
        _CALLS + "test_a_host_that_cannot_be_reached_is_told_at_once_with_what_may_go_on",
    ),
    (
        "sshd is stopped (SIGSTOP), or the host vanishes, within a call over SSH",
        _SILENT + "test_a_host_that_says_nothing_is_a_connection_that_failed",
    ),
    *(
        (
            f"sshd is stopped (SIGSTOP), or the host vanishes: {what} over SSH",
            "tests/unit/plugins/action/test_base.py::test_no_call_waits_for_ever_for_a_host_that_says_nothing",
        )
        for what in (
            "verify, and check mode",
            "the check of all hosts before a change",
            "audit",
            "adopt and check_config",
            "the status of a key rotation",
            "bots, pipelines and the default administrator",
        )
    ),
    (
        "the client of SSH whose call was given up",
        _SILENT + "test_the_client_of_a_call_that_is_given_up_ends_with_it_and_no_other_process",
    ),
    (
        "the same where Ansible repeats a call over SSH (ANSIBLE_SSH_RETRIES)",
        _SILENT + "test_each_attempt_that_ansible_makes_is_ended",
    ),
    (
        "the same in a task over SSH that has a timeout of its own",
        _SILENT + "test_the_timeout_of_a_task_stays_its_own",
    ),
    ("sshd refuses who connects over SSH", _CALLS + "test_who_is_not_let_in_does_not_try_again"),
)
