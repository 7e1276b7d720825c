# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The configuration that values files give a Helm release: findings, or role variables. No cluster is asked."""

from __future__ import annotations

from typing import Any

from .._adopt import adopt, files_in_effect, shipped_yaml
from .._adopt.effective_config import Server
from .._adopt.files_in_effect import Configuration
from .._helm import chart_process, chart_schema, plan_findings, values_files
from .._helm.chart_process import FromValues
from .._helm.values_files import ValuesFiles
from .._model.deployments import title_of
from .._model.findings import Finding, count, errors, in_order, without_ignored
from .._model.releases import STORED_ROWS_SINCE, older
from .._output.lines import finding_lines, labelled, labels
from .._plan import plan as planner
from .._plan.plan import Plan
from .._register import finding_of
from . import host_configuration, planning
from .action_base import Outcome
from .variables import Variables


def checked(host: str, values: dict[str, Any], plan: Plan) -> Outcome:
    """The findings of the values files, and of the configuration that they give the server."""
    files = _files(plan)
    release = _release(plan, files)
    # The tag of an image names no chart: its schema counts only where the operator names the release.
    found = plan_findings.of_values(files, plan, planner.release_of(plan.settings))
    if release is not None and files.own:
        target = {name: value for name, value in values.items() if name in planner.TARGET_VARIABLES}
        found = [*files_in_effect.merged(found, _in_effect(files, target, release, found)), *_of_rows(release)]
    found = in_order(without_ignored(found, plan.settings.ignore_rules))
    bad = errors(found)
    version = f"OpenMetadata {release} on " if release else ""
    paths = [path for path, _text in files.texts]
    lines = [f"{host}  {version}{title_of(plan.settings.deployment)}, {len(paths)} files", *labels("read", paths)]
    lines += [] if count(found) else [labelled("verified", "no findings")]
    lines += finding_lines(found)
    part = planning.part(plan, "failed" if bad else "planned", version=release)
    part["findings"] = [finding._asdict() for finding in in_order([*plan.findings, *found])]
    failure = f"{host}: {count(found)} in values files; nothing was changed." if bad else ""
    return Outcome(lines, part, failure, {host: part})


def adopted(host: str, values: Variables, plan: Plan, check_mode: bool, loader: Any) -> Outcome:
    """The role variables that bring the same values, in two files, or the findings that prevent it."""
    files = _files(plan)
    if errors(files.findings) or not files.own:
        return host_configuration.refused(host, plan._replace(findings=in_order([*plan.findings, *files.findings])))
    release = _release(plan, files) or chart_schema.NEWEST
    given = chart_process.of(files.merged, release)
    read = _server(given, release)
    made = adopt.adopt(plan, values.values, read, None)
    said = [*_of_rows(release), *_of_others(given)]
    made = made._replace(findings=in_order([*made.findings, *said]))
    paths = ", ".join(path for path, _text in files.texts)
    about = f"what the values of {host} bring about with the chart {release}"
    words = host_configuration.Words(f"{paths} (chart {release})", about, "as the values have them", release)
    return host_configuration.written_files(host, plan.settings, made, words, check_mode, loader)


def _in_effect(files: ValuesFiles, target: dict[str, Any], release: str, found: list[Finding]) -> list[Finding]:
    """What the rules of a plan say of what the values give the server, without what follows from other errors.

    Without the whole client (FLOW-04) nothing else says much, and what is missing may have a wrong name (HELM-04).
    """
    wrong = {finding.rule for finding in errors(found)}
    if wrong & {"FLOW-04", "HELM-02"}:
        return []
    process = chart_process.of(files.merged, release).process
    in_effect = files_in_effect.findings(process, Configuration("", ""), target, release)
    missing = f"{process.place.path}:{process.place.line}"
    return [finding for finding in in_effect if "HELM-04" not in wrong or finding.option != missing]


def _files(plan: Plan) -> ValuesFiles:
    return values_files.read(plan.settings.helm_values_files or ())


def _release(plan: Plan, files: ValuesFiles) -> str | None:
    """The release that the operator named, else the one of the image."""
    named = planner.release_of(plan.settings)
    return named or (chart_process.of(files.merged, chart_schema.NEWEST).process.named_release if files.own else None)


def _server(given: FromValues, release: str) -> Server:
    texts = {name: value.text for name, value in given.process.environment.items()}
    return Server(shipped_yaml.text(release, chart_process.SECTIONS), texts, None, release, given.kept)


def _of_rows(release: str) -> list[Finding]:
    return [] if older(release, STORED_ROWS_SINCE) else [finding_of("DB-12", "stored rows", release=release)]


def _of_others(given: FromValues) -> list[Finding]:
    """Secrets and ConfigMaps of ``envFrom``, whose content the values do not hold."""
    names = ", ".join(given.others)
    return [finding_of("ADO-10", values_files.OPTION, names=names)] if names else []
