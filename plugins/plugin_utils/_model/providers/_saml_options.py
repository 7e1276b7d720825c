# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The dictionary om_sso_saml: OpenMetadata's own fields in snake_case."""

from __future__ import annotations

from ..options import Option

EMAIL_ADDRESS = "urn:oasis:names:tc:SAML:2.0:nameid-format:emailAddress"


def _pem(name: str, what: str) -> tuple[Option, Option]:
    """A certificate or key: its text, or a file on the controller that holds it."""
    return (
        Option(name, "str", (f"{what}, as PEM text.",), secret=True, kind="pem"),
        Option(
            f"{name}_file",
            "path",
            (f"File on the controller that holds C({name}).",),
            kind="file",
            example="files/certificate.pem",
        ),
    )


def _flag(name: str, text: str) -> Option:
    return Option(name, "bool", (text,), default=False)


IDP = Option(
    "idp",
    "dict",
    ("The identity provider.",),
    options=(
        Option(
            "entity_id",
            "str",
            ("Entity id, as in the provider's metadata.",),
            required=True,
            example="https://sts.windows.net/TENANT/",
        ),
        Option(
            "sso_login_url",
            "str",
            ("Single sign-on URL, as in the provider's metadata.",),
            required=True,
            kind="endpoint",
        ),
        *_pem("idp_x509_certificate", "Signing certificate of the provider"),
        Option("authority_url", "str", ("Sign-in URL of the server, before OpenMetadata 1.12. Derived.",), kind="url"),
        Option("name_id", "str", ("Format of the user's name.",), default=EMAIL_ADDRESS),
    ),
)

SP = Option(
    "sp",
    "dict",
    ("OpenMetadata as the service provider.",),
    options=(
        Option(
            "entity_id",
            "str",
            (
                (
                    "Entity id that is registered at the provider. Derived: "
                    "O(om_sso_server_url) and C(/api/v1/saml/metadata)."
                ),
            ),
        ),
        Option(
            "acs",
            "str",
            ("Assertion consumer service URL. Derived: O(om_sso_server_url) and C(/api/v1/saml/acs).",),
            kind="url",
        ),
        Option(
            "callback",
            "str",
            ("Page of the user interface after the sign-in. Derived: O(om_sso_server_url) and C(/saml/callback).",),
            kind="url",
        ),
        *_pem("sp_x509_certificate", "Certificate of OpenMetadata"),
        *_pem("sp_private_key", "Private key of OpenMetadata"),
    ),
)

SECURITY = Option(
    "security",
    "dict",
    ("What is signed, encrypted and checked.",),
    options=(
        _flag("strict_mode", "Refuse responses that are not signed or encrypted as demanded."),
        _flag("validate_xml", "Check messages against their XML schema."),
        Option("token_validity", "int", ("Seconds that a token of OpenMetadata counts.",), default=3600, minimum=1),
        _flag("send_encrypted_name_id", "Encrypt the user's name in requests."),
        _flag("send_signed_auth_request", "Sign requests."),
        _flag("sign_sp_metadata", "Sign the metadata of OpenMetadata."),
        _flag("want_messages_signed", "Demand signed responses."),
        _flag("want_assertions_signed", "Demand signed assertions."),
        _flag("want_assertion_encrypted", "Demand encrypted assertions."),
        Option("key_store_file_path", "str", ("Java key store on the server with OpenMetadata's key.",)),
        Option("key_store_alias", "str", ("Name of the key in the key store.",)),
        Option("key_store_password", "str", ("Password of the key store.",), secret=True),
    ),
)

SAML = Option(
    "saml",
    "dict",
    ("The SAML configuration. Its keys are OpenMetadata's field names in snake_case.",),
    required=True,
    options=(
        IDP,
        SP,
        SECURITY,
        _flag("debug_mode", "Log SAML messages."),
        Option(
            "saml_display_name_attributes",
            "list",
            (
                (
                    "Attributes that hold the user's display name. Only the stored rows carry it: "
                    "OpenMetadata 1.11.14 and newer."
                ),
            ),
        ),
    ),
)
