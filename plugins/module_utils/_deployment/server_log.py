# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a server wrote into its log files since a moment."""

import os

from ansible_collections.openmetadata.sso.plugins.module_utils._core.errors import HostError
from ansible_collections.openmetadata.sso.plugins.module_utils._system import file_content

#: The logs of the start script, in the order in which they are read. ``catalog.err`` is what the process wrote itself:
#: the last words of one that ended at its start, and warnings of the Java VM otherwise.
FILES = ("openmetadata.log", "catalog.err")

#: A start writes some hundred lines; no more than this is read.
LIMIT = 4 << 20
#: The same of a log that is asked for by lines.
LAST = "2000"


def sizes(paths):
    """{path: how long the file is now}."""
    return {path: _size(path) for path in paths}


def grown(marks):
    """What was written since ``sizes``; all of a file that is shorter now, since that is another one."""
    return "\n".join(_read(path, size if size <= _size(path) else 0) for path, size in marks.items())


def _size(path):
    try:
        return os.stat(path).st_size
    except OSError:
        return 0


def _read(path, start):
    try:
        return (file_content.content(path, LIMIT, start) or b"").decode("utf-8", "replace")
    except (OSError, HostError):  # the log is a help: what cannot be read was not seen
        return ""
