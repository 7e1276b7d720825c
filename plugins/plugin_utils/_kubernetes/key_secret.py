# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The operator's own key pair in a Secret of its own: what is there, and what has to be written.

A pair is never overwritten, so that a run that was killed goes on with the same one. The Secret of an earlier key ID
stays: an earlier revision of the release names it.
"""

from __future__ import annotations

import time
from typing import Any

from ...module_utils._keys import key_store
from ...module_utils._keys.key_store import PRIVATE, PUBLIC, Pair
from .._model import clock
from .._plan import host_request
from . import objects
from .release import Release

_HALVES = (PRIVATE, PUBLIC)


def find(release: Release) -> Pair | None:
    """The pair of the plan, which ``is_new`` where there is no such Secret.

    ``None`` for a plan without one, and where the account may not read it. ``HostError`` for a Secret that holds half
    a pair, one that cannot be used, or another than the one that was given.
    """
    if not release.key_secret:
        return None
    content = _content(release)
    if release.key_secret in release.unread:
        return None
    halves = map(content.get, _HALVES)
    pair: Pair = key_store.pair_of(host_request.keys_of(release.settings), f"Secret {release.key_secret}", *halves)
    return pair


def contents(release: Release, pair: Pair) -> dict[str, dict[str, str]]:
    """{name: content} of the Secret to write for a new pair; what else it holds is kept."""
    content = {**_content(release), PRIVATE: pair.private, PUBLIC: pair.public}
    return {release.key_secret: {key: half.decode("utf-8", "surrogateescape") for key, half in content.items()}}


def told(release: Release, pair: Pair | None, written: float | None) -> dict[str, Any] | None:
    """The pair as a result has it. Its ``age`` is that of the private key in seconds, ``None`` where it is not there.

    ``written`` is when this run wrote it (``time.monotonic``).
    """
    if pair is None:
        return None
    return {
        "id": pair.key_id,
        "fingerprint": pair.fingerprint,
        "is_new": pair.is_new,
        "age": _age(release, pair) if written is None else time.monotonic() - written,
        "secret": release.key_secret,
    }


def _age(release: Release, pair: Pair) -> float | None:
    secret = None if pair.is_new else release.secret(release.key_secret)
    created = (secret or {}).get("metadata", {}).get("creationTimestamp")
    return (clock.now() - objects.moment(created)).total_seconds() if created else None


def _content(release: Release) -> dict[str, bytes]:
    content = objects.decode_secret(release.secret(release.key_secret)) or {}
    return {key: text.encode("utf-8", "surrogateescape") for key, text in content.items()}
