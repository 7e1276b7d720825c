# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""om_sso_saml and om_sso_ldap: OpenMetadata's own fields, every one of them, and the variables that carry them."""

import json

import pytest
from ansible_collections.openmetadata.sso.plugins.plugin_utils._model.catalogue import (
    CATALOGUE,
    SCHEMA_FIELDS_WITHOUT_A_VARIABLE,
)
from ansible_collections.openmetadata.sso.plugins.plugin_utils._model.providers import PROVIDERS, ldap, saml
from ansible_collections.openmetadata.sso.plugins.plugin_utils._model.providers._fields import leaves, snake_case
from ansible_collections.openmetadata.sso.plugins.plugin_utils._plan import plan
from examples import example

DICTIONARIES = {"saml": ("samlConfiguration", saml), "ldap": ("ldapConfiguration", ldap)}


def values(variables):
    made = plan.make(variables)
    assert not made.errors
    return {entry.name: entry.value for entry in made.environment}


@pytest.mark.parametrize(
    ("field", "key"),
    [
        ("userBaseDN", "user_base_dn"),
        ("idpX509Certificate", "idp_x509_certificate"),
        ("dnAdminPrincipal", "dn_admin_principal"),
        ("trustStoreFilePath", "trust_store_file_path"),
        ("truststoreConfigType", "truststore_config_type"),
        ("isFullDn", "is_full_dn"),
        ("host", "host"),
    ],
)
def test_a_key_is_the_field_in_snake_case(field, key):
    assert snake_case(field) == key


@pytest.mark.parametrize("name", DICTIONARIES)
def test_every_field_has_a_key_and_every_key_is_a_field(name):
    section, module = DICTIONARIES[name]
    prefix = f"authenticationConfiguration.{section}."
    without = {path.removeprefix(prefix) for path in SCHEMA_FIELDS_WITHOUT_A_VARIABLE if path.startswith(prefix)}
    fields = set(module.FIELDS) | {tuple(snake_case(part) for part in path.split(".")) for path in without}
    keys = {path[1:] for path, option in leaves(PROVIDERS[name].options) if option.kind != "file"}
    assert keys == fields


@pytest.mark.parametrize("name", DICTIONARIES)
def test_a_key_has_the_type_and_the_secrecy_of_its_variable(name):
    types = {"string": ("str", "path"), "enum": ("str",), "boolean": ("bool",), "integer": ("int",), "list": ("list",)}
    for path, option in leaves(PROVIDERS[name].options):
        variable = CATALOGUE.get(DICTIONARIES[name][1].FIELDS.get(path[1:]))
        if variable is None or option.name == "auth_roles_mapping":
            continue
        assert option.type in types[variable.type], path
        assert option.secret == variable.secret, path
        assert set(option.choices) == set(variable.choices), path


@pytest.mark.parametrize("name", DICTIONARIES)
def test_every_variable_of_the_section_is_set_so_that_nothing_stale_shines_through(name):
    found = values(example(name, openmetadata_version="1.11.14"))
    assert set(DICTIONARIES[name][1].FIELDS.values()) <= set(found)


def test_saml_addresses_follow_from_the_server_url():
    found = values(example("saml", openmetadata_version="1.11.14"))
    assert found["SAML_SP_ACS"] == "https://metadata.acme.io/api/v1/saml/acs"
    assert found["SAML_SP_ENTITY_ID"] == "https://metadata.acme.io/api/v1/saml/metadata"
    assert found["SAML_SP_CALLBACK"] == "https://metadata.acme.io/saml/callback"
    assert found["SAML_AUTHORITY_URL"] == "https://metadata.acme.io/api/v1/saml/login"
    assert (
        values(example("saml", saml__sp__acs="https://metadata.acme.io/callback"))["SAML_SP_ACS"]
        == "https://metadata.acme.io/callback"
    )


def test_a_certificate_arrives_as_it_was_given():
    variables = example("saml")
    text = variables["om_sso_saml"]["idp"]["idp_x509_certificate"]
    assert values(variables)["SAML_IDP_CERTIFICATE"] == text
    one_line = "".join(text.splitlines()[1:-1])
    assert values(example("saml", saml__idp__idp_x509_certificate=one_line))["SAML_IDP_CERTIFICATE"] == one_line


@pytest.mark.parametrize("as_text", [False, True])
def test_the_mapping_of_roles_arrives_as_json(as_text):
    mapping = example("ldap")["om_sso_ldap"]["auth_roles_mapping"]
    given = json.dumps(mapping) if as_text else mapping
    assert json.loads(values(example("ldap", ldap__auth_roles_mapping=given))["AUTH_ROLES_MAPPING"]) == mapping


def test_the_order_of_the_groups_in_an_inventory_does_not_change_the_mapping():
    mapping = example("ldap")["om_sso_ldap"]["auth_roles_mapping"]
    texts = {
        values(example("ldap", ldap__auth_roles_mapping=dict(given)))["AUTH_ROLES_MAPPING"]
        for given in (mapping.items(), reversed(mapping.items()))
    }
    assert len(mapping) > 1
    assert len(texts) == 1


@pytest.mark.parametrize(
    ("kind", "block", "wanted"),
    [
        ("CustomTrustStore", "custom_trust_manager_config", False),
        ("JVMDefault", "jvm_default_config", True),
        ("TrustAll", "trust_all_config", None),
    ],
)
def test_of_two_blocks_that_share_a_variable_the_chosen_one_decides(kind, block, wanted):
    blocks = {
        "custom_trust_manager_config": {"trust_store_file_path": "/t", "verify_hostname": False},
        "jvm_default_config": {"verify_hostname": True},
    }
    blocks.setdefault(block, {})
    found = values(example("ldap", ldap__truststore_config_type=kind, ldap__trust_store_config=blocks))
    assert found["AUTHENTICATION_LDAP_TRUSTSTORE_TYPE"] == kind
    assert kind == "TrustAll" or found["AUTHENTICATION_LDAP_SSL_VERIFY_CERT_HOST"] is wanted


def test_secrets_within_a_dictionary_are_known_for_masking():
    made = plan.make(
        example(
            "ldap",
            ldap__dn_admin_password="canary-1",
            ldap__trust_store_config__custom_trust_manager_config__trust_store_file_password="canary-2",
        )
    )
    assert {"canary-1", "canary-2"} <= set(made.secrets)


def test_secrets_are_known_for_masking_even_when_nothing_else_is_right():
    made = plan.make(
        example(
            "ldap",
            ldap__dn_admin_password="canary-1",
            ldap__port="no",
            ldap__host=None,
            extra_environment={"FERNET_KEY": "canary-2"},
        )
    )
    assert made.errors
    assert {"canary-1", "canary-2"} <= set(made.secrets)
