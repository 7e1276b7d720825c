# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What to enter at a provider whose API does not make the application."""

import pytest
from ansible_collections.openmetadata.sso.plugins.plugin_utils._plan import plan as planner
from ansible_collections.openmetadata.sso.plugins.plugin_utils._registration import by_hand, providers
from ansible_collections.openmetadata.sso.plugins.plugin_utils._registration.provider_error import RegistrationError
from examples import EXAMPLES


def plan_of(example):
    plan = planner.make(dict(EXAMPLES[example]))
    assert plan.errors == []
    return plan


@pytest.mark.parametrize(
    ("provider", "example", "where", "what"),
    [
        ("google", "google-authorization-code", "Authorized redirect URIs", "https://metadata.acme.io/callback"),
        ("google", "google-implicit", "Authorized JavaScript origins", "https://metadata.acme.io"),
        ("onelogin", "onelogin-authorization-code", "SSO > Token Endpoint", "POST"),
        ("onelogin", "onelogin-implicit", "SSO > Application Type", "Native/Mobile"),
        ("ldap", "ldap", "which may read and search", "OU=people,DC=acme,DC=io; OU=groups,DC=acme,DC=io"),
    ],
)
def test_the_values_are_those_of_the_plan(provider, example, where, what):
    assert dict(by_hand.values(provider, plan_of(example)))[where] == what


def test_a_confidential_client_of_google_needs_no_origin():
    assert "Authorized JavaScript origins" not in dict(by_hand.values("google", plan_of("google-authorization-code")))


def test_the_text_has_every_value_and_no_secret():
    plan = plan_of("google-authorization-code")
    told = by_hand.text("google", "Google", plan)
    assert all(f"{where}: {what}" in told for where, what in by_hand.values("google", plan))
    assert plan.settings.client_secret not in told
    told = by_hand.text("ldap", "LDAP", plan_of("ldap"))
    assert "CN=openmetadata,OU=services,DC=acme,DC=io" in told and "password" not in told.lower()


def test_a_provider_without_applications_says_so():
    assert by_hand.text("basic", "basic", plan_of("basic")) == "basic has no application to make."


@pytest.mark.parametrize("example", ["google-implicit", "onelogin-authorization-code", "ldap", "basic"])
def test_the_error_has_the_values_and_the_page(example):
    plan = plan_of(example)
    with pytest.raises(RegistrationError, match=r"docs/install/providers/\w+\.md") as raised:
        providers.name_of(plan.settings, plan)
    assert all(what in str(raised.value) for _where, what in by_hand.values(plan.settings.provider, plan))


@pytest.mark.parametrize("provider", ["auth0", "aws-cognito", "azure", "okta"])
def test_saml_at_a_provider_that_registers_openid_connect_alone_is_one_error_with_the_values(provider):
    plan = planner.make({**EXAMPLES["saml"], "om_sso_client_registration": {"provider": provider}})
    assert plan.errors == []
    with pytest.raises(RegistrationError, match=r"docs/install/providers/saml\.md") as raised:
        providers.name_of(plan.settings, plan)
    assert raised.value.option == "om_sso_client_registration.provider"
    assert "https://metadata.acme.io/api/v1/saml/metadata" in str(raised.value)
    assert "https://metadata.acme.io/api/v1/saml/acs" in str(raised.value)


def test_saml_at_keycloak_is_registered():
    given = {**EXAMPLES["saml"], "om_sso_client_registration": {"provider": "keycloak"}}
    plan = planner.make(given)
    assert providers.name_of(plan.settings, plan) == "keycloak"
