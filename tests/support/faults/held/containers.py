# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The Docker of a Compose host, and containers that are not ours or do not run as they seem to."""

TITLE = "The Docker and the containers of a Compose host"
RIGHT = (
    "What is asked and restarted are the containers of one project on the host that Ansible manages. An error names "
    "what is in the way and what to do, before anything is changed."
)

_UNIT = "tests/unit/plugins/module_utils/_deployment/"
_DAEMON = _UNIT + "test_docker_daemon.py::"
_PROJECT = _UNIT + "test_docker_compose.py::"
_CALL = _UNIT + "test_compose_call.py::"
_PENDING = _UNIT + "test_compose_pending.py::"
_CONTAINERS = _UNIT + "test_compose_containers.py::"
_USER = _UNIT + "test_container_user.py::"
_ADDRESS = _UNIT + "test_compose_address.py::"
FAULTS = (
    *(
        (f"DOCKER_HOST names {what}", _DAEMON + "test_a_docker_host_that_is_another_one_is_refused")
        for what in ("another host over SSH, with a password", "another host over TCP", "another host over IPv6")
    ),
    ("DOCKER_CONTEXT names a context of another host", _DAEMON + "test_a_context_of_another_host_is_refused"),
    *(
        (
            f"the current context of Docker in {where} is of another host",
            _DAEMON + "test_the_current_context_of_config_json_is_refused_where_it_is_of_another_host",
        )
        for where in ("~/.docker/config.json", "the folder in DOCKER_CONFIG")
    ),
    ("a FIFO in place of Docker's config.json", _DAEMON + "test_a_fifo_in_place_of_config_json_is_an_error_at_once"),
    (
        "Docker's config.json is empty, is not JSON or has another form",
        _DAEMON + "test_a_config_json_of_another_form_counts_as_missing_as_for_docker",
    ),
    (
        "a Compose project of the same name in another folder",
        _CONTAINERS + "test_a_project_of_the_same_name_in_another_folder_is_refused_before_a_change",
    ),
    (
        "om_sso_compose_project is a Compose project in another folder",
        _CONTAINERS + "test_a_named_project_of_another_folder_is_refused_at_once",
    ),
    (
        "containers of two Compose projects in one folder",
        _CONTAINERS + "test_containers_of_two_projects_in_one_folder_are_named",
    ),
    (
        "containers of a Compose project that was started under another name",
        _CONTAINERS + "test_containers_of_another_name_than_compose_would_take_are_refused_before_a_change",
    ),
    *(
        (
            f"the Compose file of the server is in {where}, which Compose takes for the directory of the project",
            _CONTAINERS + "test_the_server_of_a_compose_file_elsewhere_is_found_by_the_directory_of_that_file",
        )
        for where in ("a subfolder of om_sso_compose_directory", "another folder")
    ),
    (
        "several containers of the server run",
        _CONTAINERS + "test_several_containers_of_the_server_are_refused_before_anything_else",
    ),
    *(
        (
            f"{key} of the Compose file wants several containers of the server",
            _CONTAINERS + "test_several_containers_in_the_compose_files_are_refused_before_a_change",
        )
        for key in ("scale", "deploy.replicas")
    ),
    (
        "a docker compose up that was killed left the container that it was about to replace",
        _CONTAINERS + "test_of_what_a_killed_up_left_the_container_that_runs_counts",
    ),
    (
        "env_file of a Compose file with required: false, also before its path or in braces",
        "tests/unit/plugins/module_utils/_inspect/test_reader.py::test_env_files_that_a_compose_file_names_are_found",
    ),
    (
        "env_file and .env of a Compose file in a subfolder",
        "tests/unit/plugins/module_utils/_inspect/test_reader.py::"
        "test_paths_of_a_compose_file_in_a_subfolder_begin_there",
    ),
    ("a container of Compose without a folder", _CONTAINERS + "test_a_container_without_a_folder_is_nobodys"),
    ("the server's container is in a restart loop", _PROJECT + "test_a_container_in_a_restart_loop_does_not_run"),
    (
        "a change fails whose server was in a restart loop, or silent, before it",
        "tests/unit/plugins/module_utils/_transaction/test_host_restoring.py::"
        "test_a_server_that_did_not_answer_before_is_left_as_it_was",
    ),
    (
        "the server's container was in a restart loop before the change",
        _PROJECT + "test_restarts_from_before_the_own_up_do_not_count",
    ),
    ("the server's container is paused", _PROJECT + "test_a_paused_container_is_named_with_what_to_do"),
    (
        "the server's container is paused while it is waited for",
        _PROJECT + "test_why_a_server_will_not_come_up",
    ),
    (
        "the server's container waits for its next start, when Docker knows of no port",
        _ADDRESS + "test_while_a_container_waits_for_its_next_start_the_planned_port_is_asked",
    ),
    (
        "the port of the server's container is chosen by Docker at each start",
        _ADDRESS + "test_a_port_that_docker_chooses_at_the_start_is_not_known_before",
    ),
    (
        "the port of the server's container is published on IPv6 alone",
        _ADDRESS + "test_an_address_of_ipv6_has_brackets",
    ),
    (
        "the server's container has an address of IPv6 alone",
        _ADDRESS + "test_a_container_that_has_only_ipv6_is_asked_there",
    ),
    *(
        (
            f"the server's container was brought up with a second Compose file, {where}",
            _PENDING + "test_compose_files_that_a_plain_call_does_not_read_are_named_before_a_change",
        )
        for where in ("named by nobody", "which om_sso_compose_files leaves out")
    ),
    *(
        (
            f"the server's container was brought up with --env-file, without which {what} would change",
            _PENDING + "test_what_a_file_of_env_file_said_is_not_lost",
        )
        for what in ("its variables", "its image", "its ports")
    ),
    *(
        (
            f"a service for whose health {which} waits is unhealthy for Docker Compose",
            _PENDING + "test_a_service_that_compose_would_wait_for_in_vain_is_named_before_a_change",
        )
        for which in ("the server", "a service before the server")
    ),
    (
        "a Compose file names another user for the server than its container has, before a key pair is made",
        _USER + "test_a_key_pair_is_for_the_user_that_the_server_is_about_to_have",
    ),
    (
        "the server's container is replaced while its log is read",
        _PROJECT + "test_a_container_that_is_replaced_meanwhile_has_no_log",
    ),
    ("the server is in a profile of Docker Compose", _CALL + "test_a_server_in_a_profile_is_found"),
    (
        "the server's container has no environment, neither from its image nor from the Compose file",
        _PROJECT + "test_a_container_without_an_environment_has_an_empty_one",
    ),
    (
        "pull_policy: always of the Compose file, without a network or with a newer image in the registry",
        _PROJECT + "test_a_change_brings_no_other_image",
    ),
    (
        "the same where the stored rows are read or written while the server does not run",
        _PROJECT + "test_a_command_of_a_server_that_does_not_run_brings_no_other_image",
    ),
    (
        "the project's folder is reached through a link, by us or by the operator: Compose names the project after it",
        _CALL + "test_compose_is_called_in_the_folder_by_the_name_that_the_containers_have",
    ),
    (
        "the same for preflight in the network of the server's container",
        "tests/unit/plugins/module_utils/_preflight/test_container.py::"
        "test_the_process_of_the_server_is_found_by_whatever_name_its_folder_has",
    ),
)
