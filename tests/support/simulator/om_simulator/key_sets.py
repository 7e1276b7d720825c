# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Public keys by key id: our own, and those that publicKeyUrls name."""

import json
import threading
import time
import urllib.request
from typing import Any, Dict, Optional, Tuple

from om_simulator import keys
from om_simulator.state import State

_OWN_PATH = "/api/v1/system/config/jwks"
_SECONDS = 3
_KEPT_SECONDS = 60
_lock = threading.Lock()
_fetched: Dict[str, Tuple[float, Dict[str, keys.PublicKey]]] = {}


def find(state: State, key_id: Any) -> Optional[keys.PublicKey]:
    """The key of that id, None when no place that the configuration names has it."""
    if state.public is not None and key_id == state.jwt.get("keyId") and state.install.has["trusts_own_key_locally"]:
        return state.public
    urls = state.authentication.get("publicKeyUrls") or []
    # Our own first: it answers at once, and a provider may not answer at all.
    for url in sorted(urls, key=lambda one: not one.endswith(_OWN_PATH)):
        found = _of(url).get(key_id)
        if found:
            return found
    return None


def _of(url: str) -> Dict[str, keys.PublicKey]:
    """The RSA keys behind a URL, {} when it does not answer; kept for a while."""
    with _lock:
        kept = _fetched.get(url)
    if kept and time.monotonic() - kept[0] < _KEPT_SECONDS:
        return kept[1]
    try:
        with urllib.request.urlopen(url, timeout=_SECONDS) as answer:
            found = {str(item.get("kid")): _key(item) for item in json.load(answer)["keys"] if item.get("kty") == "RSA"}
    except (OSError, ValueError, KeyError):
        found = {}
    with _lock:
        _fetched[url] = (time.monotonic(), found)
    return found


def _key(item: Dict[str, str]) -> keys.PublicKey:
    return keys.PublicKey(*(int.from_bytes(keys.decode(item[name]), "big") for name in ("n", "e")))
