# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What follows from the little that an operator knows about each provider."""

import pytest
from ansible_collections.openmetadata.sso.plugins.plugin_utils._model.providers import PROVIDERS
from ansible_collections.openmetadata.sso.plugins.plugin_utils._plan import plan
from examples import EXAMPLES, SECRET, example

OWN = "http://localhost:8585/api/v1/system/config/jwks"
WELL_KNOWN = "/.well-known/openid-configuration"
AZURE = "https://login.microsoftonline.com/0c2f9a51-3b7d-4a1e-8f00-5f6f3d6a1b2c"
COGNITO = "https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_Ab3dEf9hI"

#: example: (provider, authority, discovery document, key URL, scopes, prompt)
OPENID_CONNECT = {
    "auth0": (
        "auth0",
        "https://acme.eu.auth0.com",
        WELL_KNOWN,
        "/.well-known/jwks.json",
        "openid email profile offline_access",
        "select_account",
    ),
    "azure": (
        "azure",
        AZURE,
        "/v2.0" + WELL_KNOWN,
        "/discovery/v2.0/keys",
        "openid email profile offline_access",
        "select_account",
    ),
    "google": (
        "google",
        "https://accounts.google.com",
        WELL_KNOWN,
        "https://www.googleapis.com/oauth2/v3/certs",
        "openid email profile",
        "select_account",
    ),
    "okta": (
        "okta",
        "https://acme.okta.com/oauth2/default",
        WELL_KNOWN,
        "/v1/keys",
        "openid email profile offline_access",
        "login",
    ),
    "aws-cognito": ("aws-cognito", COGNITO, WELL_KNOWN, "/.well-known/jwks.json", "openid email profile", "login"),
    "custom-oidc": ("custom-oidc", "https://id.acme.io", WELL_KNOWN, "/keys", "openid email profile", "login"),
    "keycloak": (
        "custom-oidc",
        "https://keycloak.acme.io/realms/data",
        WELL_KNOWN,
        "/protocol/openid-connect/certs",
        "openid email profile offline_access",
        "select_account",
    ),
    "onelogin": (
        "custom-oidc",
        "https://acme.onelogin.com/oidc/2",
        WELL_KNOWN,
        "/certs",
        "openid email profile",
        "login",
    ),
}


def values(variables):
    made = plan.make(variables)
    assert not made.errors
    return {entry.name: entry.value for entry in made.environment}


def test_every_provider_has_an_example_of_every_flow():
    wanted = {f"{name}-{flow.replace('_', '-')}" for name, provider in PROVIDERS.items() for flow in provider.flows}
    wanted |= {name for name, provider in PROVIDERS.items() if not provider.flows}
    assert set(EXAMPLES) == wanted


@pytest.mark.parametrize("name", OPENID_CONNECT)
def test_a_confidential_client_is_derived(name):
    provider, authority, discovery, keys, scopes, prompt = OPENID_CONNECT[name]
    found = values(example(name))
    assert found["AUTHENTICATION_PROVIDER"] == provider
    assert found["AUTHENTICATION_CLIENT_TYPE"] == "confidential"
    assert found["AUTHENTICATION_AUTHORITY"] == authority
    assert found["OIDC_DISCOVERY_URI"] == authority + discovery
    assert found["AUTHENTICATION_PUBLIC_KEYS"] == [keys if keys.startswith("https") else authority + keys, OWN]
    assert found["OIDC_SCOPE"] == scopes
    assert found["OIDC_PROMPT_TYPE"] == prompt
    assert found["OIDC_CALLBACK"] == found["AUTHENTICATION_CALLBACK_URL"] == "https://metadata.acme.io/callback"
    assert found["OIDC_SERVER_URL"] == "https://metadata.acme.io"
    assert (
        found["OIDC_CLIENT_ID"] == found["AUTHENTICATION_CLIENT_ID"] == EXAMPLES[f"{name}-implicit"]["om_sso_client_id"]
    )
    assert found["OIDC_CLIENT_SECRET"] == SECRET


@pytest.mark.parametrize("name", OPENID_CONNECT)
def test_a_public_client_has_the_same_urls_and_nothing_of_a_confidential_one(name):
    public, confidential = values(example(f"{name}-implicit")), values(example(name))
    assert public["AUTHENTICATION_CLIENT_TYPE"] == "public"
    assert not [variable for variable in public if variable.startswith("OIDC_")]
    same = [variable for variable in public if variable != "AUTHENTICATION_CLIENT_TYPE"]
    assert {variable: public[variable] for variable in same} == {variable: confidential[variable] for variable in same}


def test_azure_has_its_tenant_and_no_other_provider_has_one():
    assert values(example("azure"))["OIDC_TENANT"] == "0c2f9a51-3b7d-4a1e-8f00-5f6f3d6a1b2c"
    assert {values(example(name))["OIDC_TENANT"] for name in OPENID_CONNECT if name != "azure"} == {""}


def test_oktas_own_authorization_server_has_its_keys_below_oauth2():
    found = values(example("okta", okta_issuer="https://acme.okta.com"))
    assert found["AUTHENTICATION_PUBLIC_KEYS"][0] == "https://acme.okta.com/oauth2/v1/keys"
    assert found["OIDC_DISCOVERY_URI"] == "https://acme.okta.com/.well-known/openid-configuration"


def test_an_issuer_that_ends_with_a_slash_is_kept_and_its_discovery_document_has_one_slash():
    found = values(example("custom-oidc", oidc_issuer="https://id.acme.io/application/o/openmetadata/"))
    assert found["AUTHENTICATION_AUTHORITY"] == "https://id.acme.io/application/o/openmetadata/"
    assert (
        found["OIDC_DISCOVERY_URI"] == "https://id.acme.io/application/o/openmetadata/.well-known/openid-configuration"
    )


def test_what_is_given_takes_the_place_of_what_is_derived():
    given = {
        "authority": "https://login.acme.io",
        "discovery_uri": "https://login.acme.io/x/.well-known/openid-configuration",
        "public_key_urls": ["https://login.acme.io/keys", OWN],
        "callback_url": "https://metadata.acme.io/om/callback",
        "scopes": ["openid", "email"],
        "prompt": "consent",
        "max_age": 60,
        "pkce": True,
    }
    found = values(example("custom-oidc", **given))
    assert found["AUTHENTICATION_AUTHORITY"] == given["authority"]
    assert found["OIDC_DISCOVERY_URI"] == given["discovery_uri"]
    assert found["AUTHENTICATION_PUBLIC_KEYS"] == given["public_key_urls"]
    assert found["OIDC_CALLBACK"] == found["AUTHENTICATION_CALLBACK_URL"] == given["callback_url"]
    assert (found["OIDC_SCOPE"], found["OIDC_PROMPT_TYPE"], found["OIDC_MAX_AGE"], found["OIDC_DISABLE_PKCE"]) == (
        "openid email",
        "consent",
        "60",
        False,
    )


def test_the_name_on_the_button_is_the_operators():
    assert values(example("custom-oidc"))["CUSTOM_OIDC_AUTHENTICATION_PROVIDER_NAME"] == "Acme ID"
    assert values(example("keycloak"))["CUSTOM_OIDC_AUTHENTICATION_PROVIDER_NAME"] == "Keycloak"


@pytest.mark.parametrize("name", ["saml", "ldap", "basic"])
def test_without_openid_connect_the_servers_own_keys_are_enough(name):
    found = values(example(name))
    assert found["AUTHENTICATION_PROVIDER"] == name
    assert found["AUTHENTICATION_CLIENT_TYPE"] == "public"
    assert found["AUTHENTICATION_PUBLIC_KEYS"] == [OWN]
    assert not {"OIDC_CLIENT_ID", "OIDC_DISCOVERY_URI", "OIDC_CLIENT_SECRET"} & set(found)


SIGN_IN = {
    f"oidcConfiguration.{field}"
    for field in ("callbackUrl", "id", "scope", "responseType", "prompt", "maxAge", "disablePkce")
}


@pytest.mark.parametrize(
    ("name", "more"),
    [("auth0", {"authority", "clientId", "callbackUrl"}), ("saml", set()), ("ldap", set()), ("basic", set())],
)
def test_only_what_the_server_answers_for_a_provider_is_expected_of_it(name, more):
    made = plan.make(example(name))
    shown = {field for field in made.served if field not in SIGN_IN}
    assert (
        shown
        == {"provider", "clientType", "enableSelfSignup", "jwtPrincipalClaims", "jwtPrincipalClaimsMapping"} | more
    )
    assert bool(set(made.served) & SIGN_IN) == bool(more)


@pytest.mark.parametrize(("release", "read"), [("1.8.1", False), ("1.8.2", True), ("2.0.7", True), (None, True)])
def test_a_default_that_a_release_does_not_read_is_left_out_silently(release, read):
    made = plan.make(example("auth0", openmetadata_version=release))
    assert ("OIDC_SESSION_EXPIRY" in {entry.name for entry in made.environment}) == read
    assert [finding for finding in made.findings if finding.severity != "info"] == []


@pytest.mark.parametrize(
    ("changes", "left_out"),
    [
        ({}, set()),
        ({"om_sso_flow": "implicit", "om_sso_client_secret": None}, SIGN_IN),
        ({"om_sso_ignore_rules": {"RED-02": "both are registered"}}, {"oidcConfiguration.callbackUrl"}),
        (
            {
                "om_sso_extra_environment": {
                    "OIDC_CUSTOM_PARAMS": {"customParamKey1": "prompt", "customParamValue1": "none"}
                }
            },
            {"oidcConfiguration.prompt"},
        ),
    ],
)
def test_only_what_a_sign_in_certainly_sends_is_expected_of_it(changes, left_out):
    variables = {name: value for name, value in {**example("auth0"), **changes}.items() if value is not None}
    made = plan.make(variables)
    assert not made.errors and SIGN_IN - set(made.served) == left_out


def test_azures_client_decides_itself_on_pkce_in_some_releases():
    assert SIGN_IN - set(plan.make(example("azure")).served) == {"oidcConfiguration.disablePkce"}
