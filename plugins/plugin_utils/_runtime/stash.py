# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Values that tasks of one run pass to later ones: variables are evaluated once, so that a secret is read once.

They are files of mode 0600 in the run's own temporary folder (mode 0700), which Ansible removes at the end.
"""

from __future__ import annotations

import json
import os
import pathlib
import secrets
from typing import Any

from ansible import constants

from . import private_file


def put(values: dict[str, Any]) -> str:
    """Keep the values and return the id to take them by."""
    name = secrets.token_hex(16)
    replace(name, values)
    return name


def keep(name: str, values: dict[str, Any]) -> dict[str, Any]:
    """Keep values under a name that several tasks know; what was kept first stays and is returned."""
    temporary = private_file.new(_path(name).parent, json.dumps(values))
    try:
        os.link(temporary, _path(name))
    except FileExistsError:
        pass
    finally:
        temporary.unlink()
    return look(name) or values


def replace(name: str, values: dict[str, Any]) -> None:
    """Keep other values under a name."""
    private_file.write(_path(name), json.dumps(values))


def look(name: str) -> dict[str, Any] | None:
    """The values of an id; ``None`` when they are not there (another run, or taken before)."""
    try:
        return dict(json.loads(_path(name).read_text(encoding="utf-8", errors="surrogateescape")))
    except FileNotFoundError:
        return None


def take(name: str) -> dict[str, Any] | None:
    """The same, once."""
    values = look(name)
    if values is not None:
        _path(name).unlink()
    return values


def _path(name: str) -> pathlib.Path:
    return pathlib.Path(constants.DEFAULT_LOCAL_TMP) / f"om_sso_{os.path.basename(name)}"
