# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A release that another program applies is not changed here: the two would undo each other."""

from __future__ import annotations

from ...module_utils._core.errors import HostError
from ...module_utils._core.text import some
from .._model.findings import errors, to_data, without_ignored
from .._register import finding_of
from . import owner
from .current_state import RunningRelease

_RULE = "K8S-04"


def owner_of(running: RunningRelease) -> owner.Owner | None:
    """Who applies the Deployment as it is in the cluster now."""
    return owner.of(running.live)


def check(running: RunningRelease) -> None:
    """``HostError`` when another program applies the release, or Helm keeps no record of it."""
    deployment = running.live
    cluster, name = running.release.cluster, deployment["metadata"]["name"]
    found = owner.of(deployment)
    findings = []
    if found is not None:
        findings = [
            finding_of(
                _RULE,
                "om_sso_kubernetes_release",
                release=cluster.release,
                deployment=name,
                owner=found.title,
                tool=found.tool,
                mark=found.mark,
            )
        ]
    if running.record.kept:  # without a release of Helm there is nothing to go on with
        findings = without_ignored(findings, running.release.settings.ignore_rules)
    if errors(findings):
        raise HostError("The release is not changed here; nothing was changed.", findings=to_data(findings))
    if not running.record.kept:
        by = some(owner.managers(deployment)) or "another program"
        raise HostError(
            f"There is no Helm release {cluster.release} in the namespace {cluster.namespace}: "
            f"the Deployment {name} was applied by {by}.",
            "om_sso_kubernetes_release",
            "Render values for what applies it (openmetadata.sso.helm_values); openmetadata.sso.verify compares it.",
        )
