# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The JSON report of a run on the controller: one document, to which every host adds its part."""

from __future__ import annotations

import json
import os
import pathlib
from typing import Any

from ansible.errors import AnsibleActionFail

from . import private_file
from .run_journal import Entry, RunJournal

SCHEMA = 1


def add(path: str, verb: str, hosts: dict[str, dict[str, Any]]) -> None:
    """Merge the parts of some hosts into the report; each run starts it anew."""
    JOURNAL.add({"path": os.path.abspath(os.path.expanduser(path)), "verb": verb, "hosts": hosts})


def _write(entries: list[Entry]) -> None:
    for path in dict.fromkeys(entry["path"] for entry in entries):
        try:
            _write_one(path, [entry for entry in entries if entry["path"] == path])
        except OSError as error:
            reason = "Not a directory" if isinstance(error, FileExistsError) else error.strerror
            raise AnsibleActionFail(f"om_sso_report_path: could not write {path}: {reason}.") from None


def _write_one(path: str, entries: list[Entry]) -> None:
    hosts: dict[str, dict[str, Any]] = {}
    for entry in entries:
        for host, part in entry["hosts"].items():
            # What an earlier step of the run said of a host stays where the later one has nothing to say of it.
            hosts.setdefault(host, {}).update(part)
    document = {"schema": SCHEMA, "verb": entries[-1]["verb"], "hosts": hosts}
    text = json.dumps(document, indent=2, ensure_ascii=False) + "\n"
    private_file.write(pathlib.Path(path), text, private_file.BY_UMASK)


JOURNAL = RunJournal("om_sso_report", _write)
