# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""From inside a container's network: its interfaces, routes, name servers and hosts file, with this host's Python.

An image of OpenMetadata needs no Python and no curl for that; this process needs to be root.
"""

import ctypes
import json
import os
import stat
import tempfile

from ansible_collections.openmetadata.sso.plugins.module_utils._core.errors import HostError
from ansible_collections.openmetadata.sso.plugins.module_utils._deployment import compose_containers, compose_files

CLONE_NEWNET = 0x40000000
CLONE_NEWNS = 0x00020000
MS_BIND = 0x1000
MS_PRIVATE_RECURSIVE = 0x44000
#: A name service is a few lines; no more is read.
LONGEST = 1 << 20
FILES = ("/etc/resolv.conf", "/etc/hosts", "/etc/nsswitch.conf")


class Outside(Exception):
    """Why the container's network cannot be entered."""


def pid_of(container):
    """The process of the running container of a Compose service.

    ``container``: ``folder`` of the project, its ``files`` and its name ``project`` (or none), ``service``.
    """
    folder, service = container["folder"], container["service"]
    try:
        bases = compose_files.layout(folder, container["files"] or []).bases
        directory = compose_files.directory(folder, bases)
        made = compose_containers.of_one_project(folder, container["project"], directory)
    except HostError as error:
        raise Outside(error.message.rstrip(".")) from None
    found = compose_containers.by_service(made).get(service)
    if found is None or not compose_containers.runs(found):
        raise Outside(f"no container of {service} runs")
    return found["State"]["Pid"]


def inside(pid, work):
    """What ``work`` returns (JSON) when a child of ours does it in the network of process ``pid``."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        try:
            _enter(pid)
            said = {"answer": work()}
        except OSError as error:
            said = {"outside": "{} ({})".format("its network cannot be entered", error.strerror)}
        except Exception as error:  # the child must end here whatever happens, and say so
            said = {"outside": f"the child failed with {type(error).__name__}"}
        with os.fdopen(writing, "w") as stream:
            json.dump(said, stream)
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as stream:
        text = stream.read()
    os.waitpid(child, 0)
    said = json.loads(text) if text else {"outside": "the child died"}
    if "outside" in said:
        raise Outside(said["outside"])
    return said["answer"]


def _enter(pid):
    """Join the network; give this process its own view of files and lay the container's name service over it."""
    libc = ctypes.CDLL(None, use_errno=True)
    with open(f"/proc/{pid}/ns/net") as namespace:
        _checked(libc.setns(namespace.fileno(), CLONE_NEWNET))
    _checked(libc.unshare(CLONE_NEWNS))
    _checked(libc.mount(None, b"/", None, MS_PRIVATE_RECURSIVE, None))
    for path in FILES:
        text = _content(f"/proc/{pid}/root", path) if os.path.exists(path) else None
        if text is not None:
            _lay_over(libc, text, path)


def _lay_over(libc, text, path):
    """Bind a copy: a file of another mount namespace itself cannot be bound. The copy's name is gone at once."""
    descriptor, copy = tempfile.mkstemp()
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(text)
        os.chmod(copy, 0o644)
        _checked(libc.mount(copy.encode(), path.encode(), None, MS_BIND, None))
    finally:
        os.unlink(copy)


def _content(root, path):
    """Of a file alone, as its process sees it: what else a container has in its place may wait for ever.

    No link is followed, which would lead to a file of this host, and what is not a file is not even opened: a device
    acts on that.
    """
    entry = os.open(root, os.O_PATH)
    try:
        for name in path.strip("/").split("/"):
            below = os.open(name, os.O_PATH | os.O_NOFOLLOW, dir_fd=entry)
            os.close(entry)
            entry = below
        if not stat.S_ISREG(os.fstat(entry).st_mode):
            return None
        with open(f"/proc/self/fd/{entry}", "rb") as stream:
            return stream.read(LONGEST)
    except OSError:
        return None
    finally:
        os.close(entry)


def _checked(status):
    if status != 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
