# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The server among Deployments that Helm keeps no record of."""

import pytest
from ansible_collections.openmetadata.sso.plugins.module_utils._core.errors import HostError
from ansible_collections.openmetadata.sso.plugins.plugin_utils._kubernetes import live_release

SETTINGS = {"metadata": {"name": "catalog-auth"}, "kind": "Secret", "data": {"AUTHENTICATION_PROVIDER": "YmFzaWM="}}


class Listing:
    """A cluster with these Deployments."""

    release = "om"

    def __init__(self, *deployments):
        self.deployments = list(deployments)

    def list(self, api_version, kind, label_selectors):
        """Those of the release."""
        assert (api_version, kind, label_selectors) == ("apps/v1", "Deployment", ["app.kubernetes.io/instance=om"])
        return self.deployments


def deployment(name, container, *secrets):
    """One whose container reads these Secrets."""
    sources = [{"secretRef": {"name": each}} for each in secrets]
    template = {"spec": {"containers": [{"name": container, "envFrom": sources}]}}
    labels = {"helm.sh/chart": f"{container}-1.12.3_0cc9a8446c95"}
    return {"kind": "Deployment", "metadata": {"name": name, "labels": labels}, "spec": {"template": template}}


def test_the_container_of_the_chart_needs_no_secret():
    found = live_release.record(Listing(deployment("op", "operator"), deployment("om", "openmetadata", "x")), {}.get)
    assert (found.objects[0]["metadata"]["name"], found.chart_version, found.kept) == ("om", "1.12.3", False)


def test_a_server_with_another_name_is_found_by_the_variables_of_its_secrets():
    listing = Listing(deployment("op", "operator", "absent"), deployment("data-catalog", "catalog", "catalog-auth"))
    found = live_release.record(listing, {"catalog-auth": SETTINGS}.get)
    assert (found.objects[0]["metadata"]["name"], found.chart_name) == ("data-catalog", "catalog")


def test_a_secret_that_may_not_be_read_names_nothing_and_other_errors_are_told():
    def refuse(**more):
        def secret(_name):
            raise HostError("no", **more)

        return secret

    listing = Listing(deployment("data-catalog", "catalog", "catalog-auth"))
    assert live_release.record(listing, refuse(verb="get")) is None
    with pytest.raises(HostError, match="no"):
        live_release.record(listing, refuse())
