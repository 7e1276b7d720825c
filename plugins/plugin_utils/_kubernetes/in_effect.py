# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a pod of a release works with, to adopt it: openmetadata.yaml, its environment, stored rows, what it serves."""

from __future__ import annotations

import base64
import binascii
from typing import Any

from ...module_utils._core.errors import HostError
from ...module_utils._deployment.compose_sources import CONFIGURATION
from ...module_utils._server import stored_config
from .._model.releases import STORED_ROWS_SINCE
from . import objects, pod
from .cluster import Cluster
from .current_state import find_server
from .release import Release

#: ``$1`` is the file. Its output is Base64, since the channel may split characters of several bytes.
READ_FILE = 'base64 <"$1"'


def read(release: Release) -> dict[str, Any]:
    """The answer of a host to ``adopt``, from the first pod whose server answers.

    ``HostError`` when there is no such release or no such pod, and for rows that cannot be read.
    """
    cluster, url = release.cluster, release.settings.server_internal_url
    deployment, container = find_server(release, release.record())
    pods = cluster.list("v1", "Pod", label_selectors=objects.selector(deployment))
    running = [each for each in pods if objects.is_running(each, container["name"])]
    reasons = []
    for each in running:
        state = pod.read_state(cluster, each, container["name"], url, False, [])
        if state.reason is None:
            break
        reasons.append(state.reason)
    else:
        reason = reasons[0] if reasons else f"no pod of the Deployment {deployment['metadata']['name']} runs"
        fix = "Start it, correct om_sso_server_internal_url, or name its values files in om_sso_helm_values_files."
        raise HostError(f"What the release works with cannot be read: {reason}.", fix=fix)
    # The ops command may quote what it reads when it fails.
    release.mask.also(state.environment)
    release.mask.also({name: text.strip("\"'") for name, text in state.environment.items()})
    rows = None
    if stored_config.decide(state.version, STORED_ROWS_SINCE):
        with_rows = pod.read_state(cluster, each, container["name"], url, True, [])
        if with_rows.rows is None:
            raise HostError(f"The stored rows cannot be read: {with_rows.reason or 'the pod did not export them'}.")
        rows = with_rows.stored()
    return {
        "files": _configuration(cluster, state.name, container["name"]),
        "environment": state.environment,
        "rows": rows,
        "version": state.version,
        "served": state.served,
        "place": f"pod {state.name}",
    }


def _configuration(cluster: Cluster, name: str, container: str) -> list[dict[str, Any]]:
    """openmetadata.yaml as the pod has it, from the image or mounted; nothing when it cannot be read."""
    result = cluster.run(name, container, READ_FILE, CONFIGURATION)
    try:
        text = base64.b64decode(result.out).decode("utf-8")
    except (binascii.Error, UnicodeDecodeError):
        text = ""
    if result.status != 0 or not text:
        return []
    return [{"path": f"{name}:{CONFIGURATION}", "kind": "openmetadata_yaml", "dialect": None, "text": text}]
