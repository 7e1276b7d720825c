# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Asking a host for the state of a key rotation."""

from __future__ import annotations

from typing import Any

from ansible.errors import AnsibleActionFail

from ...module_utils._core.errors import words
from .._model.deployments import in_cluster
from .._plan import host_request
from .._plan.plan import Plan
from . import key_pairs, token_downtime
from .action_base import Action, NoAnswer

#: What the task returns of the host's answer.
RETURNED = ("kids", "published", "wanted", "swapped", "running")


def ask(action: Action, plan: Plan) -> dict[str, Any]:
    """The answer of the host or release; a host's key pair is remembered for the other replicas of its cluster."""
    if in_cluster(plan.settings):
        return _of_release(action, plan)
    content = host_request.document(plan, "rotation_status", {})
    name = key_pairs.name_of(content["keys"])
    if name:
        content["keys"]["share"] = True
    returned = action.ask_host(content)
    if "answer" not in returned:
        raise NoAnswer(returned)
    if returned["error"]:
        raise AnsibleActionFail(f"{returned['error']['message']} {returned['error']['fix']} Nothing was changed.")
    pair = returned["answer"]["pair"]
    key_pairs.remember(name, pair, content["keys"])
    if returned["answer"]["swapped"]:
        token_downtime.began(action.host, plan.settings.cluster, pair)
    return dict(returned["answer"])


def _of_release(action: Action, plan: Plan) -> dict[str, Any]:
    from . import kubernetes

    answer, error = kubernetes.rotation_status(action, action.host, plan)
    if answer is None:
        raise AnsibleActionFail(f"{words(error)} Nothing was changed.")
    if answer["swapped"]:
        token_downtime.began(action.host, plan.settings.cluster, answer["pair"])
    return answer


def missing_replicas(plan: Plan, task_vars: dict[str, Any]) -> list[str]:
    """Replicas of the same cluster that are not in this play."""
    cluster = plan.settings.cluster
    if not cluster or not plan.settings.jwt_key_id:
        return []
    hostvars, play = task_vars["hostvars"], task_vars["ansible_play_hosts_all"]
    return [name for name in hostvars if name not in play and hostvars[name].get("om_sso_cluster") == cluster]
