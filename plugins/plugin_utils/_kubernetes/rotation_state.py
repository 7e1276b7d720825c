# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The state of a release in a rotation of its key pair. Changes nothing.

That of a host is in ``module_utils/_keys/rotation_status.py``.
"""

from __future__ import annotations

from typing import Any

from ...module_utils._keys import default_keys, key_change
from ...module_utils._keys.key_checks import published_key
from . import key_guard, key_secret
from .current_state import RunningRelease
from .release import Release


def read(release: Release) -> dict[str, Any]:
    """``kids``, ``published``, ``wanted``, ``swapped`` and the others of a host's answer."""
    current = RunningRelease(release)
    states, first = current.pod_states, current.first
    release.version = first.version if first else None
    pair, wanted = key_secret.find(release), release.planned_value(key_guard.KEY_ID)
    found = [published_key(state.keys, wanted) if wanted else None for state in states]
    return {
        "running": bool(states),
        "has_run": first is not None or release.state.last_good is not None,
        "reason": None if first else next((state.reason for state in states), "no pod of the server runs"),
        "kids": first.kids if first else [],
        "published": any(default_keys.is_published(key) for state in states for key in state.keys),
        "wanted": wanted,
        "pair": key_secret.told(release, pair, None),
        "swapped": key_change.is_swapped(pair, found),
    }
