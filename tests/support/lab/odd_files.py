# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What may be in the place of a file: each name with a function that puts it at a path."""

import os
import socket


def _socket(path):
    # A socket's name is short; it is made beside and moved.
    with socket.socket(socket.AF_UNIX) as made:
        folder = os.getcwd()
        os.chdir(path.parent)
        try:
            made.bind(path.name)
        finally:
            os.chdir(folder)


def _huge(path):
    with open(path, "wb") as stream:
        stream.truncate(100 << 20)


#: {what it is: (how to put it there, what is said of it)}
ODD_FILES = {
    "directory": (lambda path: path.mkdir(), "is a directory"),
    "fifo": (os.mkfifo, "is a FIFO"),
    "socket": (_socket, "is a socket"),
    "dangling": (lambda path: path.symlink_to("nowhere"), "is a link to nowhere, which does not exist"),
    "loop": (lambda path: path.symlink_to(path.name), "is a link that leads to itself"),
    "binary": (lambda path: path.write_bytes(b"A=b\n\x00\xff\x01"), "is not a text file: line 2 holds a NUL byte"),
    "huge": (_huge, "is longer than"),
    "device": (lambda path: path.symlink_to("/dev/zero"), "is a device"),
}
