# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What shows that no server needs the older client secret any more.

It is in FILE.json beside ``om_sso_client_secret_file``, and begins anew with each secret:

- ``kept``: when the secret was written. ``hosts``: all that share it. ``ours``: this collection made it.
- ``older``: ids of secrets of ours in whose place it came, which may go once the rest is there.
- ``accepted``: when preflight saw the provider accept it.
- ``verified``: {host: when ``sso`` had applied and verified it there}.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any, NamedTuple

from ansible.errors import AnsibleActionFail

from .._model import clock
from .._output import grouped
from .._plan.plan import Plan
from . import client_secret_file
from .action_base import Action
from .client_secret_file import Unusable
from .run_journal import Entry, RunJournal


class Record(NamedTuple):
    """``older`` are the ids that are recorded, ``missing`` is what has still to be seen before they may go."""

    older: frozenset[str] = frozenset()
    missing: str = ""

    @property
    def removable(self) -> frozenset[str]:
        """The ids of older secrets that no server needs any more."""
        return frozenset() if self.missing else self.older


def begun(file: str, known: str | None, secret: Any, hosts: Collection[str], loader: Any) -> dict[str, Any]:
    """The record of a new secret. ``known`` is the one that the operator had until now. Raises ``Unusable``."""
    before = client_secret_file.beside(file)
    older = _texts(before, "older")
    if secret.replaces and before.get("ours") is True and client_secret_file.read(file, loader) == known:
        older.append(secret.replaces)
    return {
        "kept": clock.now().isoformat(),
        "ours": secret.ours,
        "hosts": sorted({*_texts(before, "hosts"), *hosts}),
        "older": older,
    }


def of(file: str | None, known: str | None, hosts: Collection[str], inventory: Collection[str], loader: Any) -> Record:
    """What the record says. ``hosts`` are those of this run; of the others those count that the inventory still has."""
    about = client_secret_file.beside(file) if file else {}
    older = frozenset(_texts(about, "older"))
    if not (file and older and known and client_secret_file.read(file, loader) == known):
        return Record()
    needed = {*hosts, *(host for host in _texts(about, "hosts") if host in inventory)}
    unseen = sorted(needed - {*_texts(about, "verified")})
    missing = [] if about.get("accepted") else ["preflight has not seen the provider accept the new one"]
    missing += [f"sso has not verified the new one on {grouped.names(unseen)}"] if unseen else []
    return Record(older, "; ".join(missing))


def forget(file: str, removed: Collection[str]) -> None:
    """Take removed secrets out of the record. Raises ``Unusable``."""
    about = client_secret_file.beside(file)
    client_secret_file.note(file, {**about, "older": [each for each in _texts(about, "older") if each not in removed]})


def accepted(action: Action, plans: Iterable[Plan]) -> None:
    """Preflight saw the provider accept the client secrets of these plans."""
    for plan in plans if not action.check_mode else ():
        _add(plan, action._loader, "accepted", None)


def verified(action: Action, plan: Plan) -> None:
    """The task applied and verified the client secret of a plan on its host; what is restored does not count."""
    if action.verb == "sso" and not action.check_mode:
        _add(plan, action._loader, "verified", action.host)


def _add(plan: Plan, loader: Any, key: str, host: str | None) -> None:
    """Only what is new: another run changes nothing."""
    file, secret = getattr(plan.settings, "client_secret_file", None), plan.settings.client_secret
    if not file or not secret:
        return
    about = client_secret_file.beside(file)
    if not about.get("kept") or (host in _texts(about, key) if host else about.get(key)):
        return
    try:
        if client_secret_file.read(file, loader) == secret:
            path = str(client_secret_file.path_of(file))
            JOURNAL.add({"file": path, "kept": about["kept"], "key": key, "host": host})
    except Unusable as error:
        raise AnsibleActionFail(f"om_sso_client_secret_file: {error}.") from None


def _texts(about: dict[str, Any], key: str) -> list[str]:
    """The texts of a list, or the keys of a dictionary; whoever edits the file may have written something else."""
    found = about.get(key)
    return [each for each in found if isinstance(each, str)] if isinstance(found, (list, dict)) else []


def _write(entries: list[Entry]) -> None:
    """Those about the secret that is in the file now; hosts are worked on side by side, so each entry is merged."""
    time = clock.now().isoformat()
    for file in dict.fromkeys(entry["file"] for entry in entries):
        before = client_secret_file.beside(file)
        known = before.get("verified")
        about = {**before, "verified": dict(known) if isinstance(known, dict) else {}}
        for entry in entries:
            if (entry["file"], entry["kept"]) == (file, about.get("kept")):
                target = about["verified"] if entry["host"] else about
                target.setdefault(entry["host"] or entry["key"], time)
        try:
            if about != {"verified": {}, **before}:
                client_secret_file.note(file, about)
        except Unusable as error:
            raise AnsibleActionFail(f"om_sso_client_secret_file: {error}.") from None


JOURNAL = RunJournal("om_sso_client_secret_record", _write)
