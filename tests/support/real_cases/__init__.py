# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Configurations that people published or reported, each with its right answer; the README says what a case holds."""

from pathlib import Path
from typing import NamedTuple

import yaml
from ansible_collections.openmetadata.sso.plugins.plugin_utils._runtime import (
    chart_configuration,
    host_configuration,
    planning,
)
from ansible_collections.openmetadata.sso.plugins.plugin_utils._runtime.variables import Variables

#: Each process of a run reads all cases before its first test; in C that takes a tenth of the time.
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
CASES = {
    path.stem: yaml.load(path.read_text(encoding="utf-8"), LOADER)
    for path in sorted(Path(__file__).parent.glob("*.yaml"))
}
PLACE = {
    "compose": {"om_sso_deployment": "docker_compose", "om_sso_compose_directory": "/opt/om"},
    "bare_metal": {"om_sso_deployment": "bare_metal", "om_sso_home": "/opt/om"},
}
#: {end of a file's name: (kind, dialect)} by deployment, as a host finds them.
KINDS = {
    "compose": {".yml": ("compose_file", None), "": ("env_file", "compose")},
    "bare_metal": {
        ".yaml": ("openmetadata_yaml", None),
        ".sh": ("env_file", "shell"),
        ".service": ("service_unit", None),
        ".conf": ("service_unit", None),
        "": ("env_file", "systemd"),
    },
}


class Found(NamedTuple):
    """A finding: ``file`` and ``line`` where it names a file of the case, else ``option``."""

    rule: str
    severity: str
    option: str
    file: str
    line: int
    message: str = ""
    fix: str = ""


def findings(case, folder):
    """Every finding above info. ``folder`` is empty and for files that the controller reads."""
    if case["kind"] in PLACE:
        return of_host(case["kind"], case["files"], case["release"])
    kubernetes = {"om_sso_deployment": "kubernetes", "om_sso_kubernetes_namespace": "data"}
    variables = {**case.get("variables", kubernetes), "om_sso_openmetadata_version": case["release"]}
    for name, text in case.get("files", {}).items():
        (folder / name).write_text(text, encoding="utf-8")
        variables.setdefault("om_sso_helm_values_files", []).append(str(folder / name))
    if case["kind"] == "chart":
        place = host_configuration.place_of(Variables(variables, []), "check")
        listed = chart_configuration.checked("host", variables, place).parts["host"]["findings"]
        return [found(one, f"{folder}/") for one in listed if one["severity"] != "info"]
    plan = planning.plan_of(Variables(variables, []))
    return [found(one._asdict(), f"{folder}/") for one in plan.findings if one.severity != "info"]


def of_host(kind, files, release=None, own=(), info=False, block=None, **more):
    """What check_config says of files below /opt/om; ``own`` are paths that the collection wrote.

    ``block`` is {name: the line of the collection's block}; ``more`` is added to the answer of the host.
    """
    variables = {**PLACE[kind], **({"om_sso_openmetadata_version": release} if release else {})}
    listed = [{**_of_host(kind, name, text), "block": (block or {}).get(name)} for name, text in files.items()]
    answer = {
        "files": [file for file in listed if file["path"] not in own],
        "problems": [],
        "version": None,
        "findings": [],
        "own": [(path, None) for path in own],
        "own_texts": {file["path"]: file["text"] for file in listed if file["path"] in own},
        **more,
    }
    plan = host_configuration.place_of(Variables(variables, []), "check")
    outcome = host_configuration.checked("host", variables, plan, answer)
    named = [one for one in outcome.parts["host"]["findings"] if info or one["severity"] != "info"]
    return [found(one, "/opt/om/") for one in named]


def _of_host(kind, name, text):
    known, dialect = next(known for end, known in KINDS[kind].items() if name.endswith(end))
    return {"path": str(Path("/opt/om") / name), "kind": known, "dialect": dialect, "text": text}


def found(finding, folder):
    """A finding of the report as ``Found``; some name the file in their text only."""
    place = finding["option"]
    if "/" not in place:
        place = finding["message"].split(": ")[0].replace(" line ", ":")
    file, _colon, line = place.removeprefix(folder).rpartition(":")
    in_file = "/" in place and line.isdigit()
    name = file if in_file else place.removeprefix(folder) if place.startswith(folder) else ""
    return Found(
        finding["rule"],
        finding["severity"],
        finding["option"],
        name,
        int(line) if in_file else 0,
        finding["message"],
        finding["fix"],
    )


def meets(one, wanted):
    """Whether a finding is the wanted one."""
    if one.rule not in wanted["rule"] or wanted.get("fix", "") not in one.fix:
        return False
    if "option" in wanted:
        return one.option == wanted["option"]
    return one.file == wanted["file"] and wanted.get("line", one.line) == one.line


def judged(case, found_ones):
    """(wanted findings that are missing, findings beside them that are not true)."""
    missed = [wanted for wanted in case["expect"] if not any(meets(one, wanted) for one in found_ones)]
    beside = [one for one in found_ones if not any(meets(one, wanted) for wanted in case["expect"])]
    return missed, [one for one in beside if one.rule not in case.get("also_true", ())]
