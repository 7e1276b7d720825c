# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The AuthnRequest is the one of java-saml 2.9.0, as OpenMetadata makes it; the changed ones differ in one thing."""

import base64
import subprocess
import zlib
from urllib.parse import parse_qs, parse_qsl, urlsplit

import pytest
from ansible_collections.openmetadata.sso.plugins.plugin_utils._preflight import authn_request
from lab import certificates

SIGN_IN = 'https://idp.acme.io/sso?x=1&y="2"'
WANTED = {
    "sign_in_url": SIGN_IN,
    "sp_entity_id": "https://metadata.acme.io/api/v1/saml/metadata?a=1&b=2",
    "acs": "https://metadata.acme.io/api/v1/saml/acs",
    "name_id": "urn:oasis:names:tc:SAML:2.0:nameid-format:emailAddress",
    "relay_state": "https://metadata.acme.io/api/v1/auth/login",
    "signed": False,
}
#: What java-saml 2.9.0 made of the same with OpenMetadata's settings (SamlSettingsHolder).
OF_THE_LIBRARY = (
    '<samlp:AuthnRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" '
    'xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="{id}" Version="2.0" IssueInstant="{instant}" '
    'Destination="https://idp.acme.io/sso?x=1&amp;y=&quot;2&quot;" '
    'ProtocolBinding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" '
    'AssertionConsumerServiceURL="https://metadata.acme.io/api/v1/saml/acs">'
    "<saml:Issuer>https://metadata.acme.io/api/v1/saml/metadata?a=1&amp;b=2</saml:Issuer>"
    '<samlp:NameIDPolicy Format="urn:oasis:names:tc:SAML:2.0:nameid-format:emailAddress" AllowCreate="true" />'
    "</samlp:AuthnRequest>"
)


def request_in(url):
    """The XML of a request."""
    return zlib.decompress(base64.b64decode(parse_qs(urlsplit(url).query)["SAMLRequest"][0]), -15).decode()


def without_own(xml):
    """The XML with its ID and time replaced."""
    own = {name: xml.split(f' {name}="')[1].split('"')[0] for name in ("ID", "IssueInstant")}
    return xml.replace(own["ID"], "{id}").replace(own["IssueInstant"], "{instant}")


@pytest.fixture(scope="module")
def pair(tmp_path_factory):
    folder = tmp_path_factory.mktemp("pki")
    return certificates.signed(folder, "own", certificates.authority(folder))


def test_the_request_is_the_one_of_the_library():
    url = authn_request.requests(WANTED)["as_sent"]
    assert without_own(request_in(url)) == OF_THE_LIBRARY
    assert url.startswith(SIGN_IN + "&SAMLRequest=")
    assert parse_qs(urlsplit(url).query)["RelayState"] == ["https://metadata.acme.io/api/v1/auth/login"]
    assert "Signature" not in url


def test_each_request_has_an_id_of_its_own():
    urls = authn_request.requests(WANTED)
    assert len({request_in(url).split(' ID="')[1].split('"')[0] for url in urls.values()}) == len(urls)


def test_the_others_differ_in_one_thing():
    xml = {name: without_own(request_in(url)) for name, url in authn_request.requests(WANTED).items()}
    own = xml.pop("as_sent")
    changed = {name: [part for part in text.split('"') if part not in own.split('"')] for name, text in xml.items()}
    assert ".preflight.invalid/metadata</saml:Issuer>" in changed["other_issuer"][0]
    assert changed["other_acs"][0].endswith(".preflight.invalid/acs")
    assert changed["other_format"] == ["urn:preflight.invalid:nameid-format:none"]
    assert changed["any_format"] == [authn_request.ANY_FORMAT]
    assert "AssertionConsumerServiceURL" not in xml["without_acs"]
    assert len(xml) == 5


def test_a_signature_is_verified_by_openssl(pair, tmp_path):
    urls = authn_request.requests({**WANTED, "signed": True}, pair.key.read_text())
    signed, signature = urls["as_sent"].split("?", 1)[1].rsplit("&Signature=", 1)
    signed = "SAMLRequest=" + signed.split("&SAMLRequest=")[1]
    assert [name for name, _value in parse_qsl(signed)] == ["SAMLRequest", "RelayState", "SigAlg"]
    (tmp_path / "signed").write_text(signed)
    (tmp_path / "signature").write_bytes(base64.b64decode(parse_qs("s=" + signature)["s"][0]))
    key = subprocess.run(
        ["openssl", "x509", "-in", pair.certificate, "-pubkey", "-noout"], check=True, capture_output=True
    ).stdout
    (tmp_path / "key").write_bytes(key)
    command = ["openssl", "dgst", "-sha256", "-verify", "key", "-signature", "signature", "signed"]
    assert subprocess.run(command, cwd=tmp_path, capture_output=True, check=False).stdout == b"Verified OK\n"
    assert "Signature" not in urls["unsigned"]
    assert all("Signature" in url for name, url in urls.items() if name != "unsigned")


@pytest.mark.parametrize(
    "key", [None, "", "not a key", "-----BEGIN EC PRIVATE KEY-----\nAAAA\n-----END EC PRIVATE KEY-----"]
)
def test_without_a_usable_key_nothing_is_signed(key):
    urls = authn_request.requests({**WANTED, "signed": True}, key)
    assert "unsigned" not in urls
    assert "Signature" not in urls["as_sent"]


def test_a_key_that_is_not_wanted_does_not_sign(pair):
    assert "unsigned" not in authn_request.requests(WANTED, pair.key.read_text())


@pytest.mark.parametrize("url", ["", "/sso", "ldap://idp"])
def test_no_address_no_request(url):
    assert authn_request.requests({**WANTED, "sign_in_url": url}) == {}
