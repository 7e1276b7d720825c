# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Client registration: the application at the identity provider, and who may change it."""

from __future__ import annotations

from ._option import Option

#: Stands for what client registration has still to get from the provider: in check mode, and before it is carried out.
PENDING = "made-by-client-registration"
_SECRET = "Pass it by a variable or lookup, or by the environment that the provider's page names."

REGISTRATION = Option(
    "client_registration",
    "dict",
    ("The application at the identity provider, as client registration makes and keeps it.",),
    options=(
        Option(
            "name",
            "str",
            ("Name of the application. It is found again by this name in a mark of its own: do not change it.",),
            default="OpenMetadata",
        ),
        Option(
            "state",
            "str",
            (
                (
                    "C(present) makes it what the plans need. C(rotated) makes a new client secret as well. C(absent) "
                    "deletes it, if this collection made it."
                ),
            ),
            default="present",
            choices=("present", "rotated", "absent"),
        ),
        Option(
            "provider",
            "str",
            ("Whose API is called, where O(om_sso_provider) does not say it: with C(saml) and C(custom-oidc).",),
            choices=("auth0", "aws-cognito", "azure", "keycloak", "okta", "onelogin"),
        ),
        Option(
            "url",
            "str",
            ("Base URL of the provider's API, where it does not follow from the provider's other variables.",),
            kind="url",
        ),
        Option(
            "allow_http",
            "bool",
            (
                "Send the administrator's credentials over plain http as well, where others can read them.",
                "For a provider in a lab. To this machine itself they may always go over http.",
            ),
            default=False,
        ),
        Option(
            "exact",
            "bool",
            ("Remove redirect URIs, scopes and other entries that no host of the run needs. Other hosts may.",),
            default=False,
        ),
        Option(
            "adopt",
            "bool",
            ("Take over the application that has O(om_sso_client_id), although this collection did not make it.",),
            default=False,
        ),
        Option("admin_client_id", "str", ("Client id of a service account that may manage applications.",)),
        Option("admin_client_secret", "str", ("Secret of that service account.", _SECRET), secret=True),
        Option("admin_username", "str", ("User who may manage applications, where the API takes users.",)),
        Option("admin_password", "str", ("Password of that user.", _SECRET), secret=True),
        Option("admin_realm", "str", ("Keycloak: realm of that user or service account. Left out: the same realm.",)),
        Option("admin_token", "str", ("Token for the API, in place of the above.", _SECRET), secret=True),
        Option("profile", "str", ("Amazon Cognito: profile of the AWS configuration.",)),
        Option("deadline", "int", ("Seconds for all requests of a run together.",), default=120, minimum=1),
    ),
)

OPTIONS = (
    REGISTRATION,
    Option(
        "register_client",
        "bool",
        (
            (
                "The client is registered by C(openmetadata.sso.client_registration) earlier in the same run, so that "
                "O(om_sso_client_id) and O(om_sso_client_secret) may be left out."
            ),
        ),
        default=False,
    ),
    Option(
        "client_secret_file",
        "path",
        (
            (
                "File on the controller that receives the client secret of a registered client, readable by its owner "
                "alone, and from which the secret is read where O(om_sso_client_secret) is left out. A file that "
                "Ansible Vault has encrypted stays encrypted."
            ),
        ),
        example="secrets/om_sso_client_secret",
    ),
    Option(
        "client_registration_delivery_tasks",
        "path",
        (
            "Task file on the controller that runs for each registered client, for stores of secrets.",
            "It gets C(openmetadata_client) (client id and role variables) and C(openmetadata_client_secret).",
            "It has to be idempotent. It runs only where there is a new secret.",
        ),
        example="tasks/to_vault.yml",
    ),
    Option(
        "client_secret_days",
        "int",
        ("Days for which a new client secret counts, where the provider lets it end.",),
        default=180,
        minimum=1,
        maximum=730,
    ),
    Option(
        "client_secret_overlap",
        "int",
        (
            (
                "Days for which the old client secret still counts after a rotation, where the provider allows two "
                "at once. The next run of C(client_registration) then removes it, once preflight and C(sso) have shown "
                "that the new one works."
            ),
        ),
        default=7,
        minimum=0,
    ),
    Option(
        "client_secret_warn_days",
        "int",
        ("Warn of a client secret that ends within this many days, where the provider tells it.",),
        default=30,
        minimum=0,
    ),
)
