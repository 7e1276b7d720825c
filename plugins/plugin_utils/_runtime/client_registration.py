# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Between the actions and the core of client registration: plans in, calls of the provider, what is kept and told."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from ansible.errors import AnsibleActionFail
from ansible.module_utils.basic import missing_required_lib

from ...module_utils._system import proxy
from .._model import clock
from .._model.findings import Finding
from .._model.options import PREFIX
from .._model.options.registration_options import PENDING
from .._model.providers import PROVIDERS
from .._output import grouped, registered_client
from .._plan.plan import Plan
from .._register import finding_of
from .._registration import client_secrets, providers, reconcile, wanted
from .._registration.calls import Calls
from .._registration.library import LibraryMissing
from .._registration.provider_error import KINDS, ProviderError, RegistrationError
from .._registration.registrar import Options, Registrar, Result
from .._registration.registration import Registration, Secret, Wanted
from .._report import expiry
from . import client_secret_file, client_secret_record, registered
from .application_drift import Compared, unknown
from .client_secret_file import Unusable

#: Kinds of errors of which a proxy may be the cause.
UNREACHED = ("unavailable", "timeout")
DELIVERY = PREFIX + "client_registration_delivery_tasks"


class Client(NamedTuple):
    """One application with the plans of the hosts that share it."""

    name: str
    wanted: Wanted
    plans: Mapping[str, Plan]

    @property
    def title(self) -> str:
        """The provider as its own pages name it."""
        return PROVIDERS[self.name].title

    @property
    def settings(self) -> Any:
        """The settings of its first host; what all of them share is the same."""
        return next(iter(self.plans.values())).settings

    @property
    def hosts(self) -> str:
        """The hosts, for the head of a block."""
        return grouped.together(self.plans)


def clients(plans: Mapping[str, Plan]) -> list[Client]:
    """The applications of these hosts. Raises ``AnsibleActionFail``."""
    shared: dict[tuple[str, ...], dict[str, Plan]] = {}
    for host, plan in plans.items():
        settings = plan.settings
        name = _guarded(lambda plan=plan: providers.name_of(plan.settings, plan))
        issuer = next((entry.value for entry in plan.environment if entry.name == "AUTHENTICATION_AUTHORITY"), "")
        key = (name, str(issuer), settings.client_registration.name)
        shared.setdefault(key, {})[host] = plan
    return [_guarded(lambda key=key, each=each: _client(key, each)) for key, each in shared.items()]


def _client(key: tuple[str, ...], plans: dict[str, Plan]) -> Client:
    given = {plan.settings.client_id for plan in plans.values()} - {None, PENDING}
    if len(given) > 1:
        raise RegistrationError(
            f"{grouped.names(plans)} share the application {key[2]}, but have the client ids "
            f"{', '.join(sorted(map(str, given)))}. Set one, or give each its own om_sso_client_registration.name.",
            "om_sso_client_id",
        )
    made = wanted.wanted(plans, key[2], next(iter(given), None))
    return Client(key[0], made._replace(provider=key[0]), plans)


def registrar_of(
    client: Client,
    check_mode: bool,
    known: str | None = None,
    adopt: bool | None = None,
    removable: frozenset[str] | None = None,
) -> Registrar:
    """The core for one application. Raises what ``explained`` explains."""
    settings = client.settings
    _proxy_of(client)
    chosen = settings.client_registration
    connection = providers.Connection(
        settings, os.environ, float(settings.preflight_timeout), settings.preflight_ca_file
    )
    options = Options(
        adopt=chosen.adopt if adopt is None else adopt,
        exact=chosen.exact,
        known=known,
        days=settings.client_secret_days,
        overlap=settings.client_secret_overlap,
        removable=removable,
    )
    provider = providers.CLASSES[client.name](connection)
    return Registrar(provider, client.wanted, options, Calls(chosen.deadline), check_mode)


def _proxy_of(client: Client) -> proxy.Proxy | None:
    """The proxy that the SDKs take from the environment; where it is not valid, some quote it with its password."""
    entries = next(iter(client.plans.values())).environment
    issuer = next((entry.value for entry in entries if entry.name == "AUTHENTICATION_AUTHORITY"), "")
    try:
        found: proxy.Proxy | None = proxy.of(str(issuer))
    except proxy.OtherProtocol:  # some SDKs speak it
        return None
    except (proxy.Unusable, ValueError) as error:
        raise RegistrationError(str(error)) from None
    return found


def _guarded(call: Any) -> Any:
    try:
        return call()
    except (RegistrationError, LibraryMissing) as error:
        raise AnsibleActionFail(explained(error)) from None


def explained(error: Exception, client: Client | None = None, registrar: Registrar | None = None) -> str:
    """One sentence or two about an error: what failed, why, where to grant a permission, and what was done."""
    if isinstance(error, LibraryMissing):
        return str(missing_required_lib(error.package, reason=f"(client registration; {error.reason})"))
    if isinstance(error, RegistrationError):
        return f"{error.option}: {error}"
    if not isinstance(error, ProviderError) or client is None:
        raise error
    needed = registrar.provider.PERMISSIONS.get(error.operation) if registrar else None
    grant = f" Grant {needed}." if error.kind == "denied" and needed else ""
    done = "; ".join(registrar.done) if registrar and registrar.done else ""
    via = _proxy_of(client) if error.kind in UNREACHED else None
    through = f", through {via.name} of {via.variable}" if via else ""
    after = f"Before that, {done}; the next run goes on from there." if done else "Nothing was changed at the provider."
    return f"{client.title}: {error.operation}: {KINDS[error.kind]} ({error.text}{through}).{grant} {after}"


class Keeper:
    """Takes a new secret at once to where the operator has it, and to the later tasks of the run."""

    def __init__(self, client: Client, loader: Any) -> None:
        self.client, self.loader = client, loader
        self.file = client.settings.client_secret_file
        self.kept: Secret | None = None
        self.registration: Registration | None = None

    def check(self) -> None:
        """Before a secret is made: it must have a place. Raises ``AnsibleActionFail``."""
        if not self.file and not self.client.settings.client_registration_delivery_tasks:
            raise AnsibleActionFail(
                f"om_sso_client_secret_file or {DELIVERY} is needed: without one the new client secret would be lost. "
                "Nothing was changed."
            )
        try:
            if self.file:
                client_secret_file.check(self.file, self.loader)
        except Unusable as error:
            raise AnsibleActionFail(f"om_sso_client_secret_file: {error}. Nothing was changed.") from None

    def keep(self, registration: Registration, secret: Secret) -> None:
        """See ``registrar.Keep``."""
        self.kept, self.registration = secret, registration
        for host in self.client.plans:
            registered.note(
                host, variables={registered.SECRET: secret.value, **variables_of(self.client, registration)}
            )
        if self.file:
            known = known_secret(self.client)
            about = client_secret_record.begun(self.file, known, secret, self.client.plans, self.loader)
            about |= {"client_id": registration.client_id, "name": self.client.wanted.name}
            about |= {"ends": secret.ends.isoformat()} if secret.ends else {}
            client_secret_file.write(self.file, secret.value or "", about, self.loader)

    @property
    def places(self) -> list[str]:
        """Where the secret is, for the output."""
        file = [f"{client_secret_file.path_of(self.file)} (mode 0600; ansible-vault encrypt it)"] if self.file else []
        tasks = self.client.settings.client_registration_delivery_tasks
        return [*file, *([f"handed to {tasks}"] if tasks else [])]


def variables_of(client: Client, registration: Registration) -> dict[str, Any]:
    """Role variables that follow from an application."""
    own = {} if client.wanted.kind == "saml" else {registered.CLIENT_ID: registration.client_id}
    return {**own, **registration.values}


def known_secret(client: Client) -> str | None:
    """The client secret that the operator has."""
    given = {plan.settings.client_secret for plan in client.plans.values()} if client.wanted.kind == "oidc" else set()
    real = sorted(text for text in given if text and text != PENDING)
    if len(real) > 1:
        raise AnsibleActionFail(
            f"{grouped.names(client.plans)} share the application {client.wanted.name}, but have different client "
            "secrets. Set one for all of them."
        )
    return real[0] if real else None


def note(client: Client, result: Result, check_mode: bool, replaced: bool) -> None:
    """Tell the later tasks of the run what there is at the provider."""
    found = result.registration
    values: dict[str, Any] = {"hosts": list(client.plans), "pending": found is None}
    if found is not None:
        values["variables"] = variables_of(client, found)
    if found is not None and not check_mode:
        values["left"] = f"the application {client.wanted.name} at {client.title} (client id {found.client_id})"
    if replaced and not check_mode:
        values["replaced"] = time.monotonic()
    for host in client.plans:
        registered.note(host, **values)


def compared(client: Client) -> Compared:
    """What of one application is not as planned, and whether its secret ends soon. Nothing is changed."""
    registrar = None
    try:
        registrar = registrar_of(client, True, known_secret(client), adopt=True)
        current = registrar.current()
        if current is None:
            about = client.wanted.client_id or client.wanted.name
            missing = finding_of("REG-01", registered.CLIENT_ID, "missing", provider=client.title, client=about)
            return Compared([missing], 1)
        changes = registrar.drift(current)
        secrets = registrar.listed(current) if client.wanted.confidential else []
    except (ProviderError, RegistrationError, LibraryMissing) as error:
        return Compared([unknown(client.title, explained(error, client, registrar))])
    findings = [_differs(client, current, change) for change in changes]
    counts = client_secrets.current(secrets, known_secret(client)) or client_secrets.newest(secrets)
    left = client_secrets.ends_within(counts, client.settings.client_secret_warn_days, clock.now())
    if counts is not None and counts.ends is not None and left is not None:
        findings.append(registered.ending(counts.ends, left))
    return Compared(findings, len(changes), expiry.secret(current.client_id, counts.ends) if counts else ())


def _differs(client: Client, current: Registration, change: reconcile.Change) -> Finding:
    values = {name: registered_client.shown(getattr(change, name)) for name in ("current", "new")}
    return finding_of(
        "REG-01",
        "om_sso_client_registration",
        "field",
        field=change.field,
        client=current.client_id,
        provider=client.title,
        **values,
    )


def replaces(client: Client) -> bool:
    """Whether a new secret ends the old one at once."""
    return providers.CLASSES[client.name].ROTATION == "replace"


def delivered(keepers: Iterable[Keeper]) -> list[dict[str, Any]]:
    """What the delivery tasks of the role get: an entry for each application with a new secret."""
    return [
        {
            "name": keeper.client.wanted.name,
            "client_id": keeper.registration.client_id,
            "hosts": list(keeper.client.plans),
            "tasks": keeper.client.settings.client_registration_delivery_tasks,
            "secret": keeper.kept.value,
        }
        for keeper in keepers
        if keeper.kept is not None
        and keeper.registration is not None
        and keeper.client.settings.client_registration_delivery_tasks
    ]
