# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Work that goes on when the connection to the host breaks, and that may outlast the call which began it."""

import json
import os
import select
import signal
import time

from ansible_collections.openmetadata.sso.plugins.module_utils._core import encryption
from ansible_collections.openmetadata.sso.plugins.module_utils._core.errors import HostError, defect
from ansible_collections.openmetadata.sso.plugins.module_utils._system import run_file, waiting

#: Seconds between two checks of a run that another process began.
PAUSE = 0.1
#: Seconds that a call waits longer than the run believes, so that it is there for a result of the last moment.
SPARE = 0.5
#: What a process answers that found the work begun by an earlier call with the same key.
BEGUN = {"begun": True}


class StillRunning(Exception):
    """The work goes on; its result will be in its file."""


def run(work, kept=None, seconds=None):
    """Call ``work`` in a process of its own session and return its (JSON-able) result.

    The controller's SSH session may end, the parent may be killed: the child still finishes what it began.
    An exception of ``work`` is raised here again as ``HostError``.

    With ``kept``, a ``Kept``, ``StillRunning`` is raised when the result is not there after so many ``seconds``. It is
    in the file of ``kept`` then until ``result_of`` returns it, as every result that nobody waits for.
    Called again with the same ``kept``, as by an SSH connection that Ansible makes again (``ANSIBLE_SSH_RETRIES``), it
    waits for the work that goes on, and begins no other one.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _child(writing, work if kept is None else lambda: _followed(work, kept), kept, seconds)
    os.close(writing)
    with os.fdopen(reading, "rb") as stream:
        if kept is not None and not select.select([stream], [], [], seconds + SPARE)[0] and kept.file.facts():
            raise StillRunning
        text = stream.read().decode("utf-8")
    _pid, status = os.waitpid(child, 0)
    answer = json.loads(text) if text else _killed(f" ({_ending(status)})")
    if answer == BEGUN:
        return result_of(kept, seconds)
    if kept is not None:
        kept.deliver(answer)
    return _result(answer)


class Kept:
    """The file that a result is kept in, and the ``key`` that seals it.

    ``said(answer)`` is the result in one sentence without secrets; ``answer`` has ``result`` or ``error``.
    """

    def __init__(self, file, key, said):
        self.file = file
        self.key = key
        self.said = said

    def keep(self, answer):
        """Keep the answer in the file."""
        self.file.finish(self.key, answer, self.said(answer))

    def deliver(self, answer):
        """Remove the file, unless nobody reads what this process writes: the next run tells the result then."""
        if not _unheard(1):
            self.file.remove()
        elif "sealed" not in (self.file.facts() or {}):
            self.keep(answer)


def result_of(kept, seconds):
    """The result of a run that another process began, as ``run`` returns it.

    Raises ``StillRunning`` when it is not there after so many seconds, and ``HostError`` where it never will be.
    """
    deadline = time.monotonic() + seconds
    while True:
        facts = kept.file.facts()
        if facts is None:
            raise HostError("This host knows nothing of the run any more.", kept.file.path, "Run it again.")
        if _without_end(facts):
            time.sleep(PAUSE)  # it may have ended between two looks, or be about to note what it is
            facts = kept.file.facts() or {}
            if _without_end(facts):
                kept.file.remove()
                return _result(_killed(""))
        if "sealed" in facts:
            answer = encryption.unseal(kept.key, facts["sealed"])
            kept.deliver(answer)
            return _result(answer)
        if time.monotonic() >= deadline:
            raise StillRunning
        time.sleep(PAUSE)


def _without_end(facts):
    """Whether the process of a run is gone and has left no result."""
    return "sealed" not in facts and not run_file.alive(facts)


def _result(answer):
    if "error" in answer:
        raise HostError(**answer["error"])
    return answer["result"]


def _killed(how):
    message = f"The process on the host was killed{how}; the next run undoes what it had begun."
    return {"error": HostError(message, restored=False, outcome="As far as that process came.").to_dict()}


def _ending(status):
    return f"signal {os.WTERMSIG(status)}" if os.WIFSIGNALED(status) else f"exit status {os.WEXITSTATUS(status)}"


def _unheard(descriptor):
    """Whether the other end of a pipe or a socket is closed, as after an SSH connection has ended."""
    poll = select.poll()
    poll.register(descriptor, 0)
    return any(events & (select.POLLERR | select.POLLHUP) for _descriptor, events in poll.poll(0))


def _child(writing, work, kept, seconds):
    """The child never returns into Ansible's code."""
    code = 1
    try:
        begun = time.monotonic()
        os.setsid()
        for number in (signal.SIGHUP, signal.SIGINT, signal.SIGPIPE):
            signal.signal(number, signal.SIG_IGN)
        null = os.open(os.devnull, os.O_RDWR)
        for descriptor in (0, 1, 2):
            os.dup2(null, descriptor)
        if kept is None or kept.file.begin():
            answer = _answer(work)
        else:
            answer, kept = BEGUN, None
        late = kept is not None and time.monotonic() - begun >= seconds
        if late:
            kept.keep(answer)
        try:
            with os.fdopen(writing, "wb") as stream:
                stream.write(json.dumps(answer).encode("utf-8"))
        except BrokenPipeError:  # nobody waits for the answer any more
            if kept is not None and not late:
                kept.keep(answer)
        code = 0
    finally:
        os._exit(code)


def _followed(work, kept):
    with waiting.followed(kept.file.tell):
        return work()


def _answer(work):
    try:
        return {"result": work()}
    except HostError as error:
        return {"error": error.to_dict()}
    except Exception as error:  # a defect of ours must reach the operator, not vanish with this process
        return {"error": defect(error).to_dict()}
