# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Exports of the stored rows that outlive a run: those that the operator asks for, and those of another release.

Fact (run: 1.12.6): at its start a release overwrites a row that it cannot read, as after a downgrade, with the section
of its files.
"""

import os
import re

from ansible_collections.openmetadata.sso.plugins.module_utils._core.errors import from_os_error
from ansible_collections.openmetadata.sso.plugins.module_utils._system import files


class RowExports:
    """The folder ``exports`` of a state folder: files of mode 0600 in a folder of mode 0700, as they hold secrets."""

    def __init__(self, folder):
        self.folder = os.path.join(folder, "exports")

    def keep(self, text, version, when):
        """Keep an export under its release and time (as ``2026-11-28 11:20:00``); returns its path.

        The same rows of the same release are kept once. ``HostError`` where that is not possible.
        """
        begin = "-".join(["rows", *re.findall(r"[\w.]+", version or "")]) + "-"
        try:
            os.makedirs(self.folder, 0o700, exist_ok=True)
            os.chmod(self.folder, 0o700)
            known = [os.path.join(self.folder, name) for name in os.listdir(self.folder) if name.startswith(begin)]
        except OSError as error:
            raise from_os_error(error, "write to") from None
        path = next((path for path in sorted(known) if files.read(path) == text), None)
        if path is None:
            path = os.path.join(self.folder, begin + when.replace(":", "").replace(" ", "-") + ".yml")
            files.write(path, text, 0o600)
        return path
