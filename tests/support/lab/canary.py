# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A text that is easily recognised, and the search for it in all that anybody could read."""

import base64
import re
import threading
from pathlib import Path

#: The part of the secrets that no quoting and no escaping changes.
MARK = "Canary7Zq"


def traces(text: str, mark: str = MARK) -> list[str]:
    """Where a text holds a secret: raw, escaped (the mark is in both), or in base64 at any offset."""
    found = [match.group() for match in re.finditer(f".{{0,40}}{re.escape(mark)}.{{0,40}}", text)]
    for offset in range(3):
        encoded = base64.b64encode(b"\0" * offset + mark.encode()).decode()
        # Characters at both ends depend on what is beside the mark.
        core = encoded[4 if offset else 0 : len(encoded) - 4]
        found += [match.group() for match in re.finditer(f".{{0,20}}{re.escape(core)}.{{0,20}}", text)]
    return found


def traces_of_key(text: str, der: bytes) -> list[str]:
    """Where a text holds a private key: its Base64, in PEM lines or in one, or bytes of it as Python shows them.

    Only its second half is searched for: the first one holds the public key, which is not a secret.
    """
    encoded = base64.b64encode(der).decode()
    half = len(encoded) // 2
    chunks = {encoded[start : start + 24] for start in range(half, len(encoded) - 24, 16)}
    chunks |= {repr(der[start : start + 8])[2:-1] for start in range(len(der) // 2, len(der) - 8, 8)}
    chunks |= {der[start : start + 12].hex() for start in range(len(der) // 2, len(der) - 12, 6)}
    found = {chunk for chunk in chunks if chunk in text}
    return sorted(found | ({"PRIVATE KEY"} if "PRIVATE KEY-----" in text else set()))


class CommandLines:
    """The command lines of all processes of this machine, as seen while the block runs."""

    def __init__(self):
        self.seen: set[str] = set()
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> "CommandLines":
        self._thread.start()
        return self

    def __exit__(self, *_nothing) -> None:
        self._done.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._done.wait(0.05):
            for path in Path("/proc").glob("[0-9]*/cmdline"):
                try:
                    self.seen.add(path.read_bytes().replace(b"\0", b" ").decode("utf-8", "replace"))
                except OSError:  # it has ended
                    continue
