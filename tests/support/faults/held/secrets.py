# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Ways by which a secret or a private key could get into what anybody reads."""

TITLE = "Secrets in output"
RIGHT = (
    "No secret and no private key is in output at -vvvv, in Ansible's log, in results, reports and diffs, on a command "
    "line, or in a file that is left, with the oldest and the newest ansible-core, before a release with each. Where a "
    "setting of Ansible's own shows it all the same, a warning says so."
)

_HERE = "tests/functional/test_canary.py::"
_STEPS = _HERE + "test_no_secret_is_seen_anywhere"
_SSH = _HERE + "test_no_key_and_no_secret_is_seen_over_ssh"
_FAILING = _HERE + "test_no_secret_is_seen_where_a_rotation_or_a_recovery_fails"
_REASON = "tests/unit/plugins/plugin_utils/_runtime/test_evaluation_errors.py::"
_VERBS = "tests/functional/test_canary_verbs.py::"
_BOTS = _VERBS + "test_tokens_are_renewed_and_delivered_and_their_delivery_fails"
_REFUSED = _VERBS + "test_an_administrator_whom_the_server_refuses"
_QUOTED = _VERBS + "test_a_server_that_quotes_what_it_is_sent"
_ADMIN = _VERBS + "test_the_default_administrator_is_refused_and_removed"
_OPTIONS = "tests/functional/test_canary_options.py::"
_EVERY = _OPTIONS + "test_every_option_that_is_secret_in_every_form"
_PROVIDER = _OPTIONS + "test_a_provider_that_quotes_what_it_is_sent"
_VALUES = _OPTIONS + "test_values_of_a_chart"
_SENT = "tests/unit/plugins/module_utils/_core/test_quoted.py::test_a_secret_is_removed_in_every_form"
FAULTS = (
    *(
        (f"every secret option and variable, given as {form}", _EVERY)
        for form in ("a text", "a list", "a dictionary", "a text that cannot be encoded", "a template", "a broken key")
    ),
    *(
        (f"bots: {what}", _BOTS)
        for what in (
            "check mode with a diff",
            "a token is renewed and delivered",
            "a folder is in place of the file",
            "the owner of the file does not exist",
            "the operator's own delivery tasks fail",
        )
    ),
    *(
        (f"the server quotes the client secret in its log, and {what}", _FAILING)
        for what in (
            "is never healthy after a rotation of the keys",
            "does not start with the last good configuration",
            "does not start after a rotation of the keys",
            "serves something else after a rotation of the keys",
            "does not start again when the rotation is undone",
            "serves something else after a recovery to basic",
            "does not start again when the recovery is undone",
        )
    ),
    (
        "the journal of a host over SSH, where Ansible's modules log their arguments",
        "tests/molecule/test_molecule.py::test_a_scenario_passes_from_its_first_step_to_its_last",
    ),
    ("the server refuses an administrator's password", _REFUSED),
    ("the server refuses an administrator's token", _REFUSED),
    ("an administrator's token is not a token", _REFUSED),
    *(
        (f"{verb}: the server quotes the request in its error", _QUOTED)
        for verb in ("bots", "default_admin", "verify", "audit")
    ),
    ("bots: the server quotes the password that it refuses", _QUOTED),
    ("default_admin: refused, in check mode, and done", _ADMIN),
    *(
        (f"preflight: the provider quotes {what}", _PROVIDER)
        for what in ("the client secret of a form", "the client secret of a header")
    ),
    ("preflight: a directory that does not speak LDAP gets the password", _PROVIDER),
    ("preflight: a sample token is not valid", _PROVIDER),
    ("preflight: all of it from a host", _PROVIDER),
    ("helm_values: rendered with a diff, in check mode, and again with another secret", _VALUES),
    ("helm_values: values files that are refused hold a secret", _VALUES),
    ("check_config and adopt of values that hold a secret", _VALUES),
    *((f"a secret is quoted in {form}", _SENT) for form in ("JSON", "a URL", "a form", "a page", "Base64")),
    (
        "a directory quotes the password that it refuses",
        "tests/unit/plugins/module_utils/_preflight/test_ldap_client.py::"
        "test_the_directorys_words_are_without_the_password",
    ),
    (
        "the server's validation quotes the stored configuration that it refuses",
        "tests/unit/plugins/module_utils/_server/test_stored_config_api.py::"
        "test_a_refusal_that_quotes_the_change_is_shown_without_its_secrets",
    ),
    *(
        (f"{what} at -vvvv", _STEPS)
        for what in ("check mode with a diff", "apply", "verify", "verify over HTTP", "plan", "audit", "recover")
    ),
    ("a change is restored", _STEPS),
    ("a server quotes its configuration when it refuses to start", _STEPS),
    ("a secret is of a wrong type, or cannot be encoded", _STEPS),
    ("a secret is set under a misspelt name", _STEPS),
    ("a secret looks like a template: {{", _STEPS),
    ("a secret looks like a statement of a template: {%", _STEPS),
    ("a secret names a variable that is not defined", _STEPS),
    ("a filter fails on a secret", _STEPS),
    ("a lookup fails on a secret", _STEPS),
    ("a filter fails on a secret in a dictionary", _STEPS),
    ("a filter fails on a secret in a list", _STEPS),
    ("a key pair that replicas share is answered over SSH at -vvvv", _SSH),
    *(
        (f"{verb} over SSH at -vvvv", _SSH)
        for verb in ("apply", "rotate_keys", "verify", "audit", "check_config", "adopt", "recover")
    ),
    ("the command line of a process of a run", _SSH),
    ("files of a run that are left on the controller", _SSH),
    (
        "files that a run leaves on the controller whose controller is killed (SIGKILL)",
        "tests/unit/plugins/plugin_utils/_runtime/test_stash.py::test_what_a_killed_run_leaves_is_not_readable",
    ),
    (
        "what tasks of a run pass to later ones was exchanged",
        "tests/unit/plugins/plugin_utils/_runtime/test_stash.py::test_a_file_counts_under_its_own_name_alone",
    ),
    ("files on the host that others can read", _HERE + "test_nobody_else_can_read_what_the_host_keeps"),
    ("the command line of the server", _HERE + "test_the_servers_command_line_holds_no_secret"),
    ("a vaulted secret without its password", _HERE + "test_a_vaulted_secret_without_its_password_is_not_shown_either"),
    (
        "a module that answers beside its sealed reply",
        "tests/unit/plugins/module_utils/_core/test_payload.py::test_no_module_with_a_payload_exits_beside_its_reply",
    ),
    ("any error of an option that may hold a secret", _REASON + "test_of_any_other_only_the_kind_is_told"),
    *(
        (
            f"{setting} of Ansible, which shows what modules are sent: a warning says so",
            "tests/unit/plugins/plugin_utils/_runtime/test_debug_settings.py::"
            "test_a_setting_that_shows_what_modules_are_sent_is_named",
        )
        for setting in ("ANSIBLE_DEBUG", "ANSIBLE_KEEP_REMOTE_FILES")
    ),
    (
        "an exception that nobody foresaw",
        "tests/unit/plugins/action/test_base.py::test_an_error_that_nobody_foresaw_is_one_line_without_its_text",
    ),
)
