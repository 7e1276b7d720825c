# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is asked follows from the plan: the same values that the server would get."""

import json
import pathlib

import pytest
import yaml
from ansible_collections.openmetadata.sso.plugins.plugin_utils import _preflight
from ansible_collections.openmetadata.sso.plugins.plugin_utils._model.providers import PROVIDERS
from ansible_collections.openmetadata.sso.plugins.plugin_utils._plan import plan
from ansible_collections.openmetadata.sso.plugins.plugin_utils._preflight.probe_request import alternatives
from ansible_collections.openmetadata.sso.plugins.plugin_utils._preflight.probe_request_directory import saml
from ansible_collections.openmetadata.sso.plugins.plugin_utils._preflight.vendors import VENDORS

KEYCLOAK = {
    "om_sso_provider": "keycloak",
    "om_sso_keycloak_url": "https://sso.acme.io",
    "om_sso_keycloak_realm": "acme",
    "om_sso_client_id": "om",
    "om_sso_client_secret": "hush",
    "om_sso_server_url": "https://metadata.acme.io",
    "om_sso_admin_principals": ["jane.doe"],
    "om_sso_principal_domain": "acme.io",
    "om_sso_deployment": "bare_metal",
}
EXAMPLES = pathlib.Path(__file__).resolve().parents[5] / "docs" / "examples"


def case(**changes):
    made = plan.make({name: value for name, value in {**KEYCLOAK, **changes}.items() if value is not None})
    assert not made.errors, made.errors
    return _preflight.case_of(made)


def environment(**changes):
    return {entry.name: entry.value for entry in plan.make({**KEYCLOAK, **changes}).environment}


def test_every_openid_provider_has_its_vendor():
    assert {name for name, provider in PROVIDERS.items() if provider.kind == "oidc"} == set(VENDORS)


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.yml")), ids=lambda path: path.stem)
def test_every_example_can_be_asked_about(path):
    found = yaml.safe_load(path.read_text(encoding="utf-8"))
    variables = {
        name: f"a-value-of-{name}" if isinstance(value, str) and "{{" in value else value
        for name, value in found.items()
    }
    made = plan.make(variables)
    assert not made.errors, made.errors
    found = _preflight.case_of(made)
    assert (found is None) == (made.provider.kind == "basic")
    assert found is None or json.dumps(found.wanted)


def test_the_request_is_the_one_that_the_server_sends():
    wanted = case(om_sso_pkce=True, om_sso_max_age=600).wanted
    values = environment(om_sso_pkce=True)
    assert wanted["discovery_uri"] == values["OIDC_DISCOVERY_URI"]
    assert wanted["callback_url"] == values["OIDC_CALLBACK"]
    assert wanted["scopes"] == values["OIDC_SCOPE"].split()
    assert (wanted["prompt"], wanted["pkce"], wanted["max_age"], wanted["response_type"]) == (
        values["OIDC_PROMPT_TYPE"],
        True,
        600,
        "code",
    )


def test_the_servers_own_keys_are_not_asked_for_from_here():
    assert case().wanted["public_key_urls"] == ["https://sso.acme.io/realms/acme/protocol/openid-connect/certs"]


def test_the_implicit_flow_asks_for_an_id_token_and_has_no_secret():
    wanted = case(om_sso_flow="implicit", om_sso_client_secret=None).wanted
    assert (wanted["response_type"], wanted["client_secret"], wanted["silent_callback_url"]) == (
        "id_token",
        "",
        "https://metadata.acme.io/silent-callback",
    )


@pytest.mark.parametrize("changes", [{"om_sso_preflight": "off"}, {"om_sso_client_id": "{Client ID}"}])
def test_nobody_is_asked_when_it_is_off_or_the_plan_is_wrong(changes):
    assert _preflight.case_of(plan.make({**KEYCLOAK, **changes})) is None


def test_a_token_is_not_among_the_questions():
    assert "eyJ" not in json.dumps(case(om_sso_sample_token="eyJ.eyJ.x").wanted)


def test_a_private_key_is_not_among_the_questions():
    values = {"SAML_SP_PRIVATE_KEY": "VGhlIGtleQ==", "SAML_IDP_ENTITY_ID": "https://idp"}
    entries = [plan.Entry(name, "", True, (), False, value) for name, value in values.items()]
    wanted = saml(plan.make(KEYCLOAK)._replace(environment=tuple(entries)), None, False).wanted
    assert wanted["idp_entity_id"] == "https://idp"
    assert wanted["sp_key_hash"] == "broken" and "VGhlIGtl" not in json.dumps(wanted)


@pytest.mark.parametrize(("password", "signs"), [("of the store", False), ("", True)])
def test_a_key_store_is_preferred_by_the_server(password, signs):
    values = {"SAML_SP_PRIVATE_KEY": "VGhlIGtleQ==", "SAML_KEYSTORE_FILE_PATH": "/a.jks", "SAML_KEYSTORE_ALIAS": "a"}
    values["SAML_KEYSTORE_PASSWORD"] = password
    entries = [plan.Entry(name, "", True, (), False, value) for name, value in values.items()]
    case = saml(plan.make(KEYCLOAK)._replace(environment=tuple(entries)), None, False)
    assert bool(case.own_key) == case.wanted["signs"] == signs


@pytest.mark.parametrize(
    ("discovery", "authority", "expected"),
    [
        (
            "https://kc/auth/realms/a/.well-known/openid-configuration",
            "https://kc/auth/realms/a",
            "https://kc/realms/a/.well-known/openid-configuration",
        ),
        (
            "https://kc/realms/a/.well-known/openid-configuration",
            "https://kc/realms/a",
            "https://kc/auth/realms/a/.well-known/openid-configuration",
        ),
        ("https://idp/x", "https://idp", "https://idp/.well-known/openid-configuration"),
    ],
)
def test_the_usual_places_are_tried_when_there_is_no_document(discovery, authority, expected):
    found = alternatives(discovery, authority)
    assert expected in found and discovery not in found
