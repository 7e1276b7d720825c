# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The configuration that a host already has: one encrypted request, then findings or files on the controller."""

from __future__ import annotations

from typing import Any, NamedTuple

from .._adopt import adopt, files_in_effect, inventory_files
from .._adopt.effective_config import Server
from .._adopt.files_in_effect import Configuration
from .._model.catalogue import CATALOGUE
from .._model.deployments import TARGET_OPTIONS, in_cluster, title_of
from .._model.findings import Finding, count, errors, in_order
from .._model.releases import STORED_ROWS_SINCE
from .._model.settings_class import Settings
from .._output import apply
from .._output.lines import finding_lines, heading, labelled, labels
from .._plan import compose_project, host_config_files
from .._plan import plan as planner
from .._plan.plan import Plan
from .._register import finding_of
from . import adopted_files, effective_files, planning
from .action_base import Action, NoAnswer, Outcome
from .variables import Variables

OPTIONS = (*TARGET_OPTIONS, "compose_env_files")


def place_of(values: Variables, verb: str) -> Plan:
    """The whole plan where the variables make one, else as much as says where the server is."""
    plan = planning.plan_of(values) if verb == "check" and values.values.get("om_sso_provider") else None
    if plan is None or plan.errors:
        plan = planner.located(values.values, planner.TARGET_VARIABLES)
        unread = [finding for finding in values.findings if finding.option in planner.TARGET_VARIABLES]
        plan = plan._replace(findings=[*unread, *plan.findings])
    missing = [] if values.values.get("om_sso_adopt_directory") or verb == "check" else [_no_directory()]
    files = plan.settings.helm_values_files
    other = [_no_host(plan.settings.deployment)] if verb == "check" and in_cluster(plan.settings) and not files else []
    return plan._replace(findings=in_order([*missing, *other, *plan.findings]))


def _no_directory() -> Finding:
    return finding_of("OPT-03", "om_sso_adopt_directory", "no_adopt_directory")


def _no_host(deployment: str | None) -> Finding:
    return finding_of("OPT-03", "om_sso_helm_values_files", "no_values_files", deployment=deployment)


def request(plan: Plan, verb: str) -> dict[str, Any]:
    """What the module gets."""
    settings = plan.settings
    return {
        "verb": verb,
        "deployment": settings.deployment,
        "options": {name: getattr(settings, name) for name in OPTIONS},
        "catalogue": list(CATALOGUE),
        "environment": [entry._asdict() for entry in plan.environment],
        "internal_url": settings.server_internal_url,
        "health_url": settings.health_url,
        "stored_rows_since": STORED_ROWS_SINCE,
    }


def read(action: Action, plan: Plan, verb: str) -> tuple[dict[str, Any] | None, dict[str, Any]]:
    """(answer, nothing) of the module's one call on the host, or (``None``, why there is none)."""
    returned = action.ask_host(request(plan, verb))
    if "answer" not in returned:
        raise NoAnswer(returned, plan)
    return returned["answer"], returned["error"] or {}


def refused(host: str, plan: Plan, error: dict[str, Any] | None = None) -> Outcome:
    """The outcome where nothing could be read."""
    part = planning.part(plan, "failed")
    if error is None:
        failure = f"{host}: {planning.summary({host: plan})}; nothing was changed."
        return Outcome(apply.planned(host, plan), part, failure, {host: part})
    see = [labelled("see", error["option"])] if error.get("option") else []
    message = " ".join(word for word in (error["message"], error["fix"]) if word)
    return Outcome([f"{host}  {message}", *see], part, f"{host}: nothing was read, see msg.", {host: part})


def checked(host: str, values: dict[str, Any], plan: Plan, answer: dict[str, Any]) -> Outcome:
    """The findings of the files."""
    composed = compose_project.compose(answer, plan.settings)
    found = host_config_files.findings(answer, plan, composed)
    in_effect = effective_files.findings(plan, values, answer, _configuration(answer), composed)
    found = files_in_effect.merged(found, in_effect)
    bad = errors(found)
    names = [file["path"] for file in answer["files"]] + [path for path, _line in answer["own"]]
    release = f"OpenMetadata {answer['version']} on " if answer["version"] else ""
    lines = [f"{host}  {release}{title_of(plan.settings.deployment)}, {len(names)} files"]
    lines += labels("read", names)
    lines += [] if count(found) else [labelled("verified", "no findings")]
    lines += finding_lines(found)
    part = planning.part(plan, "failed" if bad else "planned", version=answer["version"])
    part["findings"] = [finding._asdict() for finding in in_order([*plan.findings, *found])]
    failure = f"{host}: {count(found)} in files of the host; nothing was changed." if bad else ""
    return Outcome(lines, part, failure, {host: part})


def adopted(host: str, values: Variables, plan: Plan, answer: dict[str, Any], check_mode: bool, loader: Any) -> Outcome:
    """The role variables of a running server in two files, or the findings that prevent it."""
    read = Server(_configuration(answer).text, answer["environment"], answer["rows"], answer["version"])
    made = adopt.adopt(plan, values.values, read, answer["served"])
    from_rows = "stored rows, which this release reads, and environment"
    source = from_rows if answer["rows"] is not None else "openmetadata.yaml and environment"
    about = f"what OpenMetadata {read.release} worked with on {host}"
    place = answer.get("place") or "the running server"
    words = Words(f"{source} of {place}", about, "as the server has them", read.release)
    return written_files(host, plan.settings, made, words, check_mode, loader)


class Words(NamedTuple):
    """How an adoption is shown: where the values were read, what the files hold, and what planned values are like."""

    source: str
    about: str
    like: str
    release: str | None


def written_files(
    host: str, settings: Settings, made: adopt.Adoption, words: Words, check_mode: bool, loader: Any
) -> Outcome:
    """The role variables of an adoption in two files, or the findings that prevent it."""
    found = list(made.findings)
    written: tuple[adopted_files.Written, ...] = ()
    if made.adopted is not None:
        ready = inventory_files.files(made.adopted.provider.name, made.adopted.variables, made.unknown, words.about)
        written, said = adopted_files.write(settings, host, ready, check_mode, loader)
        found = in_order([*found, *said])
    changed = any(file.changed for file in written)
    result = "failed" if errors(found) else "changed" if changed else "unchanged"
    files = [{"path": file.path, "changed": file.changed} for file in written]
    part = planning.part(
        made.plan, result, version=words.release, files=files, findings=[finding._asdict() for finding in found]
    )
    failure = ""
    if errors(found):
        where = f"see {written[0].path}." if changed and not check_mode else "nothing was written."
        failure = f"{host}: {count(found)}; {where}"
    lines = _lines(host, made, written, words, check_mode) + finding_lines(found)
    diff = [file.diff for file in written if file.changed]
    return Outcome(lines, {**part, "changed": changed}, failure, {host: part}, diff)


def _configuration(answer: dict[str, Any]) -> Configuration:
    """The openmetadata.yaml that the server reads: a container's own is listed last."""
    found = [file for file in answer["files"] if file["kind"] == "openmetadata_yaml"]
    return Configuration(found[-1]["path"], found[-1]["text"]) if found else Configuration("", "")


def _lines(
    host: str,
    made: adopt.Adoption,
    written: tuple[adopted_files.Written, ...],
    words: Words,
    check_mode: bool,
) -> list[str]:
    lines = [heading(host, made.plan, words.release), labelled("read", words.source)]
    if made.adopted is None:
        return lines
    # A plan with errors has no values to compare.
    compared = f"; {made.fields} planned values are {words.like}" if made.plan.environment else ""
    lines.append(
        labelled(
            "adopted",
            f"{len(made.adopted.variables)} role variables{compared}",
        )
    )
    changed = [file.path for file in written if file.changed]
    lines.append(
        labelled(
            "planned" if check_mode else "applied",
            ", ".join(changed) if changed else "no change, the files are up to date",
        )
    )
    secrets = next((path for path in changed if path.endswith(inventory_files.SECRETS)), None)
    if secrets and not check_mode:
        lines.append(labelled("next", f"ansible-vault encrypt {secrets}"))
    return lines
