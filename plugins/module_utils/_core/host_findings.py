# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The texts of findings that only a host can make; the register of rules (``_register``) takes them from here."""

from typing import NamedTuple

from ansible_collections.openmetadata.sso.plugins.module_utils._core.findings import Finding

ROTATE = "Run openmetadata.sso.rotate_keys with the same variables: it makes new tokens for bots and verifies them."
KEEP = (
    "Keep the present key, or list it behind a new one, with a comma. "
    "om_sso_force_fernet_key: true replaces it all the same."
)


class HostCause(NamedTuple):
    """One way in which a rule is broken on a host. ``message`` and ``fix`` are templates for values of the check."""

    message: str
    fix: str
    severity: str


#: {id: {name of the cause: cause}}
CAUSES = {
    "ENV-08": {
        "not_in_configuration": HostCause(
            "{option} does not read {name}, so it would have no effect.",
            "Use the openmetadata.yaml of your release, or leave the option out.",
            "error",
        ),
    },
    "ENV-25": {
        "literal": HostCause(
            "{option}: {path} is a hand-written value, so {name} would have no effect.",
            "Restore the reference ${{{name}:-...}}, as OpenMetadata ships it.",
            "error",
        ),
    },
    "ENV-26": {
        "read_before": HostCause(
            "{option} sets {name} too; the value of the collection is read after it.", "Remove the line.", "warning"
        ),
        "read_after": HostCause(
            "{option} sets {name} and is read after systemd's environment.", "Remove the line.", "error"
        ),
    },
    "ENV-28": {
        "not_in_release": HostCause("{option} has no effect: {reason}.", "Leave it out until you upgrade.", "warning"),
    },
    "MISC-01": {
        "older_planned": HostCause(
            "{option} is {named}, but the server is {version}: a plan for an older release leaves out what this one "
            "reads, and a downgrade loses stored rows that {named} cannot read.",
            "Correct it, or leave it out: the server reports it.",
            "error",
        ),
        "newer_planned": HostCause(
            "{option} is {named}, but the server is {version}: the plan follows rules that do not hold yet.",
            "Correct it, or leave it out: the server reports it. om_sso_target_version checks an upgrade.",
            "error",
        ),
        "unknown_release": HostCause(
            "{option} is {named}, but the server is {version}.",
            "Correct it, or leave it out: the server reports it.",
            "error",
        ),
    },
    "UPG-04": {
        "older_runs": HostCause(
            "The server is {version}, and its stored rows were last verified with {before}: at its start, a release "
            "overwrites a row that it cannot read with the section of its files.",
            "The rows of {when} are kept in {place} (docs/operate/stored-configuration.md).",
            "warning",
        ),
        "older_starts": HostCause(
            "{option} is {version}, and the stored rows were last verified with {before}: at its start, a release "
            "overwrites a row that it cannot read with the section of its files.",
            "The rows of {when} are kept in {place} (docs/operate/stored-configuration.md).",
            "warning",
        ),
        "newer_runs": HostCause(
            "The server is {version}; the stored rows of {before}, verified on {when}, are kept in {place}.",
            "",
            "info",
        ),
    },
    "JWK-11": {
        "no_longer_named": HostCause(
            "The server signs with the key pair {present}, and the plan does not name it any more. Every token that it "
            "made would be refused.",
            "Set it again. " + ROTATE,
            "error",
        ),
        "other_key_id": HostCause(
            "The server signs under the key id {present}, and the plan wants {wanted}: every token of bots and people "
            "that it made would be refused.",
            ROTATE
            + " To recover the sign-in first, set it to the key id that the server has, or to nothing without one of "
            "your own.",
            "error",
        ),
        "same_key_id": HostCause(
            "The server publishes another public key under the id {wanted}: clients would keep it for up to a day and "
            "refuse new tokens.",
            "A new pair needs a new id.",
            "error",
        ),
    },
    "BOT-06": {
        "replaced": HostCause(
            "FERNET_KEY differs from the one that the server has: every secret in the database, tokens of bots among "
            "them, would become unreadable.",
            KEEP,
            "error",
        ),
        "left_out": HostCause(
            "FERNET_KEY is left out, and the server has the one that was written before: every secret in the database, "
            "tokens of bots among them, would become unreadable.",
            KEEP,
            "error",
        ),
    },
    "JWK-12": {
        "absent": HostCause(
            "{option}, the file of a key, does not exist: from 1.9 on the server does not start without it.",
            "Correct its path, or let om_sso_jwt_key_id manage the pair.",
            "error",
        ),
        "bytes_behind": HostCause(
            "{option} has {count} behind the key, such as a newline: the server cannot read it, and 1.12.6 does not "
            "start.",
            "Write the DER file again, and nothing behind it (openssl pkcs8 or rsa with -outform DER -out FILE).",
            "error",
        ),
        "other_form": HostCause(
            "{option} is not an RSA key as {form} DER: the server cannot read it, and 1.12.6 does not start.",
            "Convert it with openssl: pkcs8 -topk8 -nocrypt -outform DER for the private key, rsa -pubout -outform DER "
            "for the public.",
            "error",
        ),
    },
    "JWK-13": {
        "published_in_use": HostCause(
            "The server signs with a key pair that is published ({kid}): anyone can make a valid token for it.",
            "Set om_sso_jwt_key_id and run openmetadata.sso.rotate_keys.",
            "warning",
        ),
    },
}


def host_finding(rule, option, cause, **values):
    """The finding of a cause at an option or a file. ``KeyError`` for an unknown rule or cause, or a missing value."""
    found = CAUSES[rule][cause]
    known = dict(values, option=option)
    return Finding(rule, found.severity, option, found.message.format(**known), found.fix.format(**known))
