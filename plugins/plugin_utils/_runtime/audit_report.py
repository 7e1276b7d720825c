# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Between the audit's action and its pure part: variables in, and one report and one page of all hosts out."""

from __future__ import annotations

import pathlib
from typing import Any

from ansible.errors import AnsibleActionFail

from .._audit import page
from .._model import clock
from .._model.findings import in_order
from .._model.options import PREFIX
from .._model.options import audit_options as options
from .._plan import plan as planner
from .._plan.plan import Plan
from . import private_file, report
from .collection_release import release_of_the_collection
from .run_journal import Entry, RunJournal
from .variables import Variables

VARIABLES = planner.TARGET_VARIABLES | {option.variable for option in options.OPTIONS}


def plan_of(variables: Variables) -> Plan:
    """Where the server is; a provider and everything about it may be missing or wrong."""
    values = {name: value for name, value in variables.values.items() if name in VARIABLES}
    plan = planner.located(values, VARIABLES)
    trouble = [finding for finding in variables.findings if finding.option in VARIABLES]
    return plan._replace(findings=in_order([*trouble, *plan.findings]))


def add(host: str, part: dict[str, Any], values: dict[str, Any], expected: list[str]) -> None:
    """Add a host's part to report and page, which shows the hosts of ``expected`` that were not audited, too."""
    if values.get(PREFIX + "report_path"):
        report.add(values[PREFIX + "report_path"], "audit", {host: part})
    if values.get(PREFIX + "audit_page"):
        entry = {"host": host, "part": part, "page": values[PREFIX + "audit_page"]}
        PAGES.add(entry, {"expected": expected})


def _write_pages(entries: list[Entry]) -> None:
    known = {entry["host"] for entry in entries}
    missing = [host for host in entries[0]["expected"] if host not in known]
    for path in dict.fromkeys(entry["page"] for entry in entries):
        hosts = {entry["host"]: entry["part"] for entry in entries if entry["page"] == path}
        when = clock.now()
        _write_page(path, page.render(hosts, missing, when, release_of_the_collection()))


def _write_page(path: str, text: str) -> None:
    """Readable by the caller alone: it says where a fleet is weak."""
    target = pathlib.Path(path).expanduser().absolute()
    try:
        private_file.write(target, text, errors="replace")
    except OSError as error:
        raise AnsibleActionFail(f"om_sso_audit_page: could not write {target}: {error.strerror}.") from None


PAGES = RunJournal("om_sso_audit_page", _write_pages)
