# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A key pair in any form is read as the library `cryptography` reads it, and one that could not sign is refused."""

import base64
import hashlib
import json
import subprocess

import pytest
from ansible_collections.openmetadata.sso.plugins.module_utils._keys import key_pair
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from hypothesis import given, settings
from hypothesis import strategies as st

KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
EC = ec.generate_private_key(ec.SECP256R1())
DER, PEM = serialization.Encoding.DER, serialization.Encoding.PEM
PKCS8, PKCS1 = serialization.PrivateFormat.PKCS8, serialization.PrivateFormat.TraditionalOpenSSL
OPEN = serialization.NoEncryption()


def private(key=KEY, encoding=DER, form=PKCS8, protection=OPEN):
    return key.private_bytes(encoding, form, protection)


def public(key=KEY):
    return key.public_key().public_bytes(DER, serialization.PublicFormat.SubjectPublicKeyInfo)


FORMS = {
    "PKCS#8 DER": private(),
    "PKCS#1 DER": private(form=PKCS1),
    "PKCS#8 PEM": private(encoding=PEM).decode(),
    "PKCS#1 PEM": private(encoding=PEM, form=PKCS1).decode(),
    "Base64": base64.b64encode(private()).decode(),
    "Base64 in lines": base64.encodebytes(private(form=PKCS1)).decode(),
}


@pytest.mark.parametrize("content", FORMS.values(), ids=FORMS)
def test_every_form_becomes_the_one_that_openmetadata_reads(content):
    assert key_pair.private_key(content) == private()


@pytest.mark.parametrize("form", [PKCS8, PKCS1])
def test_the_public_key_follows_from_the_private_one(form):
    assert key_pair.public_of(private(form=form)) == public()


def test_openssl_and_cryptography_make_the_same_files_of_a_key(tmp_path):
    (tmp_path / "key.pem").write_bytes(private(encoding=PEM, form=PKCS1))
    for name, arguments in {"private": ["pkcs8", "-topk8", "-nocrypt"], "public": ["rsa", "-pubout"]}.items():
        subprocess.run(
            ["openssl", *arguments, "-in", "key.pem", "-outform", "DER", "-out", name],
            cwd=tmp_path,
            check=True,
            timeout=30,
        )
    assert (tmp_path / "private").read_bytes() == key_pair.private_key((tmp_path / "key.pem").read_text())
    assert (tmp_path / "public").read_bytes() == key_pair.public_of(private())


def test_a_published_key_is_compared_as_the_same_bytes():
    numbers = KEY.public_key().public_numbers()
    entry = {
        name: base64.urlsafe_b64encode(value.to_bytes(256 if name == "n" else 3, "big")).decode().rstrip("=")
        for name, value in {"n": numbers.n, "e": numbers.e}.items()
    }
    assert key_pair.public_of_jwk({"kty": "RSA", "kid": "x", **entry}) == public()
    assert key_pair.fingerprint(public()) == hashlib.sha256(public()).hexdigest()


@pytest.mark.parametrize("entry", [{}, {"n": "AQAB"}, {"n": 5, "e": "AQAB"}, {"kty": "EC", "x": "a", "y": "b"}])
def test_what_is_not_an_rsa_key_in_a_key_set_is_said(entry):
    with pytest.raises(key_pair.Unusable):
        key_pair.public_of_jwk(entry)


@settings(max_examples=10, deadline=None)
@given(st.binary(max_size=300))
def test_a_signature_is_the_one_that_the_library_makes(message):
    assert key_pair.sign(private(), message) == KEY.sign(message, padding.PKCS1v15(), hashes.SHA256())


def damaged(place):
    bent = bytearray(private())
    bent[place] ^= 1
    return bytes(bent)


REFUSED = {
    "a key of a million bits": (b"\x30\x83\x01\xff\x00" + b"\x01" * 0x1FF00, "longer than any RSA key"),
    "a short key": (
        rsa.generate_private_key(public_exponent=65537, key_size=1024).private_bytes(DER, PKCS8, OPEN),
        "1024 bits",
    ),
    "an elliptic curve": (private(EC), "not an RSA key"),
    "an elliptic curve, old form": (private(EC, PEM, PKCS1).decode(), "EC PRIVATE KEY"),
    "a passphrase": (
        private(encoding=PEM, protection=serialization.BestAvailableEncryption(b"x")).decode(),
        "ENCRYPTED PRIVATE KEY",
    ),
    "a passphrase, old form": (
        private(encoding=PEM, form=PKCS1, protection=serialization.BestAvailableEncryption(b"x")).decode(),
        "passphrase",
    ),
    "a public key": (
        KEY.public_key().public_bytes(PEM, serialization.PublicFormat.SubjectPublicKeyInfo).decode(),
        "PUBLIC KEY",
    ),
    "a public key, DER": (public(), "no"),
    **{f"byte {place} damaged": (damaged(place), "damaged") for place in (60, 320, 700, 830, 960, 1100, 1200)},
    "half a file": (private()[:700], "damaged"),
    "prose": ("the key is in the vault", "neither PEM"),
    "nothing": ("", "damaged"),
}


@pytest.mark.parametrize(("content", "why"), REFUSED.values(), ids=REFUSED)
def test_what_could_not_sign_is_refused_with_the_reason(content, why):
    with pytest.raises(key_pair.Unusable, match=why) as refusal:
        key_pair.private_key(content)
    assert len(str(refusal.value)) < 160 and json.dumps(str(refusal.value)).isascii()


@given(st.binary(max_size=200))
def test_any_bytes_are_judged_without_a_crash(content):
    with pytest.raises(key_pair.Unusable):
        key_pair.private_key(content)
