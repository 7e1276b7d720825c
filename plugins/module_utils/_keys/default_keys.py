# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Keys that are public, so that whoever has read them can sign tokens or read a database.

What OpenMetadata ships, and what this repository shows.
"""

from ansible_collections.openmetadata.sso.plugins.module_utils._keys import key_pair

#: ``kid`` of every release so far, unless JWT_KEY_ID says otherwise.
KEY_ID = "Gb389a-9f76-gdjs-a92j-0242bk94356"
#: What openmetadata.yaml has in place of RSA_PUBLIC_KEY_FILE_PATH and RSA_PRIVATE_KEY_FILE_PATH, from the home of the
#: server.
PUBLIC_KEY, PRIVATE_KEY = "./conf/public_key.der", "./conf/private_key.der"
FERNET_KEY = "jJ/9sz0g0OHxsfxOoSfdFdmk3ysNmPRnH3TUAbz3IHA="
#: Fingerprints of public keys whose private half is published, each with where. OpenMetadata's own is the one that
#: verifies the token in the unit tests of its ingestion framework (test_airbyte.py), and tokens of default installs of
#: 2022 to 2026; its files were not at hand.
FINGERPRINTS = {
    "5ef1fe95ce866280ed426e40f6aca6bb30324fff024d4d5402b5bb1bc970a0d8": "what OpenMetadata ships",
    "8aed3d5231415765026c257799cebde75f5aceda99bc57600368e0a97a01e033": "the simulator of this collection's tests",
}


def is_key(spki):
    """Whether a public key (X.509 SubjectPublicKeyInfo, DER) has a published private half."""
    return key_pair.fingerprint(spki) in FINGERPRINTS


def is_published(key):
    """Whether anybody has the private half of a key that a server publishes; ``key`` is an entry of a key set."""
    try:
        return is_key_id(key.get("kid")) or is_key(key_pair.public_of_jwk(key))
    except key_pair.Unusable:
        return False


def is_published_private_key(text):
    """The same of a private key, as PEM text."""
    try:
        return is_key(key_pair.public_of(key_pair.private_key(text)))
    except key_pair.Unusable:
        return False


def is_key_id(text):
    """Whether a ``kid`` is the shipped one; ``None`` and the empty text stand for a variable that is not set."""
    return bare(text) in ("", KEY_ID)


def is_place(text):
    """Whether a key file's path is the one that releases come with.

    An operator may have put another pair in that place.
    """
    return bare(text).replace("./", "", 1) in ("", PUBLIC_KEY[2:], PRIVATE_KEY[2:])


def is_fernet_key(text):
    """Whether a FERNET_KEY is the shipped one; ``None`` and the empty text stand for a variable that is not set."""
    return bare(text) in ("", FERNET_KEY)


def bare(text):
    """A value of an environment without quotes around it: stock Compose leaves them, and charts write them."""
    return (text or "").strip().strip("\"'")
