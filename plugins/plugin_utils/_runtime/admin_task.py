# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the actions of an administrator share.

The server's URL, the token, and an answer that is encrypted in transit.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ansible.errors import AnsibleActionFail

from ...module_utils._core.errors import words
from .._model.deployments import deployment_of, in_cluster
from .._plan import host_request
from .._plan import plan as planner
from . import call_deadline, one_replica, variables
from .action_base import Action, NoAnswer

#: Arguments of every such task, see the documentation fragment ``connection``.
CONNECTION = {
    "url": {"type": "str"},
    "admin_token": {"type": "str"},
    "admin_email": {"type": "str"},
    "admin_password": {"type": "str"},
}
FROM_VARIABLES = ("admin_token", "admin_email", "admin_password")


def ask(
    action: Action,
    extra: dict[str, Any] | None = None,
    of_release: Callable[[planner.Plan], dict[str, Any]] | None = None,
    alone: bool = False,
) -> dict[str, Any]:
    """The module's answer; raises ``AnsibleActionFail`` with the host's error.

    ``extra`` goes to the module beside the task's own arguments. With ``of_release`` the task has to run on the
    server's own host, because it reads more than HTTP shows; for a Helm release that function reads it, and what it
    returns goes to the module. With ``alone`` no other replica of the cluster is asked meanwhile.
    """
    arguments = action.arguments
    values = action.read()[action.host]
    given = {name: arguments[name] or values.values.get(f"om_sso_{name}") for name in FROM_VARIABLES}
    plan = planner.located(values.values, planner.TARGET_VARIABLES)
    is_release = in_cluster(plan.settings_or_none) and action._task.delegate_to in (None, action.host)
    problem = _problem(values, given, is_release)
    if problem:
        raise AnsibleActionFail(problem)
    url, document = _place(action, plan, of_release is not None and not is_release)
    read: dict[str, Any] = {}
    if of_release and is_release:
        refuse_errors(plan)
        read = of_release(plan)
    content = {
        "url": url,
        "target": document,
        "arguments": {**arguments, **(extra or {}), **read},
        **given,
    }
    # Arguments of the task itself go as well: Ansible checks that required ones are there.
    own = {
        name: value for name, value in arguments.items() if value is not None and name not in (*FROM_VARIABLES, "url")
    }
    if is_release:
        from . import kubernetes

        # It is not a machine: the module runs on the controller.
        action.task_vars = kubernetes.run_here(action, action.task_vars)
    with one_replica.held(action, values.values if alone else {}):
        returned = action.ask_host(content, own, call_deadline.MANY)
    if "answer" not in returned:
        raise NoAnswer(returned)
    if returned["error"]:
        raise AnsibleActionFail(words(returned["error"]))
    return dict(returned["answer"])


def _problem(values: variables.Variables, given: dict[str, Any], is_release: bool) -> str:
    for finding in values.findings:
        if finding.option.removeprefix("om_sso_") in FROM_VARIABLES:
            return f"{finding.message} {finding.fix}"
    if (
        given["admin_token"]
        or (given["admin_email"] and given["admin_password"])
        or (values.values.get("om_sso_mint_admin_token") and not is_release)
    ):
        return ""
    return (
        "om_sso_admin_token is missing: the token of an administrator, or of a bot that is one. With the provider "
        "basic you can set om_sso_admin_email and om_sso_admin_password instead"
        + ("." if is_release else ", and with your own key pair om_sso_mint_admin_token: true.")
    )


def _place(action: Action, plan: planner.Plan, target: bool) -> tuple[str | None, dict[str, Any] | None]:
    """(URL, request for the server's host).

    The URL is ``None`` where the host finds it itself, the request where HTTP is enough.
    """
    url = action.arguments["url"]
    away = action._task.delegate_to not in (None, action.host)
    known = not away and deployment_of(plan.settings).on_host
    if target and not known:
        why = "it is delegated" if away else f"om_sso_deployment is {plan.settings.deployment or 'missing'}"
        raise AnsibleActionFail(f"This task reads the server's own host, but {why}.")
    if url and not target:
        return url, None
    if known:
        refuse_errors(plan)
        return url, host_request.document(plan, "administer", {})
    if not plan.settings.api_url:
        raise AnsibleActionFail("The URL of the server is missing: set url or om_sso_api_url.")
    return plan.settings.api_url, None


def refuse_errors(plan: planner.Plan) -> None:
    """Raise ``AnsibleActionFail`` with all errors of a plan."""
    if plan.errors:
        raise AnsibleActionFail(" ".join(f"{finding.message} {finding.fix}" for finding in plan.errors))
