# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which program applies a Deployment again and again, by the marks that it leaves on it.

Sources: "Resource Tracking" in the documentation of Argo CD; the source of Flux's helm-controller (origin labels, set
after the last post-renderer), kustomize-controller and Flux Operator (owner labels). The names of field managers are
those that the programs give themselves in their source.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

ARGO_CD, FLUX = "Argo CD", "Flux"
#: The kind of Flux that installs a release of Helm; every other owner applies manifests that it renders itself.
_HELM_RELEASE = "HelmRelease"
LABEL, ANNOTATION, MANAGER = "label", "annotation", "field manager"


class Mark(NamedTuple):
    """Where an owner is named: its name is the value, in the namespace of the label ``namespace``."""

    place: str
    key: str
    tool: str
    kind: str = ""
    namespace: str = ""
    #: What the value has to match where the key alone says nothing.
    value: str = ""


MARKS = (
    Mark(LABEL, "helm.toolkit.fluxcd.io/name", FLUX, _HELM_RELEASE, "helm.toolkit.fluxcd.io/namespace"),
    Mark(LABEL, "kustomize.toolkit.fluxcd.io/name", FLUX, "Kustomization", "kustomize.toolkit.fluxcd.io/namespace"),
    Mark(
        LABEL,
        "resourceset.fluxcd.controlplane.io/name",
        FLUX,
        "ResourceSet",
        "resourceset.fluxcd.controlplane.io/namespace",
    ),
    Mark(ANNOTATION, "argocd.argoproj.io/tracking-id", ARGO_CD, "Application"),
    Mark(LABEL, "argocd.argoproj.io/instance", ARGO_CD, "Application"),
    Mark(LABEL, "app.kubernetes.io/managed-by", ARGO_CD, value="argo-?cd"),
    Mark(LABEL, "app.kubernetes.io/managed-by", FLUX, value="flux(cd)?"),
    Mark(MANAGER, "argocd-controller", ARGO_CD),
    Mark(MANAGER, "argocd-application-controller", ARGO_CD),
    Mark(MANAGER, "helm-controller", FLUX, _HELM_RELEASE),
    Mark(MANAGER, "kustomize-controller", FLUX, "Kustomization"),
    Mark(MANAGER, "flux-operator", FLUX, "ResourceSet"),
)


class Owner(NamedTuple):
    """A program that applies the Deployment; ``name`` is empty where the mark does not tell it."""

    tool: str
    kind: str
    name: str
    mark: str

    @property
    def title(self) -> str:
        """``Argo CD (Application om-prod)``."""
        return f"{self.tool} ({self.kind} {self.name})" if self.name else self.tool

    @property
    def keeps_release(self) -> bool:
        """Whether Helm's record of the release is the one of this owner."""
        return self.kind == _HELM_RELEASE


def of(deployment: dict[str, Any]) -> Owner | None:
    """The owner of a Deployment as the API returns it; ``None`` without a mark."""
    return next(_owners(deployment.get("metadata") or {}), None)


def managers(deployment: dict[str, Any]) -> list[str]:
    """The programs that have set fields of it, without those that only report its status."""
    listed = (deployment.get("metadata") or {}).get("managedFields") or ()
    return list(dict.fromkeys(str(each.get("manager")) for each in listed if not each.get("subresource")))


def _owners(meta: dict[str, Any]) -> Iterator[Owner]:
    found = {
        LABEL: meta.get("labels") or {},
        ANNOTATION: meta.get("annotations") or {},
        MANAGER: dict.fromkeys(managers({"metadata": meta}), ""),
    }
    for mark in MARKS:
        text = found[mark.place].get(mark.key)
        if text is None or (mark.value and not re.fullmatch(mark.value, str(text), re.IGNORECASE)):
            continue
        yield Owner(mark.tool, mark.kind, _name(mark, str(text), found[LABEL]), f"{mark.place} {mark.key}")


def _name(mark: Mark, text: str, labels: dict[str, Any]) -> str:
    """The name of the owner. A tracking id is NAME:GROUP/KIND:NAMESPACE/NAME, an Argo CD name NAMESPACE_NAME."""
    if mark.value or mark.place == MANAGER:
        return ""
    name = text.partition(":")[0]
    return "/".join(filter(None, (str(labels.get(mark.namespace, "")) if mark.namespace else "", name)))
