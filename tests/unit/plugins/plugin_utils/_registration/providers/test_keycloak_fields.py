# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Keycloak's words and ours."""

from ansible_collections.openmetadata.sso.plugins.plugin_utils._registration.providers import keycloak_fields

SCOPES = [
    {"name": "email", "protocolMappers": [{"config": {"claim.name": "email", "id.token.claim": "true"}}]},
    {"name": "roles", "protocolMappers": [{"config": {"claim.name": "realm_access.roles"}}]},
    {"name": "microprofile-jwt", "protocolMappers": [{"config": {"claim.name": "upn", "id.token.claim": "true"}}]},
]
FIELDS = {
    "client_name": "OpenMetadata",
    "enabled": True,
    "grant_types": ["authorization_code"],
    "redirect_uris": ["https://metadata.acme.io/callback"],
    "web_origins": ["https://metadata.acme.io"],
    "post_logout_redirect_uris": ["https://metadata.acme.io", "https://metadata.acme.io/signin"],
    "token_endpoint_auth_method": "client_secret_post",
    "id_token_signed_response_alg": "RS256",
    "refresh_tokens": True,
    "require_pkce": "none",
}


def test_what_is_written_is_read_again():
    client = keycloak_fields.changed({"attributes": {"of others": "stays"}}, FIELDS)
    read = keycloak_fields.fields_of(client, SCOPES)
    assert {name: read[name] for name in FIELDS} == FIELDS
    assert client["attributes"]["of others"] == "stays"
    assert client["directAccessGrantsEnabled"] is False, "a grant that nobody asked for is not given"


def test_a_public_client_has_no_authenticator():
    client = keycloak_fields.changed({}, {"token_endpoint_auth_method": "none"})
    assert client["publicClient"] and "clientAuthenticatorType" not in client
    assert keycloak_fields.fields_of(client, [])["token_endpoint_auth_method"] == "none"


def test_claims_are_those_of_the_id_token():
    client = {"defaultClientScopes": ["email", "roles"], "optionalClientScopes": ["microprofile-jwt", "offline_access"]}
    found = keycloak_fields.fields_of({**client, "protocolMappers": [keycloak_fields.mapper("groups")]}, SCOPES)
    assert found["claims"] == ["email", "groups"], "a scope that no server asks for gives no claim"
    assert found["scope"] == ["email", "offline_access"]


def test_a_claim_without_a_mapper_of_its_own_is_an_attribute_of_the_user():
    assert keycloak_fields.mapper("upn")["config"]["user.attribute"] == "upn"
    assert keycloak_fields.mapper("roles")["protocolMapper"] == "oidc-usermodel-realm-role-mapper"
