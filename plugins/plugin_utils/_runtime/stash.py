# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Values that tasks of one run pass to later ones: variables are evaluated once, so that a secret is read once.

They are files of mode 0600 in the run's own temporary folder (mode 0700), which Ansible removes at the end. It does not
where the run is killed, or the machine loses power; so they are encrypted, with a key that is in the memory of this run
alone.
"""

from __future__ import annotations

import base64
import json
import multiprocessing
import os
import pathlib
import secrets
from typing import Any

from ansible import constants
from ansible.errors import AnsibleActionFail

from . import private_file

try:  # ansible-core asks for it
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM
except ImportError:
    HAS_CRYPTOGRAPHY = False
else:
    HAS_CRYPTOGRAPHY = True

NONCE = 12


def _new_cipher() -> AESGCM | None:
    """The cipher of this run; ``None`` where there cannot be one.

    Ansible's main process imports this file before it forks. A process that was made by another one, and imports it
    itself, would have a key of its own.
    """
    if not HAS_CRYPTOGRAPHY or multiprocessing.parent_process() is not None:
        return None
    return AESGCM(AESGCM.generate_key(256))


CIPHER = _new_cipher()


def put(values: dict[str, Any]) -> str:
    """Keep the values and return the id to take them by."""
    name = secrets.token_hex(16)
    private_file.create(_path(name), _sealed(name, values))
    return name


def keep(name: str, values: dict[str, Any]) -> dict[str, Any]:
    """Keep values under a name that several tasks know; what was kept first stays and is returned."""
    temporary = private_file.new(_path(name).parent, _sealed(name, values))
    try:
        os.link(temporary, _path(name))
    except FileExistsError:
        pass
    finally:
        temporary.unlink()
    return look(name) or values


def replace(name: str, values: dict[str, Any]) -> None:
    """Keep other values under a name."""
    private_file.write(_path(name), _sealed(name, values))


def look(name: str) -> dict[str, Any] | None:
    """The values of an id; ``None`` when they are not there (another run, or taken before)."""
    if not os.path.lexists(_path(name)):  # which for most names is so; reading with care opens every folder above it
        return None
    try:
        found = private_file.read(_path(name))
        return None if found is None else dict(json.loads(_opened(name, found)))
    except (OSError, ValueError, TypeError):
        raise AnsibleActionFail(f"{_path(name)} in the temporary folder of this run was changed.") from None


def take(name: str) -> dict[str, Any] | None:
    """The same, once."""
    values = look(name)
    if values is not None:
        _path(name).unlink()
    return values


def _sealed(name: str, values: dict[str, Any]) -> str:
    """The content of a file, which counts under its name alone."""
    text = json.dumps(values)
    if CIPHER is None:
        return text
    nonce = os.urandom(NONCE)
    return base64.b64encode(nonce + CIPHER.encrypt(nonce, text.encode(), _path(name).name.encode())).decode()


def _opened(name: str, content: bytes) -> str:
    """The JSON of a file; ``ValueError`` where this run did not write it."""
    if CIPHER is None:
        return content.decode()
    data = base64.b64decode(content, validate=True)
    try:
        return CIPHER.decrypt(data[:NONCE], data[NONCE:], _path(name).name.encode()).decode()
    except InvalidTag:
        raise ValueError("it is not of this run") from None


def _path(name: str) -> pathlib.Path:
    return pathlib.Path(constants.DEFAULT_LOCAL_TMP) / f"om_sso_{os.path.basename(name)}"
