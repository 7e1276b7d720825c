# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The tasks of client registration: one block and one entry of the result for each application."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ansible.errors import AnsibleActionFail

from .._output import grouped, registered_client
from .._output.lines import finding_lines, labelled
from .._plan.plan import Plan
from .._registration.library import LibraryMissing
from .._registration.provider_error import ProviderError, RegistrationError
from .._registration.registrar import Registrar, Result
from . import client_registration as registration
from . import client_secret_file, client_secret_record, planning, registered
from .action_base import FAILURES, Action, Outcome
from .client_registration import Client, Keeper
from .client_secret_file import Unusable
from .client_secret_record import Record
from .variables import Variables


def carry_out(action: Action, hosts: Iterable[str] | None, state: str | None) -> Outcome:
    """Bring the applications of the hosts to a state; ``None`` is that of their variables."""
    plans = _plans(action, hosts)
    broken = [host for host, plan in plans.items() if plan.errors]
    if broken:
        return _refused(plans, broken)
    found: list[tuple[Client, Result, Keeper]] = []
    lines: list[str] = []
    keepers: list[Keeper] = []
    failing: Iterable[str] = plans
    try:
        for client in registration.clients(plans):
            failing = client.plans
            wanted = state or client.settings.client_registration.state
            keeper = Keeper(client, action._loader)
            keepers.append(keeper)
            result, notes = _one(action, client, wanted, keeper)
            found.append((client, result, keeper))
            lines += [*_lines(client, result, keeper, wanted, action.check_mode), *notes]
    except AnsibleActionFail as error:
        return _failed(_outcome(found, lines, keepers), found, plans, failing, error, action.arguments["fail"])
    return _outcome(found, lines, keepers)


def _refused(plans: Mapping[str, Plan], broken: Sequence[str]) -> Outcome:
    """Nothing is asked of a provider before the plans of all hosts have no error."""
    failure = f"{grouped.names(broken)}: {planning.summary(dict(plans))}; nothing was changed."
    why = f"its application was not read, because of the errors of {grouped.names(broken)}"
    failures = {host: [f"{host}  {why}"] for host in plans}
    failures |= grouped.failures({host: plan.findings for host, plan in plans.items()})
    return Outcome(grouped.planned(plans), {"result": "failed", FAILURES: failures}, failure)


def _failed(
    outcome: Outcome,
    found: Sequence[tuple[Client, Result, Keeper]],
    plans: Mapping[str, Plan],
    failing: Iterable[str],
    error: AnsibleActionFail,
    fails: bool,
) -> Outcome:
    """One application failed: those before it stay as they are now, and those after it were not read.

    With ``fail: false`` the new secrets are returned, which nobody else may have; that of the failed one is among them.
    """
    first, done = next(iter(failing)), {host for client, *_rest in found for host in client.plans}
    said = grouped.once({host: [f"{host}  {error}"] for host in failing})
    left = f"its application was not read, because that of {first} failed"
    rest = {host: [f"{host}  {left}"] for host in plans if host not in done and host not in said}
    data = {**outcome.data, "result": "failed", FAILURES: {**said, **rest}}
    if fails:
        data = {name: value for name, value in data.items() if name not in ("secrets", "_ansible_no_log")}
    failure = f"{grouped.together(failing)}: failed, see msg."
    return outcome._replace(lines=[*outcome.lines, *said[first]], data=data, failure=failure, passing=outcome.lines)


def compare(action: Action, hosts: Iterable[str] | None) -> Outcome:
    """The applications and what of them is not as planned."""
    plans = _plans(action, hosts)
    if any(plan.errors for plan in plans.values()):
        return Outcome(grouped.planned(plans), {"result": "failed"}, f"{action.host}: {planning.summary(plans)}.")
    lines, entries = [], []
    for client in registration.clients(plans):
        findings = registration.compared(client).findings
        head = f"{client.hosts}  application {client.wanted.name} at {client.title}"
        lines += [head, *(finding_lines(findings) or [labelled("verified", "as planned")])]
        entries.append(
            {
                "name": client.wanted.name,
                "provider": client.name,
                "hosts": list(client.plans),
                "findings": [finding._asdict() for finding in findings],
            }
        )
    return Outcome(lines, {"clients": entries, "drift": any(entry["findings"] for entry in entries)})


def _plans(action: Action, hosts: Iterable[str] | None) -> dict[str, Plan]:
    """The plans, in which the provider's own values may still be missing."""
    read = action.read(hosts)
    return {
        host: planning.plan_of(Variables(registered.with_pending(each.values), each.findings))
        for host, each in read.items()
    }


def _one(action: Action, client: Client, state: str, keeper: Keeper) -> tuple[Result, list[str]]:
    registrar, notes = None, list[str]()
    try:
        known = registration.known_secret(client)
        record = _record(action, client, known)
        removable = None if state == "clean" else record.removable
        registrar = registration.registrar_of(client, action.check_mode, known, removable=removable)
        if state == "absent":
            return registrar.absent(), []
        if state == "clean":
            return _cleaned(action, client, registrar), []
        if client.wanted.confidential:
            keeper.check()
        result = registrar.present(keeper.keep)
        if record.older and not result.handed:
            result, notes = _without_outlived(registrar, result, known, record, keeper)
        replaces = registrar.provider.ROTATION == "replace"
        if state == "rotated" and client.wanted.confidential and result.action != "created":
            rotated = registrar.rotate(keeper.keep)
            removed = tuple(dict.fromkeys((*result.removed, *rotated.removed)))
            result = result._replace(secret=rotated.secret, made=True, handed=True, removed=removed)
            registration.note(client, result, action.check_mode, replaces)
        else:
            registration.note(client, result, action.check_mode, False)
        _keep_up(client, result, keeper, action)
        return result, notes
    except (ProviderError, RegistrationError, LibraryMissing) as error:
        raise AnsibleActionFail(registration.explained(error, client, registrar)) from None
    except Unusable as error:
        after = "The new client secret counts at the provider; the next run has it again or makes another."
        raise AnsibleActionFail(f"om_sso_client_secret_file: {error}. {after}") from None


def _record(action: Action, client: Client, known: str | None) -> Record:
    """What the record beside the secret says of older ones."""
    if not client.wanted.confidential:
        return Record()
    inventory = (action.task_vars.get("groups") or {}).get("all") or ()
    return client_secret_record.of(client.settings.client_secret_file, known, client.plans, inventory, action._loader)


def _without_outlived(
    registrar: Registrar, result: Result, known: str | None, record: Record, keeper: Keeper
) -> tuple[Result, list[str]]:
    """Remove the older secrets whose overlap is over, once the newer one is verified; else say what is missing."""
    if record.missing and result.registration:
        stay = [each for each in registrar.outlived(result.registration, known) if each.id in record.older]
        return result, [labelled("note", f"the older client secret {each.id} stays: {record.missing}") for each in stay]
    removed = registrar.remove_outlived(known).removed
    if removed and not registrar.check_mode:
        client_secret_record.forget(keeper.file, [secret.id for secret in removed])
    return result._replace(removed=removed), []


def _cleaned(action: Action, client: Client, registrar: Registrar) -> Result:
    """Older secrets go when every host that shares the client was changed in this run."""
    shared = {host for own in client.plans for host in registered.noted(own).get("hosts", ())}
    missing = shared - set(action.task_vars.get("ansible_play_hosts") or client.plans)
    if missing or not client.wanted.confidential:
        return Result("unchanged", registrar.current())
    return registrar.remove_outlived(registration.known_secret(client))


def _keep_up(client: Client, result: Result, keeper: Keeper, action: Action) -> None:
    """A file that the operator's secret never reached, such as one that was removed, is written again."""
    known, name = registration.known_secret(client), client.settings.client_secret_file
    if action.check_mode or keeper.kept is not None or not (known and name and result.registration and result.secret):
        return
    if client_secret_file.read(name, action._loader) is None and result.secret.value == known:
        keeper.keep(result.registration, result.secret)


def _lines(client: Client, result: Result, keeper: Keeper, state: str, check_mode: bool) -> list[str]:
    if state == "clean" and not result.removed:
        return []
    announced = state == "present" and client.settings.client_registration.state == "rotated"
    renewed = client.wanted.confidential and result.action != "created" and (announced or state == "rotated")
    lines = registered_client.lines(client.hosts, client.title, client.wanted.name, result, check_mode, keeper.places)
    lines += registered_client.renewal(announced, registration.replaces(client)) if renewed else []
    variables = result.registration and registration.variables_of(client, result.registration)
    set_here = [f"{name}: {value}" for name, value in (variables or {}).items() if state != "absent"]
    return [*lines, *([labelled("next", f"put into the inventory: {', '.join(set_here)}")] if set_here else [])]


def _outcome(found: list[tuple[Client, Result, Keeper]], lines: list[str], keepers: Iterable[Keeper]) -> Outcome:
    entries = [
        {
            "name": client.wanted.name,
            "provider": client.name,
            "hosts": list(client.plans),
            "action": result.action,
            "client_id": result.registration.client_id if result.registration else None,
            "variables": registration.variables_of(client, result.registration) if result.registration else {},
            "changes": [change._asdict() for change in result.changes],
            "new_secret": result.made,
        }
        for client, result, _keeper in found
    ]
    diff = [
        registered_client.diff(client.wanted.name, result)
        for client, result, _keeper in found
        if result.changes or result.made or result.removed
    ]
    secrets = registration.delivered(keepers)
    data: dict[str, Any] = {"changed": any(result.changed for _client, result, _keeper in found), "clients": entries}
    data |= {"secrets": secrets, "_ansible_no_log": True} if secrets else {}
    return Outcome(lines, data, diff=() if secrets else diff)
