# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rules URL-*: issuers and provider URLs."""

from __future__ import annotations

from ._entry import Cause, Entry
from ._provider_answers import NO_DOCUMENT, OTHER_ISSUER, OTHER_KEYS, refused

ENTRIES = (
    Entry(
        "URL-01",
        "error",
        "An Azure authority is the root of a tenant",
        where=("settings",),
        reason="With another path sign-ins loop.",
        fix="Leave it out, or write https://login.microsoftonline.com/ and the tenant id.",
        message="{option} is not the root of a tenant: sign-ins would loop.",
    ),
    Entry(
        "URL-02",
        "error",
        "Azure's discovery document belongs to the tenant",
        where=("settings", "preflight"),
        reason="The issuer in the document of all tenants matches no token.",
        fix="Leave it out: it is derived from om_sso_azure_tenant_id.",
        causes={
            "no_tenant": Cause(
                "{option} does not name a tenant, or is not a discovery document.",
                "Leave it out: it follows from om_sso_azure_tenant_id.",
            ),
            "every_tenant": Cause(
                "{option} is for every tenant: the issuer in it belongs to no tenant, so no token would match it.",
                "Leave it out, or name the tenant.",
            ),
            **refused("client"),
            **NO_DOCUMENT,
            **OTHER_ISSUER,
        },
    ),
    Entry(
        "URL-03",
        "error",
        "The Azure tenant is a GUID and the same in each URL",
        where=("settings",),
        reason="Tokens of another tenant are refused.",
        fix="Copy Directory (tenant) ID from the overview of the app registration.",
        causes={
            "not_a_guid": Cause(
                "{option} is not a GUID.",
            ),
            "other_tenant": Cause(
                "{option} belongs to another tenant than om_sso_azure_tenant_id.",
                "Leave {option} out.",
            ),
        },
    ),
    Entry(
        "URL-04",
        "warning",
        "A key URL is the tenant's v2.0 one",
        where=("settings", "preflight"),
        reason="OpenMetadata runs with another one but refuses to save it.",
        fix="Leave it out, or add https://login.microsoftonline.com/TENANT/discovery/v2.0/keys.",
        causes={
            **OTHER_KEYS,
        },
        since="1.10",
        message=(
            "{option} does not include the tenant's v2.0 key URL: it may run, but OpenMetadata {release} "
            "refuses to save it."
        ),
    ),
    Entry(
        "URL-05",
        "warning",
        "The provider is in the commercial cloud",
        where=("settings",),
        reason="OpenMetadata runs with a national cloud but refuses to save it.",
        fix="Change it with this collection only, never in the user interface.",
        since="1.10",
        causes={
            "national_cloud": Cause(
                "{option} belongs to a national cloud: OpenMetadata {release} runs with it, but refuses to save it.",
            ),
            "other_partition": Cause(
                (
                    "om_sso_cognito_region is in another partition: OpenMetadata {release} runs with "
                    "it, but refuses to save it."
                ),
            ),
        },
    ),
    Entry(
        "URL-06",
        "warning",
        "Cognito's key URLs belong to the user pool",
        where=("settings",),
        reason="OpenMetadata refuses to save other key URLs.",
        fix="Leave om_sso_public_key_urls out.",
        since="1.10",
        causes={
            "given": Cause(
                (
                    "{option} holds a URL of another host than Cognito's: it runs, but OpenMetadata {release} refuses "
                    "to save it."
                ),
                "Change the configuration with this collection only, never in the user interface.",
            ),
            "derived": Cause(
                (
                    "{option}: the server's own key URL is in the list for its bots; OpenMetadata "
                    "{release} runs with it, but its user interface cannot save it."
                ),
                "Change the configuration with this collection.",
                severity="info",
            ),
        },
    ),
    Entry(
        "URL-07",
        "error",
        "Cognito's issuer is the one of a user pool",
        where=("settings", "preflight"),
        reason="The hosted sign-in page is not an issuer: tokens would be refused.",
        fix="Write https://cognito-idp.REGION.amazonaws.com/POOL, or leave it out.",
        causes={
            "hosted_page": Cause(
                "{option} is the pool's sign-in page: its issuer is on cognito-idp.REGION.amazonaws.com.",
                "Leave {option} out.",
            ),
            "not_a_pool": Cause(
                "om_sso_authority is not the issuer of a user pool.",
                "Leave it out: it follows from the region and the user pool id.",
            ),
            **NO_DOCUMENT,
            **OTHER_ISSUER,
        },
    ),
    Entry(
        "URL-08",
        "info",
        "Okta's keys can be saved in 1.10",
        where=("settings",),
        reason="OpenMetadata 1.10 refuses to save key URLs of Okta in its user interface.",
        fix="Change the configuration with this collection, or upgrade OpenMetadata.",
        since="1.10",
        until="1.11",
        message=(
            "{option}: OpenMetadata {release} runs with Okta's keys below /oauth2, but its user "
            "interface may refuse to save them."
        ),
    ),
    Entry(
        "URL-09",
        "error",
        "Okta's issuer exists",
        where=("preflight",),
        reason="Without its discovery document the server cannot start.",
        fix="Copy the Issuer URI from Security > API.",
        causes={
            **NO_DOCUMENT,
            **OTHER_ISSUER,
        },
        wrong="""\
om_sso_okta_issuer: https://acme.okta.com/oauth2/missing
""",
        right="""\
om_sso_okta_issuer: https://acme.okta.com/oauth2/default
""",
    ),
    Entry(
        "URL-11",
        "warning",
        "The provider's host is a public name",
        where=("settings",),
        reason=(
            "OpenMetadata's check of internal addresses refuses to save private addresses, and before 1.12 also hosts "
            "that begin with fc or fd."
        ),
        fix="Let this collection write the configuration without om_sso_admin_token, or use a name for the host.",
        since="1.10",
        causes={
            "name": Cause(
                "{option} is on a host whose name begins with fc or fd: OpenMetadata {release} runs, but refuses to "
                "save it.",
                "Let this collection write the configuration, use another name for the host, or upgrade OpenMetadata.",
                until="1.12",
            ),
            "address": Cause(
                "{option} is on a private address: OpenMetadata {release} runs, but refuses to save it.",
            ),
        },
    ),
    Entry(
        "URL-12",
        "error",
        "A URL does not end with a slash",
        where=("settings", "preflight"),
        reason="Paths are appended to it and the provider compares it letter by letter.",
        fix="Remove the slash.",
        message='{option} ends with "/": paths are appended to it and the provider compares it letter by letter.',
        causes={
            **NO_DOCUMENT,
            **OTHER_ISSUER,
        },
    ),
    Entry(
        "URL-13",
        "error",
        "Keycloak's realm exists",
        where=("preflight",),
        reason="Without its discovery document the server cannot start.",
        fix="Correct om_sso_keycloak_realm; the name is case-sensitive.",
        causes={
            **NO_DOCUMENT,
        },
        wrong="""\
om_sso_keycloak_realm: Main  # the realm is called main
""",
        right="""\
om_sso_keycloak_realm: main
""",
    ),
    Entry(
        "URL-14",
        "error",
        "The issuer is the issuer, not one of its endpoints",
        where=("settings", "preflight"),
        reason="The collection adds paths to it, and tokens name the issuer itself.",
        fix="Copy issuer from the provider's discovery document.",
        causes={
            "endpoint": Cause(
                "{option} is an endpoint, not the issuer: the discovery document would be looked for below it.",
                "Cut it after the realm's name.",
            ),
            "realm_in_url": Cause(
                "om_sso_keycloak_url holds a realm: /realms/ and the realm are appended to it.",
                "Cut it before /realms, and set om_sso_keycloak_realm.",
            ),
            "not_a_realm": Cause(
                "om_sso_keycloak_realm is not the name of a realm.",
                "Write the name alone, as the console shows it at the top left.",
            ),
            **NO_DOCUMENT,
            **OTHER_ISSUER,
        },
    ),
    Entry(
        "URL-15",
        "error",
        "The configured issuer is the provider's own",
        where=("preflight",),
        reason="Tokens with another issuer are refused.",
        fix="Use the same issuer on both sides, letter by letter.",
        causes={
            "redirected": Cause(
                "{option}: {url} points to {location}, which the server's checks do not follow.",
                "Configure the address that the provider itself uses.",
            ),
            "plain_http": Cause(
                "{option}: the {what} is {url}, without TLS: secrets and tokens would travel in clear.",
                "Let the provider know its own address{place}.",
                severity="warning",
            ),
            "other_host": Cause(
                "{option}: the {what} is on another host, {host}: browsers and the server must reach it too.",
                "Nothing, if that is the provider's.",
                severity="info",
            ),
            "token_of_other_issuer": Cause(
                "{option}: it is of {issuer}, the provider is {expected}.",
                "Take a token of this provider, or correct the issuer.",
            ),
            **OTHER_ISSUER,
        },
        wrong="""\
om_sso_oidc_issuer: https://www.id.acme.io
""",
        right="""\
om_sso_oidc_issuer: https://id.acme.io
""",
    ),
    Entry(
        "URL-17",
        "error",
        "The provider is known",
        where=("settings", "files"),
        reason="OpenMetadata knows its providers by these names, in lower case.",
        fix="Write one of the names exactly.",
        causes={
            "unknown": Cause(
                "AUTHENTICATION_PROVIDER is not one of: {names}.",
                "Write one of them exactly; Keycloak and OneLogin are custom-oidc.",
            ),
            "unknown_in_values": Cause(
                "authentication.provider is not one of: {names}.",
                "Write one of them exactly.",
            ),
            "unknown_provider": Cause("{option} is not one of: {names} (lower case).", "Write the name exactly."),
            "misspelled_provider": Cause(
                "{option} is not one of: {names} (lower case).", "Write the name exactly. Did you mean {close}?"
            ),
            "several_providers": Cause(
                "{option} is not one of: {names} (lower case).",
                "A server signs in with one provider; connect several to a broker such as Keycloak or Auth0.",
            ),
        },
    ),
    Entry(
        "URL-18",
        "error",
        "An Azure client id is a GUID",
        where=("settings",),
        reason="Azure knows clients by their GUID only.",
        fix="Copy Application (client) ID from the overview of the app registration.",
        message="om_sso_client_id is not a GUID.",
    ),
    Entry(
        "URL-19",
        "error",
        "A Cognito region is valid and the user pool is in it",
        where=("settings",),
        reason="The issuer is built from region and pool.",
        fix="Copy both from the overview of the user pool.",
        causes={
            "not_a_region": Cause(
                "om_sso_cognito_region is not a valid region.",
                "Write it as in eu-central-1.",
            ),
            "not_a_pool": Cause(
                "om_sso_cognito_user_pool_id is not a valid id of a user pool.",
                "Write it as in eu-central-1_Ab3dEf9hI.",
            ),
            "other_region": Cause(
                "om_sso_cognito_user_pool_id is in another region than om_sso_cognito_region.",
                "Copy both from the pool's overview.",
            ),
        },
    ),
    Entry(
        "URL-20",
        "error",
        "Okta's issuer is not a page of its console",
        where=("settings",),
        reason="The admin console is not an issuer.",
        fix="Copy Issuer URI: Security > API > Authorization Servers.",
        message="{option} is an address of the console or an endpoint, not the issuer.",
    ),
)
