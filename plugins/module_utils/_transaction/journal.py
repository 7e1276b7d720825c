# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a failure restores: originals of all files and how far a run came, on disk before anything is changed."""

import hashlib
import json
import os
import shutil
import time

from ansible_collections.openmetadata.sso.plugins.module_utils._core.errors import HostError, from_os_error
from ansible_collections.openmetadata.sso.plugins.module_utils._formats import managed_block
from ansible_collections.openmetadata.sso.plugins.module_utils._system import files, keyed_record
from ansible_collections.openmetadata.sso.plugins.module_utils._system.file_content import NOT_USABLE

NAME = "journal.json"
FORM = {
    "started": (str,),
    "running": (bool,),
    "restarted": (bool,),
    "rows": (str, type(None)),
    "files": (list,),
}
#: of a file that was there
ORIGINAL = {"path": (str,), "original": (str,), "mode": (int,), "uid": (int,), "gid": (int,)}
MISSING = {"path": (str,), "original": (type(None),), "folders": (list,)}


def _wrong_file(kept):
    return keyed_record.wrong_form(kept, MISSING if kept.get("original") is None else ORIGINAL)


class Journal:
    """The journal of one state folder. It exists exactly while a run may have changed something.

    ``may_write`` tells of a path whether a plan for this deployment can name it; a journal with another one does not
    count.
    """

    def __init__(self, folder, may_write=lambda _path: True):
        self.originals = os.path.join(folder, "originals")
        self.record = keyed_record.Record(folder, NAME, self._fault)
        self.path = self.record.path
        self._may_write = may_write

    def interrupted(self):
        """The entry that a run left behind when it was killed, or ``None``.

        What does not count as one is ``None``, too, and ``record.broken`` says why.
        """
        return self.record.read()

    def _fault(self, entry):
        return keyed_record.wrong_files(entry, FORM, _wrong_file, self._may_write)

    def repair(self):
        """Set a journal aside that does not count, with the originals. Returns a sentence about that, or nothing."""
        said = self.record.repair()
        if said and os.path.lexists(self.originals):
            said += f", with the originals in {files.set_aside(self.originals)}"
        return f"{said}. What an interrupted run changed was not restored" if said else ""

    def tidy(self):
        """Remove the originals, and incomplete files of a killed run: they hold secrets and are not needed any more."""
        if os.path.lexists(self.originals) and not os.path.isdir(self.originals):
            files.set_aside(self.originals)
        shutil.rmtree(self.originals, ignore_errors=True)
        files.sweep(os.path.dirname(self.path))

    def begin(self, changes, running, environment):
        """Keep the originals of the files of ``changes`` (``FileChange``) and open the journal.

        ``running`` tells whether the server ran, ``environment`` is what its ops command needs when it does not run any
        more (``None`` where a container has it).
        """
        try:
            return self._begin(changes, running, environment)
        except HostError:
            self.close()  # nothing was changed yet, and the originals hold secrets
            raise
        except OSError as error:
            self.close()
            raise from_os_error(error, "keep the original of") from None

    def _begin(self, changes, running, environment):
        self.tidy()
        os.mkdir(self.originals, 0o700)
        ordered = sorted(changes, key=lambda change: change.path)
        entries = [self._keep(number, change) for number, change in enumerate(ordered)]
        files.write(self._path("environment"), json.dumps(environment), 0o600)
        entry = {
            "started": time.strftime("%Y-%m-%d %H:%M:%S"),
            "running": running,
            "restarted": False,
            "rows": None,
            "files": entries,
        }
        self.record.write(entry)
        return entry

    def _path(self, name):
        return os.path.join(self.originals, name)

    def keep_rows(self, entry, text, planned=None):
        """Keep the export of the stored rows before they are changed; ``planned`` are they as a tree afterwards."""
        files.write(self._path("rows"), json.dumps({"text": text, "planned": planned}), 0o600)
        entry["rows"] = self._path("rows")
        self.record.write(entry)

    def forget_rows(self, entry):
        """The server refused the change, so there is nothing to restore."""
        entry["rows"] = None
        self.record.write(entry)

    def rows(self):
        """The export of the stored rows from before the change."""
        return self._kept_rows()[0]

    def planned_rows(self):
        """The tree of the rows as the run was about to write them, or ``None`` where that was not kept."""
        return self._kept_rows()[1]

    def _kept_rows(self):
        text = files.read(self._path("rows"))
        if text is None:
            raise HostError("The stored rows from before the change are not among the originals.", self.originals)
        try:
            kept = json.loads(text)
            return kept["text"], kept["planned"]
        except (ValueError, KeyError, TypeError):  # of an earlier release, which kept the export as it is
            return text, None

    def environment(self):
        """What the ops command needs when the server does not run, as it was before the change."""
        text = files.read(self._path("environment"))
        return json.loads(text) if text else None

    def _keep(self, number, change):
        found = files.status(change.path)
        written = {"planned": _digest(change.text), "block": managed_block.content(change.text) is not None}
        if found is None:
            missing = files.missing_folders(os.path.dirname(change.path))
            return {"path": change.path, "original": None, "folders": missing, **written}
        files.copy(change.path, self._path(str(number)))
        return {
            "path": change.path,
            "original": str(number),
            "mode": found.st_mode & 0o7777,
            "uid": found.st_uid,
            "gid": found.st_gid,
            **written,
        }

    def restarting(self, entry):
        """Note that the server is about to be restarted."""
        entry["restarted"] = True
        self.record.write(entry)

    def restore(self, entry):
        """Restore every file; files and folders that did not exist are removed. A killed restoring can be repeated.

        A file that is as it was is left alone, so one that could not be changed does not stop it. What somebody changed
        since this run wrote it is kept: in a file of the operator as its lines outside of our block, else in a file
        beside it. Returns sentences about that.
        """
        notes = []
        for kept in entry["files"]:
            files.sweep(os.path.dirname(kept["path"]))
            notes += self._restore(kept)
        return notes

    def _restore(self, kept):
        path, before = kept["path"], None
        if kept["original"] is not None:
            original = self._path(os.path.basename(kept["original"]))
            before = files.read(original)
            if before is None:  # an earlier attempt has restored it
                return []
        notes = []
        try:
            present = files.read(path)
            found = files.status(path)
        except NOT_USABLE as error:
            if error.is_denied:
                raise
            notes = [f"{error.message} It is now {files.set_aside(path)}"]
            found = present = None
        if _is_as_before(kept, before, found, present):
            return notes
        if present is not None and present != before and _digest(present) != kept.get("planned", _digest(present)):
            merged = _merged(before, present) if kept.get("block") else ""
            if merged:
                files.write(path, merged, found.st_mode & 0o7777)
                return [f"{path} was changed since the collection wrote it; its own lines stay as they are now"]
            beside = files.beside(path)
            files.write(beside, present, 0o600)
            notes = [f"{path} was changed since the collection wrote it; what it held is now in {beside}"]
        if before is not None:
            files.move(original, path, kept["mode"], (kept["uid"], kept["gid"]))
            return notes
        files.remove(path)
        for made in kept.get("folders", []):
            if isinstance(made, str) and path.startswith(made + "/"):
                files.remove_empty_folder(made)
        return notes

    def close(self):
        """Remove the journal and the originals: the change is complete, or restored."""
        files.remove(self.path)
        self.tidy()


def _is_as_before(kept, before, found, present):
    if kept["original"] is None:
        return found is None
    return (
        present == before
        and found is not None
        and (found.st_mode & 0o7777, found.st_uid, found.st_gid) == (kept["mode"], kept["uid"], kept["gid"])
    )


def _merged(before, present):
    """The operator's lines as they are now with our block as it was; the empty string where nothing is left."""
    block = managed_block.content(before)
    own = managed_block.without(present)
    return own if block is None else managed_block.replaced(own, block)


def _digest(text):
    return None if text is None else hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()
