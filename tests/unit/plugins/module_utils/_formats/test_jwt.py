# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A signature is checked with the key that somebody publishes, whatever that is."""

import base64
import time

import pytest
from ansible_collections.openmetadata.sso.plugins.module_utils._formats import jwt
from ansible_collections.openmetadata.sso.plugins.module_utils._keys import key_pair, key_store


def encoded(number):
    return base64.urlsafe_b64encode(number.to_bytes((number.bit_length() + 7) // 8, "big")).decode().rstrip("=")


def test_the_key_that_signed_is_told_from_others():
    private = key_store.make()
    _version, modulus, exponent = key_pair._numbers(private)[:3]
    signature = key_pair.sign(private, b"signed")
    assert jwt.is_signed_by("RS256", b"signed", signature, {"n": encoded(modulus), "e": encoded(exponent)})
    assert not jwt.is_signed_by("RS256", b"other", signature, {"n": encoded(modulus), "e": encoded(exponent)})
    assert not jwt.is_signed_by("RS384", b"signed", signature, {"n": encoded(modulus), "e": encoded(exponent)})


@pytest.mark.parametrize("key", [{}, {"n": "AQAB"}, {"n": 5, "e": [1]}, {"n": "\u00e9", "e": "!"}, {"n": "", "e": ""}])
def test_what_is_not_an_rsa_key_has_signed_nothing(key):
    assert not jwt.is_signed_by("RS256", b"signed", b"x" * 256, key)


@pytest.mark.parametrize(("modulus_bits", "exponent_bits"), [(4_000_000, 17), (2048, 4_000_000)])
def test_a_key_with_which_a_check_would_take_hours_has_signed_nothing(modulus_bits, exponent_bits):
    begin = time.process_time()
    key = {"n": encoded((1 << modulus_bits) - 1), "e": encoded((1 << exponent_bits) - 1)}
    assert not jwt.is_signed_by("RS256", b"signed", b"x" * (modulus_bits // 8), key)
    assert time.process_time() - begin < 2
