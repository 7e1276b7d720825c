# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""From planning to applying within one run: variables are evaluated once, so that a secret is read once.

They lie in the run's own temporary folder (mode 0700, removed by Ansible at its end) as a file of mode 0600.
"""

from __future__ import annotations

import json
import os
import secrets
import tempfile
from typing import Any

from ansible import constants as C


def put(values: dict[str, Any]) -> str:
    """Keep the values and return the id to take them by."""
    name = secrets.token_hex(16)
    replace(name, values)
    return name


def keep(name: str, values: dict[str, Any]) -> dict[str, Any]:
    """Keep values under a name that several tasks know; what was kept first stays and is returned."""
    temporary = _written(values)
    try:
        os.link(temporary, _path(name))
    except FileExistsError:
        pass
    finally:
        os.unlink(temporary)
    return look(name)


def replace(name: str, values: dict[str, Any]) -> None:
    """Keep other values under a name."""
    os.rename(_written(values), _path(name))


def look(name: str) -> dict[str, Any] | None:
    """The values of an id; ``None`` when they are not there (another run, or taken before)."""
    try:
        with open(_path(name)) as stream:
            return json.load(stream)
    except FileNotFoundError:
        return None


def take(name: str) -> dict[str, Any] | None:
    """The same, once."""
    values = look(name)
    if values is not None:
        os.unlink(_path(name))
    return values


def _written(values: dict[str, Any]) -> str:
    """A file that nobody knows yet, with the values."""
    descriptor, path = tempfile.mkstemp(dir=C.DEFAULT_LOCAL_TMP)
    with os.fdopen(descriptor, "w") as stream:
        json.dump(values, stream)
    return path


def _path(name: str) -> str:
    return os.path.join(C.DEFAULT_LOCAL_TMP, f"om_sso_{os.path.basename(name)}")
