# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The closing summary of a run, which Ansible's main process prints at its end, also after an error.

It goes to stderr: what callbacks print to stdout may be a document.
"""

from __future__ import annotations

from collections.abc import Mapping

from ansible.utils.display import Display

from .._output import run_summary
from .run_journal import Entry, RunJournal


def add(verb: str, check_mode: bool, hosts: Mapping[str, str], report: list[str]) -> None:
    """Remember the results of hosts, see ``_output/run_summary``; ``report`` are the paths of the report's files."""
    if hosts:
        JOURNAL.add({"verb": verb, "check_mode": check_mode, "hosts": dict(hosts), "report": report})


def _print(entries: list[Entry]) -> None:
    for line in run_summary.lines(entries):
        Display().display(line, stderr=True)


JOURNAL = RunJournal("om_sso_summary", _print, at_end=True)
