# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A line every 15 seconds about a host that is waited for.

It goes to stderr, through Ansible's display: what callbacks print to stdout may be a document.
"""

from __future__ import annotations

import datetime
import time
from typing import Any

from ansible.utils.display import Display

from .._output import waits as words

#: Seconds between two lines of a host.
EVERY = 15.0


class Progress:
    """When the next line of a host is due, from the beginning of its run on."""

    def __init__(self, host: str) -> None:
        self._host = host
        self._due = time.monotonic() + EVERY

    def left(self) -> float:
        """Seconds until the next line."""
        return max(0.0, self._due - time.monotonic())

    def print(self, line: str) -> None:
        """Print a line if one is due."""
        if not self.left():
            Display().display(line, stderr=True)
            self._due = time.monotonic() + EVERY

    def tell(self, wait: dict[str, Any] | None) -> None:
        """A wait of this machine, as ``module_utils/_system/waiting.py`` has it."""
        if wait is not None:
            told = {**wait, "elapsed": int(time.monotonic() - wait["since"]), "log": ""}
            self.print(words.line(self._host, told, now()))


def now() -> datetime.datetime:
    """The time of the controller's own clock, as its operator reads it."""
    return datetime.datetime.now().astimezone()
