# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rules JWK-*: keys."""

from __future__ import annotations

from ._entry import Cause, Entry
from ._host import on_host
from ._provider_answers import OTHER_KEYS

#: From this release on a server asks its own key pair before any URL (its release notes; measured with 1.12.6).
OWN_KEYS_FIRST = "1.9.0"

ENTRIES = (
    Entry(
        "JWK-01",
        "error",
        "The server trusts and serves its own keys",
        where=("settings", "audit"),
        reason=(
            "Without its own address among the key URLs, or when that does not answer, bots and personal tokens are "
            "refused."
        ),
        fix=(
            "Leave om_sso_public_key_urls out, or add the server's own /api/v1/system/config/jwks to it; then run "
            "openmetadata.sso.sso."
        ),
        causes={
            "no_own_keys": Cause(
                "{option} lacks the server's own keys: bots and personal tokens would be refused.",
                "Add {own}.",
                until=OWN_KEYS_FIRST,
            ),
            "no_own_keys_cognito": Cause(
                "{option} lacks the server's own keys: bots and personal tokens would be refused.",
                "Add {own}.",
                severity="warning",
                until=OWN_KEYS_FIRST,
            ),
            "no_provider_keys": Cause(
                "{option} lacks the keys of {provider}: no user could sign in.",
                "Add jwks_uri of the provider's discovery document.",
            ),
            "no_key_served": Cause(
                "", "Check the key files that jwtTokenConfiguration names, and read the server's log."
            ),
            "not_own_cognito": Cause("", severity="warning"),
            "other_keys_served": Cause("", "Name this server's own address."),
        },
    ),
    Entry(
        "JWK-02",
        "warning",
        "The server can reach its own key URL",
        where=("settings",),
        reason=(
            "Within a container localhost is the container itself, and a public name may not be reachable from it."
        ),
        fix="Use the address that the server has within its network.",
        causes={
            "other_port": Cause(
                (
                    "{option}: the server's own key URL is on port {port}, but within its container it listens on "
                    "{listening}."
                ),
                "Write the port within the container, not the published one.",
            ),
            "public_name": Cause(
                (
                    "{option}: the server's own key URL goes out by its public name and back, through a proxy and its "
                    "certificate."
                ),
                "Write http://localhost:{port}/api/v1/system/config/jwks.",
                until=OWN_KEYS_FIRST,
            ),
        },
    ),
    Entry(
        "JWK-03",
        "error",
        "The key URLs hold the provider's signing keys",
        where=("preflight",),
        reason="A token whose key is at no configured URL is refused.",
        fix="Use the jwks_uri of the provider's discovery document.",
        causes={
            "no_key_of_token": Cause(
                "om_sso_sample_token: no configured key URL holds its key {kid}.",
                "Use the jwks_uri of the provider that made the token, or a newer token.",
            ),
            "wrong_signature": Cause("{option}: its signature is not of its key.", "Copy the whole token."),
            **OTHER_KEYS,
        },
        wrong="""\
om_sso_public_key_urls: ["https://old.acme.io/jwks"]
""",
        right="""\
om_sso_public_key_urls: ["https://id.acme.io/jwks"]
""",
    ),
    Entry(
        "JWK-04",
        "error",
        "The server's own key URL has its current path",
        where=("settings", "files"),
        reason="The path changed; at the old one there are no keys.",
        fix="Use /api/v1/system/config/jwks.",
        causes={
            "old_path_in_file": Cause(
                "{option}: the server's own keys are at /api/v1/system/config/jwks.",
                "Write that path.",
            ),
            "old_path": Cause(
                "{option}: the server's own key URL does not end with /api/v1/system/config/jwks.",
                "Write that.",
            ),
        },
    ),
    Entry(
        "JWK-06",
        "error",
        "Key URLs are a list of single URLs",
        where=("settings", "files"),
        reason="A text with several URLs is read as one URL.",
        fix="Write a list with one URL an entry.",
        causes={
            "no_brackets": Cause(
                "{option} is a list without brackets around it.",
                "Write [a,b].",
            ),
            "not_a_list": Cause(
                "authentication.publicKeys is not a list.",
                "Write one '- URL' a line below it.",
            ),
            "several_in_one": Cause(
                "{option}: an entry contains whitespace, a comma, a quote or a bracket: it is not one URL.",
            ),
        },
    ),
    Entry(
        "JWK-07",
        "error",
        "The provider's certificate is trusted",
        where=("preflight",),
        reason="A server that does not trust the certificate cannot read the provider's keys.",
        fix="Import the CA into the server's truststore, or renew the certificate.",
        causes={
            "unknown_ca": Cause(
                "{option}: {reason}.",
                (
                    "If the server's Java trusts this CA, name it in om_sso_preflight_ca_file; else "
                    "import it into the server's truststore."
                ),
            ),
            "certificate": Cause("{option}: {reason}.", "Renew or replace the certificate at the provider."),
            "not_yet_valid": Cause(
                "{option}: {reason}.",
                "If that clock is wrong, set it by NTP; else replace the certificate at the provider.",
            ),
        },
        wrong="""\
# https://id.acme.io has a certificate of a private CA
""",
        right="""\
om_sso_preflight_ca_file: /etc/ssl/acme-ca.pem
""",
    ),
    Entry(
        "JWK-08",
        "error",
        "The server's own key URL has the scheme that the server listens on",
        where=("settings",),
        reason="A server without TLS of its own does not answer https.",
        fix="Use the one that the server itself listens with, not the one of a proxy before it.",
        message="{option}: the server's own key URL is {scheme}, and om_sso_server_internal_url {listening}.",
    ),
    Entry(
        "JWK-09",
        "error",
        "Java uses the proxy",
        where=("files",),
        reason="Java does not read HTTP_PROXY; the server cannot reach the provider.",
        fix="Set OPENMETADATA_OPTS with -Dhttps.proxyHost, -Dhttps.proxyPort and -Dhttp.nonProxyHosts.",
        message="{option} is set, but Java reads no such variable: the server would not reach its provider.",
    ),
    Entry(
        "JWK-10",
        "error",
        "The provider signs with the configured algorithm",
        where=("preflight",),
        reason="Tokens with another algorithm are refused.",
        fix="Set om_sso_token_validation_algorithm, or change the algorithm at the provider.",
        causes={
            "other_key_type": Cause(
                "{option} is {wanted}, but the provider's keys are for {offered}.",
                "Let the provider sign with {wanted}{place}, or set {option}.",
            ),
            "other_algorithm": Cause(
                "{option} is {wanted}, but the provider signs ID tokens with {offered}.",
                "Let the provider sign with {wanted}{place}, or set {option}.",
            ),
            "sample_algorithm": Cause(
                "{option} is {wanted}, but the provider signed the sample token with {algorithm}.",
                "Let the provider sign with {wanted}{place}, or set {option}.",
            ),
        },
        wrong="""\
om_sso_token_validation_algorithm: RS512  # the provider signs with RS256
""",
        right="""\
om_sso_token_validation_algorithm: RS256
""",
    ),
    Entry(
        "JWK-11",
        "error",
        "A key pair is complete and changes only in a rotation",
        where=("settings", "files", "host"),
        reason="A new key or key id invalidates every token of bots and people.",
        fix="Run openmetadata.sso.rotate_keys, which renews the tokens too.",
        causes={
            "changed_in_file": Cause(
                "{option} differs from the one in om_sso_extra_environment.",
                "Keep the one of the running server, unless you rotate it on purpose.",
                severity="warning",
            ),
            "half_a_pair": Cause(
                (
                    "{option} is set without {other}: the pair would not match, and every token of bots and people "
                    "would be refused."
                ),
                "Set both.",
            ),
            "no_new_id": Cause(
                (
                    "{option} is set without JWT_KEY_ID: clients keep the old key of that id for up "
                    "to a day and refuse new tokens."
                ),
                "Set om_sso_extra_environment.JWT_KEY_ID to an id of your own.",
                severity="warning",
            ),
            "decided_twice": Cause(
                "om_sso_extra_environment.{name} and om_sso_jwt_key_id both decide about the key pair.",
                "Leave one of them out.",
            ),
            "no_id": Cause(
                "{option} is set without an id, so it would have no effect.",
                "Set om_sso_jwt_key_id.",
            ),
            **on_host("JWK-11"),
        },
        not_checked=(
            "Without the files of a running server, whether its key pair would change. A run on the host checks that."
        ),
    ),
    Entry(
        "JWK-12",
        "error",
        "Key files and key ids are valid",
        where=("settings", "host"),
        reason=(
            "The server reads RSA keys as DER files, byte by byte, and does not start with any other file (seen with "
            "1.12.6). The key id names a folder."
        ),
        fix="Convert the key to DER, or let om_sso_jwt_key_id manage the pair.",
        causes={
            "pem": Cause(
                "{option} is a PEM file or text: the server reads DER, and no bot token could be made.",
                (
                    "Convert it with openssl: pkcs8 -topk8 -nocrypt -outform DER for the private key, rsa -pubout "
                    "-outform DER for the public."
                ),
            ),
            "relative_path": Cause(
                "{option} is not an absolute path: it depends on where the server was started.",
                "Begin it with a slash.",
            ),
            "not_a_folder_name": Cause(
                "{option} names a folder: letters, digits, dots, dashes and underscores, 64 at most.",
                "Write it like 2026-11.",
            ),
            "not_usable": Cause(
                "{option} cannot be used: {error}.",
                "Give an RSA key of 2048 bits or more without a passphrase: openssl genpkey -algorithm RSA.",
            ),
            **on_host("JWK-12"),
        },
        not_checked=(
            "Whether key files that om_sso_jwt_key_id does not manage are a pair that the server can read; and, in an "
            "image, a volume or a cluster, whether they are there and in which form. Without readable files the server "
            "does not start, and everything is restored; the server does not notice halves of two pairs."
        ),
    ),
    Entry(
        "JWK-13",
        "error",
        "The server has its own key pair and key id",
        where=("settings", "host", "audit"),
        reason=(
            "The key pair and the key id that OpenMetadata ships are public: whoever has them signs a token of any "
            "user, an administrator's too."
        ),
        fix=(
            "Set om_sso_jwt_key_id to an id of your own and run openmetadata.sso.rotate_keys: it makes the pair and "
            "renews the tokens of bots."
        ),
        causes={
            "published": Cause(
                "{option} is published: anyone can make a valid token with it.",
                "Make one of your own.",
            ),
            "shipped_id": Cause(
                "{option} is the id of the key pair that OpenMetadata ships, which clients may have cached.",
                "Choose another, like 2026-11.",
            ),
            "shipped": Cause(
                "{option} is the id of the key pair that OpenMetadata ships: anyone can make a valid token for it.",
                "Make a pair and an id of your own.",
                severity="warning",
            ),
            "not_set": Cause(
                (
                    "{option} is not set: the server signs with the key pair that OpenMetadata ships, and anyone can "
                    "make a valid token."
                ),
                "Set om_sso_jwt_key_id and run openmetadata.sso.rotate_keys (docs/operate/key-rotation.md).",
                severity="warning",
            ),
            **on_host("JWK-13"),
        },
    ),
    Entry(
        "JWK-14",
        "error",
        "A provider for every tenant has a domain check",
        where=("settings",),
        reason="With keys of all tenants any account of the provider is accepted.",
        fix="Use the URL of your tenant, or om_sso_enforce_principal_domain: true.",
        message=(
            "{option} trusts every tenant's keys, and every user gets an account: the implicit flow "
            "checks neither issuer nor audience."
        ),
    ),
    Entry(
        "JWK-15",
        "error",
        "The sample token is an ID token of the client",
        where=("preflight",),
        reason="Another token does not show what a sign-in sends.",
        fix="Copy the ID token of a sign-in.",
        causes={
            "not_a_token": Cause(
                "{option} is not a JSON Web Token.", "Copy the ID token of a sign-in, three parts with dots between."
            ),
            "other_audience": Cause(
                "{option}: it is for {audience}, not for this client.",
                "Take the ID token, not an access token.",
                severity="warning",
            ),
        },
        wrong="""\
om_sso_sample_token: "opaque-access-token"
""",
        right="""\
om_sso_sample_token: "eyJhbGciOi..."  # the ID token: three parts with dots between
""",
    ),
    Entry(
        "JWK-16",
        "error",
        "A custom provider has its key URL",
        where=("settings",),
        reason="The collection does not know where the keys of a custom provider are.",
        fix="Copy jwks_uri of the provider's discovery document.",
        message="om_sso_oidc_jwks_uri is missing.",
    ),
    Entry(
        "JWK-17",
        "error",
        "The server's own tokens pass the configured algorithm",
        where=("settings",),
        reason=(
            "om_sso_token_validation_algorithm counts for the tokens of bots and the server's own ones, too, which its "
            "RSA key signs."
        ),
        fix="Let the provider sign with RS256, and leave the option out.",
        causes={
            "elliptic": Cause(
                "{option} is {algorithm}: the server has an RSA key, so it refuses every token of its own and makes "
                "none: bots, ingestion and administrators' tokens stop working.",
            ),
            "other_digest": Cause(
                "{option} is {algorithm}: the server refuses every token of a bot that was made before, and the "
                "administrator's token that om_sso_mint_admin_token makes.",
                "Let the provider sign with RS256; else renew the tokens of all bots by openmetadata.sso.bots.",
                severity="warning",
            ),
        },
    ),
)
