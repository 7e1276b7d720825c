# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Settings of Ansible with which it shows or keeps what a module is sent, whatever the collection does."""

from __future__ import annotations

from ansible import constants
from ansible.utils.display import Display

#: {constant of Ansible: (the environment variable that an operator sets, what Ansible does then)}
SETTINGS = {
    "DEFAULT_DEBUG": ("ANSIBLE_DEBUG", "prints what modules are sent, to the screen and to its log"),
    "DEFAULT_KEEP_REMOTE_FILES": ("ANSIBLE_KEEP_REMOTE_FILES", "leaves what modules are sent in files on each host"),
}


def warn() -> None:
    """Say on stderr which of them are set; Ansible prints an equal warning of many hosts once."""
    for constant, (name, what) in SETTINGS.items():
        if getattr(constants, constant):
            Display().warning(f"{name} is set: Ansible {what}, and that holds secrets. Do not use it in production.")
