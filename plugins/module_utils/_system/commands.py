# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Programs of the host, run without a shell, with a time limit and an environment of our own."""

import contextlib
import os
import selectors
import signal
import subprocess
import time

from ansible_collections.openmetadata.sso.plugins.module_utils._core.errors import HostError

#: Descriptors that programs inherit: the lock of a run is held until the last program that it called has ended, also
#: when the run itself was killed meanwhile. What leaves a server behind inherits none.
INHERITED: set = set()
#: Seconds in which the output of a program that was ended is there.
REST = 5
#: Bytes of output; no program that is called writes as much, unless it reads what it should not.
LONGEST = 32 << 20
CHUNK = 1 << 16


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


def own_environment(drop=()):
    """{name: value} of the environment that a program gets from us, without the names of ``drop``."""
    return dict({name: value for name, value in os.environ.items() if name not in drop}, LC_ALL="C.UTF-8")


def run(arguments, cwd=None, timeout=300, drop=(), user=None, quiet=False, text=None, environment=None, binary=False):
    """Run a program and return its ``Result``, whatever its exit status.

    ``drop`` names variables that must not reach it, ``user`` is (uid, gid) to run as when we are root, and ``quiet``
    throws its output away, for programs that leave a server behind which would hold our pipe open. ``text`` is its
    standard input, ``environment`` replaces ours. With ``binary`` its output stays bytes.
    """
    if environment is None:
        environment = own_environment(drop)

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
        raise TimedOut(_name(arguments), timeout, Result(None, _text(late.output), _text(late.stderr))) from None
    except OverflowError:
        raise HostError(f"{_name(arguments)} wrote more than {LONGEST >> 20} MiB and was ended.") from None
    except OSError as error:
        raise HostError(f"Could not run {arguments[0]}: {error.strerror}.") from error
    return Result(process.returncode, out if binary else _text(out), _text(err))


def _text(written):
    return (written or b"").decode("utf-8", "replace")


def _name(arguments):
    return " ".join(word for word in arguments[:3] if "\n" not in word)  # a script is not a name


def _finished(process, text, timeout):
    """What it wrote, as bytes. ``OverflowError`` where that is more than ``LONGEST``.

    One that takes too long, or writes too much, is ended with everything that it called: a late write would overtake
    ours.
    """
    written = {stream: [] for stream in (process.stdout, process.stderr) if stream is not None}
    deadline = time.monotonic() + timeout
    try:
        _exchange(process, text, written, deadline)
        process.wait(max(0, deadline - time.monotonic()))
    except (subprocess.TimeoutExpired, OverflowError) as error:
        os.killpg(process.pid, signal.SIGKILL)
        if isinstance(error, OverflowError):
            _close(process)
            raise
        with contextlib.suppress(subprocess.TimeoutExpired, OverflowError):
            _exchange(process, None, written, time.monotonic() + REST)
        _close(process)
        raise subprocess.TimeoutExpired(process.args, timeout, *_joined(process, written)) from None
    return _joined(process, written)


def _joined(process, written):
    return [b"".join(written.get(stream, ())) for stream in (process.stdout, process.stderr)]


def _exchange(process, text, written, deadline):
    """Give a program its input, and take its output until it is closed.

    ``Popen.communicate`` keeps in memory whatever a program writes.
    """
    left, room = memoryview(text or b""), LONGEST
    with selectors.DefaultSelector() as selector:
        for stream in written:
            if not stream.closed:
                selector.register(stream, selectors.EVENT_READ)
        if process.stdin is not None and not process.stdin.closed:
            os.set_blocking(process.stdin.fileno(), False)
            selector.register(process.stdin, selectors.EVENT_WRITE)
        while selector.get_map():
            wait = deadline - time.monotonic()
            if wait <= 0:
                raise subprocess.TimeoutExpired(process.args, 0)
            for key, _events in selector.select(wait):
                if key.fileobj is process.stdin:
                    left = _put(key.fd, left)
                    ended = not left
                else:
                    data = os.read(key.fd, CHUNK)
                    written[key.fileobj].append(data)
                    room -= len(data)
                    ended = not data
                if room < 0:
                    raise OverflowError
                if ended:
                    selector.unregister(key.fileobj)
                    key.fileobj.close()


def _put(descriptor, left):
    """What is left of an input; nothing for a program that reads no more."""
    try:
        return left[os.write(descriptor, left[:CHUNK]) :]
    except BlockingIOError:
        return left
    except BrokenPipeError:
        return left[:0]


def _close(process):
    """What an ended program called may have left its group, and holds its output open for ever."""
    for stream in filter(None, (process.stdin, process.stdout, process.stderr)):
        stream.close()
