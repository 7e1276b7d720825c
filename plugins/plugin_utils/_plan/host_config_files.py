# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is wrong with the files that a host has already: texts of a host in, findings with file and line out."""

from __future__ import annotations

from typing import Any

from ...module_utils._formats import substitution
from ...module_utils._transaction import release_checks
from .._model.catalogue import CATALOGUE, read_by
from .._model.deployments import deployment_of
from .._model.findings import Finding, beside, from_data, in_order, without_ignored
from .._model.releases import is_release, older
from .._register import finding_of
from .._rules import Context, check_file
from .._rules._file import check_document
from .._rules.compose_file import KIND as COMPOSE
from .._rules.env_file import ENVIRONMENT, OF_HOST, process_environment
from .._rules.openmetadata_yaml import KIND as OPENMETADATA_YAML
from . import compose_project, server_process
from .plan import Plan


def findings(answer: dict[str, Any], plan: Plan, composed: compose_project.Composed | None = None) -> list[Finding]:
    """Everything that speaks against the files of one host. ``plan`` may hold no more than where the server is."""
    composed = composed or compose_project.compose(answer, plan.settings)
    release = answer["version"] or plan.settings.openmetadata_version
    wanted = _wanted(plan, release)
    found = [from_data(finding) for finding in answer["findings"]]
    found += _release(answer["version"], plan.settings.openmetadata_version, plan.settings.target_version)
    context = Context(release, wanted.get("AUTHENTICATION_PROVIDER"), plan.settings.deployment, wanted)
    context = context._replace(referenced=_referenced(answer))
    found += composed.findings + compose_project.check(composed, answer, plan.settings, context)
    for file in answer["files"]:
        if file["kind"] != COMPOSE and file["path"] not in composed.env_files:
            found += check_file(file["kind"], file["path"], file["text"], context._replace(dialect=file["dialect"]))
    found += _assigned(answer, plan, context, found)
    found += [*map(_edited, (own for own in answer["own"] if own[1])), *map(_unread, answer["problems"])]
    return in_order(without_ignored(found, plan.settings.ignore_rules))


def _release(version: str | None, named: str | None, target: str | None) -> list[Finding]:
    """What the release that runs says against the one that is planned, and the target of an upgrade."""
    cause = release_checks.planned_release(named, version)
    found = [finding_of("MISC-01", release_checks.OPTION, cause, named=named, version=version)] if cause else []
    if not named and is_release(version) and is_release(target) and older(target, version):
        found.append(finding_of("UPG-03", "om_sso_target_version", target=target, release=version))
    return found


def _referenced(answer: dict[str, Any]) -> frozenset[str]:
    """Variables that the server's own openmetadata.yaml refers to, whatever their names."""
    texts = [file["text"] for file in answer["files"] if file["kind"] == OPENMETADATA_YAML]
    return frozenset(name for text in texts for name in substitution.names(text))


def _assigned(answer: dict[str, Any], plan: Plan, context: Context, named: list[Finding]) -> list[Finding]:
    """What speaks against values on their way to a server without a container, where no line says the same."""
    if deployment_of(plan.settings).in_container:
        return []
    own = answer.get("own_texts", {})
    process = server_process.of_host(answer, plan.settings)
    document = process_environment(process.assigned)
    found = [*check_document(ENVIRONMENT, "", document, context), *check_document(OF_HOST, "", document, context)]
    return [one for one in beside(named, found) if one.option.rpartition(":")[0] not in own]


def _wanted(plan: Plan, release: str | None) -> dict[str, Any]:
    """Values of the plan by variable.

    Nothing where the release is not known, for then it is not known what it reads.
    """
    if release is None:
        return {}
    return {entry.name: entry.value for entry in plan.environment if read_by(CATALOGUE[entry.name], release)}


def _edited(own: tuple[str, int]) -> Finding:
    path, line = own
    return finding_of("ENV-31", f"{path}:{line}", path=path, line=line)


def _unread(problem: tuple[str, str]) -> Finding:
    return finding_of("ENV-34", problem[0], text=problem[1])
