# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""``om_sso_client_secret_file``: the client secret on the controller, and beside it what is not secret.

FILE holds the secret alone, with mode 0600. FILE.json holds the client id, when the secret ends where the provider
tells it, and what is known of the older secret (``client_secret_record``). A FILE that Ansible Vault has encrypted
stays encrypted, with the first vault password of the run.
"""

from __future__ import annotations

import json
import os
import pathlib
from typing import Any

from ansible.errors import AnsibleError
from ansible.parsing.vault import VaultLib, is_encrypted, match_encrypt_secret

from ...module_utils._core import json_text
from ...module_utils._system.file_content import NOT_USABLE, content
from . import private_file

BESIDE = ".json"
#: No client secret is longer, encrypted or not.
LONGEST = 100_000


class Unusable(Exception):
    """The file cannot be read or written; the text says why, without its content."""


def read(name: str, loader: Any) -> str | None:
    """The secret; ``None`` where there is no file yet. Raises ``Unusable``."""
    data = _data(path_of(name))
    if data is None:
        return None
    if is_encrypted(data):
        try:
            data = _vault(loader).decrypt(data)
        except AnsibleError:
            raise Unusable(f"{path_of(name)} is encrypted and no vault password of this run opens it") from None
    try:
        return data.decode("ascii").strip() or None
    except UnicodeDecodeError:
        raise Unusable(f"{path_of(name)} is not text") from None


def beside(name: str) -> dict[str, Any]:
    """What FILE.json says; empty without one."""
    try:
        found = json_text.parse((_data(_beside(name)) or b"{}").decode("utf-8"))
    except (ValueError, Unusable):
        return {}
    return found if isinstance(found, dict) else {}


def check(name: str, loader: Any) -> None:
    """Raise ``Unusable`` where a new secret could not be written, before one is made."""
    path = path_of(name)
    read(name, loader)
    folder = next(each for each in path.parents if each.exists())
    if path.is_dir() or not folder.is_dir() or not os.access(folder, os.W_OK | os.X_OK):
        raise Unusable(f"{path} cannot be written")


def write(name: str, secret: str, about: dict[str, Any], loader: Any) -> None:
    """Replace the secret, and then what is beside it. Raises ``Unusable``, with the old file unchanged."""
    path = path_of(name)
    old = _data(path)
    text = secret + "\n"
    if old is not None and is_encrypted(old):
        vault = _vault(loader)
        found = match_encrypt_secret(vault.secrets)
        text = vault.encrypt(text, secret=found[1], vault_id=found[0]).decode()
    try:
        private_file.write(path, text)
    except OSError as error:
        raise Unusable(f"{error.filename or path}: {error.strerror}") from None
    note(name, about)


def note(name: str, about: dict[str, Any]) -> None:
    """Replace what is beside the secret. Raises ``Unusable``, with the old file unchanged."""
    path = _beside(name)
    try:
        private_file.write(path, json.dumps(about, indent=2, sort_keys=True) + "\n")
    except OSError as error:
        raise Unusable(f"{error.filename or path}: {error.strerror}") from None


def path_of(name: str) -> pathlib.Path:
    """The file, relative to the folder in which Ansible was started."""
    return pathlib.Path(os.path.abspath(os.path.expanduser(name)))


def _beside(name: str) -> pathlib.Path:
    path = path_of(name)
    return path.with_name(path.name + BESIDE)


def _data(path: pathlib.Path) -> bytes | None:
    try:
        found = content(str(path), LONGEST)
    except NOT_USABLE as error:
        raise Unusable(f"{path} cannot be read: {error.reason}") from None
    return None if found is None else bytes(found)


def _vault(loader: Any) -> VaultLib:
    """The vault of this run, with the passwords that Ansible was given."""
    return VaultLib(secrets=getattr(loader, "_vault", VaultLib()).secrets)
