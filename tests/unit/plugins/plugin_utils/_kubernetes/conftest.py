# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A release in a cluster in memory, and a plan for it."""

import pytest
from ansible_collections.openmetadata.sso.plugins.module_utils._transaction.transaction import Transaction
from ansible_collections.openmetadata.sso.plugins.plugin_utils._kubernetes import rollout
from ansible_collections.openmetadata.sso.plugins.plugin_utils._kubernetes.cluster import Cluster
from ansible_collections.openmetadata.sso.plugins.plugin_utils._kubernetes.release import Release
from ansible_collections.openmetadata.sso.plugins.plugin_utils._kubernetes.release_change import ReleaseChange
from ansible_collections.openmetadata.sso.plugins.plugin_utils._plan import plan as planner
from fakes.chart_objects import NAMESPACE, RELEASE
from fakes.kubernetes_core import KubernetesCore

VARIABLES = {
    "om_sso_provider": "auth0",
    "om_sso_auth0_domain": "acme.eu.auth0.com",
    "om_sso_server_url": "https://metadata.acme.io",
    "om_sso_client_id": "Kx81fNvQ2aJr7TzB",
    "om_sso_client_secret": "a secret of the client",
    "om_sso_admin_principals": ["data.admin"],
    "om_sso_principal_domain": "acme.io",
    "om_sso_deployment": "kubernetes",
    "om_sso_kubernetes_namespace": NAMESPACE,
    "om_sso_health_timeout": 5,
    "om_sso_settle_time": 0,
}


class World:
    """A cluster, and a release of it for a plan; ``release()`` reads it anew, as each run does."""

    def __init__(self, folder, **more):
        self.folder = folder
        self.versions = {"kubernetes.core": "6.4.0", "kubernetes": "35.0.0"}
        self.core = KubernetesCore(planned=self.plan().served, **more)

    def plan(self, **more):
        """A plan without errors."""
        made = planner.make({**VARIABLES, **{f"om_sso_{name}": value for name, value in more.items()}})
        assert not made.errors, made.errors
        return made

    def cluster(self, **more):
        """Access to the cluster."""
        return Cluster(self.core, self.core.execute, self.plan(**more).settings, RELEASE, self.versions)

    def release(self, **more):
        """The release as it is now."""
        return Release(self.plan(**more), self.cluster(**more))

    def transaction(self, kind=ReleaseChange, **more):
        """A transaction on the release as it is now."""
        return Transaction(kind(self.release(**more), str(self.folder)))


@pytest.fixture(autouse=True)
def pauses(monkeypatch):
    """Nothing waits; the pauses are counted."""
    taken = []
    monkeypatch.setattr(rollout.time, "sleep", taken.append)
    return taken


@pytest.fixture
def make_world(tmp_path):
    """A function that makes a cluster."""
    return lambda **more: World(tmp_path, **more)


@pytest.fixture
def world(make_world):
    """A cluster with OpenMetadata 1.9.7, which reads no stored rows."""
    return make_world()
