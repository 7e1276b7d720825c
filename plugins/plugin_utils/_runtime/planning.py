# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Between the actions and the pure plan: evaluated variables in, plans and parts of the report out."""

from __future__ import annotations

import pathlib
from typing import Any

from ansible.errors import AnsibleActionFail

from .._model import settings
from .._model.deployments import in_cluster
from .._model.findings import count, in_order
from .._plan import host_request
from .._plan import plan as planner
from .._plan.plan import Plan
from .._plan.render import RenderError, render
from .._report import expiry
from . import controller_python, private_file
from .variables import Variables

ROLE_TEMPLATES = pathlib.Path(__file__).resolve().parents[3] / "roles" / "om_sso" / "templates"
MINIMUM_PYDANTIC = (2, 8)


#: States of the module ``configuration``.
STATES = ("present", "last_good", "basic")

#: The variables of the server's own key pair.
PAIR = ("om_sso_jwt_key_id", "om_sso_jwt_private_key")

#: What the host's answer adds to its part of the report.
REPORTED = ("result", "version", "restarted", "files", "findings", "effective", "administrators", "drift", "expires")


def require_pydantic() -> None:
    """Fail where pydantic is missing on the controller or too old, with the command that installs it."""
    found = _pydantic()
    if not _is_new_enough(found):
        minimum = ".".join(map(str, MINIMUM_PYDANTIC))
        raise AnsibleActionFail(controller_python.missing("pydantic", minimum, _place(found)))


def _pydantic() -> str | None:
    return None if settings.pydantic is None else settings.pydantic.VERSION


def _is_new_enough(found: str | None) -> bool:
    return found is not None and tuple(int(part) for part in found.split(".")[:2]) >= MINIMUM_PYDANTIC


def _place(found: str | None) -> str:
    """Which pydantic was found, and where; empty without one."""
    return f"{found} ({settings.pydantic.__file__})" if found else ""


def plan_of(variables: Variables) -> Plan:
    """The plan of evaluated variables; one that could not be evaluated is not reported as missing as well."""
    plan = planner.make(variables.values)
    if in_cluster(plan.settings_or_none):
        from .._helm import plan_findings

        plan = plan_findings.judged(plan)
    failed = {finding.option for finding in variables.findings}
    if not failed:
        return plan
    kept = [finding for finding in plan.findings if finding.option not in failed]
    return plan._replace(findings=in_order([*variables.findings, *kept]), environment=(), served={}, stored=())


def of_some(names: list[str], variables: Variables) -> Plan:
    """The plan of some variables alone, with the findings about them; one that is not given is not missing."""
    values = {name: value for name, value in variables.values.items() if name in names}
    plan = plan_of(Variables({"om_sso_provider": "basic", **values}, variables.findings))
    about = {*values, *(finding.option for finding in variables.findings if finding.option in names)}
    return plan._replace(findings=[finding for finding in plan.findings if finding.option.split(".")[0] in about])


def of_state(state: str, variables: Variables) -> tuple[str, Plan]:
    """(verb for the host, plan) of a task's ``state``.

    Only the variables that say where the server is have to be right for ``last_good``; ``basic`` adds those of the
    administrators. Another state that comes from ``om_sso_recover_to`` is a finding.
    """
    if state not in STATES and state != (variables.values.get("om_sso_recover_to") or ""):
        raise AnsibleActionFail(f"state is {state}; it must be one of {', '.join(STATES)}.")
    if state == "present":
        return "apply", plan_of(variables)
    values = variables.values
    target = {name: values[name] for name in values if name in planner.TARGET_VARIABLES}
    if state == "basic":
        users = {name: values[name] for name in values if name in planner.USER_VARIABLES}
        users["om_sso_self_signup"] = values.get("om_sso_recover_self_signup") or False
        return "apply", plan_of(Variables({**target, **users, "om_sso_provider": "basic"}, []))
    # The role passes om_sso_recover_to as it is, so that findings name the variable.
    return "recover", planner.of_target({**target, "om_sso_recover_to": state or None})


def with_pair(variables: Variables, key_id: str) -> Variables:
    """The same with the key pair of an id, which lies on the host; empty for the one that OpenMetadata ships."""
    other = {name: value for name, value in variables.values.items() if name not in PAIR}
    return Variables({**other, **({PAIR[0]: key_id} if key_id else {})}, variables.findings)


def rendered(plan: Plan) -> dict[str, str]:
    """The files for a host as text, by template name; a template of the operator's own replaces the role's."""
    try:
        return render(host_request.templates_of(plan.settings), host_request.context_of(plan), template_folders(plan))
    except RenderError as error:
        raise AnsibleActionFail(str(error)) from None


def template_folders(plan: Plan) -> list[pathlib.Path]:
    """Where templates are, the operator's own first."""
    own = plan.settings.template_directory
    return [pathlib.Path(own).expanduser(), ROLE_TEMPLATES] if own else [ROLE_TEMPLATES]


def write_for_review(host: str, plan: Plan) -> None:
    """``om_sso_render_directory``: the files of a host on the controller, readable by the caller alone."""
    if plan.errors or plan.settings_or_none is None or not plan.settings.render_directory:
        return
    if in_cluster(plan.settings):
        from . import chart_files

        chart_files.write(host, plan)
        return
    folder = pathlib.Path(plan.settings.render_directory or "").expanduser() / host
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        for name, text in rendered(plan).items():
            private_file.write(folder / name.removesuffix(".j2"), text)
    except OSError as error:
        raise AnsibleActionFail(
            f"om_sso_render_directory: could not write {error.filename}: {error.strerror}."
        ) from None


def part(plan: Plan, result: str, **more: Any) -> dict[str, Any]:
    """A host's part of the report, schema 1."""
    chosen = plan.settings_or_none
    known = {
        "version": chosen.openmetadata_version if chosen is not None else None,
        # A plan that only says where the server is has no provider of its own.
        "provider": chosen.provider if chosen is not None and plan.provider is not None else None,
        "flow": chosen.flow if chosen is not None and plan.provider is not None else None,
        "deployment": chosen.deployment if chosen is not None else None,
        "result": result,
        "restarted": False,
        "files": [],
        "findings": [finding._asdict() for finding in plan.findings],
        "effective": [],
        "administrators": None,
        "drift": None,
        "expires": expiry.certificates(chosen),
    }
    return {**known, **more}


def summary(plans: dict[str, Plan]) -> str:
    """``2 errors, 1 warning`` over all hosts."""
    return count([finding for plan in plans.values() for finding in plan.findings])


# Ansible imports an action before it forks a process for each host and task: this is done once a run, and not in each.
if _is_new_enough(_pydantic()):
    settings.prepare()
