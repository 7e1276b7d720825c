# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rules BOT-*: bots and ingestion."""

from __future__ import annotations

from ._entry import Cause, Entry
from ._host import on_host

ENTRIES = (
    Entry(
        "BOT-03",
        "error",
        "Ingestion signs in with a token of OpenMetadata",
        where=("files",),
        reason=(
            "OpenMetadata accepts tokens of its own bots only; a workflow with credentials of the provider is refused."
        ),
        fix="Write authProvider: openmetadata, and the bot's token in securityConfig.jwtToken.",
        message=(
            "authProvider is not openmetadata: since 1.0 ingestion signs in with a bot's token whatever the server's "
            "provider is."
        ),
    ),
    Entry(
        "BOT-05",
        "warning",
        "Ingestion trusts the server's certificate",
        where=("files",),
        reason="Ingestion connects to the server over TLS and fails when it does not know the certificate's CA.",
        fix="Set verifySSL and the path of the CA certificate for ingestion.",
        causes={
            "ingestion": Cause(
                (
                    "SERVER_HOST_API_URL is https without PIPELINE_SERVICE_CLIENT_VERIFY_SSL: with a certificate "
                    "authority of your own ingestion fails."
                ),
                "Set PIPELINE_SERVICE_CLIENT_VERIFY_SSL to validate, and PIPELINE_SERVICE_CLIENT_SSL_CERT_PATH.",
            ),
            "workflow": Cause(
                "hostPort is https without verifySSL: with a certificate authority of your own ingestion fails.",
                "Write verifySSL: validate, and sslConfig.caCertificate.",
            ),
        },
    ),
    Entry(
        "BOT-06",
        "error",
        "The server has its own Fernet key",
        where=("settings", "files", "host", "audit"),
        reason=(
            "The Fernet key that OpenMetadata ships is public: it protects no password of a data "
            "source in the database."
        ),
        fix=(
            "On an empty server set om_sso_extra_environment.FERNET_KEY before the first start. With "
            "data in it, rotate the key with OpenMetadata's ops command first: another key makes "
            "what is stored unreadable."
        ),
        causes={
            "changed_in_file": Cause(
                "{option} differs from the one in om_sso_extra_environment.",
                "Keep the one of the running server, unless you rotate it on purpose.",
            ),
            "shipped": Cause(
                "{option} is the key that OpenMetadata ships: it protects no secret.",
                "Make one of your own before the first start.",
                severity="warning",
            ),
            "not_set": Cause(
                "{option} is not set: secrets in the database are encrypted with the key that OpenMetadata ships.",
                "Set your own before the first start; on a server with data, rotate it with its ops command.",
                severity="warning",
            ),
            "not_a_key": Cause(
                "{option} is not a valid Fernet key: 32 bytes as URL-safe base64, 44 characters.",
                "Copy the key of the running server; another one makes its secrets unreadable.",
            ),
            **on_host("BOT-06"),
        },
        not_checked=(
            "Without the files of a running server, whether its Fernet key would change. A run on the host checks that."
        ),
    ),
    Entry(
        "BOT-08",
        "error",
        "Ingestion can reach the server",
        where=("files",),
        reason="The address that ingestion uses is one of its own container, so that no workflow reaches the server.",
        fix="Write the server's service name, http://openmetadata-server:8585/api.",
        message="SERVER_HOST_API_URL is localhost: the ingestion container would call itself.",
    ),
    Entry(
        "BOT-09",
        "error",
        "The file with a bot's token is on a machine",
        where=("settings",),
        reason=(
            "A Helm release is not a machine. The new token would end the old one, and then have no place: ingestion "
            "gets 401 from that moment on."
        ),
        fix=(
            "Name the machine in host, or deliver the token to a Secret (deliver_secrets) or with "
            "om_sso_bot_delivery_tasks."
        ),
        message=(
            "{option} is missing: on Kubernetes the host of the inventory is a Helm release, which has no file {path}."
        ),
    ),
)
