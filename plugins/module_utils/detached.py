# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Work that goes on when the connection to the host breaks."""

import json
import os
import signal
import tempfile

from ansible_collections.openmetadata.sso.plugins.module_utils.errors import HostError, defect


def run(folder, work):
    """Call ``work`` in a process of its own session and return its (JSON-able) result.

    The controller's SSH session may end, the parent may be killed: the child still finishes what it began.
    An exception of ``work`` is raised here again as ``HostError``.
    """
    descriptor, path = tempfile.mkstemp(prefix="result-", dir=folder)
    os.close(descriptor)
    parent = os.getpid()
    child = os.fork()
    if child == 0:
        _child(path, work, parent)
    _, status = os.waitpid(child, 0)
    with open(path) as stream:
        text = stream.read()
    os.unlink(path)
    if not text:
        raise HostError("The process on the host was killed ({0}); the next run undoes what it had begun.".format(_ending(status)))
    answer = json.loads(text)
    if "error" in answer:
        raise HostError(**answer["error"])
    return answer["result"]


def _ending(status):
    return "signal {0}".format(os.WTERMSIG(status)) if os.WIFSIGNALED(status) else "exit status {0}".format(os.WEXITSTATUS(status))


def _child(path, work, parent):
    """The child never returns into Ansible's code."""
    code = 1
    try:
        os.setsid()
        for number in (signal.SIGHUP, signal.SIGINT, signal.SIGPIPE):
            signal.signal(number, signal.SIG_IGN)
        null = os.open(os.devnull, os.O_RDWR)
        for descriptor in (0, 1, 2):
            os.dup2(null, descriptor)
        answer = _answer(work)
        if os.getppid() == parent:
            with open(path, "w") as stream:
                json.dump(answer, stream)
        else:  # nobody waits for the answer any more
            os.unlink(path)
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
