# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Programs that do not work together: refused before a change, and what they do without the refusal.

`./run kubernetes-matrix` runs this with each such pair, which takes a helm that CI does not build.
"""

import pytest
from ansible_collections.openmetadata.sso.plugins.plugin_utils._kubernetes import tools
from lab import kubernetes_tools

pytestmark = [
    pytest.mark.thorough,
    pytest.mark.optional,
    pytest.mark.skipif(
        not any(found.severity == "error" for found in tools.findings(kubernetes_tools.chosen())),
        reason="these programs work together: ./run kubernetes-matrix names those that do not",
    ),
]


@pytest.fixture(scope="module")
def operator(install):
    """OpenMetadata 1.9, without a change."""
    return install("1.9.7")


def state(cluster):
    """What a change would touch."""
    return cluster.objects("secrets"), cluster.pods(), cluster.objects("deployments", "/apis/apps/v1")


@pytest.mark.parametrize("arguments", [["--check"], []], ids=["check mode", "change"])
def test_they_are_refused_and_nothing_is_touched(operator, arguments):
    before = state(operator.cluster)
    output = operator.run("sso", *arguments).failed().output
    assert "K8S-03" in output and "does not work with" in output
    assert state(operator.cluster) == before


def test_without_the_refusal_the_change_fails_and_the_server_keeps_what_it_had(operator):
    """Where it does not fail any more, the pair is no longer one that has to be refused."""
    cluster = operator.cluster
    run = operator.run("sso", om_sso_ignore_rules={"K8S-03": "tried by the matrix"}).failed()
    assert run.of("om-prod")["result"] in ("restored", "failed")
    (pod,) = cluster.pods()
    assert cluster.environment(pod).get("AUTHENTICATION_PROVIDER") != '"auth0"'
