# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A token that is signed on the host is one that a server takes: right signature, right claims, short life."""

import base64

import pytest
from ansible_collections.openmetadata.sso.plugins.module_utils._core.errors import HostError
from ansible_collections.openmetadata.sso.plugins.module_utils._formats import jwt
from ansible_collections.openmetadata.sso.plugins.module_utils._keys import admin_token, key_pair, key_store
from ansible_collections.openmetadata.sso.plugins.module_utils._server import admin_api
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from fakes import host_plan

KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
PRIVATE = KEY.private_bytes(serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
PERSON = {"name": "data.admin", "domain": "acme.io", "issuer": None, "mapping": []}


def test_the_library_verifies_what_the_host_has_signed():
    made = admin_token.token(PRIVATE, "2026-11", PERSON, now=1000)
    header, claims, signed, signature = jwt.decode(made)
    KEY.public_key().verify(signature, signed, padding.PKCS1v15(), hashes.SHA256())
    assert header == {"kid": "2026-11", "typ": "JWT", "alg": "RS256"}
    assert (claims["iss"], claims["sub"], claims["email"], claims["isBot"]) == (
        "open-metadata.org",
        "data.admin",
        "data.admin@acme.io",
        False,
    )
    assert claims["exp"] - claims["iat"] == 300


def test_mapped_claims_are_there():
    person = {**PERSON, "issuer": "metadata.acme.io", "mapping": ["username:nickname", "email:upn"]}
    claims = jwt.decode(admin_token.token(PRIVATE, "a", person))[1]
    assert (claims["iss"], claims["nickname"], claims["upn"]) == (
        "metadata.acme.io",
        "data.admin",
        "data.admin@acme.io",
    )


class Host:
    """A host with a pair, whose server publishes a key."""

    def __init__(self, folder, published=KEY, mint=...):
        self.plan = host_plan.made(keys={"id": "2026-11", "private": None}, mint=PERSON if mint is ... else mint)
        self.deployment = self
        self.folder = folder
        numbers = published.public_key().public_numbers()
        entry = {"kid": "2026-11", "kty": "RSA", "n": _number(numbers.n), "e": _number(numbers.e)}
        self.keys = [entry]

    def key_folder(self, _key_id):
        return str(self.folder)

    def server(self):
        return self

    def served(self):
        return {}, ["2026-11"], None


def _number(value):
    return base64.urlsafe_b64encode(value.to_bytes((value.bit_length() + 7) // 8, "big")).decode().rstrip("=")


@pytest.fixture
def folder(tmp_path):
    (tmp_path / key_store.PRIVATE).write_bytes(PRIVATE)
    (tmp_path / key_store.PUBLIC).write_bytes(key_pair.public_of(PRIVATE))
    return tmp_path


def content(**given):
    return {"admin_token": None, "admin_email": None, "admin_password": None, **given}


def test_without_another_token_one_is_minted(folder):
    admin = admin_token.administrator(Host(folder), "http://nowhere", content())
    assert jwt.decode(admin.token)[0]["kid"] == "2026-11" and admin.option == "om_sso_mint_admin_token"


@pytest.mark.parametrize(("status", "source"), [(200, "given"), (401, "minted")])
def test_a_token_that_still_works_is_used(folder, monkeypatch, status, source):
    def me(self):
        if status != 200:
            raise HostError("no", status=status)

    monkeypatch.setattr(admin_api.Administration, "me", me)
    admin = admin_token.administrator(Host(folder), "http://nowhere", content(admin_token="given"))
    assert (admin.token == "given") == (source == "given")


def test_nothing_is_minted_where_it_is_not_asked_for(folder):
    admin = admin_token.administrator(Host(folder, mint=None), "http://nowhere", content(admin_token="given"))
    assert admin.token == "given"


def test_a_server_that_does_not_answer_is_not_a_reason_to_mint(folder, monkeypatch):
    def me(self):
        raise HostError("no answer", status=0)

    monkeypatch.setattr(admin_api.Administration, "me", me)
    with pytest.raises(HostError, match="no answer"):
        admin_token.administrator(Host(folder), "http://nowhere", content(admin_token="given"))


def test_a_server_with_another_pair_would_take_none(folder):
    other = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    with pytest.raises(HostError, match="does not publish the key pair 2026-11"):
        admin_token.administrator(Host(folder, published=other), "http://nowhere", content())


def test_without_a_pair_there_is_nothing_to_sign_with(tmp_path):
    with pytest.raises(HostError, match="no own key pair"):
        admin_token.administrator(Host(tmp_path), "http://nowhere", content())
