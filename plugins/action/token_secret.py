# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Write a token to a Kubernetes Secret. Documented in plugins/modules/token_secret.py."""

from __future__ import annotations

from typing import Any, ClassVar

from ansible.errors import AnsibleActionFail

from ..module_utils._core.errors import words
from ..plugin_utils._plan import plan as planner
from ..plugin_utils._runtime import admin_task, kubernetes
from ..plugin_utils._runtime.action_base import Action, Outcome

NAMESPACE = "om_sso_kubernetes_namespace"
#: What says where the cluster is.
VARIABLES = frozenset(["om_sso_kubernetes_context", "om_sso_kubernetes_kubeconfig", NAMESPACE])


class ActionModule(Action):
    """Requests to the API from the controller, whatever the host's connection is."""

    ARGUMENTS: ClassVar[dict[str, Any]] = {
        "name": {"type": "str", "required": True},
        "key": {"type": "str", "default": "token", "no_log": False},
        "namespace": {"type": "str"},
        "token": {"type": "str", "no_log": True},
        "state": {"type": "str", "choices": ["present", "writable"], "default": "present"},
    }

    def carry_out(self):
        """Set the key of the Secret, or ask whether it could be set."""
        wanted, only_try = self.arguments, self.arguments["state"] == "writable"
        given = {NAMESPACE: wanted["namespace"]} if wanted["namespace"] else {}
        plan = planner.located({**self.read()[self.host].values, **given}, VARIABLES)
        admin_task.refuse_errors(plan)
        namespace = plan.settings.kubernetes_namespace
        if not namespace:
            raise AnsibleActionFail(
                f"The namespace of the Secret {wanted['name']} is missing. Name it at the Secret (namespace), or set "
                "om_sso_kubernetes_namespace."
            )
        if not (wanted["token"] or only_try or self.check_mode):
            raise AnsibleActionFail("token is missing: it may be left out in check mode only.")
        place = {"name": wanted["name"], "key": wanted["key"], "namespace": namespace}
        changed, error = kubernetes.deliver_token(self, plan, place, wanted["token"] or None, only_try)
        if error:
            raise AnsibleActionFail(words(error))
        return Outcome([], {"changed": changed, **place})
