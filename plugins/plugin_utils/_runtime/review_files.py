# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The plan file and the summary of a plan, made of the plans and of what was read on the hosts."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from ansible.errors import AnsibleActionFail

from .._model import clock
from .._output import grouped, plan_summary
from .._output.plan_summary import Change
from .._plan import plan_file
from .._plan.plan import Plan
from . import planning, private_file, reviewed_plan
from .action_base import Action, Outcome
from .collection_release import release_of_the_collection


def write(action: Action, plans: Mapping[str, Plan], ids: Mapping[str, str]) -> Outcome:
    """Write the files that the variables name, and report what applying would do."""
    settings = next(iter(plans.values())).settings
    changes = {host: Change(plan, _current(ids.get(host))) for host, plan in plans.items()}
    unread = [host for host, change in changes.items() if change.answer is None]
    if settings.plan_read_hosts and unread:
        raise AnsibleActionFail(f"No plan file was written, since {grouped.names(unread)} could not be read.")
    place = reviewed_plan.place_of(action.variables)
    now, lines = clock.now(), plan_summary.lines(changes)
    total = plan_summary.totals(changes)
    about = [("collection", f"openmetadata.sso {release_of_the_collection()}")]
    if place is not None:
        hosts = {host: _part(change, place) for host, change in changes.items()}
        seconds = settings.plan_file_expires
        text = plan_file.write(
            hosts, place.key, release_of_the_collection(), now, seconds, bool(settings.plan_read_hosts)
        )
        if not action.check_mode:
            reviewed_plan.write("plan_file", place.path, text)
        expires = plan_file.time_text(now + datetime.timedelta(seconds=seconds))
        signed = place.key.text is not None
        lines += plan_summary.written(settings.plan_file or "", expires, signed, total, action.check_mode)
        about += [("plan file", f"{place.name}, {'signed' if signed else 'not signed'}"), ("expires", expires)]
    else:
        lines.append(f"{grouped.together(changes)}  {total}")
    if settings.plan_markdown and not action.check_mode:
        text = plan_summary.markdown(changes, about)
        reviewed_plan.write("plan_markdown", settings.plan_markdown, text, private_file.BY_UMASK)
    parts = {host: _reported(change) for host, change in changes.items()}
    known = [change.changes for change in changes.values()]
    return Outcome(lines, {"hosts": parts, "changes": None if None in known else any(known)}, parts=parts)


def _current(plan_id: str | None) -> dict[str, Any] | None:
    return reviewed_plan.current(plan_id) if plan_id else None


def _part(change: Change, place: reviewed_plan.Place) -> dict[str, Any]:
    """A host's part of the plan file. Only ``planned`` and ``current`` are compared; the rest is for who reviews it."""
    answer = change.answer
    return {
        "planned": reviewed_plan.planned(change.plan, place.key),
        "current": answer and answer["state"],
        "changes": change.changes,
        "restart": change.restarts,
        "files": [file["path"] for file in answer["files"] if file["changed"]] if answer else None,
        "variables": answer and answer["variables"],
        "stored_rows": answer and answer["rows"],
        "findings": [finding._asdict() for finding in change.findings],
    }


def _reported(change: Change) -> dict[str, Any]:
    more = {"changes": change.changes, "would_restart": change.restarts}
    if change.answer is not None:
        more.update({name: change.answer[name] for name in ("version", "files", "effective")})
    part = planning.part(change.plan, "planned", **more)
    return {**part, "findings": [finding._asdict() for finding in change.findings]}
