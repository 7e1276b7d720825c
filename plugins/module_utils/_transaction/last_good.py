# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The last configuration that was verified on this host: its fingerprint and everything that recovery needs."""

import time

from ansible_collections.openmetadata.sso.plugins.module_utils._system import files, keyed_record

NAME = "last_good.json"
NULL = type(None)
FORM = {
    "fingerprint": (str,),
    "version": (str, NULL),
    "when": (str,),
    "files": (list,),
    "rows": (str, NULL),
    "served": (dict, NULL),
}
FILE = {"path": (str,), "text": (str,), "mode": (int,), "owner": (list,)}


def _wrong_file(kept):
    fault = keyed_record.wrong_form(kept, FILE)
    if not fault and not (len(kept["owner"]) == 2 and all(isinstance(one, int) for one in kept["owner"])):
        fault = "its owner has another form"
    return fault


class LastGood:
    """Kept in the state folder as one file of mode 0600; it holds secrets, as the files it is made of do.

    ``may_write`` tells of a path whether a plan for this deployment can name it; a record with another one does not
    count.
    """

    def __init__(self, folder, may_write=lambda _path: True):
        self.record = keyed_record.Record(folder, NAME, self._fault)
        self.path = self.record.path
        self._may_write = may_write

    def read(self):
        """The last good configuration, or ``None``, also for what does not count as one (``record.broken``).

        Its keys: ``fingerprint``, ``version``, ``when``, ``files``, ``rows`` (text or ``None``), ``served``,
        ``environment``, ``process``.
        """
        return self.record.read()

    def _fault(self, entry):
        return keyed_record.wrong_files(entry, FORM, _wrong_file, self._may_write)

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
            self.record.write(dict(entry, when=time.strftime("%Y-%m-%d %H:%M:%S")))


def _kept(change):
    found = files.status(change.path)
    return {
        "path": change.path,
        "text": files.read(change.path),
        "mode": found.st_mode & 0o7777,
        "owner": [found.st_uid, found.st_gid],
    }
