# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Asking the identity provider before a host is touched."""

from __future__ import annotations

from ._option import Option

OPTIONS = (
    Option(
        "preflight",
        "str",
        (
            (
                "Ask the provider before a host is touched. What it is seen to refuse is an error with C(warn) and "
                "C(required); that it does not answer is a warning with C(warn) and an error with C(required). "
                "C(off) asks nothing."
            ),
        ),
        default="warn",
        choices=("required", "warn", "off"),
    ),
    Option(
        "preflight_ca_file",
        "path",
        (
            (
                "File on the controller with CA certificates to trust beside the system's own: PEM, or a truststore of "
                "Java such as the server's own (JKS, or PKCS 12 whose certificates are not encrypted)."
            ),
        ),
        example="files/company-ca.pem",
    ),
    Option(
        "sample_token",
        "str",
        (
            (
                "ID token of a sign-in: preflight verifies it and shows the user name, mail address and administrator "
                "that OpenMetadata makes of it."
            ),
            "It stays on the controller.",
        ),
        secret=True,
    ),
    Option(
        "sample_claims",
        "dict",
        (
            (
                "Claims of an administrator's ID token. A plan under which OpenMetadata would make no administrator of "
                "them is refused before anything is touched, whatever O(om_sso_preflight) says. Preflight shows the "
                "user as it does for O(om_sso_sample_token)."
            ),
        ),
        example={"email": "jane.doe@acme.io", "sub": "0f3a"},
    ),
    Option(
        "sample_user",
        "str",
        ("Mail address of a user, to be looked up in the LDAP directory and shown with groups and roles.",),
        example="jane.doe@acme.io",
    ),
    Option(
        "saml_metadata_url",
        "str",
        ("Address of the SAML identity provider's metadata, which is compared with what is configured.",),
    ),
    Option("preflight_timeout", "int", ("Seconds to wait for each answer of the provider.",), default=10, minimum=1),
)
