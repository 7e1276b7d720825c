# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The controller's part in key pairs.

Making one where the host cannot, and giving one pair to all replicas of a cluster.

What replicas share lies with the evaluated variables in the run's own temporary folder (``handover``), and nowhere
else.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable
from typing import Any

from ansible.errors import AnsibleActionFail

from ...module_utils._core.errors import HostError
from ...module_utils._keys import key_pair, key_store, key_verification
from . import stash

try:
    from cryptography.hazmat.primitives.asymmetric import rsa
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
except ImportError:
    HAS_CRYPTOGRAPHY = False
else:
    HAS_CRYPTOGRAPHY = True

BITS, EXPONENT = 2048, 65537


def make_with_library() -> str | None:
    """A new private key as it travels to a host; ``None`` where the Python library is missing."""
    if not HAS_CRYPTOGRAPHY:
        return None
    key = rsa.generate_private_key(public_exponent=EXPONENT, key_size=BITS)
    encoded = key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    return str(key_store.encoded(key_pair.private_key(encoded)))


def make() -> bytes:
    """A new private key (PKCS#8 DER) for a Secret. ``HostError`` without a program or library that makes one."""
    if key_store.can_make():
        return bytes(key_store.make())
    if (encoded := make_with_library()) is None:
        message = "The key pair cannot be made: the controller has neither openssl nor the Python library cryptography."
        raise HostError(message, key_store.OPTION, "Install one of both, or give the key by om_sso_jwt_private_key.")
    return base64.b64decode(encoded)


def carry_out(
    call: Callable[[dict[str, Any]], dict[str, Any]], content: dict[str, Any], rotate: bool
) -> dict[str, Any]:
    """Send ``content`` to the host by ``call``, with the key pair that it is to have.

    A second time only where the host cannot make one.
    """
    keys = content["keys"]
    content["rotate"] = rotate
    name = name_of(keys)
    if name and keys and not keys["private"]:
        kept = stash.look(name)
        keys.update(private=kept["private"] if kept else None, may_make=rotate, share=rotate)
    returned = call(content)
    if (returned.get("error") or {}).pop(key_verification.NEEDS, False) and (made := make_with_library()):
        keys.update(private=made, candidate=True)
        returned = call(content)
    remember(name, (returned.get("answer") or {}).get("pair"), keys)
    return returned


def remember(name: str | None, pair: dict[str, Any] | None, keys: dict[str, Any] | None) -> None:
    """Keep a replica's pair for the others.

    Two replicas with different ones are an error before anything is changed.
    """
    private = (pair or {}).pop("private", None)
    if not name or not private or keys is None:
        return
    kept = stash.keep(name, {"private": private})
    if _public(kept["private"]) != _public(private):
        raise AnsibleActionFail(
            f"The replicas of {keys['cluster']} hold different key pairs under the id {keys['id']}; nothing was "
            "changed. Choose a new om_sso_jwt_key_id, or give the pair by om_sso_jwt_private_key."
        )


def name_of(keys: dict[str, Any] | None) -> str | None:
    """The name that a cluster's pair is handed over by; ``None`` for a server that shares with nobody."""
    if not keys or not keys["cluster"]:
        return None
    return "keys_" + hashlib.sha256(f"{keys['cluster']}\0{keys['id']}".encode()).hexdigest()[:32]


def _public(private: str) -> bytes:
    return bytes(key_pair.public_of(base64.b64decode(private)))
