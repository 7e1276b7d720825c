# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Programs of the host, run without a shell, with a time limit and an environment of our own."""

import os
import signal
import subprocess
import time

from ansible_collections.openmetadata.sso.plugins.module_utils._core.errors import HostError

#: Descriptors that programs inherit: the lock of a run is held until the last program that it called has ended, also
#: when the run itself was killed meanwhile. What leaves a server behind inherits none.
INHERITED: set = set()
#: Seconds in which the output of a program that was ended is there.
REST = 5


class TimedOut(HostError):
    """A program that did not finish in time and was ended. ``spent`` says so without its name."""

    def __init__(self, name, timeout, written):
        now = time.time()
        begin, end = (time.strftime("%H:%M:%S", time.localtime(moment)) for moment in (now - timeout, now))
        last = written.last_line.rstrip(".") if (written.out + written.err).strip() else "nothing"
        self.spent = (
            f"did not finish within {timeout} s ({begin} to {end}) and was ended; the last that it wrote: {last}."
        )
        super().__init__(f"{name} {self.spent}")


class Result:
    """Exit status and texts of a finished program."""

    def __init__(self, status, out, err):
        self.status = status
        self.out = out
        self.err = err

    @property
    def last_line(self):
        """The last thing it said; errors come first."""
        lines = [line.strip() for line in (self.err + "\n" + self.out).splitlines() if line.strip()]
        return lines[-1] if lines else f"exit status {self.status}, no output"


def run(arguments, cwd=None, timeout=300, drop=(), user=None, quiet=False, text=None, environment=None, binary=False):
    """Run a program and return its ``Result``, whatever its exit status.

    ``drop`` names variables that must not reach it, ``user`` is (uid, gid) to run as when we are root, and ``quiet``
    throws its output away, for programs that leave a server behind which would hold our pipe open. ``text`` is its
    standard input, ``environment`` replaces ours. With ``binary`` its output stays bytes.
    """
    if environment is None:
        environment = {name: value for name, value in os.environ.items() if name not in drop}
        environment.update({"LC_ALL": "C.UTF-8"})

    def become():
        if user is not None and os.geteuid() == 0:
            os.setgroups([])
            os.setgid(user[1])
            os.setuid(user[0])

    sink = subprocess.DEVNULL if quiet else subprocess.PIPE
    try:
        # AnsibleModule.run_command needs a module; this also runs below a pure function and in tests.
        with subprocess.Popen(  # pylint: disable=ansible-bad-function,subprocess-popen-preexec-fn
            arguments,
            cwd=cwd,
            env=environment,
            stdin=subprocess.DEVNULL if text is None else subprocess.PIPE,
            stdout=sink,
            stderr=sink,
            preexec_fn=become,
            pass_fds=() if quiet else tuple(INHERITED),
            start_new_session=True,
        ) as process:
            out, err = _finished(process, None if text is None else text.encode("utf-8"), timeout)
    except FileNotFoundError:
        if cwd is not None and not os.path.isdir(cwd):
            raise HostError(f"{cwd} does not exist.", cwd) from None
        raise HostError(f"The host has no program {arguments[0]}.", fix="Install it.") from None
    except subprocess.TimeoutExpired as late:
        name = " ".join(word for word in arguments[:3] if "\n" not in word)  # a script is not a name
        raise TimedOut(name, timeout, Result(None, _text(late.output), _text(late.stderr))) from None
    except OSError as error:
        raise HostError(f"Could not run {arguments[0]}: {error.strerror}.") from error
    return Result(process.returncode, out if binary else _text(out), _text(err))


def _text(written):
    return (written or b"").decode("utf-8", "replace")


def _finished(process, text, timeout):
    """What it wrote, as bytes.

    One that takes too long is ended with everything that it called: a late write would overtake ours.
    """
    try:
        out, err = process.communicate(text, timeout)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        out, err = _rest(process)
        raise subprocess.TimeoutExpired(process.args, timeout, out, err) from None
    return out or b"", err or b""


def _rest(process):
    """What an ended program wrote. One that it called may have left its group, and holds its output open for ever."""
    try:
        return process.communicate(timeout=REST)
    except subprocess.TimeoutExpired as late:
        for stream in filter(None, (process.stdin, process.stdout, process.stderr)):
            stream.close()
        return late.output, late.stderr
