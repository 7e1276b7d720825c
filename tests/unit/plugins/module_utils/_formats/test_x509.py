# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Certificates and keys are read as the library `cryptography` reads them."""

import datetime

import pytest
from ansible_collections.openmetadata.sso.plugins.module_utils._formats import x509
from cryptography import x509 as reference
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import NameOID
from hypothesis import given, settings
from hypothesis import strategies as st

RSA = rsa.generate_private_key(public_exponent=65537, key_size=2048)
EC = ec.generate_private_key(ec.SECP256R1())
FORMATS = (serialization.PrivateFormat.PKCS8, serialization.PrivateFormat.TraditionalOpenSSL)


def certificate(key=RSA, ends=2030, name="idp.acme.io"):
    subject = reference.Name([reference.NameAttribute(NameOID.COMMON_NAME, name)] if name else [])
    return (
        reference.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(datetime.datetime(2020, 2, 29, 12))
        .not_valid_after(datetime.datetime(ends, 1, 1))
        .sign(key, hashes.SHA256())
    )


@pytest.mark.parametrize("ends", [2030, 2049, 2050, 9999])
@pytest.mark.parametrize("key", [RSA, EC], ids=["rsa", "ec"])
def test_dates_and_name_are_read(key, ends):
    made = certificate(key, ends)
    facts = x509.facts(made.public_bytes(serialization.Encoding.DER))
    assert facts["starts"] == made.not_valid_before_utc.timestamp()
    assert facts["ends"] == made.not_valid_after_utc.timestamp()
    assert facts["subject"] == "idp.acme.io"


def test_a_certificate_needs_no_name():
    assert x509.facts(certificate(name="").public_bytes(serialization.Encoding.DER))["subject"] == ""


@pytest.mark.parametrize("form", FORMATS)
def test_a_key_is_known_by_its_certificate(form):
    pem = RSA.private_bytes(serialization.Encoding.PEM, form, serialization.NoEncryption()).decode()
    ours = x509.facts(certificate().public_bytes(serialization.Encoding.DER))["key"]
    assert x509.key_of_private(x509.from_text(pem)) == ours
    other = x509.facts(
        certificate(rsa.generate_private_key(public_exponent=65537, key_size=2048)).public_bytes(
            serialization.Encoding.DER
        )
    )["key"]
    assert ours != other


def test_a_key_of_another_kind_is_left_alone():
    der = EC.private_bytes(serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    assert x509.key_of_private(der) is None


@pytest.mark.parametrize("form", ["pem", "one line", "base64", "blanks"])
def test_a_certificate_is_read_however_it_is_pasted(form):
    pem = certificate().public_bytes(serialization.Encoding.PEM).decode()
    bare = "".join(pem.splitlines()[1:-1])
    text = {
        "pem": pem,
        "one line": pem.replace("\n", ""),
        "base64": bare,
        "blanks": f"  {bare[:70]} \r\n {bare[70:]}\n",
    }[form]
    assert x509.facts(x509.from_text(text))["subject"] == "idp.acme.io"


def read_or_refused(read, data):
    """What was read, or ``None`` for a ``ValueError``; any other exception is a defect and fails the test."""
    try:
        return read(data)
    except ValueError:
        return None


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_what_is_not_a_certificate_is_a_value_error(data):
    assert (read_or_refused(x509.facts, data), read_or_refused(x509.key_of_private, data)) == (None, None)


@settings(deadline=None)
@given(st.integers(0, 400), st.integers(0, 255))
def test_a_damaged_certificate_is_handled(place, value):
    der = bytearray(certificate(EC).public_bytes(serialization.Encoding.DER))
    der[place % len(der)] = value
    found = read_or_refused(x509.facts, bytes(der))
    assert found is None or set(found) == {"starts", "ends", "subject", "key"}
