# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the chart and the operator's values files say against a plan."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from .._model.findings import Finding, errors, in_order, without_ignored
from .._model.settings_class import Settings
from .._plan.plan import Plan, release_of
from .._register import finding_of
from .._rules import Context
from .._rules._file import check_document
from . import chart_faults, schema_findings, values_files, values_yaml
from . import values as chart_values
from . import values_findings as chart_findings
from .values_files import ValuesFiles

_NAME = re.compile(r"[a-z0-9]([-a-z0-9.]*[a-z0-9])?")
_LONGEST_NAME = 63 - len("-public")


def judged(plan: Plan) -> Plan:
    """The plan of a release with what the chart and its values files say against it."""
    settings = plan.settings
    files = values_files.read(settings.helm_values_files or ())
    found = [
        *_names(settings),
        *_store(settings),
        *chart_faults.findings(release_of(settings)),
        *_of_files(files, plan),
    ]
    if plan.environment:
        rendered = chart_values.render(plan, annotated=False)
        names = chart_values.names_of(settings)
        references = [names.secret] if names.referenced and rendered.secret else []
        found += chart_findings.of(files, rendered.values, [entry.name for entry in plan.environment], references)
        found += _of_schema(files, rendered.values, release_of(settings), found)
    found = without_ignored(found, settings.ignore_rules)
    usable = not errors(found)
    environment, served = (plan.environment, plan.served) if usable else ((), {})
    return plan._replace(findings=in_order([*plan.findings, *found]), environment=environment, served=served)


def of_values(files: ValuesFiles, plan: Plan, release: str | None) -> list[Finding]:
    """What values files say by themselves, without the values of the collection on top."""
    found = [*chart_faults.findings(release), *_of_files(files, plan), *chart_findings.of(files)]
    return [*found, *_of_schema(files, {}, release, found)]


def _of_files(files: ValuesFiles, plan: Plan) -> list[Finding]:
    """What the rules of single files say."""
    settings = plan.settings
    context = Context(
        release_of(settings), plan.provider.openmetadata_provider if plan.provider else None, settings.deployment
    )
    return [finding for values in files.own for finding in check_document("helm_values", values.path, values, context)]


def _of_schema(
    files: ValuesFiles, ours: dict[str, Any], release: str | None, found: list[Finding]
) -> Iterator[Finding]:
    """What the schema of the chart says where no other rule has named the line."""
    if not files.own:
        return
    named = {finding.option for finding in found if finding.severity == "error"}
    for finding in schema_findings.of(values_yaml.merged(*files.own, values_yaml.marked(ours, "")), release):
        if finding.option not in named:
            yield finding


def _store(settings: Settings) -> Iterator[Finding]:
    """What an ExternalSecret needs."""
    if settings.kubernetes_secret_style == "external_secret":
        for name in ("kubernetes_secret_store", "kubernetes_secret_path"):
            if not getattr(settings, name):
                yield finding_of("OPT-03", f"om_sso_{name}", "no_secret_store")


def _names(settings: Settings) -> list[Finding]:
    found = []
    for name in ("kubernetes_secret", "kubernetes_namespace"):
        text = getattr(settings, name)
        if text is not None and (not _NAME.fullmatch(text) or len(text) > _LONGEST_NAME):
            found.append(finding_of("HELM-03", f"om_sso_{name}", longest=_LONGEST_NAME))
    return found
