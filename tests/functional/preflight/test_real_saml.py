# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""SAML against Keycloak's own metadata: every misconfiguration is found; what is right raises no alarm."""

import re
import urllib.request

import pytest
from ansible_collections.openmetadata.sso.plugins.plugin_utils import _preflight
from ansible_collections.openmetadata.sso.plugins.plugin_utils._preflight.saml import key_hash
from ansible_collections.openmetadata.sso.plugins.plugin_utils._preflight.vendors import DIRECTORY
from identity_providers import cases, realms

SERVER = "https://metadata.acme.io"
EMAIL = "urn:oasis:names:tc:SAML:{}:nameid-format:emailAddress"


class Saml:
    """A case with everything right, as the realm's metadata says it."""

    def __init__(self, issuer, pki):
        self.issuer, self.pki = issuer, pki
        with urllib.request.urlopen(f"{issuer}/protocol/saml/descriptor") as answer:
            self.certificate = re.search(r"X509Certificate>([^<]+)<", answer.read().decode()).group(1)

    def asked(self, **changes):
        wanted = {
            "kind": "saml",
            "metadata_url": f"{self.issuer}/protocol/saml/descriptor",
            "sign_in_url": f"{self.issuer}/protocol/saml",
            "idp_entity_id": self.issuer,
            "idp_certificate": self.certificate,
            "sp_certificate": self.pki.good.certificate.read_text(),
            "sp_key_hash": key_hash(self.pki.good.key.read_text()),
            "sp_entity_id": f"{SERVER}/api/v1/saml/metadata",
            "acs": f"{SERVER}/api/v1/saml/acs",
            "name_id": EMAIL.format("2.0"),
            "signed": False,
            "relay_state": f"{SERVER}/api/v1/auth/login",
            "timeout": 10,
            "ca_data": None,
            **changes,
        }
        key = self.pki.good.key.read_text()
        return cases.asked(_preflight.Case(wanted, {}, DIRECTORY, False, subject="saml", own_key=key))


@pytest.fixture(scope="module")
def saml(keycloak, pki):
    """A realm with OpenMetadata as it registers, and variants of it by the end of their entity id."""
    certificate = "".join(pki.good.certificate.read_text().split("-----")[2].split())
    signing = {"saml.client.signature": "true", "saml.signing.certificate": certificate}
    clients = [
        realms.saml_client(SERVER),
        variant("-free", {"saml_force_name_id_format": "false"}),
        variant("-signed", signing),
        variant("-off", {}, enabled=False),
    ]
    return Saml(keycloak.realm("saml", clients), pki)


def variant(ending, attributes, **more):
    """A service provider of its own that differs in some attributes."""
    right = realms.saml_client(SERVER)
    return {
        **right,
        "clientId": right["clientId"] + ending,
        "attributes": {**right["attributes"], **attributes},
        **more,
    }


def entity_id(ending):
    """The change that makes a case one of a variant."""
    return {"sp_entity_id": f"{SERVER}/api/v1/saml/metadata{ending}"}


RIGHT = {
    "everything given": {},
    "no metadata address": {"metadata_url": ""},
    "no own key pair": {"sp_certificate": None, "sp_key_hash": None},
    "name id format checked": {**entity_id("-free"), "name_id": EMAIL.format("1.1")},
    "requests signed": {**entity_id("-signed"), "signed": True},
    "certificate as PEM": {
        "idp_certificate": lambda saml: f"-----BEGIN CERTIFICATE-----\n{saml.certificate}\n-----END CERTIFICATE-----\n"
    },
}


@pytest.mark.parametrize("changes", RIGHT.values(), ids=RIGHT)
def test_what_is_right_raises_no_alarm(saml, changes):
    verdict = saml.asked(**{name: value(saml) if callable(value) else value for name, value in changes.items()})
    assert verdict.findings == []
    assert "service provider registered, ACS URL registered" in verdict.line
    assert ("name id format accepted" in verdict.line) == ("name_id" in changes)
    assert ("signature accepted" in verdict.line) == ("signed" in changes)
    assert re.search(r"certificate from \d{4}-\d\d-\d\d to \d{4}-\d\d-\d\d", verdict.line)
    assert ("metadata ok" in verdict.line) == ("metadata_url" not in changes)


WRONG = {
    "entity id of another realm": ({"idp_entity_id": lambda saml: saml.issuer + "x"}, ["SAML-03"]),
    "sign-in address of the OpenID side": (
        {"sign_in_url": lambda saml: saml.issuer + "/protocol/openid-connect/auth"},
        ["SAML-03"],
    ),
    "sign-in address that does not exist": (
        {"sign_in_url": lambda saml: saml.issuer + "/nowhere", "metadata_url": ""},
        ["SAML-03"],
    ),
    "metadata address of the OpenID side": (
        {"metadata_url": lambda saml: saml.issuer + "/.well-known/openid-configuration"},
        ["SAML-03"],
    ),
    "metadata address mistyped": (
        {"metadata_url": lambda saml: saml.issuer + "x/protocol/saml/descriptor"},
        ["SAML-03"],
    ),
    "certificate of another provider": (
        {"idp_certificate": lambda saml: saml.pki.ca.certificate.read_text()},
        ["SAML-01", "SAML-01"],
    ),
    "certificate expired": (
        {"idp_certificate": lambda saml: saml.pki.expired.certificate.read_text(), "metadata_url": ""},
        ["SAML-01"],
    ),
    "a path for a certificate": ({"idp_certificate": "/etc/ssl/idp.pem", "metadata_url": ""}, ["SAML-01"]),
    "a key for a certificate": (
        {"idp_certificate": lambda saml: saml.pki.good.key.read_text(), "metadata_url": ""},
        ["SAML-01"],
    ),
    "no certificate": ({"idp_certificate": None, "metadata_url": ""}, ["SAML-01"]),
    "own key of another certificate": (
        {"sp_key_hash": lambda saml: key_hash(saml.pki.ca.key.read_text())},
        ["SAML-02"],
    ),
    "own certificate without its key": ({"sp_key_hash": None}, ["SAML-02"]),
    "own key is not a key": ({"sp_key_hash": key_hash("/etc/ssl/sp.key")}, ["SAML-02"]),
    "service provider not registered": (entity_id("-none"), ["PRE-02"]),
    "service provider disabled": (entity_id("-off"), ["PRE-03"]),
    "ACS URL not registered": ({"acs": f"{SERVER}/callback"}, ["SAML-03"]),
    "default name id format, which Keycloak does not know": (entity_id("-free"), ["SAML-05"]),
    "request not signed, and must be": (entity_id("-signed"), ["PRE-03"]),
    "no answer": ({"sign_in_url": "http://localhost:1/saml", "metadata_url": ""}, ["PRE-01"]),
}


@pytest.mark.parametrize("what", WRONG)
def test_what_is_wrong_is_found(saml, what):
    changes, rules = WRONG[what]
    verdict = saml.asked(**{name: value(saml) if callable(value) else value for name, value in changes.items()})
    assert sorted(finding.rule for finding in verdict.findings) == rules, verdict
