# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rules K8S-*: Kubernetes."""

from __future__ import annotations

from ._entry import Cause, Entry

ENTRIES = (
    Entry(
        "K8S-01",
        "error",
        "A Secret that others maintain has every key",
        where=("host",),
        reason="A pod does not start when its values refer to a key that is missing.",
        fix="Create it as docs/install/kubernetes.md describes, or set om_sso_kubernetes_secret_style: secret.",
        message="The Secret {secret} has no {names}.",
        wrong="""\
om_sso_kubernetes_secret_style: reference  # the Secret has no key OIDC_CLIENT_SECRET
""",
        right="""\
om_sso_kubernetes_secret_style: secret
""",
    ),
    Entry(
        "K8S-02",
        "error",
        "Nothing in envFrom overrides a variable of the plan",
        where=("host",),
        reason=(
            "The chart writes its variables into Secrets of envFrom, and lists those of the operator behind them: "
            "Kubernetes uses the last one."
        ),
        fix="Remove the key there; om_sso_extra_environment accepts any variable.",
        message="{where}: the {kind} {source} of envFrom sets {names}, which the plan sets too.",
        wrong="""\
envFrom:
  - secretRef: {name: catalog-settings}  # has a key AUTHENTICATION_PROVIDER
""",
        right="""\
envFrom:
  - secretRef: {name: catalog-settings}  # has keys of its own only
""",
        not_checked="Secrets and ConfigMaps that the account may not read, and files that are only rendered.",
    ),
    Entry(
        "K8S-03",
        "error",
        "The programs on the controller work together",
        where=("host",),
        reason="The change would end with an error in its middle.",
        fix="Update: {update}.",
        causes={
            "pair": Cause(
                "{tool} {version} does not work with {other} {found}: {reason}.",
                "Update ({update}), or set om_sso_kubernetes_helm to a helm before {since}.",
            ),
            "old": Cause(
                "{tool} {version} is older than {oldest}, the oldest version that is supported.", severity="warning"
            ),
        },
        wrong="""\
# kubernetes.core 6.2.0, and helm 4.3.1 in PATH
""",
        right="""\
# kubernetes.core 6.4.0, and helm 4.3.1 in PATH
""",
    ),
    Entry(
        "K8S-04",
        "error",
        "No other program applies the release",
        where=("host",),
        reason=(
            "Argo CD and Flux apply what their source says again and again: they undo a change of the release, or the "
            "change undoes theirs."
        ),
        fix=(
            "Write the values (openmetadata.sso.helm_values) and commit them for {tool}; openmetadata.sso.verify "
            "compares the release. Remove a mark that {tool} left behind, or ignore this rule (om_sso_ignore_rules)."
        ),
        message="{owner} applies the Deployment {deployment} of the release {release} ({mark}).",
        wrong="""\
# openmetadata.sso.sso for a Deployment with the annotation argocd.argoproj.io/tracking-id
""",
        right="""\
# openmetadata.sso.helm_values, and a commit of what it writes
""",
        not_checked="A run that changes nothing, and releases that another program applies without a mark.",
    ),
)
