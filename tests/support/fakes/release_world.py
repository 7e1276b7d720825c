# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A release in a cluster in memory, a plan for it, and what is told of it after a run."""

import pytest
from ansible_collections.openmetadata.sso.plugins.module_utils._core.errors import HostError
from ansible_collections.openmetadata.sso.plugins.module_utils._formats import config_export
from ansible_collections.openmetadata.sso.plugins.module_utils._transaction.transaction import Transaction
from ansible_collections.openmetadata.sso.plugins.plugin_utils._kubernetes.cluster import Cluster
from ansible_collections.openmetadata.sso.plugins.plugin_utils._kubernetes.release import Release
from ansible_collections.openmetadata.sso.plugins.plugin_utils._kubernetes.release_change import ReleaseChange
from ansible_collections.openmetadata.sso.plugins.plugin_utils._plan import plan as planner
from fakes.chart_objects import NAMESPACE, RELEASE
from fakes.kubernetes_core import BASIC, KubernetesCore

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
#: The objects of the collection.
SECRET, PUBLIC = "openmetadata-sso", "openmetadata-sso-public"
STATE, LOCK = "openmetadata-sso-state", "openmetadata-sso-lock"
#: The export of stored rows, with a field of an administrator.
ROWS = config_export.write({"authenticationConfiguration": {**BASIC, "theirs": 1}, "authorizerConfiguration": {}})


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

    def release(self, rotates=False, **more):
        """The release as it is now."""
        return Release(self.plan(**more), self.cluster(**more), rotates=rotates)

    def transaction(self, kind=ReleaseChange, **more):
        """A transaction on the release as it is now."""
        return Transaction(kind(self.release(**more), str(self.folder)))

    def failure(self, **more):
        """The error of a change that fails."""
        with pytest.raises(HostError) as error:
            self.transaction(**more).apply()
        return error.value

    def state(self):
        """The state in the cluster as the next run reads it."""
        return self.release().state

    def is_untouched(self):
        """Assert that all is as it was before any change, but for the number of the revision."""
        core = self.core
        assert [core.secret(name) for name in (SECRET, PUBLIC)] == [None, None]
        assert core.revision()[1] == {}
        assert [core._served(pod["process"]) for pod in core.pods()] == [BASIC] * core.replicas
        assert ("Lease", LOCK) not in core.objects, "the lock is released"
        return True
