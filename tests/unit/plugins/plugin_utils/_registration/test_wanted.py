# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the plans of the hosts ask an application for."""

import pytest
from ansible_collections.openmetadata.sso.plugins.plugin_utils._plan import plan as planner
from ansible_collections.openmetadata.sso.plugins.plugin_utils._registration import wanted
from ansible_collections.openmetadata.sso.plugins.plugin_utils._registration.provider_error import RegistrationError
from examples import EXAMPLES


def plan_of(example, **changes):
    plan = planner.make({**EXAMPLES[example], **changes})
    assert plan.errors == []
    return plan


def fields(example, **changes):
    return wanted.wanted({"om-1": plan_of(example, **changes)}, "OpenMetadata").fields


def test_the_authorization_code_flow_is_a_confidential_client():
    found = fields("keycloak-authorization-code")
    assert found["grant_types"] == ["authorization_code", "refresh_token"] and found["response_types"] == ["code"]
    assert found["redirect_uris"] == ["https://metadata.acme.io/callback"]
    assert found["post_logout_redirect_uris"][0] == "https://metadata.acme.io"
    assert found["scope"] == ["email", "offline_access", "openid", "profile"]
    assert found["claims"] == ["email", "preferred_username"]
    assert (found["application_type"], found["token_endpoint_auth_method"]) == ("web", "client_secret_post")
    assert (found["require_pkce"], found["refresh_tokens"], found["enabled"]) == ("none", True, True)


@pytest.mark.parametrize(
    ("example", "grant", "pkce", "silent"),
    [("keycloak-implicit", "implicit", "none", True), ("auth0-implicit", "authorization_code", "S256", False)],
)
def test_a_public_client_has_what_the_user_interface_sends(example, grant, pkce, silent):
    found = fields(example)
    assert (found["grant_types"], found["require_pkce"], found["token_endpoint_auth_method"]) == ([grant], pkce, "none")
    assert ("https://metadata.acme.io/silent-callback" in found["redirect_uris"]) == silent


def test_options_decide_the_rest():
    found = fields(
        "keycloak-authorization-code",
        om_sso_pkce=True,
        om_sso_use_roles_from_provider=True,
        om_sso_jwt_principal_claims_mapping=["username:upn", "email:mail"],
        om_sso_client_auth_method="client_secret_basic",
    )
    assert (found["require_pkce"], found["claims"]) == ("S256", ["mail", "roles", "upn"])
    assert found["token_endpoint_auth_method"] == "client_secret_basic"


def test_hosts_that_share_an_application_join_their_lists():
    plans = {
        "om-1": plan_of("keycloak-authorization-code"),
        "om-2": plan_of("keycloak-authorization-code", om_sso_server_url="https://second.acme.io"),
    }
    found = wanted.wanted(plans, "OpenMetadata", "om")
    assert found.fields["redirect_uris"] == ["https://metadata.acme.io/callback", "https://second.acme.io/callback"]
    assert (found.client_id, found.hosts, found.confidential) == ("om", ("om-1", "om-2"), True)


def test_hosts_that_differ_in_anything_else_are_named():
    plans = {
        "om-1": plan_of("keycloak-authorization-code"),
        "om-2": plan_of("keycloak-authorization-code", om_sso_pkce=True),
    }
    with pytest.raises(RegistrationError, match=r"om-1 and om-2 .* differ in require_pkce: none and S256"):
        wanted.wanted(plans, "OpenMetadata")


def test_saml_is_known_by_its_entity_id():
    plan = plan_of("saml")
    found = wanted.wanted({"om-1": plan}, "OpenMetadata")
    assert (found.kind, found.confidential) == ("saml", False)
    assert found.client_id == found.fields["entity_id"] == "https://metadata.acme.io/api/v1/saml/metadata"
    assert found.fields["acs_urls"] == ["https://metadata.acme.io/api/v1/saml/acs"]
    assert found.fields["certificate"] is None, "without signed requests nobody needs it"


def test_a_certificate_is_its_base64_in_one_line():
    assert wanted.bare("-----BEGIN CERTIFICATE-----\nAAA\nBBB\n-----END CERTIFICATE-----\n") == "AAABBB"


def test_the_silent_callback_is_below_the_base_path_as_the_callback_is():
    found = fields(
        "keycloak-implicit",
        om_sso_openmetadata_version="2.0.0",
        om_sso_server_url="https://acme.io/metadata",
        om_sso_extra_environment={"BASE_PATH": "/metadata/"},
    )
    assert found["redirect_uris"] == ["https://acme.io/metadata/callback", "https://acme.io/metadata/silent-callback"]
