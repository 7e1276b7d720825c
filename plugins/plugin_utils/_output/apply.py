# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an operator reads of a plan, of applying it, of restoring and of a failure."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ...module_utils._core.errors import words
from ...module_utils._deployment import time_limits
from .._model.catalogue import CATALOGUE, RELEASES, passed_by_compose
from .._model.deployments import deployment_of, in_cluster
from .._model.findings import Finding, count, from_data
from .._model.releases import STORED_ROWS_SINCE, older
from .._model.value import shortened
from .._plan.plan import Plan
from .lines import count_of, files, finding_lines, heading, labelled, labels

#: Characters of a line of the server's log.
LOG_WIDTH = 200


def planned(host: str, plan: Plan) -> list[str]:
    """The lines of a plan; one with errors is not applied."""
    if plan.errors:
        return [f"{host}  {count(plan.findings)}; nothing was changed", *finding_lines(plan.findings)]
    override = ", passed by an override file" if deployment_of(plan.settings).in_container else ""
    stored = f", {count_of(len(plan.stored), 'field')} in stored rows only" if plan.stored else ""
    return [
        heading(host, plan),
        *provider(plan),
        labelled("planned", f"{count_of(len(plan.environment), 'variable')}{override}{stored}"),
        *finding_lines(plan.findings),
    ]


def limits(plans: Iterable[Plan]) -> list[str]:
    """What applying plans waits for on each host, and how long."""
    found = dict.fromkeys(limit for plan in plans for limit in _limits(plan))
    return [labelled("note", f"time limits of a change: {', '.join(found)}")] if found else []


def _limits(plan: Plan) -> list[str]:
    found = [f"{plan.settings.health_timeout} s for a healthy server (om_sso_health_timeout)"]
    if in_cluster(plan.settings):
        return found
    if deployment_of(plan.settings).in_container:
        found.append(f"{time_limits.COMPOSE_UP} s for docker compose up with its migration")
    release = plan.settings.openmetadata_version
    if plan.settings.stored_configuration == "reconcile" and not (release and older(release, STORED_ROWS_SINCE)):
        found.append(f"{time_limits.OPS} s for each openmetadata-ops.sh")
    return found


def provider(plan: Plan) -> list[str]:
    """What to register at the identity provider."""
    if plan.provider is None:
        return []
    values = {entry.name: entry.value for entry in plan.environment}
    return [labelled(*line) for line in plan.provider.summary(values, plan.provider)]


def applied(host: str, plan: Plan, answer: dict[str, Any], check_mode: bool) -> list[str]:
    """The lines of a plan that was applied, or would be in check mode."""
    lines = [heading(host, plan, answer["version"]), *key_pair(answer.get("pair"), check_mode)]
    if not answer["changed"]:
        lines.append(labelled("current", "files, environment and server are as planned"))
    elif check_mode:
        lines += _predicted(plan, answer)
    else:
        lines += _changed(plan, answer)
    if not (check_mode and answer["changed"]):
        lines += [labelled("verified", verification(answer)), *administrators(answer)]
    if answer["changed"] and not check_mode:
        name = plan.settings.admin_principals[0]
        lines.append(labelled("next", f"sign in as {name}; redeploy ingestion pipelines (docs/operate/bots.md)"))
    return [*lines, *labels("note", answer["notes"]), *finding_lines(plan.findings + host_findings(answer))]


def kept_pair(plan: Plan, key_id: str) -> list[str]:
    """That the server keeps its own key pair, where the variables name another one."""
    own = f"its key pair {key_id}" if key_id else "the key pair that OpenMetadata ships"
    given = f"is {plan.settings.jwt_key_id}" if plan.settings.jwt_key_id else "is not set"
    return labels("note", [f"the server keeps {own}, so that tokens stay valid; om_sso_jwt_key_id {given}"])


def opened_by_basic(plan: Plan) -> list[str]:
    """What restoring OpenMetadata's own user names and passwords opens to whoever reaches the server."""
    signup = "off; people without an account cannot make one (om_sso_recover_self_signup)"
    if plan.settings.self_signup:
        signup = "on, as om_sso_recover_self_signup says: whoever reaches the server can make an account"
    return labels(
        "note",
        [
            "basic opens the sign-in with user name and password, without the identity provider and its second factor",
            "default passwords: admin@open-metadata.org, and each administrator whom the start makes, has the password "
            "admin unless the server sends mail; change them at once",
            f"self sign-up is {signup}",
        ],
    )


def _predicted(plan: Plan, answer: dict[str, Any]) -> list[str]:
    restart = "restart the server" if answer["would_restart"] else "no restart, the environment is the same"
    return [
        labelled("changes", changes(plan, answer)),
        labelled("planned", f"write {files(answer['files'], answer['rows'])}"),
        labelled("planned", restart),
    ]


def _changed(plan: Plan, answer: dict[str, Any]) -> list[str]:
    restart = (
        f"healthy after {answer['seconds']} s" if answer["restarted"] else "not needed, the environment is the same"
    )
    return [
        labelled("changes", changes(plan, answer)),
        labelled("applied", files(answer["files"], answer["rows"])),
        labelled("restart", restart),
    ]


def administrators(answer: dict[str, Any]) -> list[str]:
    """Whether an administrator can sign in, or that this is unknown."""
    found = answer.get("administrators")
    if not found:
        return []
    return [labelled("admins", f"{'unknown: ' if found['status'] == 'unknown' else ''}{found['text']}")]


def key_pair(pair: dict[str, Any] | None, check_mode: bool) -> list[str]:
    """The line of a key pair that is new on the host, or in the cluster."""
    if not pair or not pair["is_new"]:
        return []
    secret = pair.get("secret")
    if check_mode:
        place = f"the Secret {secret}" if secret else "the host"
        return [labelled("key pair", f"{pair['id']} would be written to {place}")]
    place = f"in the Secret {secret}" if secret else "on the host"
    public = f", public key SHA-256 {pair['fingerprint'][:16]}…" if pair["fingerprint"] else ""
    return [labelled("key pair", f"{pair['id']} is {place}{public}")]


def changes(plan: Plan, answer: dict[str, Any]) -> str:
    """``14 variables (3 not passed by the stock Compose file)``."""
    names = answer["variables"]
    text = count_of(len(names), "variable")
    release = answer["version"] or plan.settings.openmetadata_version or RELEASES[-1]
    hidden = [name for name in names if not passed_by_compose(CATALOGUE[name], release)]
    if hidden and deployment_of(plan.settings).in_container:
        text += f" ({len(hidden)} not passed by the stock Compose file)"
    if answer["rows"]:
        text += f", stored rows: {count_of(len(answer['rows']), 'field')}"
    return text


def verification(answer: dict[str, Any]) -> str:
    """What the server served when it was checked."""
    served = {row["field"]: row["served"] for row in answer["effective"]}
    client = ""
    if served.get("clientId"):
        client = f", client {shortened(served['clientId'])}, callback {served['callbackUrl']}"
    return f"served provider {served['provider']}{client}, own key {own_keys(answer)}"


def own_keys(answer: dict[str, Any]) -> str:
    """The ids of the keys that the server publishes."""
    return ", ".join(shortened(kid) for kid in answer["kids"] or ())


def recovered(host: str, answer: dict[str, Any], check_mode: bool) -> list[str]:
    """The lines of restoring the configuration that was last verified, or of what that would do."""
    served, restored = answer["served"], files(answer["files"], answer["rows"])
    which = f"provider {served.get('provider')}, client {shortened(served.get('clientId'))}"
    first = f"{host}  configuration verified on {answer['when']}: {which}"
    notes = labels("note", answer["notes"])
    if check_mode:
        return [first, labelled("planned", f"write {restored}"), labelled("planned", "restart the server"), *notes]
    return [
        first,
        labelled("restored", restored),
        labelled("restart", f"healthy after {answer['seconds']} s"),
        labelled("verified", "the server serves that configuration"),
        *notes,
    ]


def host_findings(answer: dict[str, Any]) -> list[Finding]:
    """The findings in a host's answer or error."""
    return [from_data(finding) for finding in answer.get("findings") or ()]


def failed(host: str, plan: Plan, error: dict[str, Any]) -> list[str]:
    """The lines of an error on the host: the reason, where to look, and the current state."""
    lines = [heading(host, plan), labelled("failed", words(error))]
    if error.get("option"):
        lines.append(labelled("see", error["option"]))
    if error.get("outcome"):
        lines.append(labelled("restored" if error.get("restored") else "current", error["outcome"]))
    elif not error.get("findings"):
        lines.append(labelled("current", "nothing was changed"))
    logged = (error.get("words") or "").splitlines()
    return [*lines, *labels("log", [line.strip()[:LOG_WIDTH] for line in logged]), *finding_lines(host_findings(error))]
