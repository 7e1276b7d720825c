# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rules OPT-*: role variables."""

from __future__ import annotations

from ._entry import Entry

ENTRIES = (
    Entry(
        "OPT-01",
        "error",
        "Each variable is known to the collection",
        where=("settings",),
        reason="A misspelled variable would have no effect.",
        fix="Correct the name (docs/reference/variables.md).",
    ),
    Entry(
        "OPT-02",
        "error",
        "A value has the type of its variable",
        where=("settings",),
        reason="A value of another type or an unknown choice cannot be used.",
        fix="Write the value as the documentation of the variable shows.",
    ),
    Entry(
        "OPT-03",
        "error",
        "Each required variable is set",
        where=("settings",),
        reason="The configuration is incomplete without it.",
        fix="Set the variable.",
    ),
    Entry(
        "OPT-04",
        "warning",
        "Each variable has an effect with the provider",
        where=("settings",),
        reason="The variable belongs to another provider.",
        fix="Remove it, or set another provider.",
    ),
    Entry(
        "OPT-05",
        "error",
        "A release is written as a release",
        where=("settings",),
        reason="Rules compare it with the releases of OpenMetadata.",
        fix="Write it like 1.12.14.",
    ),
    Entry(
        "OPT-06",
        "error",
        "A folder is an absolute path",
        where=("settings",),
        reason="A relative path depends on where a process was started.",
        fix="Begin it with a slash.",
    ),
    Entry(
        "OPT-07",
        "error",
        "An expression or lookup of a variable can be evaluated",
        where=("settings",),
        reason="Without its value there is nothing to configure.",
        fix="Correct the expression, or give Ansible access to the secret store.",
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
        wrong="""\
om_sso_jwt_private_key: "..."
om_sso_jwt_private_key_file: keys/private.pem
""",
        right="""\
om_sso_jwt_private_key_file: keys/private.pem
""",
    ),
)
