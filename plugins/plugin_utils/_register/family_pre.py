# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rules PRE-*: preflight."""

from __future__ import annotations

from ._entry import Cause, Entry
from ._provider_answers import refused

ENTRIES = (
    Entry(
        "PRE-01",
        "warning",
        "The identity provider answers",
        where=("preflight",),
        reason="What was not answered is not checked (an error with om_sso_preflight: required).",
        fix="Try again, or set om_sso_preflight: warn to go on without an answer.",
        causes={
            "warn": Cause("{problem}", "Try again; om_sso_preflight: required makes this an error."),
            "required": Cause(
                "{problem}", "Try again; set om_sso_preflight: warn to go on without an answer.", severity="error"
            ),
        },
        wrong="""\
om_sso_auth0_domain: acme.eu.auth0.example  # the name does not resolve
""",
        right="""\
om_sso_auth0_domain: acme.eu.auth0.com
""",
    ),
    Entry(
        "PRE-02",
        "error",
        "The identity provider knows the client",
        where=("preflight",),
        reason="Sign-ins with an unknown or disabled client are refused.",
        fix="Copy the client id from the provider, and enable the client.",
        causes={
            **refused("client"),
            "service_provider": Cause(
                "{option}: the provider answers {entity_id} as it answers a service provider that it cannot know "
                "({said}).",
                "Register {entity_id} at the provider with {acs}, or set om_sso_saml.sp.entity_id to the registered "
                "one. If it is registered, copy idp.sso_login_url from the provider's metadata.",
            ),
        },
        wrong="""\
om_sso_client_id: deleted-client
""",
        right="""\
om_sso_client_id: Kx81abcdefghijkl
""",
    ),
    Entry(
        "PRE-03",
        "error",
        "The identity provider accepts OpenMetadata's requests",
        where=("preflight",),
        reason="The provider refuses it with an error of its own.",
        fix="Compare the client with the provider{place}.",
        causes={
            "authorization": Cause("{option}: {provider} refuses the authorization request with {said}{words}."),
            "token": Cause(
                "{option}: {provider} asks the client for what OpenMetadata cannot send, {said}{words}.",
                "Let the client authenticate with its secret alone{place}.",
            ),
            "authn_request": Cause(
                "{option}: the provider refuses the AuthnRequest ({said}).",
                "Compare entity id, ACS URL and signing of the service provider with the provider.",
            ),
            "authn_request_unsigned": Cause(
                "{option}: the provider refuses the AuthnRequest ({said}).",
                "Its metadata asks for signed requests: set om_sso_saml.security.send_signed_auth_request with a key "
                "pair, or compare entity id and ACS URL with the provider.",
            ),
        },
        wrong="""\
# the client is limited to another network at the provider
""",
        right="""\
# the client is allowed for the network of the users
""",
    ),
    Entry(
        "PRE-04",
        "error",
        "A file for preflight can be read",
        where=("preflight",),
        reason="Without the CA file TLS cannot be verified as the server does it.",
        fix="Name a PEM file or a truststore of Java on the controller.",
        message="{option}: {path} cannot be read ({reason}).",
        wrong="""\
om_sso_preflight_ca_file: /missing/ca.pem
""",
        right="""\
om_sso_preflight_ca_file: /etc/ssl/acme-ca.pem
""",
    ),
)
