# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Hosts of a fleet that cannot be changed, and hosts that are older or harder than most."""

TITLE = "A fleet before its canary"
RIGHT = (
    "It is found before the first host is changed, all findings are printed once, and the last lines of the run name "
    "each host that failed. Check mode previews the others."
)
_FLEET = "tests/functional/test_fleet.py::"
_FIRST = _FLEET + "test_a_host_that_cannot_be_changed_is_found_before_the_canary_is"
_UTILS = "tests/unit/plugins/"
_ACCESS = _UTILS + "module_utils/_transaction/test_access.py::"
_UNREACHABLE = _UTILS + "action/test_base.py::test_a_host_that_becomes_unreachable_is_in_the_report_as_failed"
_GROUPED = _UTILS + "plugin_utils/_output/test_grouped.py::"
_SUMMARY = _UTILS + "plugin_utils/_output/test_run_summary.py::"
_SAID_ONCE = "tests/functional/test_findings_said_once.py::"
_OLD = "tests/functional/test_old_hosts.py::"
_REPLICA = _UTILS + "plugin_utils/_runtime/test_one_replica.py::"
_NAMES = _UTILS + "action/test_host_access_info.py::"
_PLAYS = "tests/unit/docs/test_plays.py::"
FAULTS = (
    (
        "throttle of the play that calls the role",
        _PLAYS + "test_no_task_of_the_role_takes_the_place_of_the_callers_throttle",
    ),
    (
        "the strategy free, or another one, set for all plays (ANSIBLE_STRATEGY)",
        _PLAYS + "test_every_playbook_for_many_hosts_runs_with_the_strategy_that_it_relies_on",
    ),
    (
        "replicas of a cluster in a play with the strategy free, below include_role",
        _REPLICA + "test_another_replica_is_waited_for",
    ),
    ("a replica of a cluster that fails", _REPLICA + "test_a_replica_that_fails_lets_the_next_one_go_on"),
    ("the last host has no installation", _FIRST),
    ("the last host cannot be reached", _FIRST),
    ("the last host has no Compose project", _FIRST),
    (
        "two names of the inventory are one server, and their plans differ",
        _NAMES + "test_two_names_of_one_server_with_different_plans_are_refused",
    ),
    (
        "two names of the inventory are one release on Kubernetes, and their plans differ",
        _NAMES + "test_two_names_of_one_release_are_refused",
    ),
    (
        "the same where the server is as one of them plans: it is not reported as verified",
        _NAMES + "test_one_that_is_as_planned_is_not_confirmed_where_another_name_changes_it",
    ),
    ("a folder of another user", _ACCESS + "test_a_folder_of_another_user_asks_for_become"),
    (
        "in check mode, a file that would be written to a read-only file system",
        _ACCESS + "test_a_change_is_refused_where_a_file_of_it_would_be_written_to_a_read_only_file_system",
    ),
    ("a read-only file system", _ACCESS + "test_a_read_only_file_system_is_told_apart"),
    ("a file in place of the state folder", _ACCESS + "test_a_folder_that_is_a_file_is_named"),
    ("a program that is missing", _ACCESS + "test_the_deployments_own_programs_are_asked_first"),
    (
        "a connection that breaks in the check",
        _UTILS + "action/test_host_access_info.py::test_a_host_that_cannot_be_reached_counts_as_failed",
    ),
    ("a host that becomes unreachable after its check, whose report said that it is planned", _UNREACHABLE),
    ("a host that cannot be reached by verify or in check mode, whose report said that it is planned", _UNREACHABLE),
    ("a host that fails in check mode", _FLEET + "test_check_mode_previews_the_hosts_behind_one_that_fails"),
    ("fewer failures than the operator allows", _FLEET + "test_as_many_hosts_may_fail_as_the_operator_allows"),
    ("one typo on a hundred hosts", _GROUPED + "test_one_typo_on_a_hundred_hosts_is_said_once"),
    (
        "one typo on many hosts, each of which is in the recap",
        _SAID_ONCE + "test_one_typo_on_many_hosts_is_said_once_and_each_of_them_is_in_the_recap",
    ),
    (
        "one error that is found on each of some hosts",
        _SAID_ONCE + "test_an_error_that_is_found_on_each_host_is_said_once",
    ),
    (
        "an error that a host has alone beside one that it shares",
        _UTILS + "plugin_utils/_runtime/test_told_once.py::test_what_a_host_has_alone_stays_and_is_its_own_failure",
    ),
    (
        "a reviewed plan that several hosts differ from",
        "tests/functional/test_reviewed_plan.py::"
        "test_a_plan_that_was_changed_since_is_refused_with_the_fields_that_differ",
    ),
    (
        "a typo that hosts share beside one that each has alone",
        _GROUPED + "test_a_typo_that_hosts_share_is_said_once_beside_what_each_has_alone",
    ),
    ("an error of one host of many", _GROUPED + "test_hosts_with_an_error_are_told_apart_from_those_without"),
    (
        "a plan that fails for another host than the first",
        _SUMMARY + "test_a_plan_that_fails_names_the_hosts_that_it_is_about",
    ),
    ("fifty hosts that failed", _SUMMARY + "test_all_that_failed_are_named_and_of_the_others_some"),
    (
        "a home beyond ASCII with Python 3.6 in the locale C",
        _OLD + "test_a_home_beyond_ascii_works_or_is_refused_with_the_reason",
    ),
    (
        "a name of a Compose file that the locale cannot write",
        _UTILS + "module_utils/_deployment/test_registry.py::test_a_name_that_the_locale_cannot_write_is_refused",
    ),
    ("a temporary folder that is mounted noexec", _OLD + "test_a_temporary_folder_without_programs"),
    (
        "a temporary folder without room for a module, which is an error of Ansible's own",
        _OLD + "test_a_temporary_folder_without_room_for_a_module",
    ),
)
