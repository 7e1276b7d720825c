# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rules ADO-*: adoption."""

from __future__ import annotations

from ._entry import Cause, Entry

ENTRIES = (
    Entry(
        "ADO-01",
        "error",
        "Role variables can give every value that the server uses",
        where=("adopt",),
        reason="A value that no role variable gives would be lost at the first apply after an adoption.",
        fix="Correct it on the server first, or leave it to the files that set it.",
        message="The server's value of {path} ({name}) is one that no role variable gives.",
        wrong="""\
# openmetadata.yaml of the server
authenticationConfiguration:
  someUnknownKey: true
""",
        right="""\
# the key is removed, or OpenMetadata's own variable sets it
om_sso_extra_environment:
  CUSTOM_OIDC_AUTHENTICATION_PROVIDER_NAME: acme
""",
    ),
    Entry(
        "ADO-02",
        "error",
        "Every secret of the server can be read",
        where=("adopt",),
        reason="A secret that the server masks or keeps elsewhere cannot be copied into the inventory.",
        fix="Write it into the file of secrets.",
        causes={
            "masked": Cause("The value of {option} cannot be read: the server shows asterisks in its place."),
            "kept": Cause(
                "The value of {option} is in {where}, which values files do not show.",
                (
                    "Write it into the file of secrets. With om_sso_kubernetes_secret_style: reference any text will "
                    "do, and the Secret of om_sso_kubernetes_secret needs it."
                ),
                "warning",
            ),
        },
        wrong="""\
# adopted secrets file
om_sso_client_secret:
""",
        right="""\
# adopted secrets file, encrypted with ansible-vault
om_sso_client_secret: "the secret of the client"
""",
    ),
    Entry(
        "ADO-03",
        "info",
        "Stored configuration is the same as files and environment",
        where=("adopt",),
        reason="OpenMetadata keeps its configuration in the database from 1.10 on; there it wins over files.",
        fix="Nothing needs to be done: the adopted variables hold what is in effect.",
        message="{names}: stored rows differ from files and environment; the rows are in effect and were taken.",
        wrong="""\
# stored configuration: clientId is "old", environment: clientId is "new"
""",
        right="""\
# both hold the same client id
""",
    ),
    Entry(
        "ADO-04",
        "warning",
        "The inventory does not conflict with the adopted values",
        where=("adopt",),
        reason="A variable that is set elsewhere in the inventory can win over the adopted file.",
        fix="Remove it, or the adopted one, before the next apply.",
        message="{option} is set in the inventory, and not as the server has it.",
        wrong="""\
# group_vars/openmetadata/old.yml beside the adopted file
om_sso_client_id: another-client
""",
        right="""\
# only the adopted file sets om_sso_client_id
""",
    ),
    Entry(
        "ADO-05",
        "error",
        "The file to write is absent or was written by the adoption",
        where=("adopt",),
        reason="A file that was edited by hand is never overwritten.",
        fix="Move the file away, or merge it by hand.",
        causes={
            "edited": Cause(
                "{option} was edited, or not written by this collection; nothing was written.",
                "Move it away, or set om_sso_adopt_overwrite: true.",
            ),
            "other_secrets": Cause(
                "{option} is encrypted and holds other secrets than the server has; nothing was written.",
                "Move it away, or set om_sso_adopt_overwrite: true.",
            ),
        },
        wrong="""\
# host_vars/om-1/om_sso.yml, edited after it was written
om_sso_client_id: edited
""",
        right="""\
# the edited values are in another file, for example host_vars/om-1/local.yml
""",
    ),
    Entry(
        "ADO-06",
        "warning",
        "An encrypted file can be compared",
        where=("adopt",),
        reason="Without the vault password it is unknown whether the file still holds what was adopted.",
        fix="Give the password (--ask-vault-pass), or set om_sso_adopt_overwrite: true.",
        message=(
            "{option} is encrypted and stays as it is: without its password it cannot be compared with "
            "the server's secrets."
        ),
        wrong="""\
ansible-playbook openmetadata.sso.adopt
""",
        right="""\
ansible-playbook openmetadata.sso.adopt --ask-vault-pass
""",
    ),
    Entry(
        "ADO-07",
        "info",
        "Every value has an effect for its provider and flow",
        where=("adopt",),
        reason="The server has values that its provider or flow does not read; they are not adopted.",
        fix="Nothing needs to be done.",
        message="{names}: set, but without an effect for this provider and flow; left where it is.",
        wrong="""\
# the server has both
AUTHENTICATION_PROVIDER=google
AUTHENTICATION_LDAP_HOST=ldap.acme.io
""",
        right="""\
AUTHENTICATION_PROVIDER=google
""",
    ),
    Entry(
        "ADO-08",
        "error",
        "The server's provider and configuration can be read",
        where=("adopt",),
        reason="Without the provider no variable can be named.",
        fix="Let the connecting user read openmetadata.yaml, and correct it.",
        causes={
            "no_file": Cause("The server's openmetadata.yaml could not be read.", "Let the connecting user read it."),
            "not_parsed": Cause(
                "The configuration cannot be read: {reason}.",
                "Correct openmetadata.yaml, or the variable that it names.",
            ),
            "other_provider": Cause(
                "The server's provider is {named}, which the collection does not configure.", "It configures {names}."
            ),
        },
        wrong="""\
# the server's environment names a provider that is unknown
AUTHENTICATION_PROVIDER=acme
""",
        right="""\
AUTHENTICATION_PROVIDER=custom-oidc
""",
    ),
    Entry(
        "ADO-09",
        "warning",
        "The server serves what its configuration says",
        where=("adopt",),
        reason="A server that was not restarted after an edit works with older values.",
        fix="Restart it, and adopt again; what the configuration says was taken.",
        message=(
            "The server serves {fields} otherwise than its configuration says: it was changed after the last start."
        ),
        wrong="""\
# .env was edited, and the server was not restarted
""",
        right="""\
# the server was restarted after the edit
""",
    ),
    Entry(
        "ADO-10",
        "info",
        "All values of a release are in its values files",
        where=("adopt",),
        reason="The values of a Secret or ConfigMap that envFrom names are not in a values file.",
        fix="Write what they set for the sign-in into the role variables.",
        message="envFrom names {names}: what is set there was not read.",
        wrong="""\
envFrom:
  - secretRef: {name: openmetadata-extra}
""",
        right="""\
openmetadata:
  config:
    authentication:
      provider: okta
""",
    ),
    Entry(
        "ADO-12",
        "info",
        "Both client ids are set",
        where=("adopt",),
        reason=(
            "The server of a confidential client signs in with OIDC_CLIENT_ID, and shows AUTHENTICATION_CLIENT_ID to "
            "its user interface. om_sso_client_id sets both."
        ),
        fix="Nothing needs to be done.",
        message="{option} is the value of OIDC_CLIENT_ID: AUTHENTICATION_CLIENT_ID is empty; the first apply sets it.",
        wrong="""\
OIDC_CLIENT_ID=openmetadata
""",
        right="""\
OIDC_CLIENT_ID=openmetadata
AUTHENTICATION_CLIENT_ID=openmetadata
""",
    ),
)
