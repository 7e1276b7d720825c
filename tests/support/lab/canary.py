# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A text that is easily recognised, and the search for it in all that anybody could read."""

import base64
import json
import re
import threading
from pathlib import Path

from .playbooks import Controller, Run

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


class Readable:
    """Runs at -vvvv, and all that anybody could read of them.

    Output, results, Ansible's log, reports and pages, command lines, and the files that a run leaves.
    """

    def __init__(self, controller: Controller, folder: Path, temporary: Path):
        self.controller, self.folder = controller, folder
        self.texts: dict[str, str] = {}
        self._temporary, self._changes, self._log = temporary, folder / "changes.json", folder / "ansible.log"

    def run(self, name: str, verb: str, *arguments: str, succeeds: bool = True, **changes) -> Run:
        """One run with other variables; it has to succeed or to fail as told, and never by an accident of Python's."""
        files = [str(file) for file in self.controller.report_files]
        self._changes.write_text(json.dumps({"om_sso_report_path": files, **changes}), encoding="utf-8")
        with CommandLines() as lines:
            run = self.controller.run(
                verb,
                "-vvvv",
                "-e",
                f"@{self._changes}",
                *arguments,
                ANSIBLE_LOG_PATH=str(self._log),
                ANSIBLE_REMOTE_TMP=str(self._temporary / "remote"),
                TMPDIR=str(self._temporary),
            )
        assert (run.status == 0) == succeeds, (name, run.output)
        assert "Traceback (most recent call last)" not in run.output, (name, run.output)
        self.texts[f"output of {name}"] = run.output + run.printed
        self.texts[f"results of {name}"] = json.dumps([result.data for result in run.results], ensure_ascii=False)
        self.texts[f"command lines of {name}"] = "\n".join(lines.seen)
        for left in (
            *self.controller.report_files,
            *self._temporary.rglob("*"),
            *(self.controller.folder / "home").rglob("*"),
        ):
            if left.is_file():
                self.texts[f"{left.name} left by {name}"] = left.read_text(encoding="utf-8", errors="replace")
        return run

    def traces(self, *marks: str) -> dict[str, list[str]]:
        """{where: what is there of a secret}."""
        texts = {**self.texts, "log": self._log.read_text(encoding="utf-8")}
        found = {
            place: [each for mark in marks or (MARK,) for each in traces(text, mark)] for place, text in texts.items()
        }
        return {place: each for place, each in found.items() if each}
