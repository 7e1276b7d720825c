# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which process is the server: the one that listens on its port, and not the one that a file names.

A file with a process id can be lost, or name another program by now; the process of a unit can die again and again
while an old server serves on. What answers is what counts, as far as it belongs to this installation.
"""

from urllib.parse import urlsplit

from ansible_collections.openmetadata.sso.plugins.module_utils._core.errors import HostError
from ansible_collections.openmetadata.sso.plugins.module_utils._system import files, listening, processes

OPTION = "om_sso_server_internal_url"


class ServerProcess:
    """``url`` is the server's own address as it reaches itself, ``place`` what the server belongs to, in words.

    ``started()`` is the process that the unit or the start script started last, 0 where none is known or it has ended.
    ``belongs(pid)`` tells whether a process that listens there belongs to this installation.
    """

    def __init__(self, url, place, started, belongs):
        parts = urlsplit(url)
        self.host = parts.hostname
        self.port = parts.port or {"https": 443}.get(parts.scheme, 80)
        self.place = place
        self._started = started
        self._belongs = belongs

    def pid(self):
        """The server's process, or ``None`` when it does not run.

        One that does not listen yet is the one that was started. Raises ``HostError`` where that cannot be known.
        """
        pid, listener = self._find()
        if pid is None and listener is not None:
            raise self._foreign(listener)
        return pid

    def own(self):
        """The same; ``None`` also where another program has the port, which is none of ours to stop."""
        return self._find()[0]

    def _find(self):
        """(the server's process or ``None``, the ``Listener`` on its port or ``None``)."""
        started = self._started()
        listener = listening.on(self.host, self.port, (started,))
        own = [pid for pid in listener.pids if pid == started or self._belongs(pid)] if listener else []
        return (own[0] if own else started or None), listener

    def refuse_others(self):
        """``HostError`` where the port is answered by another process than the server's.

        A server behind a proxy of this machine listens on another port, which is as good.
        """
        pid = self.pid()
        listener = listening.on(self.host, self.port, (pid,))
        if pid is None or (listener is not None and pid in listener.pids) or listening.any_port(pid):
            return
        if listener is not None:
            raise self._foreign(listener)
        message = f"The server's {processes.name(pid)} listens on no port."
        raise HostError(message, OPTION, "Check the server's log.")

    def _foreign(self, listener):
        if not listener.pids:
            return HostError(
                f"Which process listens on port {self.port} is unknown: this user may not see it.",
                "ansible_become",
                "Set become: true, or become_user to the user that runs the server.",
            )
        return HostError(
            f"Port {self.port} is served by {processes.name(listener.pids[0])}, which does not belong to {self.place}.",
            OPTION,
            "If it is an old server, end it; else correct the port.",
        )


def java_of(pid):
    """A start script that does not hand its process over has the Java process as a child."""
    children = (files.read(f"/proc/{pid}/task/{pid}/children") or "").split()
    return next(
        (int(child) for child in children if (files.read(f"/proc/{child}/comm") or "").strip() == "java"),
        pid,
    )


def in_control_group(pid, group):
    """Whether a process is in a control group, as systemd names it, or below it."""
    lines = (files.read(f"/proc/{pid}/cgroup") or "").splitlines()
    places = [line.split(":", 2)[-1] for line in lines]
    return bool(group.strip("/")) and any(place == group or place.startswith(group + "/") for place in places)


def environment(pid):
    """{name: value} of a process; ``None`` when it has ended."""
    try:
        with open(f"/proc/{pid}/environ", "rb") as stream:
            pairs = stream.read().decode("utf-8", "surrogateescape").split("\0")
    except (FileNotFoundError, ProcessLookupError):  # it ends meanwhile, before or after its file was opened
        return None
    except PermissionError:
        raise HostError(
            f"The environment of process {pid} cannot be read.",
            "ansible_become",
            "Set become: true, or become_user to om_sso_user.",
        ) from None
    return dict(pair.split("=", 1) for pair in pairs if "=" in pair)
