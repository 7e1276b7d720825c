# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The files of a render: values as YAML, or a patch or a ConfigMap in place of them, and Secrets as manifests.

The Secrets are templates like those of the other deployments. The values are a tree whose branches depend on provider
and flow, so they are dumped by a function, and their template only adds what is around them.
"""

from __future__ import annotations

import base64
import json
import pathlib
from typing import Any

import yaml

from .._model.settings_class import Settings
from .._plan.plan import Plan
from .._plan.render import render as render_templates
from . import values as chart_values

VALUES = "helm.values.yaml"
SECRET = "kubernetes.secret.yaml"
PUBLIC = "kubernetes.public.yaml"
EXTERNAL = "kubernetes.external-secret.yaml"
PATCH = "kustomize.patch.yaml"
CONFIGMAP = "kubernetes.configmap.yaml"
#: Every file that a render may write.
NAMES = (VALUES, PATCH, CONFIGMAP, SECRET, EXTERNAL, PUBLIC)
#: What is written in place of values, by ``om_sso_kubernetes_render``.
FORMS = {"values": VALUES, "patch": PATCH, "manifests": CONFIGMAP}

#: The first words of each file, by which a later run knows its own.
MARK = "# Written by the Ansible collection openmetadata.sso;"


class _Dumper(yaml.SafeDumper):
    """Every text between double quotes and in ASCII.

    Readers disagree about which plain words are texts (1e5, 0o17, yes).
    """

    def ignore_aliases(self, _data: Any) -> bool:
        return True

    def represent_mapping(self, tag: str, mapping: Any, flow_style: bool | None = None) -> yaml.MappingNode:
        node = super().represent_mapping(tag, mapping, flow_style)
        for key, _value in node.value:
            key.style = None
        return node


_Dumper.add_representer(str, lambda dumper, text: dumper.represent_scalar("tag:yaml.org,2002:str", text, style='"'))


def dump(tree: Any) -> str:
    """A tree of dictionaries, lists and scalars as YAML."""
    return yaml.dump(
        tree, Dumper=_Dumper, sort_keys=False, width=1_000_000, allow_unicode=False, default_flow_style=False
    )


def context(plan: Plan, rendered: chart_values.Rendered, parent: str | None = None) -> dict[str, Any]:
    """What the templates may use: docs/install/kubernetes.md. ``parent`` is the name below which the values go."""
    names = chart_values.names_of(plan.settings)
    values = {parent: rendered.values} if parent else rendered.values
    plain = {entry.name: entry.text for entry in plan.environment if entry.name not in rendered.secret}
    return {
        "values": values,
        "values_yaml": dump(values),
        "secret": {"name": names.secret, "data": _base64(rendered.secret)},
        "public": {"name": names.public, "data": _base64(rendered.public)},
        "environment": {name: _quoted(text) for name, text in plain.items()},
        "annotations": {name: _quoted(text) for name, text in rendered.values["podAnnotations"].items()},
        "configmap": names.environment,
        "keys": chart_values.key_volume(plan.settings),
        "store": _store(plan.settings),
        "namespace": names.namespace,
        "provider": plan.settings.provider,
        "flow": plan.settings.flow,
    }


def _base64(content: dict[str, str]) -> dict[str, str]:
    """``data`` and not ``stringData``: with the latter a key that is no longer there would stay in the cluster."""
    return {key: base64.b64encode(text.encode()).decode() for key, text in content.items()}


def _quoted(text: str) -> str:
    """A text between double quotes, as YAML and JSON read it."""
    return json.dumps(text)


def _store(settings: Settings) -> dict[str, str | None]:
    """Where External Secrets finds the secrets."""
    kind, _slash, name = (settings.kubernetes_secret_store or "").rpartition("/")
    return {"kind": kind or "ClusterSecretStore", "name": name, "path": settings.kubernetes_secret_path}


def files(
    plan: Plan, own: dict[str, list[Any]], folders: list[pathlib.Path], parent: str | None = None
) -> dict[str, str]:
    """The files of a plan as text, by name; raises ``RenderError``. A file without content is left out.

    The values go below ``parent``, where the chart is a subchart of that name.
    """
    rendered = chart_values.render(plan, own)
    style, form = plan.settings.kubernetes_secret_style, FORMS[plan.settings.kubernetes_render]
    wanted = {
        form: True,
        SECRET: bool(rendered.secret) and style == "secret",
        EXTERNAL: bool(rendered.secret) and style == "external_secret",
        PUBLIC: bool(rendered.public) and form == VALUES,
    }
    templates = tuple(f"{name}.j2" for name, needed in wanted.items() if needed)
    texts = render_templates(templates, context(plan, rendered, parent), folders)
    return {name.removesuffix(".j2"): text for name, text in texts.items()}
