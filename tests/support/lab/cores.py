# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Both ends of what `requires_ansible` admits, each in a virtual environment of its own."""

import os
import tempfile
from pathlib import Path

from . import interpreters, required, venvs
from .playbooks import Controller

CORES = {"2.16": ((3, 10), (3, 13)), "2.21": ((3, 12), (4,))}
"""ansible-core, and the Pythons that it runs on."""
OLDEST, NEWEST = CORES


def venv_of(core: str) -> Path:
    """The venv of an ansible-core, made when it is not there yet; a test that cannot have it is skipped."""
    python = interpreters.find(*CORES[core])
    if not python:
        required.require(
            f"ansible-core {core} wants a Python from {CORES[core][0]} below {CORES[core][1]}, "
            "and none is in PATH or kept by pyenv"
        )
    try:
        return venvs.ensure(f"core-{core}", python)
    except venvs.Missing as missing:
        required.require(str(missing))


def controller(core: str, folder: Path) -> Controller:
    """A controller in a folder of its own below `folder`."""
    path = Path(tempfile.mkdtemp(prefix=f"controller-{core}-", dir=folder))
    os.chmod(path, 0o700)
    return Controller(venv_of(core), path, core)
