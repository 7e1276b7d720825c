# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Between the audit's action and its pure part: variables in, and one report and one page of all hosts out."""

from __future__ import annotations

import datetime
import fcntl
import json
import pathlib
import time
from typing import Any

import yaml
from ansible import constants
from ansible.errors import AnsibleActionFail

from .._audit import page
from .._model.findings import in_order
from .._model.options import PREFIX
from .._model.options import audit_options as options
from .._plan import plan as planner
from .._plan.plan import Plan
from . import private_file, report
from .variables import Variables

ROOT = pathlib.Path(__file__).resolve().parents[3]
#: Of the time of a run at most this part goes into writing what is not yet complete.
SHARE = 20
VARIABLES = planner.TARGET_VARIABLES | {option.variable for option in options.OPTIONS}


def plan_of(variables: Variables) -> Plan:
    """Where the server is; a provider and everything about it may be missing or wrong."""
    values = {name: value for name, value in variables.values.items() if name in VARIABLES}
    plan = planner.located(values, VARIABLES)
    trouble = [finding for finding in variables.findings if finding.option in VARIABLES]
    return plan._replace(findings=in_order([*trouble, *plan.findings]))


def release_of_the_collection() -> str:
    """As the installed collection, or this checkout, says."""
    manifest, checkout = ROOT / "MANIFEST.json", ROOT / "galaxy.yml"
    if manifest.is_file():
        return str(json.loads(manifest.read_text(encoding="utf-8"))["collection_info"]["version"])
    return str(yaml.safe_load(checkout.read_text(encoding="utf-8"))["version"])


def add(host: str, part: dict[str, Any], values: dict[str, Any], expected: list[str]) -> None:
    """Keep a host's part.

    Whoever brings the last one writes the report and the page, earlier ones do while that is quick.
    """
    destinations = {name: values.get(PREFIX + name) for name in ("report_path", "audit_page")}
    if not any(destinations.values()):
        return
    folder = pathlib.Path(constants.DEFAULT_LOCAL_TMP, "om_sso_audit")
    folder.mkdir(mode=0o700, exist_ok=True)
    # Hosts are worked on by processes side by side; each only adds a file, and writing is under one lock of this run.
    with open(folder / "lock", "a", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        number = len(list(folder.glob("*.json")))
        kept = {"host": host, "part": part, **destinations}
        (folder / f"{number:06}.json").write_text(json.dumps(kept), encoding="utf-8")
        if number + 1 >= len(expected) or _is_due(folder / "written"):
            _write_all(folder, expected)


def _is_due(mark: pathlib.Path) -> bool:
    """Whether the last writing, which noted how long it took, is long enough ago."""
    if not mark.exists():
        return True
    return time.time() - mark.stat().st_mtime >= SHARE * float(mark.read_text(encoding="utf-8"))


def _write_all(folder: pathlib.Path, expected: list[str]) -> None:
    begin = time.monotonic()
    kept = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.json"))]
    for path in {entry["report_path"] for entry in kept} - {None}:
        report.add(path, "audit", {entry["host"]: entry["part"] for entry in kept if entry["report_path"] == path})
    for path in {entry["audit_page"] for entry in kept} - {None}:
        hosts = {entry["host"]: entry["part"] for entry in kept if entry["audit_page"] == path}
        missing = [host for host in expected if host not in {entry["host"] for entry in kept}]
        when = datetime.datetime.now(datetime.UTC)
        _write_page(path, page.render(hosts, missing, when, release_of_the_collection()))
    (folder / "written").write_text(str(time.monotonic() - begin), encoding="utf-8")


def _write_page(path: str, text: str) -> None:
    """Readable by the caller alone: it says where a fleet is weak."""
    target = pathlib.Path(path).expanduser().absolute()
    try:
        private_file.write(target, text, errors="replace")
    except OSError as error:
        raise AnsibleActionFail(f"om_sso_audit_page: could not write {target}: {error.strerror}.") from None
