# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rules FLOW-*: flows and sign-in."""

from __future__ import annotations

from ._entry import Cause, Entry
from ._provider_answers import refused

ENTRIES = (
    Entry(
        "FLOW-01",
        "error",
        "The client secret fits the flow",
        where=("settings", "preflight"),
        reason="The authorization code flow needs the client's secret, the implicit flow must not have one.",
        fix="Set om_sso_client_secret with authorization_code, and leave it out with implicit.",
        causes={
            "missing": Cause(
                "om_sso_client_secret is missing: the authorization_code flow needs it.",
                "Set it, or use om_sso_flow: implicit.",
            ),
            "missing_page": Cause(
                "om_sso_client_secret is missing: the authorization_code flow needs it ({provider}: {secret_page}).",
                "Set it, or use om_sso_flow: implicit.",
            ),
            "public_client": Cause(
                "om_sso_client_secret is set, but the implicit flow is for public clients, which have none.",
                "Remove the secret, or use om_sso_flow: authorization_code with a web application at the provider.",
            ),
            "public_at_provider": Cause(
                (
                    "{option} is set, but the provider asks this client for none: it is a public client "
                    "there, and whoever gets hold of a code can use it."
                ),
                (
                    "Make client and om_sso_flow fit{place}: authorization_code needs a confidential "
                    "client, implicit a public one."
                ),
                severity="warning",
            ),
            **refused("secret", "credentials", "kind"),
        },
    ),
    Entry(
        "FLOW-02",
        "error",
        "The provider allows the flow for the client",
        where=("preflight",),
        reason="The provider refuses sign-ins with a flow that is switched off.",
        fix="Switch the flow on at the provider, or use the other flow.",
        causes={
            "response_type_not_listed": Cause(
                "{option}: the provider does not list response type {response_type}; sign-ins may be refused.",
                "Switch it on{place}, or use the other flow.",
                severity="warning",
            ),
            "grant_type_not_listed": Cause(
                "{option}: the provider does not list grant type {grant}; sign-ins may be refused.",
                "Switch it on{place}, or use the other flow.",
                severity="warning",
            ),
            **refused("flow", "kind"),
        },
        wrong="""\
om_sso_flow: implicit  # switched off for this client at the provider
""",
        right="""\
om_sso_flow: authorization_code
""",
    ),
    Entry(
        "FLOW-04",
        "error",
        "oidcConfiguration of the chart is in its place and enabled",
        where=("helm values",),
        reason="The chart leaves out the whole confidential client, its secret too, unless it is enabled.",
        fix="Give Helm the values file of this collection after yours, or set enabled: true.",
        causes={
            "other_place": Cause(
                "{path}: {here} is at a place that the chart does not read.",
                "Move it to openmetadata.config.authentication.oidcConfiguration.",
            ),
            "not_enabled": Cause(
                (
                    "openmetadata.config.authentication.oidcConfiguration.enabled is not true: the chart then leaves "
                    "out all of the confidential client, its secret too."
                ),
                "Set it to true, or give Helm the rendered values file after yours.",
            ),
        },
    ),
    Entry(
        "FLOW-05",
        "error",
        "The discovery document is at its well-known path",
        where=("settings", "files"),
        reason="A confidential client cannot start without the discovery document.",
        fix="Leave the option out, or end it with /.well-known/openid-configuration.",
        causes={
            "set_twice": Cause(
                "{option} is set a second time, after line {first}; the last one is used.",
                "Remove one of them.",
            ),
            "not_well_known": Cause(
                "{option} is not a discovery document: the confidential client cannot start.",
                "Leave it out, or end it with /.well-known/openid-configuration.",
            ),
        },
    ),
    Entry(
        "FLOW-06",
        "error",
        "OpenMetadata supports the client authentication method",
        where=("settings", "preflight"),
        reason="The sign-in supports a part of the methods only.",
        fix="Use client_secret_post or client_secret_basic.",
        message="{option}: OpenMetadata accepts {method}, but no user can sign in with it: {why}.",
        causes={
            "other_method": Cause(
                "{option}: {provider} refuses the secret by {method} and accepts it by {other}{words}.",
                "Set {option}: {other}, or change the client{place}.",
            ),
            "method_not_listed": Cause(
                "{option}: the provider does not list {method}; sign-ins may be refused.",
                "Set {option}: {usable}, or change the client{place}.",
                severity="warning",
            ),
            "no_method_listed": Cause(
                "{option}: the provider does not list {method}; sign-ins may be refused.",
                "Allow client_secret_post or client_secret_basic at the provider{place}.",
                severity="warning",
            ),
            **refused("method"),
        },
    ),
    Entry(
        "FLOW-07",
        "error",
        "The client secret is its value, not its id",
        where=("settings", "preflight"),
        reason="Azure shows the value once and the id always; the id is refused.",
        fix="Copy the Value: {secret_page}.",
        message="om_sso_client_secret is a GUID: that is the secret's id.",
        causes={
            **refused("secret"),
        },
    ),
    Entry(
        "FLOW-08",
        "warning",
        "offline_access gives a refresh token",
        where=("settings",),
        reason="Without a refresh token a session ends with the ID token.",
        fix="Add offline_access.",
        message=(
            "{option} lacks offline_access: no refresh token is given and users are signed out after about an hour."
        ),
    ),
    Entry(
        "FLOW-09",
        "error",
        "The scope does not lock users out",
        where=("preflight",),
        reason="Okta refuses sign-ins with a scope that the authorization server does not have.",
        fix="Leave the scope out, or add it to the authorization server.",
        causes={
            **refused("scope"),
        },
        wrong="""\
om_sso_scopes: [openid, email, profile, groups]  # "groups" does not exist in Okta
""",
        right="""\
om_sso_scopes: [openid, email, profile]
""",
    ),
    Entry(
        "FLOW-10",
        "error",
        "The provider accepts each scope",
        where=("settings", "preflight"),
        reason="A sign-in with an unknown scope is refused.",
        fix="Remove it: refresh tokens come without it.",
        message="{option} holds {scope}, which {provider} refuses.",
        causes={
            "scope_not_listed": Cause(
                (
                    "{option}: the provider does not list {names} (scopes_supported); the server runs with it, but "
                    "refuses to save such a configuration in its user interface or API."
                ),
                "List it at the provider{place}, or leave it out.",
                severity="info",
            ),
            "scope_not_listed_before": Cause(
                "{option}: the provider does not list {names} (scopes_supported); it may ignore it.",
                "Nothing needs to be done, unless what the scope stands for is missing from the tokens{place}.",
                severity="info",
            ),
            **refused("scope"),
        },
    ),
    Entry(
        "FLOW-11",
        "warning",
        "The provider accepts the prompt",
        where=("settings", "preflight"),
        reason="A prompt that the provider does not know makes sign-ins fail.",
        fix="Use {prompts}.",
        message="{option}: {prompt} {why} ({prompts}).",
        causes={
            "prompt_not_listed": Cause(
                "{option}: the provider does not list {prompt} (prompt_values_supported); it may refuse or ignore it.",
                "Set {option} to {offered} if sign-ins fail.",
                severity="info",
            ),
            **refused("prompt"),
        },
    ),
    Entry(
        "FLOW-12",
        "warning",
        "max_age does not force a password at each request",
        where=("settings",),
        reason="max_age 0 asks for the password each time.",
        fix="Leave it out to use the provider's session.",
        message="{option} is 0: every sign-in asks for the password again.",
    ),
    Entry(
        "FLOW-13",
        "error",
        "Several servers share their sessions",
        where=("settings",),
        reason=(
            "Before 2.0 sessions are in the memory of one server: without sticky sessions sign-ins fail at random."
        ),
        fix="Make the load balancer keep a browser on one server and set om_sso_sticky_sessions: true, or upgrade.",
        until="2.0.0",
        message=(
            "om_sso_replicas is {replicas}: before OpenMetadata 2.0 a sign-in must come back to the server where it "
            "began."
        ),
    ),
    Entry(
        "FLOW-14",
        "error",
        "PKCE is used when the provider supports it",
        where=("preflight",),
        reason="A provider that requires PKCE refuses requests without it, and the other way round.",
        fix="Set om_sso_pkce as the client at the provider wants it.",
        causes={
            "not_listed": Cause(
                "{option} is true, but the provider does not list S256; sign-ins may be refused.",
                "Set {option}: false, or allow S256{place}.",
                severity="warning",
            ),
            **refused("pkce"),
        },
        wrong="""\
om_sso_pkce: false  # the client at the provider requires PKCE
""",
        right="""\
om_sso_pkce: true
""",
    ),
    Entry(
        "FLOW-15",
        "error",
        "Tolerance and lifetimes are whole numbers in range",
        where=("settings", "preflight"),
        reason=(
            "The server keeps these numbers as text and fails to parse anything else; a small clock "
            "difference makes it refuse tokens."
        ),
        fix="Write whole numbers, and synchronize the clocks.",
        causes={
            "not_a_number": Cause(
                "{option} is not a whole number: the server would not start.",
                "Write seconds, digits only.",
            ),
            "clock_skew": Cause(
                "{option} is more than five minutes: expired tokens would stay valid for as long.",
                "Synchronize the server's clock, and set 60 or less.",
                severity="warning",
            ),
            "host_clock": Cause(
                "This host's clock is {seconds} s {direction} the provider's; tokens would be refused.",
                "Set the clock by NTP.",
            ),
            "controller_clock": Cause(
                "The controller's clock is {seconds} s {direction} the provider's; tokens would be refused.",
                "Set the clock by NTP.",
                severity="warning",
            ),
        },
        not_checked="How far the clocks are apart. `openmetadata.sso.preflight` compares them.",
    ),
    Entry(
        "FLOW-16",
        "error",
        "Browsers return over https",
        where=("settings", "audit"),
        reason=(
            "A code or token that comes back over plain http can be read on the way, and is as good as a password."
        ),
        fix=(
            "Serve OpenMetadata over https, set om_sso_server_url to that address, register it at the provider and run "
            "openmetadata.sso.sso."
        ),
        causes={
            "public_client": Cause(
                "om_sso_server_url is plain http: browsers refuse the cryptography of the implicit flow there.",
                "Serve OpenMetadata over https, or use om_sso_flow: authorization_code.",
            ),
        },
    ),
    Entry(
        "FLOW-18",
        "error",
        "The scopes include openid",
        where=("settings",),
        reason="Without it the provider issues no ID token.",
        fix="Add openid, email and profile.",
        causes={
            "no_openid": Cause("{option} lacks openid: the provider then issues no ID token."),
            "one_text": Cause(
                "{option} holds several scopes in one text.", "Write a list, an item for each scope: [{listed}]."
            ),
        },
    ),
)
