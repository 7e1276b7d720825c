# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""logs/openmetadata.log: one JSON object a line, echoed to stdout as the real server's console appender does."""

import json
import os
import sys
import threading
import time


class Log:
    """Writes lines that start with the simulator's name where they introduce it; never claims to be OpenMetadata."""

    def __init__(self, directory: str):
        os.makedirs(directory, exist_ok=True)
        self._path = os.path.join(directory, "openmetadata.log")
        self._lock = threading.Lock()

    def write(self, level: str, logger: str, message: str) -> None:
        """One line; `logger` is the short name of the class that would have written it."""
        now = time.time()
        stamp = "%s.%03dZ" % (time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(now)), int(now % 1 * 1000))
        line = json.dumps({"timestamp": stamp, "level": level, "logger": logger, "message": message})
        with self._lock:
            with open(self._path, "a", encoding="utf-8") as stream:
                stream.write(line + "\n")
            print("%s [%s] %s - %s" % (level, stamp, logger, message), flush=True)
        if level == "ERROR":
            print(message, file=sys.stderr, flush=True)

    def info(self, logger: str, message: str) -> None:
        """A line at level INFO."""
        self.write("INFO", logger, message)

    def warn(self, logger: str, message: str) -> None:
        """A line at level WARN."""
        self.write("WARN", logger, message)

    def error(self, logger: str, message: str) -> None:
        """A line at level ERROR, also on stderr."""
        self.write("ERROR", logger, message)
