# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What stands in the way of a first run: inventories, batches, installations and pasted values."""

TITLE = "The first run"
RIGHT = (
    "The run fails before a host is changed, and names the true cause with what helps: the file, the group, the "
    "package or the command. There is no traceback, and no green run without a host."
)
_FINDINGS = "tests/functional/test_findings.py::"
_CHOSEN = "tests/functional/test_chosen_hosts.py::"
_UTILS = "tests/unit/plugins/plugin_utils/"
_FILES = _UTILS + "_runtime/test_variable_files.py::test_a_file_that_does_not_reach_the_host_is_explained"
_NO_HOST = _CHOSEN + "test_no_host_to_run_on_is_an_error_that_says_what_to_do"
_NO_INVENTORY = _CHOSEN + "test_an_inventory_without_a_host_is_named_as_the_cause"
_LIMIT = _CHOSEN + "test_a_limit_without_a_host_of_the_group_is_an_error_that_names_it"
_BATCHES = _UTILS + "_model/test_batches.py::test_anything_else_is_a_finding"
_PYTHON = _UTILS + "_runtime/test_controller_python.py::test_the_command_fits_the_installation"
_COMPOSE = "tests/unit/plugins/module_utils/_deployment/test_compose_program.py::"
_NO_COMPOSE = _COMPOSE + "test_a_docker_without_compose_is_named_with_what_to_install"
_OLD_COMPOSE = _COMPOSE + "test_a_version_that_is_too_old_is_named_with_the_minimum"
_FILES_OF_COMPOSE = "tests/unit/plugins/module_utils/_deployment/test_compose_files.py::"
_IN_DOTENV = _FILES_OF_COMPOSE + "test_what_the_operator_names_in_dotenv_comes_first"
_HTTP = "tests/unit/plugins/module_utils/_system/test_http.py::"
_REFUSES = _HTTP + "test_a_proxy_that_refuses_is_named_and_its_password_is_not"
_NO_PROXY = _HTTP + "test_a_proxy_that_is_not_there_is_named"
_PROXY = "tests/unit/plugins/module_utils/_system/test_proxy.py::"
_NOT_VALID = _PROXY + "test_what_is_not_a_proxy_is_told_with_what_to_write_and_without_the_value"
_DOES_NOT_WORK = _PROXY + "test_a_proxy_that_does_not_work_is_named_within_the_deadline"
_FORMS = _PROXY + "test_no_proxy_has_each_form_that_operators_write"
_SDK = _UTILS + "_runtime/test_client_registration.py::"
_UNSAFE = _FINDINGS + "test_choices_may_be_unsafe_texts"
FAULTS = (
    ("no inventory, or an empty one", _NO_INVENTORY),
    ("an inventory with an empty group", _NO_INVENTORY),
    ("the group openmetadata misspelled", _NO_HOST),
    ("om_sso_hosts that matches no host", _NO_HOST),
    ("a limit without a host of the group", _LIMIT),
    ("a limit from a file without a host of the group", _LIMIT),
    ("group_vars beside the working folder and not the inventory", _FILES),
    ("host_vars beside the working folder and not the inventory", _FILES),
    ("group_vars above the inventory", _FILES),
    ("a file of group_vars with a misspelled name", _FILES),
    ("a folder of group_vars that no group has", _FILES),
    ("a file of host_vars with a misspelled name", _FILES),
    ("group_vars of a group that the host is not in", _FILES),
    (
        "--skip-tags always, which leaves the plan and the checks out",
        _FINDINGS + "test_a_run_whose_plan_is_left_out_by_tags_touches_no_host",
    ),
    (
        "rotate_keys with --start-at-task behind its checks",
        _FINDINGS + "test_a_rotation_that_starts_behind_its_checks_touches_no_host",
    ),
    ("om_sso_serial: abc", _BATCHES),
    ("om_sso_serial: -1", _BATCHES),
    ("om_sso_serial: 12.5%", _BATCHES),
    ("om_sso_serial: an empty list", _BATCHES),
    ("om_sso_serial: a list that breaks off", _BATCHES),
    (
        "om_sso_max_fail_percentage with a percent sign",
        _UTILS + "_model/test_batches.py::test_a_percentage_of_failures_is_a_number",
    ),
    ("om_sso_serial that is not valid, with rotate_keys", _CHOSEN + "test_batches_that_are_not_valid_are_findings"),
    (
        "pydantic missing where Ansible runs",
        "tests/functional/test_callers.py::test_a_controller_without_pydantic_is_told_which_python_and_how",
    ),
    ("pydantic missing for an Ansible of pipx", _PYTHON),
    ("pydantic missing for an Ansible of uv", _PYTHON),
    ("pydantic missing for a Python of the operating system (PEP 668)", _PYTHON),
    ("pydantic missing in a virtual environment", _PYTHON),
    ("pydantic that is too old", _PYTHON),
    ("Docker without Compose v2", _NO_COMPOSE),
    ("a Docker that does not know compose version --short", _NO_COMPOSE),
    ("a Compose that says nothing", _NO_COMPOSE),
    ("Compose 2.17", _OLD_COMPOSE),
    ("Compose 1.29 in place of version 2", _OLD_COMPOSE),
    (
        "a service that seems changed since Compose was upgraded",
        _COMPOSE + "test_another_version_is_named_as_the_cause_of_a_changed_hash",
    ),
    ("COMPOSE_FILE in .env behind export", _IN_DOTENV),
    ("COMPOSE_FILE in .env with a comment behind it", _IN_DOTENV),
    (
        "COMPOSE_PATH_SEPARATOR in .env",
        _FILES_OF_COMPOSE + "test_the_separator_of_the_operator_is_taken_and_kept",
    ),
    (
        "COMPOSE_DISABLE_ENV_FILE in the environment of the connection",
        "tests/unit/plugins/module_utils/_deployment/test_compose_call.py::test_calls_are_as_the_operators_own",
    ),
    ("a proxy that wants a password", _REFUSES),
    ("a proxy that forbids the provider", _REFUSES),
    ("a proxy that refuses the connection", _NO_PROXY),
    ("a proxy whose name is not known", _NO_PROXY),
    ("https_proxy without a scheme", _PROXY + "test_a_proxy_may_be_written_without_a_scheme_and_a_port"),
    ("https_proxy without a host, or with a port that is not a number", _NOT_VALID),
    ("https_proxy with a password that is not encoded", _NOT_VALID),
    ("https_proxy that names a file or is in quotes", _NOT_VALID),
    ("https_proxy of a SOCKS proxy", _PROXY + "test_a_proxy_that_does_not_speak_http_is_told"),
    (
        "https_proxy with the address of a PAC file",
        _PROXY + "test_the_server_of_a_pac_file_is_named_with_what_is_wrong",
    ),
    ("a proxy that does not answer", _DOES_NOT_WORK),
    ("a proxy whose answer does not end", _DOES_NOT_WORK),
    ("a proxy that closes the connection", _DOES_NOT_WORK),
    ("a proxy that wants TLS, or speaks another protocol", _DOES_NOT_WORK),
    (
        "a server behind a proxy that does not answer",
        _PROXY + "test_a_server_behind_a_proxy_that_does_not_answer_is_told_with_the_proxy",
    ),
    (
        "a proxy that does not pass TLS on",
        _PROXY + "test_an_error_of_tls_behind_a_proxy_is_told_with_the_proxy",
    ),
    ("no_proxy with an asterisk, a port or a network of addresses", _FORMS),
    (
        "client registration with a proxy that is not valid, which an SDK would quote",
        _SDK + "test_a_proxy_that_is_not_valid_is_told_before_an_sdk_quotes_it",
    ),
    (
        "client registration with a proxy behind which the API is not reached",
        _SDK + "test_the_proxy_is_named_where_the_api_is_not_reached",
    ),
    ("an unsafe text as a choice, with the oldest pydantic and ansible-core", _UNSAFE),
    ("an unsafe text that is not a choice, with the oldest pydantic and ansible-core", _UNSAFE),
)
