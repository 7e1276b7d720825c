# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Look at a host for what production forbids, with one module call. Documented in plugins/modules/audit.py."""

from __future__ import annotations

from ansible.errors import AnsibleConnectionFailure
from ansible.plugins.action import ActionBase
from ansible.utils.display import Display

from ..module_utils import _audit as on_host
from ..plugin_utils import _audit
from ..plugin_utils._model.findings import SEVERITIES
from ..plugin_utils._output import apply
from ..plugin_utils._output import audit as lines
from ..plugin_utils._plan import host_request
from ..plugin_utils._runtime import audit_report, planning, variables

display = Display()
MODULE = "openmetadata.sso.audit"
FLOWS = {"public": "implicit", "confidential": "authorization_code"}


class ActionModule(ActionBase):
    """What a host answers is judged on the controller; a host that cannot be looked at is told like any other."""

    _supports_check_mode = True

    def run(self, tmp=None, task_vars=None):
        result = super().run(tmp, task_vars)
        self.validate_argument_spec({})
        planning.require_pydantic()
        self._found = variables.of_task(self._templar, task_vars)
        plan = audit_report.plan_of(self._found)
        if plan.errors:
            said = apply.finding_lines(plan.findings)
            problem = f"{planning.summary({'': plan})} in the variables that say where the server is"
            return {**result, **self._not_seen(plan, problem, task_vars, said)}
        try:
            answer, problem = self._ask(plan, task_vars)
        except AnsibleConnectionFailure as error:
            self._not_seen(plan, f"the host cannot be reached ({str(error).splitlines()[0].strip()[:200]})", task_vars)
            raise
        return {
            **result,
            **(self._judged(plan, answer, task_vars) if answer else self._not_seen(plan, problem, task_vars)),
        }

    def _ask(self, plan, task_vars):
        """(what was seen, ``None``) or (``None``, why nothing)."""
        wanted = _audit.wanted(plan.settings)
        if plan.settings.deployment == "kubernetes":
            if not plan.settings.api_url:
                return None, "om_sso_api_url is missing: with Kubernetes the server is only seen over HTTP"
            answer, error = on_host.look(wanted)
        else:
            returned = self._execute_module(
                module_name=MODULE, module_args={"payload": host_request.pack(wanted)}, task_vars=task_vars
            )
            if "answer" not in returned:
                return None, returned.get("msg", "the module did not answer")
            answer, error = returned["answer"], returned["error"]
        return answer, None if error is None else f"{error['message']} {error['fix']}".strip()

    def _judged(self, plan, answer, task_vars):
        host, seen = task_vars["inventory_hostname"], _audit.Seen(answer)
        results = _audit.judge(answer, plan.settings.ignore_rules or {})
        served = seen.server["served"] or {}
        flow = FLOWS.get(served.get("clientType")) if seen.provider not in (None, "basic", "saml", "ldap") else None
        part = lines.document(plan.settings.deployment, seen.server["version"], seen.provider, flow, results)
        said = lines.of(host, plan.settings.deployment, seen.server["version"], seen.provider, results)
        outcome = self._told(part, said, task_vars)
        limit = plan.settings.audit_fail_on
        if limit != "never" and _audit.worst(results) <= SEVERITIES.index(limit):
            found = [result.finding() for result in results if result.status == "finding"]
            outcome = {"failed": True, "msg": f"{host}: {apply.count(found)}", "findings": outcome["findings"]}
        return outcome

    def _not_seen(self, plan, reason, task_vars, more=()):
        host = task_vars["inventory_hostname"]
        deployment = plan.settings.deployment if plan.settings_or_none is not None else None
        part = lines.document(deployment, None, None, None, _audit.unseen(reason), reason)
        self._told(part, [*lines.not_seen(host, reason), *more], task_vars)
        return {"failed": True, "msg": f"{host}: not looked at: {reason}"}

    def _told(self, part, said, task_vars):
        host = task_vars["inventory_hostname"]
        display.display("\n".join(said))
        audit_report.add(host, part, self._found.values, task_vars.get("ansible_play_hosts_all") or [host])
        return {
            "changed": False,
            "msg": said,
            **{name: part[name] for name in ("version", "provider", "findings", "checks")},
        }
