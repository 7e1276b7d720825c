# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the hosts of a run add, and the documents that are written from all of it.

Hosts are worked on by processes side by side; each adds one line. The documents are written now and then, and in the
end by Ansible's main process, so that a host of a large fleet costs no more than one of a small fleet.
"""

from __future__ import annotations

import atexit
import fcntl
import json
import os
import pathlib
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import IO, Any, NamedTuple

from ansible import constants
from ansible.errors import AnsibleActionFail
from ansible.utils.display import Display

from . import private_file

#: Of the time of a run at most one part in so many goes into writing what is not yet complete.
SHARE = 20

Entry = dict[str, Any]


class _Written(NamedTuple):
    """The last writing: when it ended and how long it took, in seconds, and the size of the journal it was made of."""

    at: float
    took: float
    size: int


class RunJournal:
    """The lines of this run below a name, and ``write``, which writes all documents from all entries.

    An instance is made when its module is imported, which Ansible's main process does before it forks. With ``at_end``
    nothing is written before the end.
    """

    def __init__(self, name: str, write: Callable[[list[Entry]], None], at_end: bool = False) -> None:
        self._name, self._write, self._process, self._at_end = name, write, os.getpid(), at_end
        atexit.register(self.finish)

    def add(self, entry: Entry, first: Entry | None = None) -> None:
        """Add an entry; the first one of the run also gets the keys of ``first``.

        Raises what ``write`` raises. The first entry is always written, so that a path that cannot be written is an
        error of the first task.
        """
        with self._locked() as stream:
            line = {**(first or {}), **entry} if stream.tell() == 0 else entry
            stream.write((json.dumps(line) + "\n").encode())
            stream.flush()
            if self._is_due():
                self._write_all(stream)

    def finish(self) -> None:
        """Write what was added since the last writing, at the end of the main process."""
        if os.getpid() != self._process or not self._path.exists():
            return
        with self._locked() as stream:
            written = self._written()
            if written is None or written.size != stream.tell():
                try:
                    self._write_all(stream)
                except AnsibleActionFail as error:
                    Display().error(str(error))

    @property
    def _path(self) -> pathlib.Path:
        return pathlib.Path(constants.DEFAULT_LOCAL_TMP, self._name)

    @property
    def _mark(self) -> pathlib.Path:
        return self._path.with_suffix(".written")

    @contextmanager
    def _locked(self) -> Iterator[IO[bytes]]:
        """The journal at its end, under the one lock of this run."""
        try:
            private_file.refuse(self._path)
            with open(self._path, "a+b") as stream:
                fcntl.flock(stream, fcntl.LOCK_EX)
                stream.seek(0, os.SEEK_END)
                yield stream
        except OSError as error:
            raise AnsibleActionFail(f"Could not write {self._path}: {error.strerror or error}.") from None

    def _written(self) -> _Written | None:
        try:
            at, took, size = (private_file.read(self._mark) or b"").split()
            return _Written(float(at), float(took), int(size))
        except (OSError, ValueError):  # not written yet, or by another hand: it is written again
            return None

    def _is_due(self) -> bool:
        """Whether to write now: where no main process will, the first time, and when the last is long enough ago."""
        if self._at_end:
            return False
        written = self._written()
        return self._process == os.getpid() or written is None or time.monotonic() - written.at >= SHARE * written.took

    def _write_all(self, stream: IO[bytes]) -> None:
        begin = time.monotonic()
        stream.seek(0)
        self._write([json.loads(line) for line in stream])
        end = time.monotonic()
        private_file.write(self._mark, f"{end} {end - begin} {stream.tell()}")
