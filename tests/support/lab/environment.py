# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The environment in which Ansible runs here: this checkout, the cache, and nothing of the user's own settings."""

import locale
import os
from pathlib import Path

from . import cache

KEPT = {"ANSIBLE_FORCE_COLOR", "ANSIBLE_NOCOLOR"}
"""What of the user's own Ansible settings is kept: how it looks, not what it does."""


def of(venv: Path) -> dict[str, str]:
    """The process environment to run a program of *venv* in."""
    tree = str(cache.collections_path())
    result = {name: value for name, value in os.environ.items() if not name.startswith("ANSIBLE_") or name in KEPT}
    for name in ("PYTHONHOME", "VIRTUAL_ENV"):
        result.pop(name, None)
    if locale.getpreferredencoding(False).upper() not in ("UTF-8", "UTF8"):
        result["LC_ALL"] = "C.UTF-8"  # ansible-core refuses to start in any other encoding
    result.update(
        ANSIBLE_COLLECTIONS_PATH=tree,
        ANSIBLE_CONFIG=str(_empty_configuration()),
        ANSIBLE_HOME=str(cache.directory("ansible")),
        PATH=os.pathsep.join([str(venv / "bin"), result.get("PATH", os.defpath)]),
        PYTHONPATH=tree,
        VIRTUAL_ENV=str(venv),
    )
    return result


def _empty_configuration() -> Path:
    """A configuration file without a setting: it keeps /etc/ansible and ansible.cfg of the working folder out."""
    path = cache.directory("ansible") / "ansible.cfg"
    path.touch()
    return path
