# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Keycloak's words for a SAML service provider, and ours."""

from ansible_collections.openmetadata.sso.plugins.plugin_utils._registration.providers import keycloak_saml_fields

FIELDS = {
    "client_name": "OpenMetadata",
    "enabled": True,
    "acs_urls": ["https://metadata.acme.io/api/v1/saml/acs"],
    "name_id_format": "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress",
    "certificate": "AAABBB",
    "sign_assertions": True,
}


def test_what_is_written_is_read_again():
    client = keycloak_saml_fields.changed({"clientId": "entity", "attributes": {"of others": "stays"}}, FIELDS)
    client["protocolMappers"] = [keycloak_saml_fields.mapper("email")]
    read = keycloak_saml_fields.fields_of(client)
    assert {name: read[name] for name in FIELDS} == FIELDS
    assert (read["entity_id"], read["attributes"]) == ("entity", ["email"])
    assert client["attributes"]["of others"] == "stays"


def test_with_several_addresses_that_of_the_request_counts():
    client = keycloak_saml_fields.changed({}, {"acs_urls": ["https://a/acs", "https://b/acs"]})
    assert client["attributes"][keycloak_saml_fields.ACS] == ""


def test_a_certificate_counts_only_where_requests_are_signed():
    client = {"clientId": "entity", "attributes": {keycloak_saml_fields.CERTIFICATE: "AAA"}}
    assert keycloak_saml_fields.fields_of(client)["certificate"] is None
