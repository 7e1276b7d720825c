# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The Python that runs Ansible, and how a package gets there: pip of another Python installs it elsewhere."""

from __future__ import annotations

import os
import re
import sys
import sysconfig

#: Tools with a virtual environment for each program, and how they add a package to one.
TOOLS = (
    (r"/pipx/venvs/([^/]+)", "pipx inject {name} '{package}'"),
    (r"/uv/tools/([^/]+)", "uv tool install --with '{package}' {name}"),
)
#: Of a Python that belongs to the operating system (PEP 668), where pip refuses to install.
EXTERNALLY_MANAGED = (
    "this Python belongs to the operating system, so install its package python3-{library} (Debian 13, Fedora), or run "
    "Ansible in a virtual environment: python3 -m venv ~/ansible && ~/ansible/bin/pip install ansible-core '{package}'"
)


def missing(library: str, minimum: str, found: str = "") -> str:
    """One sentence about a package that is missing or too old: for which Python, and the command that helps."""
    state = f"is {found}; {library} {minimum} or newer is needed" if found else "is not installed"
    return (
        f"{library} {state} for the Python that runs Ansible ({sys.executable}). What is installed for another Python "
        f"does not count. To install it: {_command(library, f'{library}>={minimum}')}"
    )


def _command(library: str, package: str) -> str:
    for place, command in TOOLS:
        match = re.search(place, sys.prefix)
        if match:
            return command.format(name=match.group(1), package=package)
    marker = os.path.join(sysconfig.get_path("stdlib"), "EXTERNALLY-MANAGED")
    if sys.prefix == sys.base_prefix and os.path.exists(marker):
        return EXTERNALLY_MANAGED.format(library=library, package=package)
    return f"{sys.executable} -m pip install '{package}'"
