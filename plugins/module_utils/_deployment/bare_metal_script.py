# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""``bin/openmetadata.sh``: a server that no service manager runs.

Facts (run: 1.12.6): ``stop`` sends SIGKILL and returns at once. ``start`` asks ``ps -p`` for the process of
logs/catalog.pid and, while it is listed, does nothing and ends with exit status 0. A process that has ended is listed
until its parent collects it, which in a container whose process 1 is not an init never happens.
"""

import os
import time

from ansible_collections.openmetadata.sso.plugins.module_utils._core.errors import HostError, from_os_error
from ansible_collections.openmetadata.sso.plugins.module_utils._system import commands, files, processes

STOP_TIMEOUT = 30


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

    def stop(self, pids=()):
        """Stop the server and wait until its process, and those of ``pids``, have ended."""
        self._tidy()
        ending = {self._recorded(), *pids} - {0}
        try:
            self._run("stop")
        finally:
            deadline = time.monotonic() + STOP_TIMEOUT
            while not all(processes.gone(pid) for pid in ending) and time.monotonic() < deadline:
                time.sleep(0.05)

    def _recorded(self):
        text = (files.read(self.pid_file) or "").strip()
        return int(text) if text.isdigit() else 0

    def _is_another_program(self, pid):
        """After a reboot any program may have the number. The script starts the server in its home."""
        try:
            folder = os.readlink(f"/proc/{pid}/cwd")
        except OSError:  # it has ended, or belongs to a user whose processes are not ours to see
            return False
        command = files.read(f"/proc/{pid}/cmdline") or ""
        return os.path.realpath(folder) != os.path.realpath(self.home) and "openmetadata" not in command.lower()

    def _tidy(self):
        """Remove the file when its process has ended or is another program: the script would take it for the server."""
        pid = self._recorded()
        if not pid or not (processes.gone(pid) or self._is_another_program(pid)):
            return
        try:
            os.remove(self.pid_file)
        except FileNotFoundError:
            pass
        except OSError as error:
            raise from_os_error(error, "remove") from error

    def _run(self, verb):
        user = files.owner_of(self.user) if os.geteuid() == 0 else None
        result = commands.run(
            [self.path, verb], cwd=self.home, timeout=120, drop=self.drop, user=user, quiet=verb == "start"
        )
        if result.status != 0:
            raise HostError(f"{self.path} {verb} ended with exit status {result.status}.")
