# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Keys that everybody can read are recognised wherever they are in use, in whatever spelling."""

import base64
import pathlib

import pytest
from ansible_collections.openmetadata.sso.plugins.module_utils._keys import default_keys, key_pair
from ansible_collections.openmetadata.sso.plugins.plugin_utils._model.catalogue import CATALOGUE
from cryptography.hazmat.primitives.asymmetric import rsa

OPENMETADATA = (
    "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA2XTHbrS8uYv+THweGDgqRciCTZJIU0NuaPUQT43V7oQgj3EFptWyRd0Q"
    "6xZjsf6O8z2zWZd0qNQbMm7qIcnSkBetkJKsoqg1qjT+GEKP09GoRQLDpkl7ACgMr6Mxge7uGmE15TFTOBUGJboI3byx+LSzg6rZ"
    "Xr5jdq/8IqP7/OaiRAsLDjefC85Db+N7IE+FsxeDWX8jlyh1bfP+cIOrh9rNZxsXJuc6lloZE0z9CIB0knh1mLsFxQfU/KBgDdL/"
    "pLBwq9Kl5nS6veTiF7gplLsr61KOVRzyoyUbV7+TPb+lX4cGEjxaMb0MuCqioZwB/qxZU6c2ZisBgMu2pazPZQIDAQAB"
)
"""The public key under which tokens of default installs verify, as Base64 of X.509 DER."""

FILES = pathlib.Path(__file__).resolve().parents[4] / "support" / "simulator" / "files"


def test_a_pair_whose_private_half_is_published_is_known():
    spki = (FILES / "public_key.der").read_bytes()
    assert default_keys.is_key(spki)
    assert default_keys.is_key(key_pair.public_of((FILES / "private_key.der").read_bytes()))


def test_the_pair_that_openmetadata_ships_is_known_under_any_key_id():
    assert default_keys.is_key(base64.b64decode(OPENMETADATA))


def test_another_pair_is_not():
    numbers = rsa.generate_private_key(public_exponent=65537, key_size=2048).public_key().public_numbers()
    assert not default_keys.is_key(key_pair.public_key(numbers.n, numbers.e))


def test_the_catalogue_names_the_same_values():
    assert default_keys.is_key_id(CATALOGUE["JWT_KEY_ID"].default)
    assert default_keys.is_fernet_key(CATALOGUE["FERNET_KEY"].default)
    assert default_keys.is_place(CATALOGUE["RSA_PUBLIC_KEY_FILE_PATH"].default) and default_keys.is_place(
        CATALOGUE["RSA_PRIVATE_KEY_FILE_PATH"].default
    )


@pytest.mark.parametrize(
    "text", [None, "", '""', default_keys.KEY_ID, f'"{default_keys.KEY_ID}"', f"'{default_keys.KEY_ID}'\n"]
)
def test_the_key_id_in_every_spelling(text):
    assert default_keys.is_key_id(text)
    assert not default_keys.is_key_id("2026-11") and not default_keys.is_key_id(default_keys.KEY_ID.lower())


@pytest.mark.parametrize("text", [None, "", "./conf/public_key.der", '"./conf/private_key.der"', "conf/public_key.der"])
def test_the_place_in_every_spelling(text):
    assert default_keys.is_place(text)
    assert not default_keys.is_place("/etc/om/public_key.der")


@pytest.mark.parametrize("text", [None, "", default_keys.FERNET_KEY, f'"{default_keys.FERNET_KEY}"'])
def test_the_fernet_key_in_every_spelling(text):
    assert default_keys.is_fernet_key(text)
    assert not default_keys.is_fernet_key(default_keys.FERNET_KEY[::-1])
