# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The process of a bare-metal server, and what has its number or its port instead."""

TITLE = "The server's process on bare metal"
RIGHT = (
    "The process that listens on the server's port counts. A process that is not the server's is never stopped. A "
    "restart takes no variable from the server, and gives it none of the session of the run."
)

_HERE = "tests/functional/test_processes.py::"
_CHANGE = _HERE + "test_a_change_reaches_the_server_whatever_the_file_says"
_COMPARED = _HERE + "test_the_environment_of_the_server_is_compared_and_not_that_of_the_file"
_FILES = (
    "logs/catalog.pid is lost",
    "logs/catalog.pid names a program of another folder",
    "logs/catalog.pid names a program that an administrator started in the server's folder",
    "logs/catalog.pid holds no number",
)
_UNIT = "tests/unit/plugins/module_utils/_deployment/test_bare_metal_process.py::"
_SCRIPT = "tests/unit/plugins/module_utils/_deployment/test_bare_metal_script.py::"
_SIGNALS = "tests/unit/plugins/module_utils/_core/test_signals.py::"
_SYSTEMD = "tests/unit/plugins/module_utils/_deployment/test_bare_metal.py::"
_WRITER = "test_a_file_names_only_a_process_of_the_user_who_can_write_it"
_SESSION = "tests/unit/plugins/module_utils/_deployment/test_bare_metal_session.py::"
_OF_SESSION = _SCRIPT + "test_what_belongs_to_the_session_of_the_run_does_not_reach_the_server"
_LOST = _SESSION + "test_what_only_the_shell_has_set_is_refused_with_its_name_and_without_its_value"
FAULTS = (
    (
        "a step of the clock (NTP) while a server of the start script does not listen yet",
        "tests/unit/plugins/module_utils/_deployment/test_bare_metal_script.py::"
        "test_a_step_of_the_clock_does_not_make_another_program_of_a_server_that_was_started",
    ),
    (
        "a step of the clock between two runs, while a server of the start script does not listen yet",
        "tests/unit/plugins/module_utils/_deployment/test_bare_metal_script.py::"
        "test_a_step_of_the_clock_between_two_runs_does_not_make_another_program_of_a_server",
    ),
    *(
        (
            f"a unit with {setting}, which nothing can restart",
            _SYSTEMD + "test_a_unit_that_cannot_be_restarted_is_refused_before_a_change",
        )
        for setting in ("RefuseManualStart", "RefuseManualStop")
    ),
    (
        "a unit that is masked, or that systemd cannot load",
        _SYSTEMD + "test_a_unit_that_is_not_there_is_named",
    ),
    (
        "the program that started the run ignores SIGCHLD: each program would seem to succeed",
        _SIGNALS + "test_how_a_program_ended_is_known_where_sigchld_was_ignored",
    ),
    *(
        (
            f"the program that started the run has SIGTERM {how}: a server that it starts could not be stopped",
            _SIGNALS + "test_a_program_can_be_stopped_where_sigterm_was_ignored_or_blocked",
        )
        for how in ("ignored", "blocked")
    ),
    (
        "systemd refuses a restart: its reason is told",
        _SYSTEMD + "test_what_systemd_refuses_comes_in_its_own_words",
    ),
    ("a server has its database from the shell that started it, which a restart would lose", _LOST),
    *(
        (f"the session of a run has {what}, and starts the server", _OF_SESSION)
        for what in (
            "a temporary folder of its own (TMPDIR), such as that of pam_tmpdir, which the server's user may not enter",
            "an agent of SSH (SSH_AUTH_SOCK)",
            "settings of Ansible (ANSIBLE_*)",
            "a runtime folder (XDG_RUNTIME_DIR)",
            "the user who became root (SUDO_USER, DOAS_USER, PKEXEC_UID)",
            "tickets of Kerberos (KRB5CCNAME)",
            "a bus or a socket of its session (DBUS_SESSION_BUS_ADDRESS, NOTIFY_SOCKET)",
        )
    ),
    (
        "a run as root starts the server as its user, with root's home",
        _SCRIPT + "test_the_server_has_the_home_of_its_user",
    ),
    (
        "a server has its database from that shell, and the environment of the run names another one",
        _SESSION + "test_another_value_in_the_environment_of_the_run_would_take_its_place",
    ),
    *((f"{file}; apply", _CHANGE) for file in _FILES),
    *((f"{file}; verify", _COMPARED) for file in _FILES),
    *(
        (f"logs/catalog.pid of the server's user names a process of {whose}", _SCRIPT + _WRITER)
        for whose in ("root's in the server's folder", "a third user's in the server's folder")
    ),
    (
        "another program has the server's port",
        _HERE + "test_another_program_on_the_port_is_an_error_and_is_not_stopped",
    ),
    (
        "the process that listens belongs to a user who cannot be seen",
        _UNIT + "test_a_process_that_may_not_be_seen_is_unknown",
    ),
    (
        "the server's process listens on no port while another one answers",
        _UNIT + "test_a_server_that_listens_nowhere_does_not_answer_whoever_does",
    ),
    (
        "an old server outside of the systemd unit has the port",
        _SYSTEMD + "test_a_server_outside_of_the_unit_is_not_the_units",
    ),
    (
        "the process of logs/catalog.pid has ended and is still listed",
        _SCRIPT + "test_a_defunct_process_does_not_keep_the_script_from_starting",
    ),
    (
        "the process of logs/catalog.pid belongs to another program",
        _SCRIPT + "test_a_number_that_belongs_to_another_program_is_neither_the_server_nor_killed",
    ),
    (
        "a start of bin/openmetadata.sh starts nothing",
        _SCRIPT + "test_a_start_that_started_nothing_is_an_error_though_its_exit_status_is_0",
    ),
    ("a start of bin/openmetadata.sh names no process", _SCRIPT + "test_a_start_that_names_no_process_is_an_error"),
)
