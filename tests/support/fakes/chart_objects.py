# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What OpenMetadata's chart makes of the values of a release: its Deployment, and the container of the server."""

import json

from ansible_collections.openmetadata.sso.plugins.module_utils._formats import dotted_path
from ansible_collections.openmetadata.sso.plugins.plugin_utils._helm.values_findings import extra_envs
from ansible_collections.openmetadata.sso.plugins.plugin_utils._model.catalogue import CATALOGUE

RELEASE, NAMESPACE, DEPLOYMENT = "om", "data", "om-openmetadata"
#: Variables of these tests that the chart does not quote, as it does all other texts.
_RAW = ("OIDC_CUSTOM_PARAMS",)


def deployment(template):
    """The Deployment of the release, with a template of its pods."""
    return {
        "apiVersion": "apps/v1",
        "kind": "Deployment",
        "metadata": {
            "name": DEPLOYMENT,
            "labels": {"app.kubernetes.io/instance": RELEASE, "helm.sh/chart": "openmetadata-1.9.7"},
        },
        "spec": {"selector": {"matchLabels": {"app": RELEASE}}, "template": template},
    }


def template(values):
    """What the chart makes of values: variables and files of the container, and annotations of the pods."""
    container = {"name": "openmetadata", "env": [*_entries(values), *extra_envs(values)]}
    container["volumeMounts"] = values.get("extraVolumeMounts") or []
    annotations = dict(values.get("podAnnotations") or {})
    spec = {"containers": [container], "volumes": values.get("extraVolumes") or []}
    return {"metadata": {"annotations": annotations}, "spec": spec}


def _entries(values):
    for variable in CATALOGUE.values():
        value = dotted_path.read(values, variable.helm) if variable.helm else None
        if variable.name == "FERNET_KEY":  # a text is one level below a reference, which wins
            reference = dotted_path.read(values, variable.helm.rpartition(".")[0]) or {}
            value = reference if reference.get("secretRef") else value
        if isinstance(value, dict) and "secretRef" in value:
            reference = {"name": value["secretRef"], "key": value["secretKey"]}
            yield {"name": variable.name, "valueFrom": {"secretKeyRef": reference}}
        elif value is not None and not isinstance(value, dict):
            yield {"name": variable.name, "value": value if variable.name in _RAW else json.dumps(value)}
