# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the Helm chart's values and Secrets need beside the plan."""

from __future__ import annotations

from ._option import Option

OPTIONS = (
    Option(
        "kubernetes_secret",
        "str",
        (
            "Name of the Secret that the chart's values refer to; its keys are the names of the variables.",
            (
                "What the chart wants from a Secret though it is none (the client id, certificates) is in a second "
                "one, whose name ends in C(-public)."
            ),
        ),
        default="openmetadata-sso",
    ),
    Option(
        "kubernetes_namespace",
        "str",
        (
            "Namespace of the Helm release, written into the Secrets.",
            "Needed to apply; a render without it leaves the namespace to the tool that applies the files.",
        ),
        example="data",
    ),
    Option(
        "kubernetes_release",
        "str",
        ("Name of the Helm release. The inventory's name of the host when it is left out.",),
    ),
    Option(
        "kubernetes_kubeconfig",
        "path",
        (
            (
                "Kubeconfig file on the controller. Left out: C(K8S_AUTH_KUBECONFIG), C(KUBECONFIG), or "
                "C(~/.kube/config), as C(kubernetes.core) takes them."
            ),
        ),
    ),
    Option(
        "kubernetes_context",
        "str",
        ("Context of the kubeconfig. Its current one when it is left out.",),
        example="production",
    ),
    Option(
        "kubernetes_chart",
        "str",
        (
            (
                "Chart to upgrade the release with: a folder, C(oci://...), or REPOSITORY/NAME. "
                "The version is that of the release."
            ),
            (
                "The chart that Helm keeps with the release when it is left out, "
                "so that neither repository nor network is needed."
            ),
        ),
    ),
    Option("kubernetes_helm", "path", ("The program C(helm) on the controller, when it is not in C(PATH).",)),
    Option(
        "kubernetes_secret_style",
        "str",
        (
            (
                "C(secret) writes a manifest of the Secret, and an annotation that "
                "restarts the pods when its content changes."
            ),
            (
                "C(reference) writes no secret anywhere: the Secret is made by Sealed Secrets, SOPS or by hand. "
                "C(external_secret) also writes the ExternalSecret by which External Secrets makes it."
            ),
            "With both a secret option takes any text that is not empty, which says that there is one.",
        ),
        default="secret",
        choices=("secret", "reference", "external_secret"),
    ),
    Option(
        "kubernetes_secret_store",
        "str",
        (
            "The ClusterSecretStore of External Secrets, or C(SecretStore/NAME) for one of the namespace.",
            "Needed with C(om_sso_kubernetes_secret_style=external_secret).",
        ),
        example="vault",
    ),
    Option(
        "kubernetes_secret_path",
        "str",
        (
            "Where the store keeps the secrets; the name of a property is that of the variable.",
            "Needed with C(om_sso_kubernetes_secret_style=external_secret).",
        ),
        example="openmetadata/sso",
    ),
    Option(
        "kubernetes_render",
        "str",
        (
            "What C(openmetadata.sso.helm_values) writes. C(values) are those of OpenMetadata's Helm chart.",
            "C(patch) is a patch of the Deployment for Kustomize, which also fits a Deployment that no chart made.",
            "C(manifests) is a ConfigMap with the variables that are not secret, for C(envFrom) of your own manifests.",
        ),
        default="values",
        choices=("values", "patch", "manifests"),
    ),
    Option(
        "helm_values_files",
        "list",
        (
            (
                "Your own values files of the release on the controller, in the order in which Helm gets them; "
                "they are only read."
            ),
            (
                "They are checked for the chart's traps, and your C(extraEnvs) are carried over, "
                "since Helm replaces lists."
            ),
        ),
        example=["deploy/values.yaml"],
    ),
)
