# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Keys that something hangs on.

A change of the pair ends every token, a change of the Fernet key makes every stored secret unreadable.

Each function returns findings as (rule, severity, option, message, fix). Facts: sections on keys of JWTTokenGenerator
and Fernet.
"""

from ansible_collections.openmetadata.sso.plugins.module_utils._core.findings import Finding
from ansible_collections.openmetadata.sso.plugins.module_utils._formats import env_file, openmetadata_yaml, substitution
from ansible_collections.openmetadata.sso.plugins.module_utils._keys import default_keys, key_pair

OWN_ID = "om_sso_jwt_key_id"
EXTRA = "om_sso_extra_environment."
ROTATE = "Run openmetadata.sso.rotate_keys with the same variables: it makes new tokens for bots and verifies them."


def findings(host, current):
    """What forbids the change, and, in production, what everybody knows."""
    found = list(_published(current)) if host.plan.production else []
    if not host.deployment.has_run() and current.last_good is None:
        return found
    now = in_effect(current)
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


def _pair(host, current, now):
    ours = current.written() or {}
    wanted = _bare(host.wanted.get("JWT_KEY_ID"))
    present = (current.kids or [None])[0] or _bare(now.get("JWT_KEY_ID")) or default_keys.KEY_ID
    if not wanted:
        if _bare(ours.get("JWT_KEY_ID")) and not host.plan.rotate:
            message = (
                "The server signs with the key pair {}, and the plan does not name it any more. "
                "Every token that it made would be refused."
            ).format(_bare(ours["JWT_KEY_ID"]))
            yield Finding("JWK-11", "error", OWN_ID, message, "Set it again. " + ROTATE)
        return
    if wanted != present:
        if not host.plan.rotate:
            message = (
                f"The server signs under the key id {present}, and the plan wants {wanted}: "
                "every token of bots and people that it made would be refused."
            )
            yield Finding("JWK-11", "error", _option(current), message, ROTATE)
        return
    served, own = published_key(current.keys, wanted), _own(host, current)
    if served and ((own is None and current.pair is not None) or (own and own != served)):
        message = (
            f"The server publishes another public key under the id {wanted}: "
            "clients would keep it for up to a day and refuse new tokens."
        )
        yield Finding("JWK-11", "error", _option(current), message, "A new pair needs a new id.")


def _option(current):
    return OWN_ID if current.pair is not None else EXTRA + "JWT_KEY_ID"


def _own(host, current):
    """Fingerprint of the public key that the plan brings, as far as it can be read here."""
    if current.pair is not None:
        return current.pair.fingerprint
    path = _bare(host.wanted.get("RSA_PUBLIC_KEY_FILE_PATH"))
    content = host.deployment.content_of(path) if path else None
    return None if content is None else key_pair.fingerprint(content.encode("utf-8", "surrogateescape"))


def _fernet(host, current, now):
    if host.plan.force_fernet_key:
        return
    present = _bare(now.get("FERNET_KEY")) or _literal_fernet(host, now) or default_keys.FERNET_KEY
    wanted = _bare(host.wanted.get("FERNET_KEY"))
    if not wanted and not (current.written() or {}).get("FERNET_KEY"):
        return
    if not set(present.split(",")) <= {part.strip() for part in wanted.split(",")}:
        what = (
            "is another one than the server has"
            if wanted
            else "is left out, and the server has the one that was written before"
        )
        message = (
            f"FERNET_KEY {what}: every secret in the database, tokens of bots among them, would become unreadable."
        )
        fix = (
            "Keep the present key, or list it behind a new one, with a comma. "
            "om_sso_force_fernet_key: true does it all the same."
        )
        yield Finding("BOT-06", "error", EXTRA + "FERNET_KEY", message, fix)


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
            message = (
                "The server signs with a key pair that is published ({}): anybody can make a valid token for it."
            ).format(key.get("kid"))
            yield Finding(
                "JWK-13", "warning", OWN_ID, message, "Set om_sso_jwt_key_id and run openmetadata.sso.rotate_keys."
            )


def _bare(text):
    return env_file.value(text) if (text or "").startswith('"') else (text or "").strip().strip("'")
