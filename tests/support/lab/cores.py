# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The releases of ansible-core that `requires_ansible` admits, each in a virtual environment of its own."""

import os
import tempfile
from pathlib import Path

from . import interpreters, required, venvs
from .playbooks import Controller

RELEASES = {
    "2.16": ((3, 10), (3, 13)),
    "2.17": ((3, 10), (3, 13)),
    "2.18": ((3, 11), (3, 14)),
    "2.19": ((3, 11), (3, 14)),
    "2.20": ((3, 12), (4,)),
    "2.21": ((3, 12), (4,)),
}
"""Every ansible-core, and the Pythons that it runs on."""
OLDEST, NEWEST = min(RELEASES), max(RELEASES)
EVERY = os.environ.get("OM_SSO_CORES") == "all"
"""Set by `nox -s cores`, before a release."""
CORES = tuple(RELEASES) if EVERY else (OLDEST, NEWEST)
"""Those that the tests of each core run with."""


def venv_of(core: str, requirements: str = "") -> Path:
    """The venv of an ansible-core, made when it is not there yet; a test that cannot have it is skipped.

    `requirements` is another file that includes that core.
    """
    # A new machine of CI need not have the oldest Python of a controller; before a release it counts.
    python = (interpreters.oldest if EVERY else interpreters.find)(*RELEASES[core])
    if not python:
        required.require(
            f"ansible-core {core} wants a Python from {RELEASES[core][0]} below {RELEASES[core][1]}, "
            "and none is in PATH or kept by pyenv"
        )
    try:
        return venvs.ensure(requirements or f"core-{core}", python)
    except venvs.Missing as missing:
        required.require(str(missing))


def controller(core: str, folder: Path, requirements: str = "") -> Controller:
    """A controller in a folder of its own below `folder`."""
    path = Path(tempfile.mkdtemp(prefix=f"controller-{core}-", dir=folder))
    os.chmod(path, 0o700)
    return Controller(venv_of(core, requirements), path, core)


def in_full(core: str) -> bool:
    """Whether everything is tested with this ansible-core, or what differs with it alone."""
    return EVERY or core == NEWEST
