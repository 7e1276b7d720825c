# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The keys of the server itself: the pair that signs its own tokens, and the Fernet key of its database."""

from __future__ import annotations

from ._option import Option

OPTIONS = (
    Option(
        "jwt_key_id",
        "str",
        (
            (
                "Id of your own key pair, which signs the tokens of bots and people, "
                "for example the month in which it was made."
            ),
            (
                "The pair is made on the host, or in a Secret on Kubernetes, when there is none of that id; it is "
                "never overwritten. A new id is a new pair, and the playbook C(openmetadata.sso.rotate_keys) brings it "
                "into effect. The pair that "
                "OpenMetadata ships stays when this is left out."
            ),
        ),
        example="2026-11",
    ),
    Option(
        "jwt_private_key",
        "str",
        (
            (
                "Private key of the pair O(om_sso_jwt_key_id) as PEM (PKCS#8 or PKCS#1) or Base64 of DER, RSA with "
                "2048 bits or more, instead of making one."
            ),
        ),
        secret=True,
        kind="pem",
    ),
    Option(
        "mint_admin_token",
        "bool",
        (
            (
                "Whether a run may sign a token of an administrator, valid for five minutes, "
                "with the host's own key pair, when it has no other."
            ),
            (
                "After a rotation that made O(om_sso_admin_token) invalid "
                "this is the only way without a sign-in by hand."
            ),
            "It has no effect on Kubernetes.",
        ),
        default=False,
    ),
    Option(
        "force_fernet_key",
        "bool",
        (
            (
                "Bring a new FERNET_KEY into effect on a server with data, "
                "although all secrets in its database become unreadable."
            ),
        ),
        default=False,
    ),
)
