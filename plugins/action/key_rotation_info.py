# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Report the state of a key rotation. Documented in plugins/modules/key_rotation_info.py."""

from __future__ import annotations

from ansible.errors import AnsibleActionFail
from ansible.plugins.action import ActionBase
from ansible.utils.display import Display

from ..plugin_utils._output import rotation as texts
from ..plugin_utils._plan import host_request
from ..plugin_utils._runtime import key_pairs, planning, stash, token_downtime, variables

display = Display()
MODULE = "openmetadata.sso.key_rotation_info"
ARGUMENTS = {
    "plan": {"type": "str"},
    "bot": {"type": "str"},
    "fail_on_blocked": {"type": "bool", "default": False},
}


class ActionModule(ActionBase):
    """Ask the host, or, for a bot, say how long it was without a living token, which asks nobody."""

    _supports_check_mode = True
    _supports_async = False

    def run(self, tmp=None, task_vars=None):
        result = super().run(tmp, task_vars)
        arguments = self.validate_argument_spec(ARGUMENTS)[1]
        planning.require_pydantic()
        host = task_vars["inventory_hostname"]
        if arguments["bot"]:
            return self._measured(result, host, arguments["bot"], task_vars)
        kept = stash.look(arguments["plan"]) if arguments["plan"] else None
        plan = planning.plan_of(variables.of_plan(kept, self._templar, task_vars))
        if plan.errors:
            raise AnsibleActionFail(f"{host}: {planning.summary({host: plan})}; nothing was touched.")
        answer = self._ask(host, plan, task_vars)
        blocked = texts.problem(plan, answer, _missing(plan, task_vars))
        lines = texts.stands(host, plan, answer)
        display.display("\n".join(lines))
        result.update(
            changed=False,
            msg=lines,
            blocked=blocked,
            **{name: answer[name] for name in ("kids", "published", "wanted", "swapped", "running")},
        )
        if blocked and arguments["fail_on_blocked"]:
            result.update(failed=True, msg=f"{host}: {blocked} Nothing was touched.")
        return result

    def _ask(self, host, plan, task_vars):
        content = host_request.document(plan, "rotation_status", {})
        name = key_pairs.name_of(content["keys"])
        if name:
            content["keys"]["share"] = True
        returned = self._execute_module(
            module_name=MODULE, module_args={"payload": host_request.pack(content)}, task_vars=task_vars
        )
        if "answer" not in returned:
            raise AnsibleActionFail(f"{host}: {returned.get('msg', 'the module did not answer')}")
        if returned["error"]:
            raise AnsibleActionFail(
                f"{host}: {returned['error']['message']} {returned['error']['fix']} Nothing was touched."
            )
        pair = returned["answer"]["pair"]
        key_pairs.remember(name, pair, content["keys"])
        if returned["answer"]["swapped"]:
            token_downtime.began(host, plan.settings.cluster, pair)
        return returned["answer"]

    def _measured(self, result, host, bot, task_vars):
        seconds = token_downtime.lasted(host, task_vars.get("om_sso_cluster"))
        lines = texts.measured(host, bot, seconds)
        display.display("\n".join(lines))
        result.update(changed=False, msg=lines, seconds=seconds)
        return result


def _missing(plan, task_vars):
    """Replicas of the same cluster that this play does not reach."""
    cluster = plan.settings.cluster
    if not cluster or not plan.settings.jwt_key_id:
        return []
    hostvars, play = task_vars["hostvars"], task_vars["ansible_play_hosts_all"]
    return [name for name in hostvars if name not in play and hostvars[name].get("om_sso_cluster") == cluster]
