# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rules ADO-*: adoption."""

from __future__ import annotations

from ._entry import Entry

ENTRIES = (
    Entry(
        "ADO-01",
        "error",
        "Role variables can give every value that the server uses",
        where=("adopt",),
        reason="A value that no role variable gives would be lost at the first apply after an adoption.",
        fix="Set the value in om_sso_extra_environment, or remove it from the server's configuration.",
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
        fix="Write the secret into the file of secrets.",
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
        fix="Remove the variable there, or accept that it wins.",
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
        fix="Give Ansible the vault password.",
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
        fix="Start the server, or correct om_sso_server_internal_url.",
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
        fix="Restart the server and run adopt again.",
        wrong="""\
# .env was edited, and the server was not restarted
""",
        right="""\
# the server was restarted after the edit
""",
    ),
)
