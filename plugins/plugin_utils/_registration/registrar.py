# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Bring the application at the provider to what the plans want: one order of calls for every provider.

Every step can be repeated: a run that was killed or failed in between is completed by the next one.
"""

from __future__ import annotations

import datetime
import functools
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from .._model import clock
from . import client_secrets, reconcile
from .calls import Calls
from .provider_error import ProviderError, RegistrationError
from .providers.protocol import Provider
from .reconcile import Change
from .registration import Registration, Secret, Wanted

#: Called with every client secret that is new to the operator, before anything else is done. It must not lose it.
Keep = Callable[[Registration, Secret], None]


class Options(NamedTuple):
    """What the operator chose.

    ``known`` is the client secret that the operator has, where there is one. ``removable`` are the ids of older secrets
    that no server needs any more; ``None`` is each that this collection made.
    """

    adopt: bool = False
    exact: bool = False
    known: str | None = None
    days: int = 180
    overlap: int = 7
    removable: frozenset[str] | None = None


class Result(NamedTuple):
    """What was done, or would be in check mode.

    ``action``: created, updated, unchanged, deleted or absent. ``registration`` is ``None`` where there is none (yet).
    ``secret`` is the one that counts; ``made``: it is new. ``handed``: it was given to ``keep``. ``removed`` are
    secrets that were removed.
    """

    action: str
    registration: Registration | None
    changes: tuple[Change, ...] = ()
    secret: Secret | None = None
    made: bool = False
    handed: bool = False
    removed: tuple[Secret, ...] = ()

    @property
    def changed(self) -> bool:
        """Whether anything at the provider is another one."""
        return self.action in ("created", "updated", "deleted") or self.made or bool(self.removed)


class Registrar:
    """One application at one provider, in one run."""

    def __init__(
        self,
        provider: Provider,
        wanted: Wanted,
        options: Options,
        calls: Calls,
        check_mode: bool = False,
        now: Callable[[], datetime.datetime] = clock.now,
    ) -> None:
        self.provider, self.options, self.calls = provider, options, calls
        self.wanted = reconcile.as_told(wanted, provider.SAME)
        self.check_mode, self.now = check_mode, now
        #: What was done at the provider, for the error of a later step.
        self.done: list[str] = []

    def current(self) -> Registration | None:
        """The application that is ours, or that is to be adopted; raises ``RegistrationError``."""
        found = self.calls.repeat("find", lambda: self.provider.find(self.wanted))
        return reconcile.chosen(found, self.wanted, self.options.adopt)

    def drift(self, registration: Registration) -> list[Change]:
        """The fields that are not as planned."""
        return reconcile.differences(registration, self.wanted, self.provider.SETS, self.options.exact)

    def listed(self, registration: Registration) -> list[Secret]:
        """The client secrets that count."""
        return self.calls.repeat("secrets", lambda: self.provider.secrets(registration.id))

    def present(self, keep: Keep) -> Result:
        """Create or update it, and see to it that the operator has its secret."""
        found = self.current()
        made = found is None
        if made and self.check_mode:
            return Result("created", None, self._all(), made=self.wanted.confidential)
        registration = found or self._create(keep)
        changes = tuple(self.drift(registration))
        if changes and not self.check_mode:
            registration = self._update(registration, changes)
        action = "created" if made else "updated" if changes else "unchanged"
        result = Result(action, registration, self._all() if made else changes)
        adopted = found is not None and not found.made_by_us
        return self._with_secret(result, keep, adopted) if self.wanted.confidential else result

    def rotate(self, keep: Keep) -> Result:
        """Make a new secret for what ``present`` has seen to. With ROTATION ``replace`` the old one ends here."""
        registration = self.current()
        if registration is None:
            return Result("unchanged", None, made=True)
        removed, old = self._make_room(registration) if self.provider.ROTATION == "overlap" else ((), None)
        if self.check_mode:
            return Result("unchanged", registration, made=True, removed=tuple(removed))
        secret = self._add_secret(registration)
        secret = secret._replace(replaces=old.id if old and old.ours else "")
        keep(registration, secret)
        return Result("unchanged", registration, secret=secret, made=True, handed=True, removed=tuple(removed))

    def outlived(self, registration: Registration, known: str | None) -> list[Secret]:
        """The older secrets of ours whose overlap is over. ``known`` is the one that every server has."""
        if self.provider.ROTATION == "replace":
            return []
        overlap = datetime.timedelta(days=self.options.overlap)
        return client_secrets.outlived(self.listed(registration), known, overlap, self.now())

    def remove_outlived(self, known: str | None) -> Result:
        """Remove those of them that may go, see ``Options``."""
        registration = self.current()
        if registration is None:
            return Result("unchanged", None)
        may = self.options.removable
        gone = [secret for secret in self.outlived(registration, known) if may is None or secret.id in may]
        for secret in gone if not self.check_mode else ():
            remove = functools.partial(self.provider.remove_secret, registration.id, secret.id)
            self._gone("remove_secret", remove)
        return Result("unchanged", registration, removed=tuple(gone))

    def _make_room(self, registration: Registration) -> tuple[Sequence[Secret], Secret | None]:
        """Remove what has outlived its overlap where the provider takes no further secret; and the one that counts."""
        listed = self.listed(registration)
        counts = client_secrets.current(listed, self.options.known)
        if not self.provider.MOST_SECRETS or len(listed) < self.provider.MOST_SECRETS:
            return (), counts
        removed = self.remove_outlived(self.options.known).removed
        if len(listed) - len(removed) >= self.provider.MOST_SECRETS:
            raise RegistrationError(
                f"The application {registration.client_id} has {len(listed)} client secrets, as many as the provider "
                "allows, and the older one stays: its overlap is not over, or no run of sso has shown yet that every "
                "server has the newer one. Nothing was changed. Run the playbook sso for all of them and wait for the "
                "end of om_sso_client_secret_overlap, or run the module client_registration with state: clean.",
                "om_sso_client_secret_overlap",
            )
        return removed, counts

    def absent(self) -> Result:
        """Delete it, if it is ours."""
        found = self.current()
        if found is None:
            return Result("absent", None)
        reconcile.may_delete(found, self.wanted)
        if not self.check_mode:
            self._gone("delete", lambda: self.provider.delete(found.id))
        return Result("deleted", found)

    def _all(self) -> tuple[Change, ...]:
        """The fields of a new application."""
        new = ((name, value) for name, value in self.wanted.fields.items() if name in self.provider.SETS)
        return tuple(Change(name, None, value) for name, value in new if value is not None)

    def _create(self, keep: Keep) -> Registration:
        """After a lost answer it is found again by its mark, and not made twice."""

        def done() -> Registration | None:
            return reconcile.chosen(self.provider.find(self.wanted), self.wanted, self.options.adopt)

        made = self.calls.once("create", lambda: self.provider.create(self.wanted), done)
        self.calls.created()
        self.done.append(f"the application {made.client_id} was created")
        if made.secret is not None and made.secret.value is not None:
            keep(made, made.secret)
        read = self.calls.present("read", lambda: self.provider.read(made.id, self.wanted))
        return read._replace(secret=made.secret, values={**made.values, **read.values})

    def _update(self, registration: Registration, changes: tuple[Change, ...]) -> Registration:
        new: Mapping[str, Any] = {change.field: change.new for change in changes}
        self.calls.repeat("update", lambda: self.provider.update(registration.id, new, self.wanted))
        self.done.append(f"the application {registration.client_id} was updated")
        read = self.calls.present("read", lambda: self.provider.read(registration.id, self.wanted))
        return read._replace(secret=registration.secret, values={**registration.values, **read.values})

    def _with_secret(self, result: Result, keep: Keep, adopted: bool) -> Result:
        registration = result.registration
        if registration is None:
            return result
        listed = self.listed(registration)
        if registration.secret is not None and registration.secret.value is not None:  # kept when it was made
            return result._replace(secret=registration.secret, made=True, handed=True)
        counts = client_secrets.current(listed, self.options.known)
        if counts is not None:
            return result._replace(secret=counts)
        shown = client_secrets.newest([secret for secret in listed if secret.value is not None])
        if self.check_mode:
            return result._replace(secret=shown, made=shown is None, handed=True)
        secret = shown._replace(ours=not adopted) if shown else self._add_secret(registration)
        keep(registration, secret)
        return result._replace(secret=secret, made=shown is None or result.action == "created", handed=True)

    def _add_secret(self, registration: Registration) -> Secret:
        """After a lost answer the secret that nobody knows is removed, and another one made."""
        ends = self.now() + datetime.timedelta(days=self.options.days)
        name = client_secrets.new_name(self.now())
        known = {secret.id for secret in self.listed(registration)}

        def done() -> Secret | None:
            if self.provider.ROTATION == "replace":
                return None  # to replace it once more loses nothing
            new = [secret for secret in self.provider.secrets(registration.id) if secret.id not in known]
            for secret in new:
                if secret.value is not None:
                    return secret
                self.provider.remove_secret(registration.id, secret.id)
            return None

        made = self.calls.once("add_secret", lambda: self.provider.add_secret(registration.id, name, ends), done)
        self.done.append("a new client secret was made")
        return made

    def _gone(self, operation: str, call: Callable[[], None]) -> None:
        """What is gone already is gone."""
        try:
            self.calls.repeat(operation, call, missing_is_passing=False)
        except ProviderError as error:
            if error.kind != "not_found":
                raise
