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
from ansible.errors import AnsibleActionFail

from . import private_file


def put(values: dict[str, Any]) -> str:
    """Keep the values and return the id to take them by."""
    name = secrets.token_hex(16)
    private_file.create(_path(name), json.dumps(values))
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
    if not os.path.lexists(_path(name)):  # which for most names is so; reading with care opens every folder above it
        return None
    try:
        found = private_file.read(_path(name))
        return None if found is None else dict(json.loads(found.decode("utf-8", "surrogateescape")))
    except (OSError, ValueError, TypeError):
        raise AnsibleActionFail(f"{_path(name)} in the temporary folder of this run was changed.") from None


def take(name: str) -> dict[str, Any] | None:
    """The same, once."""
    values = look(name)
    if values is not None:
        _path(name).unlink()
    return values


def _path(name: str) -> pathlib.Path:
    return pathlib.Path(constants.DEFAULT_LOCAL_TMP) / f"om_sso_{os.path.basename(name)}"
