# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Access control lists as a test writes them, in numbers: `u::6 u:65534:4 g::0 m::4 o::0`."""

import os
import struct
from pathlib import Path

from . import required

NAME = "system.posix_acl_access"
TAGS = {("u", False): 1, ("u", True): 2, ("g", False): 4, ("g", True): 8, ("m", False): 16, ("o", False): 32}
"""By the letter, and whether somebody is named (linux/posix_acl_xattr.h)."""


def packed(text: str) -> bytes:
    """A list as the kernel takes it."""
    value = struct.pack("<I", 2)
    for letter, name, rights in (entry.split(":") for entry in text.split()):
        value += struct.pack("<HHi", TAGS[letter, bool(name)], int(rights), int(name or -1))
    return value


def give(path: Path, text: str, name: str = NAME) -> None:
    """Give a file or folder a list, where its file system has lists."""
    try:
        os.setxattr(path, name, packed(text))
    except OSError:
        required.require("this file system has no access control lists")
