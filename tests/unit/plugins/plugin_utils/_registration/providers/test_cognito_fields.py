# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""An app client of Amazon Cognito in our words, and back."""

import pytest
from ansible_collections.openmetadata.sso.plugins.plugin_utils._registration.provider_error import ProviderError
from ansible_collections.openmetadata.sso.plugins.plugin_utils._registration.providers import cognito_fields

WANTED = {
    "grant_types": ["authorization_code", "refresh_token"],
    "redirect_uris": ["https://metadata.acme.io/callback"],
    "scope": ["email", "openid"],
    "claims": ["email", "preferred_username"],
    "application_type": "web",
}


def read(body, others=()):
    """The fields of what a request has made."""
    return cognito_fields.ours(body, True, others)


def test_a_new_app_client_has_what_was_wanted():
    made = read(cognito_fields.new(WANTED, True))
    assert {name: made[name] for name in ("grant_types", "redirect_uris", "scope", "application_type")} == {
        name: value for name, value in WANTED.items() if name != "claims"
    }
    assert set(made["claims"]) >= set(WANTED["claims"])


def test_attributes_of_ones_own_are_read_beside_the_standard_ones():
    body = cognito_fields.new({**WANTED, "claims": ["custom:team", "email"]}, True)
    assert set(body["ReadAttributes"]) == {*cognito_fields.ATTRIBUTES, "custom:team"}
    assert "ReadAttributes" not in cognito_fields.new(WANTED, True)


def test_claims_that_a_trigger_puts_in_are_not_asked_for_as_attributes():
    claims = ["custom:team", "email", "roles", "upn"]
    assert cognito_fields.not_attributes(claims) == ["roles", "upn"]
    assert set(read({}, ["roles"])["claims"]) == {*cognito_fields.ATTRIBUTES, "roles"}
    assert cognito_fields.native({"claims": claims}, {}) == {"ReadAttributes": ["custom:team", "email"]}


@pytest.mark.parametrize(
    ("found", "refreshes"),
    [
        ({}, True),
        ({"ExplicitAuthFlows": ["ALLOW_REFRESH_TOKEN_AUTH"]}, True),
        ({"ExplicitAuthFlows": ["ALLOW_USER_SRP_AUTH"]}, False),
        ({"ExplicitAuthFlows": ["ALLOW_USER_SRP_AUTH"], "RefreshTokenRotation": {"Feature": "ENABLED"}}, True),
        ({"ExplicitAuthFlows": ["ALLOW_USER_SRP_AUTH"], "RefreshTokenRotation": {"Feature": "DISABLED"}}, False),
    ],
)
def test_refresh_tokens_are_told_and_added_without_losing_another_flow(found, refreshes):
    assert ("refresh_token" in read(found)["grant_types"]) == refreshes
    body = cognito_fields.native({"grant_types": ["authorization_code", "refresh_token"]}, found)
    added = body.get("ExplicitAuthFlows", [])
    assert set(added) == (set() if refreshes else {*found["ExplicitAuthFlows"], "ALLOW_REFRESH_TOKEN_AUTH"})


def test_grants_count_only_where_the_app_client_may_use_them():
    flows = {"AllowedOAuthFlows": ["code"], "ExplicitAuthFlows": ["ALLOW_USER_SRP_AUTH"]}
    assert read(flows)["grant_types"] == []
    assert read({**flows, "AllowedOAuthFlowsUserPoolClient": True})["grant_types"] == ["authorization_code"]


def test_an_app_client_does_not_change_its_type():
    with pytest.raises(ProviderError, match="from its beginning"):
        cognito_fields.native({"application_type": "spa"}, {})
