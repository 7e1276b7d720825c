# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The last configuration that was verified on this host: its fingerprint and everything that recovery needs."""

import json
import os
import time

from ansible_collections.openmetadata.sso.plugins.module_utils._system import files


class LastGood:
    """Kept in the state folder as one file of mode 0600; it holds secrets, as the files it is made of do."""

    def __init__(self, folder):
        self.path = os.path.join(folder, "last_good.json")

    def read(self):
        """The last good configuration, or ``None``.

        Its keys: ``fingerprint``, ``version``, ``when``, ``files``, ``rows`` (text or ``None``), ``served``,
        ``environment``, ``process``.
        """
        text = files.read(self.path)
        return json.loads(text) if text else None

    def rows_of_another_release(self, version):
        """The entry whose rows a record of ``version`` would replace by those of another release, or ``None``."""
        entry = self.read()
        return entry if entry and entry["rows"] is not None and entry["version"] != version else None

    def fingerprint(self):
        """The fingerprint of the last good configuration, or ``None``."""
        entry = self.read()
        return entry["fingerprint"] if entry else None

    def keep(self, fingerprint, version, changes, rows, served, environment, process):
        """Record that what is on the host now is verified; nothing is written when that was known.

        ``changes`` are the ``FileChange`` of the deployment, ``rows`` their export or ``None``, ``environment`` what
        the ops command needs when the server does not run any more, ``process`` what tells its start from others.
        """
        entry = {
            "fingerprint": fingerprint,
            "version": version,
            "files": [_kept(change) for change in changes],
            "rows": rows,
            "served": served,
            "environment": environment,
            "process": process,
        }
        before = self.read() or {}
        # The environment serves a server that does not run; another one is not another configuration.
        if any(before.get(name) != entry[name] for name in entry if name != "environment"):
            files.write(self.path, json.dumps(dict(entry, when=time.strftime("%Y-%m-%d %H:%M:%S"))), 0o600)


def _kept(change):
    status = os.stat(change.path)
    return {
        "path": change.path,
        "text": files.read(change.path),
        "mode": status.st_mode & 0o7777,
        "owner": [status.st_uid, status.st_gid],
    }
