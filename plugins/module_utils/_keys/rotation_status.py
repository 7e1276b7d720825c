# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The state of a host in a rotation of its key pair, from its files and its server alone. Changes nothing."""

from ansible_collections.openmetadata.sso.plugins.module_utils._keys import (
    default_keys,
    key_change,
    key_checks,
    key_store,
    key_verification,
)


def of(host):
    """The state of a host in a rotation of its key pair, as a dictionary.

    ``kids`` are the published key ids, ``published`` says whether the private key is public, ``wanted`` is the planned
    key id, ``swapped`` whether the server publishes the planned key.
    """
    deployment = host.deployment
    pair = key_store.find(host.plan.keys, deployment)
    running = deployment.running()
    server = host.server()
    _auth, kids, reason = server.served() if running else (None, None, "the server does not run")
    wanted = host.plan.planned_value("JWT_KEY_ID")
    found = key_checks.published_key(server.keys, wanted) if wanted else None
    return {
        "changed": False,
        "running": running,
        "has_run": deployment.has_run(),
        "reason": reason,
        "kids": kids or [],
        "published": any(map(default_keys.is_published, server.keys)),
        "wanted": wanted,
        "pair": key_verification.result(pair, (host.plan.keys or {}).get("share")),
        "swapped": key_change.is_swapped(pair, [found]),
    }
