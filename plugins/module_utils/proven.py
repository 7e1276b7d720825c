# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The last configuration that was proven on this host: its fingerprint, and everything that ``recover`` needs to bring it back."""

import json
import os
import time

from ansible_collections.openmetadata.sso.plugins.module_utils import exported, files


class Proven(object):
    """Kept in the state folder as one file of mode 0600; it holds secrets, as the files it is made of do."""

    def __init__(self, folder):
        self.path = os.path.join(folder, "proven.json")

    def read(self):
        """The last proof, or ``None``."""
        text = files.read(self.path)
        return json.loads(text) if text else None

    def fingerprint(self):
        entry = self.read()
        return entry["fingerprint"] if entry else None

    def keep(self, fingerprint, version, paths, stored):
        """Note that what is on the host now is proven; nothing is written when that was known."""
        entry = self.read()
        content = {path: files.read(path) for path in paths}
        rows = exported.write(stored) if stored is not None else None
        if entry and (entry["fingerprint"], entry["files"], entry["rows"]) == (fingerprint, content, rows):
            return
        when = time.strftime("%Y-%m-%d %H:%M:%S")
        entry = {"fingerprint": fingerprint, "version": version, "when": when, "files": content, "rows": rows}
        files.write(self.path, json.dumps(entry), 0o600)
