# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Compare what many servers serve with their plans, over HTTP from the controller. Documented in plugins/modules."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from ansible.plugins.action import ActionBase
from ansible.utils.display import Display

from ..module_utils._server import authorization_request, drift
from ..module_utils._server.server import Server
from ..plugin_utils._output import apply
from ..plugin_utils._runtime import planning, report, variables

display = Display()
THREADS = 32


class ActionModule(ActionBase):
    """One task for all hosts; no connection to any of them but HTTP to its server."""

    _supports_check_mode = True

    def run(self, tmp=None, task_vars=None):
        result = super().run(tmp, task_vars)
        arguments = self.validate_argument_spec({"hosts": {"type": "list", "elements": "str"}})[1]
        planning.require_pydantic()
        hosts = arguments["hosts"] or [task_vars["inventory_hostname"]]
        found = {host: variables.of_host(host, self._loader, self._task, task_vars) for host in hosts}
        plans = {host: planning.plan_of(values) for host, values in found.items()}
        with ThreadPoolExecutor(THREADS) as pool:
            answers = dict(zip(plans, pool.map(look, plans.values())))
        lines, failing, parts = [], [], {}
        for host, plan in plans.items():
            answer = answers[host]
            lines += apply.planned(host, plan) if plan.errors else apply.verified(host, plan, answer)
            if plan.errors or apply.has_drift(answer):
                failing.append(host)
            shown = {name: answer[name] for name in ("version", "effective")}
            parts[host] = planning.part(plan, "failed" if host in failing else "unchanged", **shown)
            if found[host].values.get("om_sso_report_path"):
                report.add(found[host].values["om_sso_report_path"], "verify", {host: parts[host]})
        display.display("\n".join(lines))
        result.update(changed=False, hosts=parts, msg=lines)
        if failing:
            result["hosts"] = {host: planning.compact(parts[host]) for host in failing}
            result.update(
                failed=True,
                msg=f"{len(failing)} of {len(hosts)} servers are not as planned or not seen: {', '.join(failing[:10])}.",
            )
        return result


def look(plan):
    """The server's answer in the form that the module on a host gives; files and environment are not seen from here."""
    nothing = {"version": None, "effective": [], "files": [], "variables": [], "notes": [], "kids": None}
    empty = dict(nothing, rows_decide=False, stale=False, reachable=False)
    if plan.errors:
        return empty
    if not plan.settings.api_url:
        return dict(
            empty,
            notes=["om_sso_api_url is missing: the address of this host's own server as the controller reaches it"],
        )
    server = Server(plan.settings.api_url)
    auth, kids, reason = server.served()
    variables = [entry._asdict() for entry in plan.environment if not entry.secret]
    shown, unseen = authorization_request.shown(server.url, plan.served, variables, auth)
    rows = [
        row
        for row in drift.table(variables, plan.served, drift.Layers(None, None, shown), str, str)
        if row["field"] in plan.served
    ]
    notes = [note for note in (reason, unseen) if note]
    # The rest is behind a login, and secrets are nowhere to be seen: openmetadata.sso.verify asks on the host.
    paths = drift.stored_paths([entry._asdict() for entry in plan.environment])
    hidden = sorted({path.split(".", 1)[1] for path in paths} - {row["field"] for row in rows})
    seen = {
        "unseen": hidden if reason is None else [],
        "version": server.version() if auth else None,
        "effective": rows,
        "kids": kids,
        "notes": notes,
    }
    return dict(empty, reachable=reason is None, **seen)
