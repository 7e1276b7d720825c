# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which process listens on a TCP port, as /proc tells it: the port's socket, then the process that has it open.

Facts: proc_net_tcp of the Linux kernel (state 0A is LISTEN; an address is one hexadecimal word a 32 bits, in the byte
order of the machine), and proc(5) for ``/proc/PID/fd``, which only root and the process's own user can read.
"""

import os
import re
import socket
import struct

from ansible_collections.openmetadata.sso.plugins.module_utils._system import files, processes

TABLES = ("/proc/net/tcp", "/proc/net/tcp6")
LISTEN = "0A"
MAPPED = b"\0" * 10 + b"\xff\xff"
SOCKET = re.compile(r"socket:\[(\d+)\]")


class Listener:
    """Who listens. ``pids`` are the processes that have the socket open, the one that started first at the beginning.

    Without one the socket is of a process that this user cannot see.
    """

    def __init__(self, pids):
        self.pids = pids


def on(host, port, likely=()):
    """The ``Listener`` that a connection to a host of this machine reaches, or ``None`` where nothing listens.

    ``likely`` are processes that are checked first: reading those of all processes takes longer.
    """
    inodes = _reached(host, [each for path in TABLES for each in _listening(path, port)])
    if not inodes:
        return None
    found = [pid for pid in likely if pid and sockets(pid) & inodes]
    return Listener(found or sorted((pid for pid in _pids() if sockets(pid) & inodes), key=processes.started))


def any_port(pid):
    """Whether a process listens on any TCP port."""
    return bool(sockets(pid) & {inode for path in TABLES for _address, inode in _listening(path)})


def sockets(pid):
    """The inodes of the sockets that a process has open; nothing where they cannot be seen."""
    folder = f"/proc/{pid}/fd"
    found = set()
    try:
        names = os.listdir(folder)
    except OSError:  # it has ended, or is a process of another user
        return found
    for name in names:
        try:
            match = SOCKET.match(os.readlink(f"{folder}/{name}"))
        except OSError:  # closed meanwhile
            continue
        if match:
            found.add(match.group(1))
    return found


def _pids():
    return [int(name) for name in os.listdir("/proc") if name.isdigit()]


def _listening(path, port=None):
    """[(address as bytes, inode)] of the sockets of a table that listen, on a port or on any."""
    found = []
    for line in (files.read(path) or "").splitlines()[1:]:
        words = line.split()
        address, _colon, number = words[1].partition(":")
        if words[3] == LISTEN and port in (None, int(number, 16)):
            found.append((_bytes(address), words[9]))
    return found


def _bytes(text):
    return b"".join(struct.pack("=I", int(text[start : start + 8], 16)) for start in range(0, len(text), 8))


def _reached(host, listening):
    """The sockets that a connection to the host reaches: the address itself counts before that of all addresses."""
    for address in _addresses(host):
        mapped = MAPPED + address if len(address) == 4 else address
        for wanted in ((address, mapped), (b"\0" * len(address), b"\0" * 16)):
            found = {inode for each, inode in listening if each in wanted}
            if found:
                return found
    # Another name of this machine: whoever listens on the port is asked.
    return {inode for _address, inode in listening}


def _addresses(host):
    """The addresses of a host, without a question to another machine: of localhost and of addresses only."""
    if host == "localhost":
        return [socket.inet_pton(socket.AF_INET6, "::1"), socket.inet_pton(socket.AF_INET, "127.0.0.1")]
    for family in (socket.AF_INET, socket.AF_INET6):
        try:
            return [socket.inet_pton(family, host)]
        except OSError:
            continue
    return []
