# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Records of the state folder: JSON objects with a keyed hash, which says that a run of this host wrote them.

The key is in the same folder (``key``). Its second line says that every record has such a hash; without that line the
records were written by an earlier state of the collection, and ``upgrade`` gives them one.
"""

import binascii
import hashlib
import hmac
import json
import os

from ansible_collections.openmetadata.sso.plugins.module_utils._core import json_text
from ansible_collections.openmetadata.sso.plugins.module_utils._system import files
from ansible_collections.openmetadata.sso.plugins.module_utils._system.file_content import NotRead

#: The field of a record, and the second line of the key.
HASH = "keyed_hash"


def key_of(folder, create):
    """The host's key; a passing one when there is none and none may be made (check mode)."""
    path = os.path.join(folder, "key")
    known = _lines(path, create)
    if known:
        return known[0].encode("utf-8", "surrogateescape")
    key = binascii.hexlify(os.urandom(32)).decode("ascii")
    if create:
        files.write(path, f"{key}\n{HASH}\n", 0o600)
    return key.encode("ascii")


def _lines(path, create):
    try:
        return (files.read(path) or "").split()
    except NotRead as error:
        if error.is_denied:
            raise
        if create:
            files.set_aside(path)
        return []


def upgrade(folder, names):
    """Give the records of an earlier release their hash, and note that in the key; called under the lock."""
    path = os.path.join(folder, "key")
    known = _lines(path, True)
    if known and HASH not in known:
        for record in (Record(folder, name, lambda _data: "") for name in names):
            data = record.read()
            if data is not None:
                record.write(data)
        files.write(path, f"{known[0]}\n{HASH}\n", 0o600)


class Record:
    """One record. ``fault`` is a function that tells of an object what is wrong with it, empty when nothing is.

    ``broken`` says why the file that is there does not count, once it was read; it is set aside by ``repair``.
    """

    def __init__(self, folder, name, fault):
        self.folder = folder
        self.path = os.path.join(folder, name)
        self.broken = ""
        self._fault = fault

    def read(self):
        """The object, or ``None`` where there is none that counts. Raises ``HostError`` for missing rights."""
        self.broken = ""
        try:
            text = files.read(self.path)
        except NotRead as error:
            if error.is_denied:
                raise
            self.broken = error.reason
            return None
        if not text:
            self.broken = "it is empty" if text is not None else ""
            return None
        data = self._parsed(text)
        return None if self.broken else data

    def _parsed(self, text):
        try:
            data = json_text.parse(text)
        except ValueError:
            self.broken = "it is not JSON"
            return None
        if not isinstance(data, dict):
            self.broken = "it is not a JSON object"
            return None
        found = data.pop(HASH, None)
        key = self._key()
        if key is not None and (found is not None or key[1]) and not _same(found, _hash_of(key[0], data)):
            self.broken = "it was not written by the collection on this host, or it was changed since"
            return None
        self.broken = self._fault(data)
        return data

    def write(self, data):
        """Write the object with its hash."""
        key = self._key()
        written = data if key is None else dict(data, **{HASH: _hash_of(key[0], data)})
        files.write(self.path, json.dumps(written, indent=1), 0o600)

    def _key(self):
        """(key, whether every record has a hash), or ``None`` where there is none."""
        known = _lines(os.path.join(self.folder, "key"), False)
        return (known[0].encode("utf-8", "surrogateescape"), HASH in known) if known else None

    def repair(self):
        """Set a file aside that does not count. Returns a sentence about that, or the empty string."""
        self.read()
        return (
            f"{self.path} does not count: {self.broken}; it is now {files.set_aside(self.path)}" if self.broken else ""
        )


def _hash_of(key, data):
    text = json.dumps(data, sort_keys=True)
    return hmac.new(key, text.encode("utf-8", "surrogateescape"), hashlib.sha256).hexdigest()


def _same(one, other):
    return isinstance(one, str) and hmac.compare_digest(one.encode("utf-8", "surrogateescape"), other.encode("ascii"))


def wrong_form(data, form):
    """What is wrong with an object whose names should have values of these types, in words; empty when nothing is."""
    for name, kinds in form.items():
        if name not in data:
            return f"it has no {name}"
        if not isinstance(data[name], kinds) or (isinstance(data[name], bool) and bool not in kinds):
            return f"its {name} has another form"
    return ""


def wrong_files(data, form, wrong_file, may_write):
    """What is wrong with an object that has ``files``, each with a ``path``, in words; empty when nothing is.

    ``wrong_file`` tells the same of one file; ``may_write`` tells of a path whether a plan for this deployment can
    name it.
    """
    fault = wrong_form(data, form)
    for kept in data["files"] if not fault else []:
        if not isinstance(kept, dict):
            return "its files has another form"
        fault = fault or wrong_file(kept)
        if not fault and not may_write(kept["path"]):
            fault = f"it names {kept['path']}, which is not a file of this deployment"
    return fault
