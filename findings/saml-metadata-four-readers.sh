#!/usr/bin/env bash
# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# One identity provider in SAML metadata, written in eight valid ways, and what python3-saml 1.16.0 and pysaml2 7.5.5 of PyPI,
# passport-saml-metadata 5.0.0 and samlify 2.13.1 of npm take from it: the address of HTTP-Redirect, the signing certificates, and
# whether requests are to be signed. None of the four is right about all eight:
# - WantAuthnRequestsSigned="1" is true (xs:boolean), and false for the two that read it.
# - A role for another protocol first (protocolSupportEnumeration, as of SAML 1.1 in Shibboleth's metadata): python3-saml takes that
#   role's certificate and no address; the others add its certificate.
# - A key without "use" is for signing too (Metadata, 2.4.1.1); samlify does not know it when a key for encryption stands beside it.
# - Two certificates in one X509Data: pysaml2 keeps the last, which in a chain is the issuer's, a known issue.
# - A KeyName alone is a valid ds:KeyInfo; with one, pysaml2 raises KeyError for the certificates of all keys.
# - Of EntitiesDescriptor samlify reads nothing; of one in another pysaml2 reads nothing.
# Needs Node.js.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check python3-saml==1.16.0 pysaml2==7.5.5
npm install --silent --no-fund --no-audit passport-saml-metadata@5.0.0 samlify@2.13.1 >/dev/null
cat >write.py <<'PY'
import base64
import datetime
import json

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec


def certificate(name):
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    now = datetime.datetime.now(datetime.timezone.utc)
    made = x509.CertificateBuilder(subject, subject, key.public_key(), 1, now, now + datetime.timedelta(days=2)).sign(key, hashes.SHA256())
    return base64.b64encode(made.public_bytes(serialization.Encoding.DER)).decode()


NAMES = ("own", "issuer", "encryption", "other")
TEXTS = {name: certificate(name) for name in NAMES}
json.dump({text: name for name, text in TEXTS.items()}, open("certificates.json", "w"))
SAML2 = "urn:oasis:names:tc:SAML:2.0:protocol"
REDIRECT = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect"


def key(*names, use=' use="signing"'):
    held = "".join(f"<ds:X509Certificate>{TEXTS[name]}</ds:X509Certificate>" for name in names)
    return f"<md:KeyDescriptor{use}><ds:KeyInfo><ds:X509Data>{held}</ds:X509Data></ds:KeyInfo></md:KeyDescriptor>"


def role(*keys, protocol=SAML2, binding=REDIRECT, end="sso", more=""):
    service = f'<md:SingleSignOnService Binding="{binding}" Location="https://idp.example.com/{end}"/>'
    return f'<md:IDPSSODescriptor protocolSupportEnumeration="{protocol}"{more}>{"".join(keys)}{service}</md:IDPSSODescriptor>'


def entity(*roles):
    return f'<md:EntityDescriptor entityID="https://idp.example.com">{"".join(roles)}</md:EntityDescriptor>'


def group(content):
    return f"<md:EntitiesDescriptor>{content}</md:EntitiesDescriptor>"


def whole(content):
    spaces = 'xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" xmlns:ds="http://www.w3.org/2000/09/xmldsig#"'
    first, _space, rest = content.partition("Descriptor")
    return f"{first}Descriptor {spaces}{rest}"


OLD = role(
    key("other"), protocol="urn:oasis:names:tc:SAML:1.1:protocol", binding="urn:mace:shibboleth:1.0:profiles:AuthnRequest", end="old"
)
NAME = '<md:KeyDescriptor use="signing"><ds:KeyInfo><ds:KeyName>old</ds:KeyName></ds:KeyInfo></md:KeyDescriptor>'
PLAIN = entity(role(key("own")))
WAYS = {
    "plain": PLAIN,
    "wants signed requests": entity(role(key("own"), more=' WantAuthnRequestsSigned="1"')),
    "role for SAML 1.1 first": entity(OLD, role(key("own"))),
    "key without use": entity(role(key("encryption", use=' use="encryption"'), key("own", use=""))),
    "chain in one X509Data": entity(role(key("own", "issuer"))),
    "name of a key first": entity(role(NAME, key("own"))),
    "in a group": group(PLAIN),
    "in a group in a group": group(group(PLAIN)),
}
json.dump({name: whole(text) for name, text in WAYS.items()}, open("ways.json", "w"))
PY
cat >read.py <<'PY'
import json
import logging

from onelogin.saml2.idp_metadata_parser import OneLogin_Saml2_IdPMetadataParser
from saml2.attribute_converter import ac_factory
from saml2.mdstore import InMemoryMetaData

logging.disable()
NAMES = json.load(open("certificates.json"))


def named(certificates):
    return "+".join(NAMES["".join(text.split())] for text in certificates) or "none"


def python3_saml(text):
    found = OneLogin_Saml2_IdPMetadataParser.parse(text)
    provider = found["idp"]
    many = provider.get("x509certMulti", {}).get("signing") or [provider["x509cert"]]
    address = provider.get("singleSignOnService", {}).get("url")
    return address, named(many), found.get("security", {}).get("authnRequestsSigned", "not said")


def pysaml2(text):
    store = InMemoryMetaData(ac_factory(), text)
    store.parse(text)
    if not list(store.keys()):
        return None, "none", "not said"
    services = store.service("https://idp.example.com", "idpsso_descriptor", "single_sign_on_service")
    address = services["urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect"][0]["location"]
    return address, named(text for _name, text in store.certs("https://idp.example.com", "idpsso", "signing")), "not said"


for name, text in json.load(open("ways.json")).items():
    for reader, read in (("python3-saml 1.16.0", python3_saml), ("pysaml2 7.5.5", pysaml2)):
        try:
            seen = ", ".join(map(str, read(text)))
        except KeyError as error:
            seen = f"KeyError {error}"
        print(f"{name}: {reader}: {seen}")
PY
cat >read.js <<'JS'
const { readFileSync } = require("fs");
const { MetadataReader, toPassportConfig } = require("passport-saml-metadata");
const samlify = require("samlify");

const certificates = JSON.parse(readFileSync("certificates.json"));
const named = (texts) => [texts || []].flat().map((text) => certificates[text.replace(/\s/g, "")]).join("+") || "none";
samlify.setSchemaValidator({ validate: async () => "not looked at" });
const readers = {
  "passport-saml-metadata 5.0.0": (text) => {
    const reader = new MetadataReader(text);
    return [toPassportConfig(reader).entryPoint, named(reader.signingCerts), "not said"];
  },
  "samlify 2.13.1": (text) => {
    const meta = samlify.IdentityProvider({ metadata: text }).entityMeta;
    const address = meta.getSingleSignOnService("redirect");
    return [typeof address === "string" ? address : "None", named(meta.getX509Certificate("signing")), meta.isWantAuthnRequestsSigned()];
  },
};
for (const [name, text] of Object.entries(JSON.parse(readFileSync("ways.json")))) {
  for (const [reader, read] of Object.entries(readers)) console.log(`${name}: ${reader}: ${read(text).join(", ")}`);
}
JS
venv/bin/python write.py
{ venv/bin/python read.py && node read.js; } | LC_ALL=C sort | sed "s/, False$/, false/; s/, True$/, true/" | tee seen
cat >expected <<'TXT'
chain in one X509Data: passport-saml-metadata 5.0.0: https://idp.example.com/sso, own+issuer, not said
chain in one X509Data: pysaml2 7.5.5: https://idp.example.com/sso, issuer, not said
chain in one X509Data: python3-saml 1.16.0: https://idp.example.com/sso, own+issuer, not said
chain in one X509Data: samlify 2.13.1: https://idp.example.com/sso, own+issuer, false
in a group in a group: passport-saml-metadata 5.0.0: https://idp.example.com/sso, own, not said
in a group in a group: pysaml2 7.5.5: None, none, not said
in a group in a group: python3-saml 1.16.0: https://idp.example.com/sso, own, not said
in a group in a group: samlify 2.13.1: None, none, false
in a group: passport-saml-metadata 5.0.0: https://idp.example.com/sso, own, not said
in a group: pysaml2 7.5.5: https://idp.example.com/sso, own, not said
in a group: python3-saml 1.16.0: https://idp.example.com/sso, own, not said
in a group: samlify 2.13.1: None, none, false
key without use: passport-saml-metadata 5.0.0: https://idp.example.com/sso, own, not said
key without use: pysaml2 7.5.5: https://idp.example.com/sso, own, not said
key without use: python3-saml 1.16.0: https://idp.example.com/sso, own, not said
key without use: samlify 2.13.1: https://idp.example.com/sso, none, false
name of a key first: passport-saml-metadata 5.0.0: https://idp.example.com/sso, own, not said
name of a key first: pysaml2 7.5.5: KeyError 'x509_data'
name of a key first: python3-saml 1.16.0: https://idp.example.com/sso, own, not said
name of a key first: samlify 2.13.1: https://idp.example.com/sso, own, false
plain: passport-saml-metadata 5.0.0: https://idp.example.com/sso, own, not said
plain: pysaml2 7.5.5: https://idp.example.com/sso, own, not said
plain: python3-saml 1.16.0: https://idp.example.com/sso, own, not said
plain: samlify 2.13.1: https://idp.example.com/sso, own, false
role for SAML 1.1 first: passport-saml-metadata 5.0.0: https://idp.example.com/sso, other+own, not said
role for SAML 1.1 first: pysaml2 7.5.5: https://idp.example.com/sso, other+own, not said
role for SAML 1.1 first: python3-saml 1.16.0: None, other, not said
role for SAML 1.1 first: samlify 2.13.1: https://idp.example.com/sso, other+own, false
wants signed requests: passport-saml-metadata 5.0.0: https://idp.example.com/sso, own, not said
wants signed requests: pysaml2 7.5.5: https://idp.example.com/sso, own, not said
wants signed requests: python3-saml 1.16.0: https://idp.example.com/sso, own, false
wants signed requests: samlify 2.13.1: https://idp.example.com/sso, own, false
TXT
diff expected seen
