# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which application is ours, and what of it differs from what the plans want. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any, NamedTuple

from .provider_error import RegistrationError
from .registration import LISTS, ONLY_GROW, Registration, Wanted

ADOPT = "om_sso_client_registration.adopt"


class Change(NamedTuple):
    """A field that is not as planned; ``new`` is the whole value that it gets."""

    field: str
    current: Any
    new: Any


def chosen(found: Sequence[Registration], wanted: Wanted, adopt: bool = False) -> Registration | None:
    """The application to keep; ``None`` where there is none yet.

    Raises ``RegistrationError`` where several bear the mark, or where the wanted client id is an application of others
    and ``adopt`` is false.
    """
    ours = {each.id: each for each in found if each.made_by_us}
    if len(ours) > 1:
        ids = ", ".join(f"{each.id} (client id {each.client_id})" for each in ours.values())
        raise RegistrationError(
            f"{len(ours)} applications bear the mark {wanted.mark}: {ids}. Nothing was changed. "
            "Delete those that are not used, or give each group of hosts a name of its own "
            "(om_sso_client_registration.name)."
        )
    named = {each.id: each for each in found if wanted.client_id and each.client_id == wanted.client_id}
    others = [each for each in named.values() if not each.made_by_us]
    if ours and others:
        mine = next(iter(ours.values()))
        raise RegistrationError(
            f"om_sso_client_id is {wanted.client_id}, but the application that bears the mark {wanted.mark} has the "
            f"client id {mine.client_id}. Nothing was changed. Set om_sso_client_id to the one that the servers use.",
            "om_sso_client_id",
        )
    if others and not adopt:
        raise RegistrationError(
            f"The application with the client id {wanted.client_id} exists and was not made by this collection. "
            f"Nothing was changed. Set {ADOPT}: true to manage it from now on, or choose another client id.",
            ADOPT,
        )
    mine_or_none = next(iter(ours.values()), None) or next(iter(others), None)
    if mine_or_none and wanted.client_id and mine_or_none.client_id != wanted.client_id:
        raise RegistrationError(
            f"om_sso_client_id is {wanted.client_id}, but the application that bears the mark {wanted.mark} has the "
            f"client id {mine_or_none.client_id}. Nothing was changed. Correct om_sso_client_id, or delete that "
            "application first.",
            "om_sso_client_id",
        )
    return mine_or_none


def differences(registration: Registration, wanted: Wanted, sets: Collection[str], exact: bool = False) -> list[Change]:
    """The fields that are not as planned.

    A list only grows, so that what others have added stays; with ``exact`` it holds nothing else. A wanted value of
    ``None`` and a field that the provider cannot set are not compared.
    """
    changes = []
    for field, value in wanted.fields.items():
        if value is None or field not in sets:
            continue
        current = registration.fields.get(field)
        new = _list(current, value, exact and field not in ONLY_GROW) if field in LISTS else value
        if new != (sorted(current) if field in LISTS and current is not None else current):
            changes.append(Change(field, current, new))
    return changes


def as_told(wanted: Wanted, same: Mapping[str, Mapping[str, str | None]]) -> Wanted:
    """The same with the values that the provider tells: some it does not tell apart, and ``None`` not at all."""
    fields = dict(wanted.fields)
    for field, values in same.items():
        value = fields.get(field)
        if isinstance(value, list):
            told = [values.get(each, each) for each in value]
            fields[field] = sorted({each for each in told if each is not None})
        elif value is not None:
            fields[field] = values.get(value, value)
    return wanted._replace(fields=fields)


def _list(current: Sequence[str] | None, value: Sequence[str], exact: bool) -> list[str]:
    kept = () if exact or current is None else current
    return sorted({*kept, *value})


def may_delete(registration: Registration, wanted: Wanted) -> Registration:
    """The application, when it is ours. Raises ``RegistrationError`` otherwise."""
    if not registration.made_by_us:
        raise RegistrationError(
            f"The application with the client id {registration.client_id} does not bear the mark {wanted.mark}: it was "
            "not made by this collection and is not deleted. Nothing was changed.",
            "om_sso_client_registration.state",
        )
    return registration
