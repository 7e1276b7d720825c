# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Bots and where their tokens go, and what an administrator needs where there is no token."""

from __future__ import annotations

from ._option import Option

_DELIVERY = (
    Option("path", "path", ("File that receives the token.",), required=True, example="/opt/ingestion/.env"),
    Option(
        "variable",
        "str",
        (
            "Variable of an environment file: the line C(VARIABLE=token) is set and every other line stays.",
            "The file holds nothing but the token without it.",
        ),
        example="OM_JWT_TOKEN",
    ),
    Option(
        "host",
        "str",
        ("Host of the inventory that has the file. The server's own host when it is left out.",),
        example="airflow-1",
    ),
    Option("owner", "str", ("Owner of the file; stays as it is when it is left out.",)),
    Option("group", "str", ("Group of the file; stays as it is when it is left out.",)),
    Option("mode", "str", ("Mode of the file.",), default="0600"),
)

_SECRET = (
    Option("name", "str", ("Name of the Secret. It is created if there is none.",), required=True, example="ingestion"),
    Option("key", "str", ("Key of the Secret that holds the token. Other keys stay.",), default="token"),
    Option(
        "namespace",
        "str",
        ("Namespace of the Secret. That of C(om_sso_kubernetes_namespace) when it is left out.",),
        example="airflow",
    ),
)

_BOT = (
    Option("name", "str", ("Name of the bot.",), required=True, example="ingestion-bot"),
    Option(
        "expiry",
        "str",
        (
            (
                "How long a new token lives, in days but for C(OneHour) and C(Unlimited). "
                "Any valid token is kept when it is left out."
            ),
        ),
        choices=("OneHour", "1", "7", "30", "60", "90", "Unlimited"),
    ),
    Option(
        "renew_within",
        "int",
        ("Renew a token that has this many days left, but never in the first half of its life.",),
        default=7,
        minimum=0,
    ),
    Option("create", "bool", ("Make the bot when there is none.",), default=False),
    Option("email", "str", ("E-mail address of the user of a bot that is made.",)),
    Option("deliver", "list", ("Files in which the token is used.",), options=_DELIVERY),
    Option(
        "deliver_secrets",
        "list",
        (
            "Kubernetes Secrets that receive the token, through C(kubernetes.core) and the kubeconfig of the release.",
            "A Secret that is not labelled as one for tokens of bots is never written.",
        ),
        options=_SECRET,
    ),
)

OPTIONS = (
    Option(
        "bots",
        "list",
        ("Bots whose tokens the playbook C(openmetadata.sso.bots) keeps alive and hands over.",),
        options=_BOT,
        example=[
            {
                "name": "ingestion-bot",
                "expiry": "90",
                "deliver": [{"path": "/opt/ingestion/.env", "variable": "OM_JWT_TOKEN"}],
            }
        ],
    ),
    Option(
        "bot_delivery_tasks",
        "path",
        (
            "Task file on the controller that the same playbook runs for each bot, for stores of secrets.",
            "It gets C(openmetadata_bot) and C(openmetadata_bot_token).",
            (
                "It has to be idempotent: it runs whether or not the token is new. "
                "Not in check mode when there would be a new one."
            ),
        ),
        example="tasks/to_vault.yml",
    ),
    Option(
        "redeploy_pipelines",
        "bool",
        ("Deploy the ingestion pipelines again that carry an older token of these bots.",),
        default=True,
    ),
    Option(
        "admin_email",
        "str",
        (
            (
                "E-mail address of an administrator of a server with the provider C(basic), "
                "where there is no C(om_sso_admin_token)."
            ),
        ),
        example="admin@open-metadata.org",
    ),
    Option("admin_password", "str", ("The password to it.",), secret=True),
)
