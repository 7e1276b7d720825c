# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""An answer that holds secrets, unreadable on its way.

Connection plugins print what a module answers at -vvv, ``no_log`` or not.

Encrypted and then authenticated with HMAC-SHA256, counter by counter, under a key that the controller made for this one
call and that the module got as a ``no_log`` argument. The standard library has no cipher; a keyed hash in counter mode
is one.
"""

import base64
import binascii
import hashlib
import hmac
import json
import os

BLOCK = hashlib.sha256().digest_size


def new_key():
    """A key for one call, as text."""
    return binascii.hexlify(os.urandom(32)).decode("ascii")


def seal(key, content):
    """One line of text that says nothing without the key."""
    plain = json.dumps(content).encode("ascii")
    hidden = _hidden(key, plain)
    return base64.b64encode(_tag(key, hidden) + hidden).decode("ascii")


def unseal(key, text):
    """What was sealed. Raises ``ValueError`` when it was made with another key or changed."""
    data = base64.b64decode(text.encode("ascii"))
    tag, hidden = data[:BLOCK], data[BLOCK:]
    if not hmac.compare_digest(tag, _tag(key, hidden)):
        raise ValueError("the answer was not sealed with this key")
    return json.loads(_hidden(key, hidden).decode("ascii"))


def _derived(key, use):
    return hmac.new(key.encode("ascii"), use, hashlib.sha256).digest()


def _tag(key, hidden):
    return hmac.new(_derived(key, b"authenticate"), hidden, hashlib.sha256).digest()


def _hidden(key, data):
    """The data with a key stream upon it; the same again gives the data back."""
    own = _derived(key, b"encrypt")
    blocks = range((len(data) + BLOCK - 1) // BLOCK)
    stream = b"".join(hmac.new(own, str(number).encode("ascii"), hashlib.sha256).digest() for number in blocks)
    return (int.from_bytes(data, "big") ^ int.from_bytes(stream[: len(data)], "big")).to_bytes(len(data), "big")
