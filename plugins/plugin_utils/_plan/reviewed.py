# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a plan file says that a host would get, and its comparison with the plan as it is now."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from typing import Any

from ...module_utils._transaction import review
from .._model.options import kubernetes_options
from . import host_request
from .plan import Entry, Plan, release_of
from .plan_file import Key

#: Parts of the request to a host that are not configuration (a token, constants), or that have a place of their own.
BESIDE = (
    *("verb", "release", "deployment", "templates", "environment", "stored_fields", "served", "admin_token", "keys"),
    *("rotate", "stored_rows_since", "catalogue", "secret_names", "secrets", "review"),
)
SECRET = "(secret)"

Planned = dict[str, Any]


def planned(plan: Plan, key: Key, rendered: Callable[[Plan], dict[str, str]]) -> Planned:
    """What a host would get, without secrets; ``rendered`` renders the files of a plan."""
    shown = plan._replace(environment=tuple(_shown(entry, key, plan.secrets) for entry in plan.environment))
    request = host_request.document(plan, "apply", {})
    return {
        "deployment": plan.settings.deployment,
        "release": release_of(plan.settings),
        "provider": plan.settings.provider,
        "flow": plan.settings.flow,
        "variables": {entry.name: entry.text for entry in shown.environment},
        "stored_fields": {field.path: field.value for field in plan.stored},
        # Rendered without the secrets, which are among the variables.
        "files": {name: _hash(text) for name, text in rendered(shown).items()},
        "settings": {
            **{name: value for name, value in request.items() if name not in BESIDE},
            **_kubernetes(plan),
            "key_pair": _key_pair(plan, key, request["keys"]),
        },
    }


def _shown(entry: Entry, key: Key, secrets: list[str]) -> Entry:
    """A variable whose text tells no secret, also where an operator wrote one into a value that is not secret."""
    holds = (entry.secret and entry.text) or any(len(secret) > 3 and secret in entry.text for secret in secrets)
    if not holds:
        return entry
    text = hidden(entry.name, entry.text, key)
    return entry._replace(text=text, value=text)


def hidden(name: str, text: str, key: Key) -> str:
    """A keyed hash in the place of a secret; without a key only that there is one."""
    own = key.of("secrets")
    return str(review.digest(own, name, text)) if own else SECRET


def _kubernetes(plan: Plan) -> dict[str, Any]:
    names = [option.name for option in kubernetes_options.OPTIONS if not option.secret]
    values = {name: getattr(plan.settings, name, None) for name in names}
    return {name: value for name, value in values.items() if value is not None and name != "kubernetes_kubeconfig"}


def _key_pair(plan: Plan, key: Key, keys: dict[str, Any] | None) -> dict[str, Any] | None:
    if keys is None:
        return None
    private = keys["private"] and hidden("key pair", keys["private"], key)
    return {"id": keys["id"], "cluster": plan.settings.cluster, "private": private}


def _hash(text: str) -> str:
    return "sha256:" + hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()


def differences(reviewed: Planned, now: Planned) -> list[str]:
    """[text] of what is planned otherwise than it was reviewed."""
    # A plan file went through JSON.
    before, after = _flat(reviewed), _flat(json.loads(json.dumps(now)))
    return [
        _words(name, before.get(name), after.get(name))
        for name in sorted({*before, *after}, key=lambda name: (name.startswith("files."), name))
        if before.get(name) != after.get(name)
    ]


def _flat(part: Planned, prefix: str = "") -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in part.items():
        if isinstance(value, dict) and value:
            found.update(_flat(value, f"{prefix}{name}."))
        else:
            found[prefix + str(name)] = value
    return found


def _words(name: str, before: Any, after: Any) -> str:
    if any(str(value).startswith(("hmac-sha256:", "sha256:")) for value in (before, after)) and before and after:
        return f"{name} has changed"
    return f"{name} is {_text(after)} instead of {_text(before)}"


def _text(value: Any) -> str:
    text = "not there" if value is None else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 80 else text[:79] + "…"
