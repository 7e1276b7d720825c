# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What modules say when they fail, and what the operator reads."""

import pytest
from ansible_collections.openmetadata.sso.plugins.plugin_utils._kubernetes import api_errors

FORBIDDEN = (
    'secrets is forbidden: User "system:serviceaccount:data:ci" cannot list resource "secrets" in API group "" '
    'in the namespace "data"'
)


@pytest.mark.parametrize("text", [FORBIDDEN, 'Failed: b\'{"message": "' + FORBIDDEN.replace('"', '\\"') + "\"}'"])
def test_what_is_forbidden_is_named_with_verb_and_resource(text):
    error = api_errors.host_error("kubernetes.core.k8s_info", text)
    assert error.message == "The service account may not list secrets in the namespace data." and "Role" in error.fix


@pytest.mark.parametrize(
    ("text", "option", "word"),
    [
        (
            "Failed to import the required Python library (kubernetes) on ci's Python /usr/bin/python3.",
            "kubernetes",
            "kubernetes.core",
        ),
        ('Failed to find required executable "helm" in paths: /usr/bin', "om_sso_kubernetes_helm", "helm"),
        (
            "HTTPSConnectionPool(host='x', port=6443): Max retries exceeded with url: /version",
            "om_sso_kubernetes_kubeconfig",
            "cannot be reached",
        ),
        (
            "Failure when executing Helm command. Exited 1.\nstderr: Error: Kubernetes cluster unreachable: dial tcp",
            "om_sso_kubernetes_kubeconfig",
            "cannot be reached",
        ),
    ],
)
def test_a_refusal_names_the_option_and_what_to_do(text, option, word):
    error = api_errors.host_error("kubernetes.core.k8s", text)
    assert error.option == option and word in error.message and error.fix


def test_anything_else_is_passed_on_in_short():
    assert api_errors.host_error("kubernetes.core.helm", "x" * 2000).message.startswith(
        "kubernetes.core.helm failed: xxx"
    )
    assert len(api_errors.host_error("kubernetes.core.helm", "x" * 2000).message) < 600
