# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Between the action and the pure preflight: one probe for each distinct provider, and the operator's text."""

from __future__ import annotations

import errno
import json
import os
import pathlib
import ssl
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, NamedTuple

from ...module_utils import _preflight as probe
from ...module_utils._formats import truststore
from .. import _preflight
from .._model.deployments import deployment_of
from .._model.findings import Finding, in_order, without_ignored
from .._output import grouped
from .._output.lines import finding_lines, heading, labelled
from .._plan.plan import Plan
from .._register import finding_of
from .._report import expiry
from . import planning, private_file, registered
from .action_base import Action, NoAnswer

THREADS = 8


class Looked(NamedTuple):
    """What preflight saw for one host. ``verdict`` is ``None`` where nobody was asked."""

    verdict: _preflight.Verdict | None
    findings: list[Finding]
    origin: str
    expires: Sequence[expiry.Expiry] = ()

    @property
    def errors(self) -> list[Finding]:
        """The findings that are errors."""
        return [finding for finding in self.findings if finding.severity == "error"]

    @property
    def accepts_secret(self) -> bool:
        """Whether the provider was seen to accept the client secret."""
        return self.verdict is not None and self.verdict.accepts_secret


def look(
    plans: dict[str, Plan],
    from_host: bool = False,
    ask: Callable[[dict[str, Any]], tuple[dict[str, Any], str]] | None = None,
) -> dict[str, Looked]:
    """Ask every distinct provider once.

    From here, or by ``ask``, which takes what is wanted and gives (answers, from where).
    """
    cases: dict[str, _preflight.Case] = {}
    trouble = {}
    for host, plan in plans.items():
        try:
            case = _preflight.case_of(plan, _ca_data(plan), from_host)
            if case is not None:
                cases[host] = case
        except OSError as error:
            option = "om_sso_preflight_ca_file"
            trouble[host] = Looked(
                None,
                [finding_of("PRE-04", option, path=error.filename, reason=error.strerror)],
                "",
            )
    keys = {host: json.dumps(case.wanted, sort_keys=True) for host, case in cases.items()}
    asked = {key: _preflight.to_ask(cases[host]) for key, host in {keys[host]: host for host in keys}.items()}
    if ask is not None:
        answers = {key: ask(wanted) for key, wanted in asked.items()}
    else:
        with ThreadPoolExecutor(THREADS) as pool:
            answers = dict(zip(asked, pool.map(lambda wanted: (probe.ask(wanted), ""), asked.values())))
    seen = {host: _judged(cases[host], plans[host], *answers[key]) for host, key in keys.items()}
    return {host: trouble.get(host) or seen.get(host) or Looked(None, [], "") for host in plans}


def _judged(case: _preflight.Case, plan: Plan, answers: dict[str, Any], origin: str) -> Looked:
    verdict = _preflight.judge(case, answers)
    findings = in_order(without_ignored(verdict.findings, plan.settings.ignore_rules))
    return Looked(verdict, findings, origin, expiry.servers(case.wanted, answers))


def _ca_data(plan: Plan) -> str | None:
    """The operator's CA certificates; raises ``OSError``."""
    name = plan.settings.preflight_ca_file if plan.settings_or_none is not None else None
    if not name:
        return None
    data = private_file.read(pathlib.Path(name).expanduser())
    if data is None:
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), name)
    try:
        text = str(truststore.as_pem(data))
        ssl.create_default_context(cadata=text)
    except ssl.SSLError:
        raise OSError(errno.EINVAL, "no certificate in it", name) from None
    except ValueError as reason:
        raise OSError(errno.EINVAL, str(reason), name) from None
    return text


def is_pending(host: str, plan: Plan) -> bool:
    """Whether the client of a host is only made later: the provider cannot know it yet."""
    settings = plan.settings_or_none
    return registered.is_pending(host, getattr(settings, "client_id", None))


def not_registered(plans: dict[str, Plan], looked: dict[str, Looked]) -> dict[str, Looked]:
    """The hosts that were not asked about."""
    return {host: Looked(None, [], "") for host in plans if host not in looked}


def with_findings(looked: Looked, more: Sequence[Finding]) -> Looked:
    """The same with findings about the application at the provider."""
    return looked._replace(findings=in_order([*looked.findings, *more])) if more else looked


def target(plan: Plan) -> dict[str, Any]:
    """Where on a host the server's own network is: with Docker Compose in its container."""
    settings = plan.settings_or_none
    return {"container": deployment_of(settings).container(settings)}


def lines(plans: dict[str, Plan], looked: dict[str, Looked]) -> list[str]:
    """The findings of plans with errors, then a block for each provider, headed by the hosts that share it."""
    blocks: dict[tuple[str, ...], list[str]] = {}
    for host, seen in looked.items():
        if seen.verdict is None and not seen.findings:
            continue
        words = [labelled("asked from", seen.origin)] if seen.origin else []
        words += [labelled(*line) for line in seen.verdict.labelled] if seen.verdict else []
        blocks.setdefault(tuple(words + finding_lines(seen.findings)), []).append(host)
    broken = {host: plan for host, plan in plans.items() if plan.errors}
    return grouped.planned(broken) + [line for words, hosts in blocks.items() for line in (_head(hosts, plans), *words)]


def failures(plans: dict[str, Plan], looked: dict[str, Looked]) -> dict[str, list[str]]:
    """{host that fails: its lines}."""

    def told(found: dict[str, list[Finding]]) -> list[str]:
        some, seen = {}, {}
        for host, these in found.items():
            plan, looks = plans[host], looked[host]
            some[host] = plan._replace(findings=[finding for finding in plan.findings if finding in these])
            seen[host] = looks._replace(findings=[finding for finding in looks.findings if finding in these])
        return lines(some, seen)

    return grouped.failures({host: [*plans[host].findings, *seen.findings] for host, seen in looked.items()}, told)


def _head(hosts: list[str], plans: dict[str, Plan]) -> str:
    if len(hosts) == 1:
        return heading(hosts[0], plans[hosts[0]])
    return grouped.together(hosts)


def part(plan: Plan, seen: Looked) -> dict[str, Any]:
    """What the task returns for a host."""
    checks = (
        [{"status": check.status, "text": check.text} for check in seen.verdict.checks if check.text]
        if seen.verdict
        else []
    )
    return {
        "preflight": seen.verdict.line if seen.verdict else "not asked",
        "checks": checks,
        "findings": [finding._asdict() for finding in [*plan.findings, *seen.findings]],
        "asked_from": seen.origin or "controller",
        "failed": bool(plan.errors or seen.errors),
    }


def report_parts(
    plans: dict[str, Plan],
    looked: dict[str, Looked],
    results: dict[str, dict[str, Any]],
    applications: Mapping[str, Any],
) -> dict[str, dict[str, Any]]:
    """The hosts' parts of the report; ``applications`` are what was compared at the provider."""
    parts = {}
    for host, plan in plans.items():
        result, more = results[host], applications[host].expires if host in applications else ()
        state, expires = "failed" if result["failed"] else "planned", expiry.certificates(plan.settings_or_none)
        shown = {name: result[name] for name in ("findings", "preflight")}
        parts[host] = planning.part(plan, state, **shown, expires=[*expires, *looked[host].expires, *more])
    return parts


def asked_on_host(action: Action, plan: Plan) -> Callable[[dict[str, Any]], tuple[dict[str, Any], str]]:
    """How ``look`` asks from the task's own host."""

    def ask(wanted: dict[str, Any]) -> tuple[dict[str, Any], str]:
        answer = action.ask_host({"wanted": wanted, **target(plan)})
        if "answers" not in answer:
            raise NoAnswer(answer)
        return answer["answers"], answer["asked_from"]

    return ask
