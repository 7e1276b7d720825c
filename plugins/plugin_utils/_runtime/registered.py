# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What client registration made in this run, and what it left on the controller: it counts in every later task.

It goes through the run's private folder (``stash``), never through facts or arguments of a task.
"""

from __future__ import annotations

import datetime
import hashlib
import time
from collections.abc import Iterable
from typing import Any, NamedTuple

from .._model import clock
from .._model.findings import Finding, in_order
from .._model.options import PREFIX
from .._model.options.registration_options import PENDING
from .._model.providers import PROVIDERS
from .._output.lines import labelled
from .._plan.plan import Plan
from .._register import finding_of
from .._registration import client_secrets
from .._registration.registration import Secret
from . import client_secret_file, stash
from .client_secret_file import Unusable
from .variables import Variables

CLIENT_ID, SECRET, FILE = (PREFIX + name for name in ("client_id", "client_secret", "client_secret_file"))
#: Days before its end from which on a secret is reported, where the variable has no valid value.
WARN_DAYS = 30


class End(NamedTuple):
    """When the secret of ``om_sso_client_secret_file`` ends.

    ``ends`` is ``None`` where the provider told no end, and ``file`` is empty where nothing was registered. ``limit``
    are the days before the end from which on it is reported.
    """

    file: str
    ends: datetime.datetime | None
    limit: int


def note(host: str, **values: Any) -> None:
    """Keep for the later tasks of this run.

    ``variables`` take the place of the host's own, ``left`` says what stays at the provider, ``replaced`` is when an
    old secret ended, ``hosts`` are all that share the client, ``pending``: it does not exist yet.
    """
    known = stash.look(_name(host)) or {}
    variables = {**known.get("variables", {}), **values.pop("variables", {})}
    stash.replace(_name(host), {**known, **values, "variables": variables})


def noted(host: str) -> dict[str, Any]:
    """What was kept for a host; empty where nothing was registered."""
    return stash.look(_name(host)) or {}


def applied(host: str, variables: Variables, loader: Any) -> Variables:
    """The variables of a host with what was registered.

    In this run, or from ``om_sso_client_secret_file`` where the host names no secret itself.
    """
    from_file, problem = _from_file(variables.values, loader)
    values = {**from_file, **noted(host).get("variables", {})}
    if not values and problem is None and not variables.values.get(PREFIX + "register_client"):
        return variables
    result = {**variables.values, **values}
    if result.get(PREFIX + "register_client"):
        result = with_pending(result)
    findings = [finding for finding in variables.findings if finding.option not in values]
    return Variables(result, [*findings, *([problem] if problem else [])])


def with_pending(values: dict[str, Any]) -> dict[str, Any]:
    """The same with something in place of the client id and secret that the provider is going to give."""
    if not _has_client(values):
        return values
    names = (CLIENT_ID, SECRET) if _takes_secret(values) else (CLIENT_ID,)
    return {**values, **{name: PENDING for name in names if not values.get(name)}}


def is_pending(host: str, client_id: Any) -> bool:
    """Whether the client does not exist yet, so that nothing can be asked about it."""
    return client_id == PENDING or bool(noted(host).get("pending"))


def warned(plan: Plan, values: dict[str, Any]) -> Plan:
    """The plan with the warning about a secret that ends soon."""
    found = findings(values)
    return plan._replace(findings=in_order([*plan.findings, *found])) if found else plan


def left(hosts: Iterable[str]) -> list[str]:
    """Lines about what stays at the provider where a later task of the run fails."""
    stays = dict.fromkeys(noted(host).get("left") for host in hosts)
    return [labelled("note", f"{text} stays as it is; the next run goes on with it") for text in stays if text]


def findings(values: dict[str, Any], now: datetime.datetime | None = None) -> list[Finding]:
    """A secret that ends soon, as the provider told when it was made."""
    told = end_of(values)
    if told.ends is None:
        return []
    left = client_secrets.ends_within(Secret("", ends=told.ends), told.limit, now or clock.now())
    return [] if left is None else [ending(told.ends, left)]


def end_of(values: dict[str, Any]) -> End:
    """What the provider told about the end of the secret when it was made."""
    name, days = values.get(FILE), values.get(PREFIX + "client_secret_warn_days")
    about = client_secret_file.beside(name) if isinstance(name, str) else {}
    limit = days if isinstance(days, int) else WARN_DAYS
    try:
        ends = datetime.datetime.fromisoformat(about["ends"])
        ends = ends if ends.tzinfo else ends.replace(tzinfo=clock.UTC)
    except (KeyError, TypeError, ValueError):
        return End(str(name) if about else "", None, limit)
    return End(str(name), ends, limit)


def ending(ends: datetime.datetime, left: int) -> Finding:
    """The finding about a secret with its last day."""
    return finding_of("REG-02", SECRET, "ended" if left < 0 else "ends", date=f"{ends:%Y-%m-%d}", days=left)


def downtime(host: str) -> float | None:
    """Seconds since the old secret ended; ``None`` where none did in this run."""
    at = noted(host).get("replaced")
    return None if at is None else time.monotonic() - float(at)


def _from_file(values: dict[str, Any], loader: Any) -> tuple[dict[str, Any], Finding | None]:
    """The secret and the client id of the file, where the variables have none; a file that cannot be used is an error.

    It is read once, for it may be encrypted.
    """
    name = values.get(FILE)
    if not isinstance(name, str) or not name or not _takes_secret(values):
        return {}, None
    found: dict[str, Any] = {}
    if not values.get(SECRET):
        try:
            found[SECRET] = client_secret_file.read(name, loader)
        except Unusable as error:
            return {}, finding_of("OPT-08", FILE, "not_usable", reason=str(error))
    if not values.get(CLIENT_ID):
        found[CLIENT_ID] = client_secret_file.beside(name).get("client_id")
    return {option: value for option, value in found.items() if value}, None


def _has_client(values: dict[str, Any]) -> bool:
    """Whether the provider is one of OpenID Connect, at which there is a client."""
    provider = PROVIDERS.get(values.get(PREFIX + "provider") or "")
    return provider is not None and bool(provider.flows)


def _takes_secret(values: dict[str, Any]) -> bool:
    """Whether that client is confidential."""
    return _has_client(values) and (values.get(PREFIX + "flow") or "authorization_code") == "authorization_code"


def _name(host: str) -> str:
    return "client_" + hashlib.sha256(host.encode()).hexdigest()[:32]
