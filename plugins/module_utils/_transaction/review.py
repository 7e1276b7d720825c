# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The current state as a reviewed plan holds it, and its comparison with the state before a change.

A state is a flat dictionary {what: value} without secrets: of a secret it only says whether it is as planned. Values
that may hold secrets (the text of files, environments) are there as keyed hashes, and only where there is a key.
"""

import hashlib
import hmac
import json
import re

from ansible_collections.openmetadata.sso.plugins.module_utils._core.errors import HostError
from ansible_collections.openmetadata.sso.plugins.module_utils._core.text import some

OPTION = "om_sso_plan_file"
FIX = "Make and review a new plan (openmetadata.sso.plan)."
LAYERS = ("file", "stored", "served")
#: How ``Mask.digest`` shows a secret. Its key is another one on each host, so that only equality counts.
_HIDDEN = re.compile(r"sha256:[0-9a-f]{8}$")
PLANNED, DIFFERS = "as planned", "differs from the plan"


def digest(key, what, value):
    """A keyed hash of a JSON value; ``key`` is text. ``what`` keeps equal values of different names apart."""
    text = json.dumps([what, value], sort_keys=True)
    return "hmac-sha256:" + hmac.new(key.encode("utf-8"), text.encode("utf-8"), hashlib.sha256).hexdigest()[:32]


def state_of(result, contents, key):
    """The state that a ``Result`` describes.

    ``contents`` is {what: JSON value that may hold secrets}; it counts only with a ``key``.
    """
    state = {
        "release": result.version,
        "restart": bool(result.would_restart),
        "variables to change": sorted(result.variables),
        "stored rows to change": sorted(result.rows),
        "own keys": sorted(result.kids or ()),
    }
    state.update({f"file {file['path']}": DIFFERS if file["changed"] else PLANNED for file in result.files})
    for row in result.effective:
        state.update(_fields(row))
    if key:
        state.update({f"content of {what}": digest(key, what, value) for what, value in contents.items()})
    return state


def _fields(row):
    cells = {layer: row[layer] for layer in LAYERS}
    if any(_HIDDEN.match(str(value)) for value in [row["wanted"], *cells.values()]):
        # A secret that was not read, as with a token that sees masks, is not a difference.
        cells = {
            layer: PLANNED if value == row["wanted"] else DIFFERS for layer, value in cells.items() if value is not None
        }
    return {f"{row['field']} ({layer})": value for layer, value in cells.items()}


def differences(reviewed, now):
    """[text] of what differs; a secret field that only one of both has read is not a difference."""
    found = []
    for name in sorted({*reviewed, *now}):
        before, after = reviewed.get(name), now.get(name)
        if before != after and not _is_unread_secret(name, reviewed, now):
            found.append(_words(name, before, after))
    return found


def _is_unread_secret(name, reviewed, now):
    """Whether a layer of a secret field was read once only."""
    in_both = name in reviewed and name in now
    return not in_both and reviewed.get(name, now.get(name)) in (PLANNED, DIFFERS) and not name.startswith("file ")


def _words(name, before, after):
    if name.startswith("content of "):
        return f"{name} has changed"
    return f"{name} is {_shown(after)} instead of {_shown(before)}"


def _shown(value):
    if value is None:
        return "not there"
    return json.dumps(value, ensure_ascii=False)


def refuse(reviewed, now):
    """``HostError`` where the state ``now`` is not the reviewed one."""
    found = differences(reviewed, now)
    if found:
        message = f"The current state is not the one that was reviewed: {some(found, 4)}; nothing was changed."
        raise HostError(message, OPTION, FIX)
