# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The audit: what is asked of a host, and what its answer means."""

from __future__ import annotations

from typing import Any

from .._model.catalogue import CATALOGUE
from .._model.deployments import TARGET_OPTIONS, in_cluster
from .._model.findings import SEVERITIES, is_ignored
from .._model.releases import STORED_ROWS_SINCE
from .._model.settings_class import Settings
from .._plan.plan import release_of
from . import checks
from ._check import CHECKS, STATUSES, Check, Result, Verdict, unknown
from .observed import LOG_LEVEL, PATHS, Seen

__all__ = ["CHECKS", "STATUSES", "Check", "Result", "Seen", "Verdict", "checks", "judge", "unseen", "wanted", "worst"]


def wanted(settings: Settings) -> dict[str, Any]:
    """What the controller sends to a host: where the server is, and which settings are read."""
    variables = {path: variable for variable in CATALOGUE.values() for path in variable.paths}
    fields = [
        {
            "path": path,
            "name": variables[path].name,
            "default": variables[path].default,
            "secret": variables[path].secret,
        }
        for path in PATHS
    ]
    fields.append({"path": LOG_LEVEL, "name": "LOG_LEVEL", "default": "INFO", "secret": False})
    return {
        "deployment": settings.deployment,
        "options": {name: getattr(settings, name) for name in TARGET_OPTIONS},
        "url": (settings.api_url or "") if in_cluster(settings) else settings.server_internal_url,
        "release": release_of(settings),
        "stored_configuration": settings.stored_configuration,
        "stored_rows_since": STORED_ROWS_SINCE,
        "admin_token": settings.admin_token,
        "fields": fields,
        "catalogue": list(CATALOGUE),
        "secret_names": [name for name, variable in CATALOGUE.items() if variable.secret],
        "known_values": [
            variable.default.strip('"') for variable in CATALOGUE.values() if variable.secret and variable.default
        ],
    }


def judge(answer: dict[str, Any], accepted: dict[str, Any]) -> list[Result]:
    """Every check on what a host answered; ``accepted`` are rules to live with, each with its reason."""
    seen = Seen(answer)
    found = [entry for entry in CHECKS if seen.cluster is not None or not entry.cluster]
    not_read = _not_read(seen)
    return [_result(entry, not_read if entry.cluster and not_read else entry.judge(seen), accepted) for entry in found]


def _not_read(seen: Seen) -> Verdict | None:
    """The verdict of every check of a cluster that was not read."""
    reason = seen.cluster["reason"] if seen.cluster is not None else ""
    remedy = "Set om_sso_kubernetes_namespace, and let the account read the release."
    return unknown(f"The cluster was not read: {reason.rstrip('.')}.", remedy) if reason else None


def unseen(reason: str) -> list[Result]:
    """The results of a host that was not checked."""
    return [_result(entry, Verdict("unseen", reason), {}) for entry in CHECKS]


def _result(entry: Check, verdict: Verdict, accepted: dict[str, Any]) -> Result:
    title = entry.entry.title
    if verdict.status != "finding":
        return Result(entry.id, title, verdict.status, "", verdict.evidence, verdict.remedy)
    cause = entry.entry.cause(verdict.cause)
    if is_ignored(entry.id, accepted):
        reason = f"{verdict.evidence} Accepted by om_sso_ignore_rules: {accepted[entry.id]}."
        return Result(entry.id, title, "accepted", cause.severity, reason, "")
    return Result(entry.id, title, verdict.status, cause.severity, verdict.evidence, cause.fix)


def worst(results: list[Result]) -> int:
    """0 for an error, then warning and info, and after them what needs no action."""
    found = [SEVERITIES.index(result.severity) for result in results if result.status == "finding"]
    return min(found, default=len(SEVERITIES))
