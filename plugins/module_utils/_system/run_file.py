# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The file of a run that goes on by itself: what it waits for, and its result until the controller has fetched it.

It lies in the state folder and is named after the key of the request, so that only the controller that sent the request
finds it. Each line is a JSON object and is appended in one call; a line that is not complete does not count. The result
is sealed under that key, which is in no file, beside one sentence without secrets for the next run.
"""

import contextlib
import hashlib
import hmac
import json
import os
import re
import stat
import time

from ansible_collections.openmetadata.sso.plugins.module_utils._core import encryption
from ansible_collections.openmetadata.sso.plugins.module_utils._system import file_content, processes

NAME = re.compile(r"run-[0-9a-f]{32}", re.ASCII)


class RunFile:
    """The file of one run by its path.

    Nothing is raised where it cannot be written, as on a full disk: a run whose file could not be made is waited for to
    its end, and whoever asks for a result that could not be kept learns that there is none, as after a kill.
    """

    def __init__(self, path):
        self.path = path

    def begin(self):
        """Make the file, for a run of this process; ``False`` where a run has made it before."""
        process = os.getpid()
        try:
            self._append(os.O_CREAT | os.O_EXCL, process=processes.identity(process), pid=process, started=_now())
        except FileExistsError:
            return False
        return True

    def tell(self, wait):
        """Note what the run waits for now, ``None`` where it works."""
        self._append(wait=wait)

    def finish(self, key, result, said):
        """Keep the result, which may hold secrets, and the sentence ``said``, which holds none."""
        self._append(ended=_now(), said=said, sealed=encryption.seal(key, result))

    def _append(self, flags=0, **facts):
        data = (json.dumps(facts) + "\n").encode("ascii")
        try:
            descriptor = os.open(self.path, flags | os.O_WRONLY | os.O_APPEND | os.O_NOFOLLOW, 0o600)
        except FileExistsError:
            raise
        except OSError:
            return
        try:
            with contextlib.suppress(OSError):
                os.write(descriptor, data)
        finally:
            os.close(descriptor)

    def facts(self):
        """Everything that was noted, later facts over earlier ones; ``None`` when the file is not there."""
        content = file_content.content(self.path)
        if content is None:
            return None
        found = {}
        for line in content.split(b"\n")[:-1]:
            try:
                fact = json.loads(line.decode("ascii"))
            except ValueError:  # cut by a full disk
                continue
            found.update(fact if isinstance(fact, dict) else {})
        return found

    def remove(self):
        """Remove it. What cannot be removed stays: an error would take the place of the result that is told."""
        with contextlib.suppress(OSError):
            os.unlink(self.path)


def of_request(folder, key):
    """The file of the request with a key."""
    name = hmac.new(key.encode("ascii"), b"the file of the run", hashlib.sha256).hexdigest()[:32]
    return RunFile(os.path.join(folder, "run-" + name))


def all_of(folder):
    """The files of all runs in a state folder, the oldest first; none where there is no folder."""
    try:
        paths = [os.path.join(folder, name) for name in filter(NAME.fullmatch, os.listdir(folder))]
    except FileNotFoundError:
        return []
    found = [RunFile(path) for path in paths if stat.S_ISREG(os.lstat(path).st_mode)]
    return sorted(found, key=lambda one: str((one.facts() or {}).get("started")))


def alive(facts):
    """Whether the process of a run still works."""
    pid = facts.get("pid")
    return isinstance(pid, int) and processes.identity(pid) == facts.get("process") and processes.alive(pid)


def _now():
    return time.strftime("%Y-%m-%d %H:%M:%S")
