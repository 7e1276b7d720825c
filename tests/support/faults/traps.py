# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Traps in the module's code, laid in the process that is about to run it.

Each step has a name, and at one of them a fault strikes.
"""

import contextlib
import errno
import os
import shutil
import signal
import subprocess
import time
from collections import Counter

from ansible_collections.openmetadata.sso.plugins.module_utils._deployment import bare_metal, docker_compose
from ansible_collections.openmetadata.sso.plugins.module_utils._server import server
from ansible_collections.openmetadata.sso.plugins.module_utils._system import commands, files, lock
from ansible_collections.openmetadata.sso.plugins.module_utils._transaction import host_change, journal

#: Programs that change something: a word of their arguments, and how the step is called.
CHANGING = (
    ("update", "the ops command that writes rows"),
    ("openmetadata.sh stop", "openmetadata.sh stop"),
    ("openmetadata.sh start", "openmetadata.sh start"),
    ("compose up", "docker compose up"),
    ("compose restart", "docker compose restart"),
)
READING = (
    ("get", "the ops command that reads rows"),
    ("--hash", "docker compose config --hash"),
    ("config", "docker compose config"),
    ("docker ps", "docker ps"),
    ("docker inspect", "docker inspect"),
)


def quick():
    """Tests need not wait as patiently as an operator's server deserves."""
    patient = time.sleep
    time.sleep = lambda seconds: patient(min(seconds, 0.05))


class Traps:
    """``kind``: record, kill, kill during, kill both, full disk, fails before, fails after, fails from here on.

    ``at`` is the name of a step.
    """

    def __init__(self, kind, at=None, trace=None, begun=None):
        self.kind = kind
        self.at = at
        self.trace = trace
        self.begun = begun  # a file that is gone when the program that is to be survived has begun
        self.seen = Counter()
        self.struck = False

    def __call__(self):
        """Lay the traps in this process."""
        quick()
        self._watch_lock()
        self._after(
            journal.Journal, "_keep", lambda _self, _number, change: f"original of {os.path.basename(change.path)} kept"
        )
        self._after(host_change.HostChange, "verify", lambda *_arguments: "result verified")
        self._after(server.Server, "wait", lambda *_arguments: "server healthy")
        self._after(shutil, "rmtree", lambda *_arguments, **_keywords: "originals removed")
        self._after(files, "remove", lambda path, **_keywords: f"{os.path.basename(path)} removed")
        self._watch_reading()
        self._watch_writing()
        self._watch_programs()

    def _step(self, name, kind):
        """Whether the fault strikes at this occurrence of a step."""
        self.seen[kind, name] += 1
        number = self.seen[kind, name]
        name = name if number == 1 else f"{name} ({number})"
        if self.kind == "record":
            with open(self.trace, "a", encoding="utf-8") as stream:
                stream.write(f"{kind}\t{name}\n")
        return self.at == name and self.kind == kind

    def _reached(self, name):
        if self._step(name, "kill"):
            os.kill(os.getpid(), signal.SIGKILL)

    def _after(self, where, attribute, name_of):
        original = getattr(where, attribute)

        def wrapper(*arguments, **keywords):
            result = original(*arguments, **keywords)
            name = name_of(*arguments, **keywords)
            if name != "catalog.pid removed":  # part of a call of the start script
                self._reached(name)
            return result

        setattr(where, attribute, wrapper)

    def _watch_lock(self):
        original = lock.held

        @contextlib.contextmanager
        def held(folder):
            with original(folder):
                self._reached("lock taken")
                yield

        lock.held = held

    def _watch_reading(self):
        original = host_change.CurrentState

        def read(*arguments, **keywords):
            found = original(*arguments, **keywords)
            self._reached("current state read")
            return found

        host_change.CurrentState = read

    def _watch_writing(self):
        """Half-way (complete beside its place) and done; a full disk refuses every new file from then on."""
        write, replace, copy = files.write, files._replace, files.copy

        def full(*_arguments, **_keywords):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

        def fill():
            files._complete = files.copy = full

        def writing(path, *arguments, **keywords):
            if self._step(_name(path), "full disk"):
                fill()
            write(path, *arguments, **keywords)
            self._reached(f"{_name(path)} in place")

        def replacing(place, temporary):
            self._reached(f"{_name(place.path)} complete beside its place")
            replace(place, temporary)

        def copying(source, target):
            if self._step(f"copy of {os.path.basename(source)}", "full disk"):
                fill()
            return files.copy(source, target) if files.copy is not copying else copy(source, target)

        files.write, files._replace, files.copy = writing, replacing, copying

    def _watch_programs(self):
        """Programs that change something, and for a broken Docker all of them."""
        original = commands.run

        def run(arguments, *rest, **keywords):
            name, changes = name_of(arguments)
            if self._step(name, "fails from here on") or self.struck:
                self.struck = True
                return commands.Result(1, "", "Cannot connect to the Docker daemon at unix:///var/run/docker.sock.")
            if not changes:
                return original(arguments, *rest, **keywords)
            if self._step(name, "fails before"):
                return commands.Result(1, "", "the program was refused")
            if self._step(name, "kill during"):
                _killer(os.getpid(), self.begun, False)
            if self._step(name, "kill both"):
                _killer(os.getpid(), self.begun, True)
            result = original(arguments, *rest, **keywords)
            self._reached(f"{name} done")
            return commands.Result(1, "", "the program broke down") if self._step(name, "fails after") else result

        commands.run = bare_metal.commands.run = docker_compose.commands.run = run


def name_of(arguments):
    """(the name of a program's run, whether it changes anything)."""
    line = " ".join(arguments)
    words = set(arguments)
    for table, changes in ((CHANGING, True), (READING, False)):
        for word, name in table:
            if word in words or (" " in word and word in line):
                return name, changes
    return " ".join(arguments[:2]), False


#: How long the ops command takes when its caller is killed, in seconds.
SLOWLY = 4


def _killer(parent, begun, both):
    """A process that kills this one while it waits for a program, and with ``both`` that program first.

    Not what it called in turn.
    """
    wait = f"while [ -e '{begun}' ]; do sleep 0.02; done" if begun else "sleep 0.05"
    child = f"$(cat /proc/{parent}/task/{parent}/children | tr ' ' '\\n' | grep -vx $$) " if both else ""
    subprocess.Popen(["sh", "-c", f"{wait}; kill -9 {child}{parent}"], stdin=subprocess.DEVNULL, start_new_session=True)
    time.sleep(0.02)


def _name(path):
    folder, name = os.path.split(path)
    return f"kept {name}" if os.path.basename(folder) == "originals" else name
