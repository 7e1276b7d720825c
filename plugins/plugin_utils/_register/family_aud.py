# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rules AUD-*: the audit."""

from __future__ import annotations

from ._entry import Cause, Entry

ENTRIES = (
    Entry(
        "AUD-01",
        "error",
        "The default password is refused",
        where=("audit",),
        reason="admin with the password admin is in every guide: whoever reaches the server is an administrator.",
        fix=(
            "Change the password at once; with single sign-on (openmetadata.sso.sso) no password of OpenMetadata's own "
            "is accepted any more."
        ),
        wrong="""\
# the first sign-in of admin@open-metadata.org was never followed by a change of its password
""",
        right="""\
om_sso_admin_principals: [jane.doe]  # then run openmetadata.sso.default_admin
""",
    ),
    Entry(
        "AUD-02",
        "error",
        "The provider is reached over TLS",
        where=("audit",),
        reason=(
            "Keys that come over plain http can be replaced on the way, and with them whoever signs in; a directory "
            "without TLS sees every password in clear."
        ),
        fix=(
            "Use the provider's https addresses (om_sso_authority, om_sso_discovery_uri, om_sso_public_key_urls), or "
            "om_sso_ldap.ssl_enabled: true."
        ),
        causes={
            "directory": Cause("", "Set om_sso_ldap.ssl_enabled: true and its port, then run openmetadata.sso.sso."),
        },
        wrong="""\
om_sso_oidc_issuer: http://id.acme.io
""",
        right="""\
om_sso_oidc_issuer: https://id.acme.io
""",
    ),
    Entry(
        "AUD-03",
        "error",
        "Secrets are readable only by their owner",
        where=("audit",),
        reason=(
            "Whoever has any account on the host has the client secret, the Fernet key or the private key, and with it "
            "every user's rights."
        ),
        fix=(
            "chmod 0600 the file, and give it to root or the server's user. What openmetadata.sso.sso writes has that "
            "mode."
        ),
        causes={
            "listed": Cause(
                "",
                "Remove the access control list (setfacl -b PATH, for the path that has it), or accept the finding "
                "where that user or group is to read the file. openmetadata.sso.sso closes its own files to them.",
            ),
            "other_owner": Cause("", severity="warning"),
        },
        wrong="""\
# -rw-r--r-- openmetadata-sso.env
""",
        right="""\
# -rw------- openmetadata-sso.env
""",
    ),
    Entry(
        "AUD-04",
        "warning",
        "Bot tokens expire",
        where=("audit",),
        reason=(
            "A bot's token that never ends opens the server for ever to whoever finds it in a log, a backup or a "
            "pipeline."
        ),
        fix=(
            "List the bot in om_sso_bots with an expiry and run openmetadata.sso.bots: it renews the "
            "token and hands it over."
        ),
        wrong="""\
om_sso_bots:
 - name: ingestion-bot
   expiry: Unlimited
""",
        right="""\
om_sso_bots:
  - name: ingestion-bot
    expiry: "90"
""",
    ),
    Entry(
        "AUD-05",
        "error",
        "No secret is in clear text in values or a Deployment",
        where=("audit",),
        reason="Whoever may read Deployments or a release of Helm, or the repository of the values, has the secret.",
        fix=(
            "Take it out of the values and run openmetadata.sso.sso, which writes a Secret, or refer to a Secret of "
            "your own (om_sso_kubernetes_secret_style). Then change the secret at its source."
        ),
        wrong="""\
extraEnvs:
  - {name: OIDC_CLIENT_SECRET, value: s3cret}
""",
        right="""\
extraEnvs:
  - name: OIDC_CLIENT_SECRET
    valueFrom: {secretKeyRef: {name: openmetadata-sso, key: OIDC_CLIENT_SECRET}}
""",
    ),
    Entry(
        "AUD-06",
        "error",
        "Only named accounts read the Secrets of the server",
        where=("audit",),
        reason=(
            "A role bound to all users, to all service accounts or to the account default gives every pod and every "
            "user the client secret, and with it every user's rights."
        ),
        fix="Bind the role to the accounts that need it, and limit it to Secrets by name (resourceNames).",
        wrong="""\
subjects:
  - {kind: Group, name: "system:serviceaccounts", apiGroup: rbac.authorization.k8s.io}
""",
        right="""\
subjects:
  - {kind: ServiceAccount, name: deployer, namespace: data}
""",
        not_checked="Who may run commands in pods, or create pods that mount a Secret.",
    ),
    Entry(
        "AUD-07",
        "error",
        "Every Ingress of the server has TLS",
        where=("audit",),
        reason="A code or token that comes back over plain http can be read on the way, and is as good as a password.",
        fix="Set ingress.tls of the chart with the host and the Secret of its certificate.",
        wrong="""\
ingress:
  enabled: true
  hosts: [{host: metadata.acme.io}]
""",
        right="""\
ingress:
  enabled: true
  hosts: [{host: metadata.acme.io}]
  tls: [{hosts: [metadata.acme.io], secretName: metadata-tls}]
""",
        not_checked="Routes, gateways and Services of other kinds; whether the certificate is valid.",
    ),
)
