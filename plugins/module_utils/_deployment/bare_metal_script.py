# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""``bin/openmetadata.sh``: a server that no service manager runs.

Facts (run: 1.12.6): ``stop`` sends SIGKILL and returns at once. ``start`` asks ``ps -p`` for the process of
logs/catalog.pid and, while it is listed, does nothing and ends with exit status 0. A process that has ended is listed
until its parent collects it, which in a container whose process 1 is not an init never happens.
"""

import os
import pwd
import re
import signal
import time

from ansible_collections.openmetadata.sso.plugins.module_utils._core.errors import HostError, from_os_error
from ansible_collections.openmetadata.sso.plugins.module_utils._system import (
    commands,
    files,
    processes,
    safe_path,
    waiting,
)
from ansible_collections.openmetadata.sso.plugins.module_utils._system.file_content import NOT_USABLE

NUMBER = re.compile(r"[0-9]{1,9}", re.ASCII)
SCRIPT_TIMEOUT = 120
STOP_TIMEOUT = 30
KILL_TIMEOUT = 10
#: Seconds for the process that the script would not stop: it may be ending all the same.
REFUSED_TIMEOUT = 5
#: Seconds between the start of a process and the file with its number, with room for a busy machine. The script writes
#: it at once.
SLACK = 5
#: Variables of the session of the run, which ends, and of its user: pam_tmpdir gives root a temporary folder that no
#: other user may enter, and a server that has its name could not be asked for its stored rows any more.
OF_SESSION = re.compile(
    r"(ANSIBLE|DBUS|DOAS|PKEXEC|SSH|SUDO|XDG)_\w+|TMPDIR|TMP|TEMP|TEMPDIR|KRB5CCNAME|NOTIFY_SOCKET", re.ASCII
)


class StartScript:
    """``home`` is the installation's folder, ``user`` the name of the user to run as where we are root.

    ``drop`` are the names of the variables that must not reach the server.
    """

    def __init__(self, home, user, drop):
        self.home = home
        self.user = user
        self.drop = drop
        self.path = os.path.join(home, "bin", "openmetadata.sh")
        self.pid_file = os.path.join(home, "logs", "catalog.pid")
        #: the process that this object has started: a step of the clock makes its file older than the process itself
        self._own = None

    def pid(self):
        """The process that the script started last; 0 when there is none, or another program has its number by now."""
        pid = self._recorded()
        return 0 if pid and self._is_another_program(pid) else pid

    def start(self):
        """Start the server; raises ``HostError`` when the script started nothing."""
        self._tidy()
        before = self._recorded()
        self._run("start")
        after = self._recorded()
        if not after:
            raise HostError(f"{self.path} start wrote no process id to {self.pid_file}.", self.pid_file)
        if after == before:
            raise HostError(
                f"{self.path} start started nothing: process {after} of {self.pid_file} still runs.",
                self.pid_file,
                "End that process if it is an old server; else remove the file.",
            )
        self._own = processes.identity(after)

    def stop(self, pids=()):
        """Stop the server and wait until its process, and those of ``pids``, have ended.

        The script stops the process of its file only: a server whose file was lost or names another one is ended here.
        """
        self._tidy()
        recorded = self._recorded()
        ending = {pid: processes.identity(pid) for pid in {recorded, *pids} - {0}}
        others = {pid: identity for pid, identity in ending.items() if pid != recorded}
        limit = REFUSED_TIMEOUT
        try:
            self._run("stop")
            limit = STOP_TIMEOUT
        finally:
            with waiting.waiting("the end of the old server", STOP_TIMEOUT + KILL_TIMEOUT):
                self._end(others)
                _ended({recorded} - {0}, limit)
        left = [pid for pid in ending if not processes.gone(pid)]
        if left:
            raise HostError(f"The server's {processes.name(left[0])} does not end.", self.pid_file, "End it by hand.")

    def _end(self, ending):
        """End processes that the script does not know; ``ending`` is {process id: its identity}."""
        for number, limit in ((signal.SIGTERM, STOP_TIMEOUT), (signal.SIGKILL, KILL_TIMEOUT)):
            for pid, identity in ending.items():
                self._signal(pid, identity, number)
            if _ended(ending, limit):
                return

    def _signal(self, pid, identity, number):
        if processes.identity(pid) != identity:
            return
        try:
            os.kill(pid, number)
        except ProcessLookupError:
            pass
        except OSError as error:
            raise from_os_error(error, f"end process {pid} of") from error

    def runs_here(self, pid):
        """Whether a process runs in the installation's folder, or from its files; a process of others does not.

        One that is ending, or that we may not see, counts: reading its environment says so. For root only one of root's
        or of the server's user does: the ops command gets its environment.
        """
        if os.geteuid() == 0 and processes.owner(pid) not in (None, 0, files.owner_of(self.user)[0]):
            return False
        home = os.path.realpath(self.home)
        folder = processes.folder(pid)
        places = {home, self.home.rstrip("/")}
        return (
            folder is None
            or os.path.realpath(folder) == home
            or any(place + "/" in word for word in processes.words(pid) for place in places)
        )

    def _recorded(self):
        """The number in the file; 0 where there is none, whatever is in its place."""
        try:
            text = (files.read(self.pid_file) or "").strip()
        except NOT_USABLE as error:
            if error.is_denied:
                raise
            return 0
        return int(text) if NUMBER.fullmatch(text) else 0

    def _is_another_program(self, pid):
        """Any program may have the number once the server has ended: it began after the file was written then.

        When the file was written is told by the clock, which may have been set since: it says nothing against a process
        that is a server by its command line. Who can write to the file may name any process in it, also one of root's
        in this folder.
        """
        if self._own is not None and processes.identity(pid) == self._own:
            return False
        if not self.runs_here(pid) or not self._is_of_writer(pid):
            return True
        return not self._is_server(pid) and self._written() > processes.age(pid) + SLACK

    def _is_server(self, pid):
        """Whether a process was started with the words ``server`` and a configuration, as the start script does it."""
        found = processes.words(pid)
        return any(word == "server" and after.endswith((".yaml", ".yml")) for word, after in zip(found, found[1:]))

    def _is_of_writer(self, pid):
        writers = safe_path.changers(self.pid_file)
        return not writers or processes.owner(pid) in (*writers, files.owner_of(self.user)[0])

    def _written(self):
        """How many seconds ago the file was written; 0 when it is not there."""
        try:
            return time.time() - os.stat(self.pid_file).st_mtime
        except OSError:
            return 0

    def _tidy(self):
        """Remove the file when its process has ended or is another program: the script would take it for the server.

        What holds no number is set aside.
        """
        pid = self._recorded()
        if pid and (processes.gone(pid) or self._is_another_program(pid)):
            files.remove(self.pid_file)
        elif not pid and files.status(self.pid_file, follow=False) is not None:
            files.set_aside(self.pid_file)  # the script would wait for a FIFO, or write to what a link leads to

    def environment(self):
        """{name: value} of what a server gets from a start by this run."""
        found = commands.own_environment(self.drop)
        found = {name: value for name, value in found.items() if not OF_SESSION.fullmatch(name)}
        if os.geteuid() == 0 and files.owner_of(self.user)[0] != 0:
            entry = pwd.getpwnam(self.user)
            found.update(HOME=entry.pw_dir, LOGNAME=self.user, USER=self.user)
        return found

    def _run(self, verb):
        user = files.owner_of(self.user) if os.geteuid() == 0 else None
        with waiting.waiting(f"openmetadata.sh {verb}", SCRIPT_TIMEOUT):
            result = commands.run(
                [self.path, verb],
                cwd=self.home,
                timeout=SCRIPT_TIMEOUT,
                environment=self.environment(),
                user=user,
                quiet=verb == "start",
            )
        if result.status != 0:
            raise HostError(f"{self.path} {verb} ended with exit status {result.status}.")


def _ended(pids, seconds):
    """Whether processes end in time."""
    deadline = time.monotonic() + seconds
    while not all(processes.gone(pid) for pid in pids):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True
