# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reading and writing a plan file on the controller, and what of it belongs to a host."""

from __future__ import annotations

import os
import pathlib
import stat
from collections.abc import Mapping
from typing import Any, NamedTuple

from ansible.errors import AnsibleActionFail

from ...module_utils._system.file_content import NOT_USABLE, content
from .._model import clock
from .._model.options import PREFIX
from .._output import grouped, plan_summary
from .._plan import plan_file, reviewed
from .._plan.plan import Plan
from . import open_folders, planning, private_file, stash
from .collection_release import release_of_the_collection
from .variables import Variables

#: No plan file of a fleet comes near it.
LONGEST = 256 << 20
OPTION = PREFIX + "plan_file"


class Place(NamedTuple):
    """Where the plan file of a run is, and its key."""

    path: str
    key: plan_file.Key

    @property
    def name(self) -> str:
        """The file's name, for messages."""
        return os.path.basename(self.path)


class Comparison(NamedTuple):
    """The plans of a run beside the plan file: hosts that are in it, and what an operator reads.

    ``failure`` says why it failed, ``failures`` are the lines of each host whose plan is another one.
    """

    hosts: list[str]
    lines: list[str]
    failure: str
    failures: dict[str, list[str]]


def place_of(variables: Mapping[str, Variables]) -> Place | None:
    """The plan file that the variables of all hosts name; ``None`` without one."""
    named = {(_of(values, "plan_file"), _of(values, "plan_file_key")) for values in variables.values()}
    if len(named) > 1:
        raise AnsibleActionFail(f"{OPTION}: a run has one plan file and one key, and the hosts name several.")
    path, key = named.pop() if named else ("", "")
    if not path:
        return None
    try:
        return Place(os.path.abspath(os.path.expanduser(path)), plan_file.key_of(key))
    except plan_file.PlanFileError as error:
        raise AnsibleActionFail(str(error)) from None


def _of(values: Variables, name: str) -> str:
    return str(values.values.get(PREFIX + name) or "")


def read(place: Place) -> dict[str, Any]:
    """The document of a plan file. Fails with the reason where it may not be applied."""
    try:
        found = content(place.path, LONGEST)
        if found is None:
            raise plan_file.PlanFileError("It does not exist. Make it with openmetadata.sso.plan.")
        if not place.key.text:
            _refuse_open(place.path)
        return plan_file.read(
            found.decode("utf-8", "surrogateescape"), place.key, release_of_the_collection(), clock.now()
        )
    except NOT_USABLE as error:
        raise AnsibleActionFail(f"{OPTION}: {error}") from None
    except OSError as error:
        raise AnsibleActionFail(f"{OPTION}: {place.path}: {error.strerror}.") from None
    except plan_file.PlanFileError as error:
        raise AnsibleActionFail(f"{OPTION}: {place.path} is not applied. {error}") from None


def _refuse_open(path: str) -> None:
    """Without a key nothing shows that a file is the one that was reviewed but that nobody else could write it."""
    if os.stat(path).st_mode & stat.S_IWOTH:
        raise plan_file.PlanFileError(
            "Every user may write to it, and it is not signed. Remove that permission, or set om_sso_plan_file_key."
        )
    folder = open_folders.above(path)
    if folder is not None:
        raise plan_file.PlanFileError(
            f"Every user may replace it, since all may write to {folder}, and it is not signed. Keep it in a folder of "
            "your own, or set om_sso_plan_file_key."
        )


def planned(plan: Plan, key: plan_file.Key) -> reviewed.Planned:
    """What a host would get."""
    return reviewed.planned(plan, key, planning.rendered)


def compared(plans: Mapping[str, Plan], ids: Mapping[str, str], place: Place) -> Comparison:
    """The plans beside the plan file, whose parts are kept for the tasks that follow."""
    hosts = read(place)["hosts"]
    known = [host for host in plans if host in hosts]
    if not known:
        others = grouped.names(hosts) or "no host"
        raise AnsibleActionFail(f"{OPTION}: {place.path} is for other hosts than this run: {others}.")
    differing = {host: reviewed.differences(hosts[host]["planned"], planned(plans[host], place.key)) for host in known}
    differing = {host: found for host, found in differing.items() if found}
    for host in known:
        stash.replace(_reviewed(ids[host]), hosts[host])
    absent = [host for host in plans if host not in hosts]
    missing = [host for host in hosts if host not in plans]
    lines = plan_summary.compared(place.name, known, absent, missing, differing)
    failure = f"{grouped.names(differing)}: not the plan that was reviewed; nothing was changed." if differing else ""
    return Comparison(known, lines, failure, plan_summary.not_reviewed(differing))


def part_of(host: str, plan: Plan, plan_id: str | None, place: Place) -> dict[str, Any] | None:
    """A host's part of the plan file, which its plan must equal; ``None`` for a host that is not in it."""
    part = stash.look(_reviewed(plan_id)) if plan_id else None
    part = part or read(place)["hosts"].get(host)
    if part is None:
        return None
    found = reviewed.differences(part["planned"], planned(plan, place.key))
    if found:
        raise AnsibleActionFail(f"The plan is not the one that was reviewed in {place.name}: {', '.join(found[:4])}.")
    return part


def state_key(place: Place) -> str | None:
    """The key for the hashes that a host makes of its current state."""
    return place.key.of("current state")


def keep_current(plan_id: str, answer: dict[str, Any]) -> None:
    """Keep what was read on a host for the task that writes the plan file."""
    stash.replace(_current(plan_id), answer)


def current(plan_id: str) -> dict[str, Any] | None:
    """What was read on a host in this run."""
    return stash.look(_current(plan_id))


def _reviewed(plan_id: str) -> str:
    return f"{plan_id}_reviewed"


def _current(plan_id: str) -> str:
    return f"{plan_id}_current"


def write(option: str, path: str, text: str, mode: int = private_file.PRIVATE) -> None:
    """Write a file that an option names."""
    try:
        private_file.write(pathlib.Path(path).expanduser().absolute(), text, mode)
    except OSError as error:
        raise AnsibleActionFail(f"{PREFIX}{option}: could not write {path}: {error.strerror}.") from None
