# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rules OPT-*: role variables."""

from __future__ import annotations

from ._entry import Cause, Entry

ENTRIES = (
    Entry(
        "OPT-01",
        "error",
        "Each variable is known to the collection",
        where=("settings",),
        reason="A misspelled variable would have no effect.",
        fix="Correct the name, or remove it (docs/reference/variables.md).",
        causes={
            "misspelled": Cause("{option} is not {what}.", "Did you mean {close}?"),
            "unknown": Cause("{option} is not {what}.", "Remove it, or see docs/reference/variables.md."),
        },
    ),
    Entry(
        "OPT-02",
        "error",
        "A value has the type of its variable",
        where=("settings",),
        reason="A value of another type or an unknown choice cannot be used.",
        fix="Write the value as the documentation of the variable shows.",
        causes={
            "chart_deployment": Cause(
                "{option} is {deployment}; the chart's values are for kubernetes.",
                "Set it to kubernetes, or run openmetadata.sso.sso.",
            ),
            "not_a_choice": Cause("{option} is not one of: {names}.", "Write one of them exactly."),
            "not_batches": Cause(
                "{option} is not a number of hosts, a whole percentage, or a list of them.",
                """Write 1, 25% or, with -e, '{{"om_sso_serial": [1, "25%"]}}'.""",
            ),
            "not_percentage": Cause("{option} is not a number from 0 to 100.", "Write it without a percent sign."),
            "too_small": Cause("{option} is less than {minimum}.", "Set at least {minimum}."),
            "too_large": Cause("{option} is too large.", "Set at most {maximum}."),
            "not_dictionaries": Cause(
                "{option} is not a list of dictionaries.",
                "Write one '- ' item for each, with name: value pairs below it.",
            ),
            "not_str": Cause(
                "{option} is not text.",
                "Write it in quotes: YAML reads unquoted digits, true and null as other types and may change them.",
            ),
            "nul": Cause(
                "{option} holds a NUL character, which no path, URL or environment variable can hold.",
                "Remove it; in YAML it is written \\0 or \\x00 in double quotes.",
            ),
            "not_path": Cause("{option} is not a path.", "Example: {example}."),
            "not_int": Cause("{option} is not a whole number.", "Write digits only."),
            "not_bool": Cause("{option} is not true or false.", "Write true or false, without quotes."),
            "not_list": Cause(
                "{option} is not a list of texts.",
                "Write a YAML list, [a, b] without quotes around it or one '- item' a line, each item a text.",
            ),
            "not_dict": Cause("{option} is not a dictionary.", "Write name: value pairs below it."),
        },
    ),
    Entry(
        "OPT-03",
        "error",
        "Each required variable is set",
        where=("settings",),
        reason="The configuration is incomplete without it.",
        fix="Set the variable.",
        causes={
            "no_render_directory": Cause(
                "{option} is missing.", "Name the folder on the controller that receives the files."
            ),
            "no_secret_store": Cause(
                "{option} is missing, which the ExternalSecret of om_sso_kubernetes_secret_style names.",
                "Set it, or om_sso_kubernetes_secret_style: reference, which writes no ExternalSecret.",
            ),
            "no_values_files": Cause(
                "{option} is missing: a release on {deployment} has no files on a host, and its values files are read.",
                "Name the values files of the release.",
            ),
            "no_adopt_directory": Cause("{option} is missing.", "Name a folder on the controller, such as host_vars."),
            "no_recover_to": Cause(
                "{option} is missing: nothing is restored without it.",
                (
                    "Set it to last_good (the configuration last verified on the host) or to basic "
                    "(OpenMetadata's own user names and passwords)."
                ),
            ),
            "deployment_needs": Cause("{option} is missing.", "om_sso_deployment: {deployment} needs it."),
            "no_provider": Cause("{option} is missing.", "Set it to one of: {names}."),
            "missing": Cause("{option} is missing.", "{meaning}"),
            "missing_example": Cause("{option} is missing.", "{meaning} Example: {example}."),
        },
    ),
    Entry(
        "OPT-04",
        "warning",
        "Each variable has an effect with the provider and the deployment",
        where=("settings",),
        reason="The variable belongs to another provider, or to another deployment.",
        fix="Remove it.",
        causes={
            "provider": Cause(
                "{option} has no effect with om_sso_provider: {provider}.", "Remove it, or set another provider."
            ),
            "deployment": Cause("{option} has no effect with om_sso_deployment: {deployment}.", "Remove it."),
        },
    ),
    Entry(
        "OPT-05",
        "error",
        "A release is written as a release",
        where=("settings",),
        reason="Rules compare it with the releases of OpenMetadata.",
        fix="Write it as the server reports it, for example '1.12.14', in quotes.",
        message="{option} is not a release.",
    ),
    Entry(
        "OPT-06",
        "error",
        "A folder is an absolute path",
        where=("settings",),
        reason="A relative path depends on where a process was started.",
        fix="Begin it with a slash.",
        message="{option} is not an absolute path.",
    ),
    Entry(
        "OPT-07",
        "error",
        "An expression or lookup of a variable can be evaluated",
        where=("settings",),
        reason="Without its value there is nothing to configure.",
        fix="Correct the expression or lookup.",
        message="{option} cannot be evaluated: {reason}.",
        wrong="""\
om_sso_client_secret: "{{ undefined_variable }}"
""",
        right="""\
om_sso_client_secret: "{{ vault_client_secret }}"
""",
    ),
    Entry(
        "OPT-08",
        "error",
        "A file on the controller can be read and replaces the text",
        where=("settings",),
        reason="An option is set by its text or by its file, not by both.",
        fix="Correct the path, or remove one of them.",
        causes={
            "text_and_file": Cause("{option} and {option}_file are both set.", "Remove one of them."),
            "not_read": Cause(
                "{option}_file: {path} cannot be read: {reason}.", "Correct the path; it is one on the controller."
            ),
            "not_usable": Cause(
                "{option}: {reason}.",
                "Correct the path; it is one on the controller. A file that Ansible Vault has encrypted needs the "
                "vault password of the run.",
            ),
            "not_text": Cause(
                "{option}_file: {path} is not text.",
                "Convert it to PEM: openssl x509 -inform DER -in FILE, or openssl pkey for a key.",
            ),
        },
        wrong="""\
om_sso_jwt_private_key: "..."
om_sso_jwt_private_key_file: keys/private.pem
""",
        right="""\
om_sso_jwt_private_key_file: keys/private.pem
""",
    ),
    Entry(
        "OPT-09",
        "warning",
        "Variables in group_vars and host_vars reach the host",
        where=("settings",),
        reason="Ansible reads these folders beside the inventory, and a file only for the group or host of its name.",
        fix="Move or rename the file, or add the host to the group.",
        causes={
            "not_read": Cause(
                "{option} sets variables of this collection, and Ansible does not read it: it reads group_vars and "
                "host_vars beside {where}.",
                "Move the folder there.",
            ),
            "misspelled": Cause(
                "{option} sets variables of this collection, and the inventory has no {name}.",
                "Did you mean {close}? Rename the file or the group.",
            ),
            "unknown": Cause(
                "{option} sets variables of this collection, and the inventory has no {name}.",
                "Rename it as a group or host of the inventory (ansible-inventory --graph).",
            ),
            "not_member": Cause(
                "{option} sets variables of this collection, and {host} is not in the group {name}.",
                "Add the host to the group, or set its variables elsewhere.",
            ),
        },
        wrong="""\
# inventories/prod/hosts.yml, started in the folder above with group_vars/openmetadata.yml
openmetadata: {hosts: {om-1: {}}}
""",
        right="""\
# inventories/prod/hosts.yml, with inventories/prod/group_vars/openmetadata.yml
openmetadata: {hosts: {om-1: {}}}
""",
        not_checked="Files that are encrypted as a whole, and variables of another source.",
    ),
)
