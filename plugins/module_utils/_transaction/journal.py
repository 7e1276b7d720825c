# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a failure restores: originals of all files and how far a run came, on disk before anything is changed."""

import json
import os
import shutil
import time

from ansible_collections.openmetadata.sso.plugins.module_utils._core.errors import HostError, from_os_error
from ansible_collections.openmetadata.sso.plugins.module_utils._system import files


class Journal:
    """The journal of one state folder. It exists exactly while a run may have changed something."""

    def __init__(self, folder):
        self.path = os.path.join(folder, "journal.json")
        self.originals = os.path.join(folder, "originals")

    def interrupted(self):
        """The entry that a run left behind when it was killed, or ``None``."""
        text = files.read(self.path)
        if text is None:
            return None
        try:
            return json.loads(text)
        except ValueError:
            # The journal is renamed into place whole; a run of the collection leaves no broken one.
            fix = f"Check it and the originals in {self.originals}."
            raise HostError(f"The journal {self.path} cannot be read.", option=self.path, fix=fix) from None

    def tidy(self):
        """Remove the originals, and incomplete files of a killed run: they hold secrets and are not needed any more."""
        shutil.rmtree(self.originals, ignore_errors=True)
        files.sweep(os.path.dirname(self.path))

    def begin(self, paths, running, environment):
        """Keep the originals of ``paths`` and open the journal.

        ``running`` tells whether the server ran, ``environment`` is what its ops command needs when it does not run any
        more (``None`` where a container has it).
        """
        try:
            return self._begin(paths, running, environment)
        except HostError:
            self.close()  # nothing was changed yet, and the originals hold secrets
            raise
        except OSError as error:
            self.close()
            raise from_os_error(error, "keep the original of") from None

    def _begin(self, paths, running, environment):
        self.tidy()
        os.mkdir(self.originals, 0o700)
        entries = [self._keep(number, path) for number, path in enumerate(sorted(paths))]
        files.write(self._path("environment"), json.dumps(environment), 0o600)
        entry = {
            "started": time.strftime("%Y-%m-%d %H:%M:%S"),
            "running": running,
            "restarted": False,
            "rows": None,
            "files": entries,
        }
        self._save(entry)
        return entry

    def _path(self, name):
        return os.path.join(self.originals, name)

    def keep_rows(self, entry, text):
        """Keep the export of the stored rows before they are changed."""
        files.write(self._path("rows"), text, 0o600)
        entry["rows"] = self._path("rows")
        self._save(entry)

    def forget_rows(self, entry):
        """The server refused the change, so there is nothing to restore."""
        entry["rows"] = None
        self._save(entry)

    def rows(self, entry):
        """The export of the stored rows from before the change."""
        return files.read(entry["rows"])

    def environment(self):
        """What the ops command needs when the server does not run, as it was before the change."""
        return json.loads(files.read(self._path("environment")))

    def _keep(self, number, path):
        path = os.path.realpath(path)
        if not os.path.exists(path):
            return {"path": path, "original": None, "folders": files.missing_folders(os.path.dirname(path))}
        status = os.stat(path)
        original = self._path(str(number))
        shutil.copyfile(path, original)
        os.chmod(original, 0o600)
        with open(original, "rb") as stream:
            os.fsync(stream.fileno())
        return {
            "path": path,
            "original": original,
            "mode": status.st_mode & 0o7777,
            "uid": status.st_uid,
            "gid": status.st_gid,
        }

    def _save(self, entry):
        files.write(self.path, json.dumps(entry, indent=1), 0o600)

    def restarting(self, entry):
        """Note that the server is about to be restarted."""
        entry["restarted"] = True
        self._save(entry)

    def restore(self, entry):
        """Restore every file; files and folders that did not exist are removed. A killed restoring can be repeated."""
        for kept in entry["files"]:
            folder = os.path.dirname(kept["path"])
            files.sweep(folder)
            if kept["original"] is None:
                files.remove(kept["path"])
                for made in kept.get("folders", []):
                    if os.path.isdir(made) and not os.listdir(made):
                        os.rmdir(made)
            elif os.path.exists(kept["original"]):  # else an earlier attempt has restored it
                files.move(kept["original"], kept["path"], kept["mode"], (kept["uid"], kept["gid"]))

    def close(self):
        """Remove the journal and the originals: the change is complete, or restored."""
        files.remove(self.path)
        self.tidy()
