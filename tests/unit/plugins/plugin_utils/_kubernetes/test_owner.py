# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who applies a Deployment, by the marks that Argo CD and Flux leave."""

import pytest
from ansible_collections.openmetadata.sso.plugins.plugin_utils._kubernetes import owner

HELM = {"app.kubernetes.io/managed-by": "Helm", "app.kubernetes.io/instance": "om"}


def managed(*names, **more):
    """``metadata.managedFields``."""
    return {"managedFields": [{"manager": name, "operation": "Update", **more} for name in names]}


CASES = {
    "the annotation of Argo CD": (
        {"annotations": {"argocd.argoproj.io/tracking-id": "om-prod:apps/Deployment:data/om"}},
        "Argo CD (Application om-prod)",
    ),
    "an application in another namespace": (
        {"annotations": {"argocd.argoproj.io/tracking-id": "team_om-prod:apps/Deployment:data/om"}},
        "Argo CD (Application team_om-prod)",
    ),
    "the label of Argo CD": (
        {"labels": {"argocd.argoproj.io/instance": "om-prod"}},
        "Argo CD (Application om-prod)",
    ),
    "a HelmRelease": (
        {"labels": {"helm.toolkit.fluxcd.io/name": "om", "helm.toolkit.fluxcd.io/namespace": "flux-system"}},
        "Flux (HelmRelease flux-system/om)",
    ),
    "a Kustomization": (
        {"labels": {"kustomize.toolkit.fluxcd.io/name": "apps", "kustomize.toolkit.fluxcd.io/namespace": "flux"}},
        "Flux (Kustomization flux/apps)",
    ),
    "a ResourceSet of Flux Operator": (
        {
            "labels": {
                "resourceset.fluxcd.controlplane.io/name": "apps",
                "resourceset.fluxcd.controlplane.io/namespace": "flux",
            }
        },
        "Flux (ResourceSet flux/apps)",
    ),
    "managed-by says so": ({"labels": {"app.kubernetes.io/managed-by": "ArgoCD"}}, "Argo CD"),
    "server-side apply of Argo CD": (managed("helm", "argocd-controller"), "Argo CD"),
    "client-side apply of Argo CD": (managed("argocd-application-controller"), "Argo CD"),
    "the field manager of Flux": (managed("helm-controller"), "Flux"),
    "server-side apply of a Kustomization": (managed("kustomize-controller", operation="Apply"), "Flux"),
    "server-side apply of a ResourceSet": (managed("flux-operator", operation="Apply"), "Flux"),
}
NOBODY = {
    "Helm": {"labels": HELM, **managed("helm", "kube-controller-manager")},
    "only the status": managed("argocd-controller", subresource="status"),
    "a label with an instance alone": {"labels": {"app.kubernetes.io/instance": "argocd"}},
    "options of Argo CD, which it only reads": {"annotations": {"argocd.argoproj.io/sync-options": "Prune=false"}},
    "nothing": {},
}


@pytest.mark.parametrize("case", CASES)
def test_an_owner_is_known_by_each_mark(case):
    marks, title = CASES[case]
    marks = {**marks, "labels": {**HELM, **marks.get("labels", {})}}
    assert owner.of({"metadata": marks}).title == title


@pytest.mark.parametrize("case", NOBODY)
def test_without_a_mark_nobody_else_applies_it(case):
    assert owner.of({"metadata": NOBODY[case]}) is None


def test_only_flux_s_helm_controller_keeps_the_record_of_helm():
    kept = {name: owner.of({"metadata": marks}).keeps_release for name, (marks, _title) in CASES.items()}
    assert [name for name, keeps in kept.items() if keeps] == ["a HelmRelease", "the field manager of Flux"]
