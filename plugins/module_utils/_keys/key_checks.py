# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Keys that something hangs on.

A change of the pair ends every token, a change of the Fernet key makes every stored secret unreadable.

Each function returns findings as (rule, severity, option, message, fix). Facts: sections on keys of JWTTokenGenerator
and Fernet.
"""

import os

from ansible_collections.openmetadata.sso.plugins.module_utils._core.host_findings import host_finding
from ansible_collections.openmetadata.sso.plugins.module_utils._formats import env_file, openmetadata_yaml, substitution
from ansible_collections.openmetadata.sso.plugins.module_utils._keys import (
    default_keys,
    key_change,
    key_files,
    key_pair,
    key_store,
)
from ansible_collections.openmetadata.sso.plugins.module_utils._keys.key_change import OWN_ID

EXTRA = "om_sso_extra_environment."


def findings(host, current):
    """What forbids the change: key files that cannot be read, other keys; in production, keys that are public."""
    now = in_effect(current)
    found = [*(_published(current) if host.plan.production else []), *key_files.findings(host, now)]
    if not host.deployment.has_run() and current.last_good is None:
        return found
    return found + list(_pair(host, current, now)) + list(_fernet(host, current, now))


def in_effect(current):
    """The environment that the server has, or had when it last ran; our own file where nothing else is known."""
    actual = next(iter(current.environments.values()), None)
    return actual or (current.last_good or {}).get("environment") or current.written() or {}


def published_key(keys, key_id):
    """Fingerprint of the key that a server publishes under an id, or ``None``."""
    for key in keys or ():
        if str(key.get("kid")) == key_id:
            try:
                return key_pair.fingerprint(key_pair.public_of_jwk(key))
            except key_pair.Unusable:
                return None
    return None


def servers_own(host, current):
    """The key id of the pair that the server has, as ``key_change.servers_own``."""
    wanted, present = _bare(host.wanted.get("JWT_KEY_ID")), _present(current, in_effect(current))
    folder = host.deployment.key_folder
    return key_change.servers_own(
        wanted, present, lambda key_id: os.path.lexists(os.path.join(folder(key_id), key_store.PRIVATE))
    )


def _present(current, now):
    """The key id that the server has."""
    return (current.kids or [None])[0] or _bare(now.get("JWT_KEY_ID")) or default_keys.KEY_ID


def _pair(host, current, now):
    wanted, present = _bare(host.wanted.get("JWT_KEY_ID")), _present(current, now)
    before = _bare((current.written() or {}).get("JWT_KEY_ID"))
    published = published_key(current.keys, wanted)
    cause = key_change.cause(wanted, present, before, published, _own(host, current), host.plan.rotate)
    if cause:
        option, words = key_change.told(cause, _option(current), wanted=wanted, present=present, before=before)
        yield host_finding("JWK-11", option, cause, **words)


def _option(current):
    return OWN_ID if current.pair is not None else EXTRA + "JWT_KEY_ID"


def _own(host, current):
    """Fingerprint of the public key that the plan brings, as far as it can be read; empty if it is still to be made."""
    if current.pair is not None:
        return current.pair.fingerprint or ""
    path = _bare(host.wanted.get("RSA_PUBLIC_KEY_FILE_PATH"))
    content = host.deployment.content_of(path) if path else None
    return None if content is None else key_pair.fingerprint(content.encode("utf-8", "surrogateescape"))


def _fernet(host, current, now):
    if host.plan.force_fernet_key:
        return
    present = _bare(now.get("FERNET_KEY")) or _literal_fernet(host, now)
    written = bool((current.written() or {}).get("FERNET_KEY"))
    cause = key_change.fernet_cause(present, _bare(host.wanted.get("FERNET_KEY")), written)
    if cause:
        yield host_finding("BOT-06", EXTRA + "FERNET_KEY", cause)


def _literal_fernet(host, now):
    """What openmetadata.yaml itself says where the variable does not."""
    text = host.deployment.openmetadata_yaml() or ""
    value = next(
        (value for path, value, _number in openmetadata_yaml.entries(text) if path == "fernetConfiguration.fernetKey"),
        "",
    )
    text = substitution.substitute(value, now)
    return "" if substitution.names(text) else _bare(text)


def _published(current):
    """Keys in use that are public; ``openmetadata.sso.audit`` checks more."""
    for key in current.keys or ():
        if default_keys.is_published(key):
            yield host_finding("JWK-13", OWN_ID, "published_in_use", kid=key.get("kid"))


def _bare(text):
    return env_file.value(text) if (text or "").startswith('"') else (text or "").strip().strip("'")
