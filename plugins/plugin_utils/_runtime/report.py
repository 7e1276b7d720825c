# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The report of a run on the controller: every host adds its part, and each file that is asked for has all of them."""

from __future__ import annotations

import pathlib
from collections.abc import Mapping, Sequence
from typing import Any

from ansible.errors import AnsibleActionFail

from .._model import clock
from .._model.list_text import items
from .._report import Run
from .._report.formats import format_of
from . import private_file
from .collection_release import release_of_the_collection
from .run_journal import Entry, RunJournal


def paths(values: Mapping[str, Any]) -> list[str]:
    """The files that ``om_sso_report_path`` names, as absolute paths."""
    given = values.get("om_sso_report_path") or []
    names = items(given) if isinstance(given, str) else given if isinstance(given, list) else []
    return [str(pathlib.Path(name).expanduser().absolute()) for name in names if isinstance(name, str) and name]


def add(
    files: Sequence[str],
    verb: str,
    hosts: dict[str, dict[str, Any]],
    expected: Sequence[str] = (),
    sources: Mapping[str, str] | None = None,
) -> None:
    """Merge the parts of some hosts into the files of ``paths``; each run starts them anew.

    ``expected`` are all hosts of the play, ``sources`` the inventory files of these hosts.
    """
    entry = {
        "paths": list(files),
        "verb": verb,
        "hosts": hosts,
        "at": clock.now().timestamp(),
        "sources": sources or {},
    }
    JOURNAL.add(entry, {"expected": list(expected)})


def _write(entries: list[Entry]) -> None:
    release = release_of_the_collection()
    known = {host for entry in entries for host in entry["hosts"]}
    missing = [host for host in entries[0]["expected"] if host not in known]
    for path in dict.fromkeys(path for entry in entries for path in entry["paths"]):
        try:
            _write_one(path, [entry for entry in entries if path in entry["paths"]], missing, release)
        except OSError as error:
            reason = "Not a directory" if isinstance(error, FileExistsError) else error.strerror
            raise AnsibleActionFail(f"om_sso_report_path: could not write {path}: {reason}.") from None


def _write_one(path: str, entries: list[Entry], missing: list[str], release: str) -> None:
    hosts: dict[str, dict[str, Any]] = {}
    for entry in entries:
        for host, part in entry["hosts"].items():
            # What an earlier step of the run said of a host stays where the later one has nothing to say of it.
            known = hosts.setdefault(host, {})
            if "result" in part:
                known.pop("reason", None)
            known.update(part)
    times = {host: entry["at"] for entry in entries for host in entry["hosts"]}
    sources = {host: source for entry in entries for host, source in entry["sources"].items()}
    wanted = format_of(path)
    text = wanted.text(Run(entries[-1]["verb"], hosts, missing, clock.now(), release, times, sources))
    mode = private_file.PRIVATE if wanted.private else private_file.BY_UMASK
    private_file.write(pathlib.Path(path), text, mode, errors="replace")


JOURNAL = RunJournal("om_sso_report", _write)
