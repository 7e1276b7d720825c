# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Two names of the inventory for one server: with different plans each would undo what the other did.

The hosts are worked on by processes side by side; the first one keeps its name in the run's private folder (``stash``).
"""

from __future__ import annotations

import hashlib
import json
from typing import Any

from .._model.deployments import deployment_of
from .._plan import host_request
from .._plan.plan import Plan
from . import host_run, stash
from .action_base import Outcome


def refused_host(host: str, plan: Plan, installation: str) -> Outcome | None:
    """The failure of a host whose server another host of the run has under another name, with another plan.

    ``installation`` is what the host answered; empty where it is not known.
    """
    return _refused(host, plan, installation) if installation else None


def refused_release(host: str, plan: Plan) -> Outcome | None:
    """The same of a host that stands for a release, which is known by its variables."""
    return _refused(host, plan, _digest(_release(host, plan)))


def _refused(host: str, plan: Plan, installation: str) -> Outcome | None:
    own = {"host": host, "plan": _digest(_decisive(plan))}
    first = stash.keep(f"installation_{installation}", own)
    if first["host"] == host or first["plan"] == own["plan"]:
        return None
    name = deployment_of(plan.settings).folder or "kubernetes_release"
    error = {
        "message": f"{host} and {first['host']} are one server under two names, and their plans differ.",
        "option": f"om_sso_{name}",
        "fix": "Leave one name out of the run, or give both the same variables.",
    }
    return host_run.failed(host, plan, error)


def _release(host: str, plan: Plan) -> list[Any]:
    settings = plan.settings
    cluster = [settings.kubernetes_kubeconfig, settings.kubernetes_context, settings.kubernetes_namespace]
    return [str(part) for part in [*cluster, settings.kubernetes_release or host]]


def _decisive(plan: Plan) -> list[Any]:
    """What decides how the server is left."""
    variables = [(entry.name, entry.text) for entry in plan.environment]
    return [variables, [(field.path, field.value) for field in plan.stored], host_request.keys_of(plan.settings)]


def _digest(value: Any) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True, default=str).encode("utf-8", "surrogateescape")).hexdigest()
