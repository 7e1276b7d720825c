# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether the own key pair can come into effect, and whether it has."""

from ansible_collections.openmetadata.sso.plugins.module_utils._core.errors import HostError
from ansible_collections.openmetadata.sso.plugins.module_utils._keys import key_store
from ansible_collections.openmetadata.sso.plugins.module_utils._keys.key_checks import published_key

#: In ``HostError.more``: the controller may have what the host has not.
NEEDS = "needs_key_pair"


def refuse(host, pair):
    """``HostError`` where a pair would have to be made and cannot be, or must not be made here."""
    if pair is None or pair.private is not None:
        return
    wanted = host.plan.keys
    if not wanted["may_make"]:
        message = "The replicas of {} need one key pair {}, and this host has none.".format(
            wanted["cluster"], pair.key_id
        )
        fix = (
            "Run openmetadata.sso.rotate_keys, which makes it once for all of them, "
            "or give it by om_sso_jwt_private_key."
        )
        raise HostError(message, key_store.OPTION, fix)
    if not key_store.can_make():
        message = (
            f"The key pair {pair.key_id} cannot be made: the host has no openssl, "
            "and the controller's Python no library cryptography."
        )
        raise HostError(
            message,
            key_store.OPTION,
            "Install one of both, or give the key by om_sso_jwt_private_key.",
            **{NEEDS: True},
        )


def verify(host, pair, server):
    """The server publishes the planned key id, with our public key, and can sign with the private one.

    Else ``HostError``.
    """
    wanted = host.plan.planned_value("JWT_KEY_ID")
    kids = [str(key.get("kid")) for key in server.keys]
    if wanted and wanted not in kids:
        message = "The server publishes the key id {} instead of {}.".format(", ".join(kids), wanted)
        raise HostError(message, key_store.OPTION if pair else "om_sso_extra_environment.JWT_KEY_ID", "Check its log.")
    if pair is None:
        return
    if published_key(server.keys, pair.key_id) != pair.fingerprint:
        message = f"The server publishes another public key under {pair.key_id} than the one in {pair.folder}."
        raise HostError(message, key_store.OPTION, "A new pair needs a new id.")
    if pair.is_new and not host.deployment.can_read(pair):
        message = f"The server's user cannot read the private key in {pair.folder}: no token of a bot could be made."
        raise HostError(message, pair.folder, "Check the modes of the folders above it.")


def result(pair, share):
    """What the controller hears of the pair; the private half only for the other replicas of a cluster."""
    if pair is None:
        return None
    told = {"id": pair.key_id, "fingerprint": pair.fingerprint, "is_new": pair.is_new, "age": pair.age()}
    return dict(told, private=key_store.encoded(pair.private)) if share and pair.private is not None else told
