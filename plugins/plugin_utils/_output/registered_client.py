# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an operator reads of a client registration; no line holds a secret."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from .lines import labelled, labels

if TYPE_CHECKING:
    from .._registration.reconcile import Change
    from .._registration.registrar import Result

#: {action: (in check mode, otherwise)}.
ACTIONS = {
    "created": ("is made", "was made"),
    "updated": ("is changed", "was changed"),
    "unchanged": ("is as planned", "is as planned"),
    "deleted": ("is deleted", "was deleted"),
    "absent": ("does not exist", "does not exist"),
}
MASKED = "(not shown)"


def lines(hosts: str, title: str, name: str, result: Result, check_mode: bool, where: Sequence[str] = ()) -> list[str]:
    """The block of one application. ``where`` are the places that have its secret."""
    client = result.registration.client_id if result.registration else None
    head = f"{hosts}  application {name} at {title}" + (f", client id {client}" if client else "")
    state = ACTIONS[result.action][0 if check_mode else 1]
    label = "planned" if check_mode and result.changed else "applied" if result.changed else "current"
    found = [head]
    if result.action != "unchanged" or not result.changed:
        found.append(labelled(label, f"the application {state}"))
    found += labels("changes", (changed(change) for change in result.changes))
    if result.made:
        found.append(labelled(label, f"a new client secret {'is' if check_mode else 'was'} made"))
    found += labels("secret", where if result.handed else ())
    for secret in result.removed:
        found.append(labelled(label, f"the older client secret {secret.id} {'is' if check_mode else 'was'} removed"))
    if result.secret is not None and result.secret.ends is not None:
        found.append(labelled("note", f"the client secret ends on {result.secret.ends:%Y-%m-%d}"))
    return found


def renewal(announced: bool, replaces: bool) -> list[str]:
    """What a rotation does, where it is still to come, and what it means for sign-ins."""
    lines = [labelled("planned", "a new client secret, before the first server is changed")] if announced else []
    if replaces:
        return [*lines, labelled("downtime", "sign-ins fail from the new secret on until each server has it")]
    return [*lines, labelled("note", "the old client secret counts until its overlap is over")]


def changed(change: Change) -> str:
    """``redirect_uris: + https://…``, or ``refresh_tokens: false -> true``."""
    if not isinstance(change.new, list):
        return f"{change.field}: {shown(change.current)} -> {shown(change.new)}"
    current = change.current or []
    more = [f"+ {entry}" for entry in change.new if entry not in current]
    less = [f"- {entry}" for entry in current if entry not in change.new]
    return f"{change.field}: {', '.join([*more, *less])}"


def shown(value: Any) -> str:
    """A value of a field as YAML has it."""
    if isinstance(value, list):
        return ", ".join(map(str, value)) or "none"
    return {None: "not set", True: "true", False: "false"}.get(value, str(value)) if value != "" else "empty"


def diff(name: str, result: Result) -> dict[str, str]:
    """Before and after of the fields that change, and of the client secrets, for diff mode."""
    before = [f"{change.field}: {shown(change.current)}" for change in result.changes if change.current is not None]
    before += [f"older client_secret {secret.id}: {MASKED}" for secret in result.removed]
    after = [f"{change.field}: {shown(change.new)}" for change in result.changes]
    after += [f"client_secret: {MASKED}"] if result.made else []
    texts = {"before": before, "after": after}
    return {
        **{key: "\n".join(rows) + ("\n" if rows else "") for key, rows in texts.items()},
        "before_header": f"{name} at the provider",
        "after_header": f"{name} as planned",
    }


def downtime(seconds: float | None) -> list[str]:
    """How long a server was without a client secret that counts."""
    if seconds is None:
        return []
    return [
        labelled("downtime", f"{seconds:.1f} s from the end of the old client secret until this server has the new")
    ]
