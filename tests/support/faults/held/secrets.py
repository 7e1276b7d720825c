# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Ways by which a secret or a private key could get into what anybody reads."""

TITLE = "Secrets in output"
RIGHT = (
    "No secret and no private key is in output at -vvvv, in Ansible's log, in results, reports and diffs, on a command "
    "line, or in a file that is left, with the oldest and the newest ansible-core."
)

_HERE = "tests/functional/test_canary.py::"
_STEPS = _HERE + "test_no_secret_is_seen_anywhere"
_SSH = _HERE + "test_no_key_and_no_secret_is_seen_over_ssh"
_REASON = "tests/unit/plugins/plugin_utils/_runtime/test_evaluation_errors.py::"
FAULTS = (
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
    ("files on the host that others can read", _HERE + "test_nobody_else_can_read_what_the_host_keeps"),
    ("the command line of the server", _HERE + "test_the_servers_command_line_holds_no_secret"),
    ("a vaulted secret without its password", _HERE + "test_a_vaulted_secret_without_its_password_is_not_shown_either"),
    (
        "a module that answers beside its sealed reply",
        "tests/unit/plugins/module_utils/_core/test_payload.py::test_no_module_with_a_payload_exits_beside_its_reply",
    ),
    ("any error of an option that may hold a secret", _REASON + "test_of_any_other_only_the_kind_is_told"),
    (
        "an exception that nobody foresaw",
        "tests/unit/plugins/action/test_base.py::test_an_error_that_nobody_foresaw_is_one_line_without_its_text",
    ),
)
