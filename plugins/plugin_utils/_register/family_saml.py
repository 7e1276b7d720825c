# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rules SAML-*: SAML."""

from __future__ import annotations

from ._entry import Cause, Entry

ENTRIES = (
    Entry(
        "SAML-01",
        "error",
        "Certificates and keys are valid",
        where=("settings", "files", "preflight"),
        reason="Without a valid certificate the server does not start or refuses every assertion.",
        fix="Paste the certificate itself (X.509, PEM or its Base64) from the provider's metadata.",
        causes={
            "not_a_certificate_in_file": Cause(
                "{option} {reason}.",
                "Write the certificate's base64 on one line.",
            ),
            "missing": Cause(
                "{option} is missing: no sign-in could be verified.",
                "Copy the signing certificate of the provider's metadata.",
            ),
            "not_a_certificate": Cause(
                "{option} {reason}.",
                (
                    "Write the text between and with the BEGIN and END lines, or name a file on the controller in "
                    "{option}_file."
                ),
            ),
            "expired": Cause(
                "{option} expired on {ends}: every sign-in would be refused.",
                "Copy the provider's current certificate.",
            ),
            "not_yet_valid": Cause(
                "{option} is valid from {begins} on only.",
                "Copy the provider's current certificate.",
            ),
            "expires_soon": Cause(
                "{option} ends in {days} days.",
                "Get the provider's next certificate in time.",
                severity="warning",
            ),
            "not_a_key": Cause(
                "{option} is not a private key without a password, as PEM text.",
                (
                    "Write the text between and with the BEGIN and END lines, or name a file on the controller in "
                    "{option}_file."
                ),
            ),
            "preflight_missing": Cause(
                "{option}: idp.idp_x509_certificate is missing.",
                "Paste the certificate itself (X.509, PEM or its Base64), not a path and not a key.",
            ),
            "preflight_not_a_certificate": Cause(
                "{option}: idp.idp_x509_certificate is not a certificate.",
                "Paste the certificate itself (X.509, PEM or its Base64), not a path and not a key.",
            ),
            "preflight_expired": Cause(
                "{option}: the certificate in idp.idp_x509_certificate ({subject}) expired on {ends}.",
                "Take the new one from the identity provider's metadata.",
            ),
            "preflight_not_yet_valid": Cause(
                "{option}: the certificate in idp.idp_x509_certificate ({subject}) is valid from {starts}.",
                "Take the new one from the identity provider's metadata.",
            ),
            "preflight_expires_soon": Cause(
                "{option}: the certificate in idp.idp_x509_certificate ({subject}) expires on {ends}.",
                "Take the new one from the identity provider's metadata.",
                severity="warning",
            ),
            "other_certificate": Cause(
                "{option}: idp.idp_x509_certificate does not sign for the provider any more, or never did.",
                "Copy it from the identity provider's metadata.",
            ),
            "encryption_certificate": Cause(
                "{option}: idp.idp_x509_certificate is the provider's certificate for encryption, not for signing.",
                "Copy the signing certificate of the provider's metadata.",
            ),
        },
    ),
    Entry(
        "SAML-02",
        "error",
        "The service provider has a key for what it signs or decrypts",
        where=("settings", "preflight"),
        reason="Without the pair the server cannot sign requests or read encrypted assertions.",
        fix="Set sp_x509_certificate and sp_private_key from one pair, or a complete key store.",
        causes={
            "no_key": Cause(
                "{option} needs a key of OpenMetadata's own, and there is none.",
                (
                    "Set om_sso_saml.sp.sp_x509_certificate and sp_private_key, or the three "
                    "key_store options, or turn it off."
                ),
            ),
            "incomplete": Cause(
                "{option} is missing, and the others of {names} are set.",
                "Set all of them, or none.",
            ),
            "own_not_a_certificate": Cause(
                "{option}: sp.sp_x509_certificate is not a certificate.",
                "Set sp.sp_x509_certificate and sp.sp_private_key from one pair.",
            ),
            "own_not_a_key": Cause(
                "{option}: sp.sp_private_key is not a private key.",
                "Set sp.sp_x509_certificate and sp.sp_private_key from one pair.",
            ),
            "own_incomplete": Cause(
                "{option}: one of sp.sp_x509_certificate and sp.sp_private_key is missing.",
                "Set sp.sp_x509_certificate and sp.sp_private_key from one pair.",
            ),
            "own_no_match": Cause(
                "{option}: sp.sp_private_key is not the key of sp.sp_x509_certificate.",
                "Set sp.sp_x509_certificate and sp.sp_private_key from one pair.",
            ),
            "signature_refused": Cause(
                "{option}: the provider refuses the signature of the AuthnRequest ({said}).",
                "Register sp.sp_x509_certificate at the provider, for RSA with SHA-256.",
            ),
            "signature_wanted": Cause(
                "{option}: the provider wants a signed AuthnRequest ({said}).",
                "Set security.send_signed_auth_request with a key pair in sp, and register sp.sp_x509_certificate at "
                "the provider.",
            ),
        },
        not_checked=(
            "Whether a key store is on the server and readable. The server does not start otherwise, and "
            "a run waits for it."
        ),
    ),
    Entry(
        "SAML-03",
        "error",
        "SAML addresses belong to server and provider",
        where=("settings", "preflight"),
        reason="The provider sends the assertion to the configured address only.",
        fix="Leave the addresses of the service provider out; copy the provider's from its metadata.",
        causes={
            "other_origin": Cause(
                "{option} is on {origin}, but om_sso_server_url is on {expected}.",
                "Leave {option} out, and register what follows from om_sso_server_url.",
            ),
            "other_path": Cause(
                "{option} is not an address at which the server accepts assertions.",
                "Leave it out, or end it with /api/v1/saml/acs.",
            ),
            "no_metadata": Cause(
                "{option}: {url} holds no metadata of an identity provider.", "Copy the federation metadata address."
            ),
            "other_entity_id": Cause(
                "{option}: idp.entity_id is not the provider's, which is {entity_id}.",
                "Copy it from the identity provider's metadata.",
            ),
            "other_sign_in_url": Cause(
                "{option}: idp.sso_login_url is none of the provider's: {urls}.",
                "Copy it from the identity provider's metadata.",
            ),
            "other_binding": Cause(
                "{option}: idp.sso_login_url is the provider's address for {bindings}, and OpenMetadata sends by "
                "HTTP-Redirect.",
                "Copy the address for HTTP-Redirect from the metadata: {urls}.",
            ),
            "acs_refused": Cause(
                "{option}: the provider does not accept the assertion consumer service URL {acs} ({said}).",
                "Register {acs} at the provider, or set om_sso_saml.sp.acs to the registered one.",
            ),
            "no_sign_in_page": Cause(
                "{option}: idp.sso_login_url answers HTTP {status}.",
                "Copy the sign-in address (HTTP-Redirect) of the identity provider.",
            ),
        },
    ),
    Entry(
        "SAML-05",
        "warning",
        "The name id is an e-mail address",
        where=("settings", "preflight"),
        reason="OpenMetadata makes the user name from it.",
        fix="Leave it out, or write urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress.",
        message="{option} does not ask for an e-mail address: users would get opaque names, or none.",
        causes={
            "format_refused": Cause(
                "{option}: the provider refuses the name id format {name_id} ({said}).",
                "Set idp.name_id to {other}, and let the provider send the e-mail address.",
                severity="error",
            ),
        },
    ),
)
