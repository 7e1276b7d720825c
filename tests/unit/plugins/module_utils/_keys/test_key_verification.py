# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""An own key pair can be made where it has to be, and is in effect afterwards."""

import types

import pytest
from ansible_collections.openmetadata.sso.plugins.module_utils._core.errors import HostError
from ansible_collections.openmetadata.sso.plugins.module_utils._keys import key_pair, key_store, key_verification
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from fakes import host_plan
from unit.plugins.module_utils._keys.test_key_checks import ANOTHER, _number

KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
PRIVATE = KEY.private_bytes(serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
NUMBERS = KEY.public_key().public_numbers()
PUBLISHED = {"kid": "2026-11", "kty": "RSA", "n": _number(NUMBERS.n), "e": _number(NUMBERS.e)}


def host(readable=True, **keys):
    plan = host_plan.made(
        host_plan.variable("JWT_KEY_ID", "2026-11"), keys={"id": "2026-11", "cluster": None, "may_make": True, **keys}
    )
    return types.SimpleNamespace(plan=plan, deployment=types.SimpleNamespace(can_read=lambda _pair: readable))


def pair(private=PRIVATE, is_new=True):
    return key_store.Pair("2026-11", "/keys/2026-11", private, is_new)


def server(*keys):
    return types.SimpleNamespace(keys=list(keys))


def refused(call, *arguments):
    with pytest.raises(HostError) as error:
        call(*arguments)
    return error.value


def test_a_pair_that_is_there_or_not_wanted_is_fine(monkeypatch):
    monkeypatch.setattr(key_store, "can_make", lambda: False)
    assert key_verification.refuse(host(), pair()) is None
    assert key_verification.refuse(host(), None) is None


def test_a_replica_may_not_make_a_pair_of_its_own():
    error = refused(key_verification.refuse, host(may_make=False, cluster="om"), pair(private=None))
    assert "The replicas of om need one key pair" in error.message


def test_a_host_without_openssl_asks_the_controller(monkeypatch):
    monkeypatch.setattr(key_store, "can_make", lambda: False)
    error = refused(key_verification.refuse, host(), pair(private=None))
    assert error.more == {key_verification.NEEDS: True}
    monkeypatch.setattr(key_store, "can_make", lambda: True)
    assert key_verification.refuse(host(), pair(private=None)) is None


def test_a_published_pair_whose_key_can_be_read_is_in_effect():
    assert key_verification.verify(host(), pair(), server(PUBLISHED)) is None


@pytest.mark.parametrize(
    ("keys", "readable", "words"),
    [
        ([{**PUBLISHED, "kid": "old"}], True, "publishes the key id old instead of 2026-11"),
        ([ANOTHER], True, "publishes another public key under 2026-11"),
        ([PUBLISHED], False, "cannot read the private key"),
    ],
)
def test_a_pair_that_is_not_in_effect_is_an_error(keys, readable, words):
    assert words in refused(key_verification.verify, host(readable), pair(), server(*keys)).message


def test_an_old_pair_is_not_read_again():
    assert key_verification.verify(host(readable=False), pair(is_new=False), server(PUBLISHED)) is None


def test_the_private_half_leaves_the_host_only_for_replicas(tmp_path):
    assert key_verification.result(None, True) is None
    told = key_verification.result(pair(), False)
    assert told == {"id": "2026-11", "fingerprint": key_pair.fingerprint(pair().public), "is_new": True, "age": None}
    assert key_verification.result(pair(), True)["private"] == key_store.encoded(PRIVATE)
