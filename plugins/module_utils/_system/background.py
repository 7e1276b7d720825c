# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Work that goes on when the connection to the host breaks."""

import json
import os
import signal

from ansible_collections.openmetadata.sso.plugins.module_utils._core.errors import HostError, defect


def run(work):
    """Call ``work`` in a process of its own session and return its (JSON-able) result.

    The controller's SSH session may end, the parent may be killed: the child still finishes what it began.
    An exception of ``work`` is raised here again as ``HostError``.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _child(writing, work)
    os.close(writing)
    with os.fdopen(reading, "rb") as stream:
        text = stream.read().decode("utf-8")
    _pid, status = os.waitpid(child, 0)
    if not text:
        message = f"The process on the host was killed ({_ending(status)}); the next run undoes what it had begun."
        raise HostError(message, restored=False, outcome="As far as that process came.")
    answer = json.loads(text)
    if "error" in answer:
        raise HostError(**answer["error"])
    return answer["result"]


def _ending(status):
    return f"signal {os.WTERMSIG(status)}" if os.WIFSIGNALED(status) else f"exit status {os.WEXITSTATUS(status)}"


def _child(writing, work):
    """The child never returns into Ansible's code."""
    code = 1
    try:
        os.setsid()
        for number in (signal.SIGHUP, signal.SIGINT, signal.SIGPIPE):
            signal.signal(number, signal.SIG_IGN)
        null = os.open(os.devnull, os.O_RDWR)
        for descriptor in (0, 1, 2):
            os.dup2(null, descriptor)
        answer = json.dumps(_answer(work)).encode("utf-8")
        try:
            with os.fdopen(writing, "wb") as stream:
                stream.write(answer)
        except BrokenPipeError:  # nobody waits for the answer any more
            pass
        code = 0
    finally:
        os._exit(code)


def _answer(work):
    try:
        return {"result": work()}
    except HostError as error:
        return {"error": error.to_dict()}
    except Exception as error:  # a defect of ours must reach the operator, not vanish with this process
        return {"error": defect(error).to_dict()}
