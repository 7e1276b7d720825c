# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a run must hold against everybody else, point by point, each with tests that show it."""

_FUNCTIONAL = "tests/functional/"
_ODD = _FUNCTIONAL + "test_odd_files.py::"
_FINDINGS = _FUNCTIONAL + "test_findings.py::"
_SAID_ONCE = _FUNCTIONAL + "test_findings_said_once.py::"
_CHOSEN = _FUNCTIONAL + "test_chosen_hosts.py::"
_HOST = "tests/unit/plugins/module_utils/"
_CONTROLLER = "tests/unit/plugins/plugin_utils/"
_ACTION = "tests/unit/plugins/action/"

#: (what must hold, the tests)
POINTS = (
    (
        "Nobody with fewer rights than a run decides what it reads, writes, gives away or shows.",
        (
            _ODD + "test_a_link_of_the_service_user",
            _ODD + "test_a_forged_state",
            _HOST + "_system/test_safe_path.py::test_a_race_of_links_gets_nothing",
            _HOST + "_inspect/test_reader.py::test_a_file_of_roots_that_a_file_of_the_service_user_names_is_not_read",
            _HOST + "_admin/test_token_file.py::test_no_file_of_roots_is_given_away_over_a_link_of_the_reader",
        ),
    ),
    (
        "Whatever is in the place of a file: a clear error at once, nothing half changed, no blocked run.",
        (
            _ODD + "test_what_is_in_the_place_of_a_file",
            _ODD + "test_a_record_of_another_hand",
            _FUNCTIONAL + "test_odd_files_of_compose.py::test_what_is_in_the_place_of_a_file_of_a_project",
            _ACTION + "test_odd_files.py::test_what_is_in_the_place_of_a_file_of_the_controller",
            "tests/molecule/test_molecule.py::test_a_scenario_passes_from_its_first_step_to_its_last",
        ),
    ),
    ("Files whose names merely begin like ours stay.", (_ODD + "test_a_neighbour_stays",)),
    (
        "What somebody changed after a run was killed is kept, and said.",
        (_ODD + "test_what_was_changed_since_a_killed_run_is_kept",),
    ),
    (
        "The process that listens on the port is the server; no other one is stopped.",
        (
            _FUNCTIONAL + "test_processes.py::test_a_change_reaches_the_server_whatever_the_file_says",
            _FUNCTIONAL + "test_processes.py::test_another_program_on_the_port_is_an_error_and_is_not_stopped",
        ),
    ),
    (
        "A server that does not stay healthy is not a success.",
        (_HOST + "_transaction/test_settling.py::test_a_server_that_ends_or_is_another_one_is_an_error",),
    ),
    (
        "A recovery to basic says what it opens, and opens no more than was asked for.",
        (
            _FUNCTIONAL + "test_recover.py::test_back_to_basic",
            _ACTION + "test_configuration.py::test_check_mode_says_what_basic_opens",
        ),
    ),
    (
        "An answer has one deadline and limits of size and depth, and a bad server takes no other result with it.",
        (
            _CONTROLLER + "_runtime/test_comparison.py::test_bad_servers_take_the_results_of_no_other_one_with_them",
            _HOST + "_system/test_http.py::test_dripping_ends_with_the_time_limit",
            _HOST + "_core/test_json_text.py::test_what_would_break_the_parser_is_a_value_error",
        ),
    ),
    (
        "A report costs a host of a large fleet no more than one of a small fleet.",
        (
            _CONTROLLER + "_runtime/test_run_journal.py::"
            "test_workers_write_now_and_then_and_the_main_process_in_the_end",
        ),
    ),
    (
        "No secret and no private key is in output, results, logs, arguments or files that are left.",
        (
            _FUNCTIONAL + "test_canary.py::test_no_secret_is_seen_anywhere",
            _FUNCTIONAL + "test_canary.py::test_no_key_and_no_secret_is_seen_over_ssh",
            _FUNCTIONAL + "test_canary.py::test_no_secret_is_seen_where_a_rotation_or_a_recovery_fails",
            _CONTROLLER + "_runtime/test_evaluation_errors.py::test_of_any_other_only_the_kind_is_told",
        ),
    ),
    (
        "A run without a host is an error that says what to do.",
        (
            _CHOSEN + "test_no_host_to_run_on_is_an_error_that_says_what_to_do",
            _CHOSEN + "test_an_inventory_without_a_host_is_named_as_the_cause",
            _CONTROLLER + "_runtime/test_variable_files.py::test_a_file_that_does_not_reach_the_host_is_explained",
        ),
    ),
    (
        "A cause outside of the collection is named, with the command that helps.",
        (
            _CONTROLLER + "_runtime/test_controller_python.py::test_the_command_fits_the_installation",
            _HOST + "_deployment/test_compose_program.py::test_a_docker_without_compose_is_named_with_what_to_install",
            _HOST + "_system/test_http.py::test_a_proxy_that_refuses_is_named_and_its_password_is_not",
        ),
    ),
    (
        "One failure is said once, and the last lines say what became of every host.",
        (
            _SAID_ONCE + "test_one_typo_on_many_hosts_is_said_once_and_each_of_them_is_in_the_recap",
            _SAID_ONCE + "test_an_error_that_is_found_on_each_host_is_said_once",
            _CONTROLLER + "_runtime/test_told_once.py::test_the_same_failure_without_a_finding_keeps_its_lines",
            _CONTROLLER + "_output/test_run_summary.py::test_all_that_failed_are_named_and_of_the_others_some",
        ),
    ),
    (
        "All hosts are asked before the first one is changed.",
        (
            _FUNCTIONAL + "test_fleet.py::test_a_host_that_cannot_be_changed_is_found_before_the_canary_is",
            _FUNCTIONAL + "test_fleet.py::test_check_mode_previews_the_hosts_behind_one_that_fails",
        ),
    ),
    (
        "The oldest of everything that is claimed works, or is refused with the reason.",
        (
            _FINDINGS + "test_choices_may_be_unsafe_texts",
            _FUNCTIONAL + "test_old_hosts.py::test_a_home_beyond_ascii_works_or_is_refused_with_the_reason",
            _FUNCTIONAL + "test_old_hosts.py::test_a_temporary_folder_without_programs",
            _HOST + "_deployment/test_compose_program.py::test_a_version_that_is_too_old_is_named_with_the_minimum",
            "tests/quality/test_oldest_python.py::"
            "test_the_unit_tests_pass_on_the_oldest_python_with_the_oldest_of_everything",
        ),
    ),
)
