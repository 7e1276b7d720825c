# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reading objects with the client of kubernetes.core, in this process and with a login of now."""

import types

import pytest
from ansible_collections.openmetadata.sso.plugins.module_utils._core.errors import HostError
from ansible_collections.openmetadata.sso.plugins.plugin_utils._runtime import cluster_client

PODS = {"kind": "Pod", "api_version": "v1", "namespace": "data", "label_selectors": ["app=om"]}
FORBIDDEN = (
    "Exception '403\nReason: Forbidden\nHTTP response body: "
    'b\'{"message":"pods is forbidden: User \\\\"ci\\\\" cannot list resource \\\\"pods\\\\" in API group \\\\"\\\\" '
    'in the namespace \\\\"data\\\\""}\'\' raised while trying to get resource using {}'
)


class Core:
    """The libraries: `find` answers a service of kubernetes.core, `login` gives its client."""

    def __init__(self, monkeypatch):
        self.logins, self.asked = [], []
        self.login = lambda **access: self.logins.append(access) or f"client {len(self.logins)}"
        self.find = lambda **_what: {"resources": [{"kind": "Pod"}], "api_found": True}
        modules = {
            "kubernetes.client": types.SimpleNamespace(),
            cluster_client.ACCESS: types.SimpleNamespace(get_api_client=self._login),
            cluster_client.SERVICE: types.SimpleNamespace(K8sService=self._service),
        }
        monkeypatch.setattr(cluster_client, "importlib", types.SimpleNamespace(import_module=modules.__getitem__))

    def _login(self, **access):
        return self.login(**access)

    def _service(self, client, module):
        def find(kind, api_version, **more):
            self.asked.append((client, module, {"kind": kind, "api_version": api_version, **more}))
            return self.find(kind=kind)

        return types.SimpleNamespace(find=find)


@pytest.fixture
def core(monkeypatch):
    """The libraries, which need not be installed."""
    return Core(monkeypatch)


def test_what_to_read_goes_to_the_service_and_the_rest_is_the_login(core):
    found = cluster_client.read({**PODS, "kubeconfig": "/k", "context": "prod"})
    assert found == {"resources": [{"kind": "Pod"}]}
    assert core.logins == [{"kubeconfig": "/k", "context": "prod"}]
    assert core.asked == [("client 1", None, PODS)]


def test_a_login_that_ends_meanwhile_is_not_kept(core):
    for _each in range(2):
        cluster_client.read(PODS)
    assert [client for client, *_rest in core.asked] == ["client 1", "client 2"]


def failing(text):
    def fail(**_given):
        raise RuntimeError(text)

    return fail


ERRORS = {
    "a permission is missing": (FORBIDDEN, "The service account may not list pods in the namespace data."),
    "the network": ("HTTPSConnectionPool: Max retries exceeded", "The cluster cannot be reached: HTTPSConnectionPool"),
    "another one": ("of a library", "kubernetes.core.k8s_info failed: of a library"),
}


@pytest.mark.parametrize("case", ERRORS)
def test_an_error_is_the_one_that_the_module_would_give(core, case):
    text, message = ERRORS[case]
    core.find = failing(text)
    with pytest.raises(HostError) as error:
        cluster_client.read(PODS)
    assert error.value.message.startswith(message)


def test_an_error_of_the_login_names_the_kubeconfig(core):
    core.login = failing("Could not create API client: Invalid kube-config file.")
    with pytest.raises(HostError, match="The cluster cannot be reached") as error:
        cluster_client.read(PODS)
    assert error.value.option == "om_sso_kubernetes_kubeconfig"
