# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Commands in pods: all at the same time, over one login, and each that was not run is one clear error."""

import json
import shlex
import sys
import threading
import types

import pytest
from ansible_collections.openmetadata.sso.plugins.module_utils._core.errors import HostError
from ansible_collections.openmetadata.sso.plugins.plugin_utils._kubernetes.cluster import CommandResult, PodCommand
from ansible_collections.openmetadata.sso.plugins.plugin_utils._runtime import cluster_client, pod_commands

#: Seconds after which a test gives up.
LONG = 60
OK = {"metadata": {}, "status": "Success"}


def ended(code):
    """What the API server says of a command that ended with another status than 0."""
    causes = [{"reason": "ExitCode", "message": str(code)}]
    return {"status": "Failure", "reason": "NonZeroExitCode", "message": "...", "details": {"causes": causes}}


class Channels:
    """The client's connection to a command that wrote its pod's name and ended with a status."""

    def __init__(self, pod, status, endless=False):
        self.pod, self.status, self.endless, self.updates, self.closed = pod, status, endless, 0, False

    def is_open(self):
        return not self.closed and (self.endless or self.updates == 0)

    def update(self, timeout):
        assert timeout > 0
        self.updates += 1

    def close(self):
        self.closed = True

    def read_stdout(self):
        return f"out of {self.pod}"

    def read_stderr(self):
        return ""

    def read_channel(self, number):
        assert number == 3
        return self.status if isinstance(self.status, str) else json.dumps(self.status)


class Api:
    """A connection of the client; the real one replaces a method of it while it opens a stream."""

    made = ()

    def __init__(self, configuration):
        self.configuration, self.default_headers, self.free = configuration, {}, True
        Api.made = (*Api.made, self)

    def __enter__(self):
        return self

    def __exit__(self, *_error):
        self.free = False


def _core_v1(api):
    return types.SimpleNamespace(connect_get_namespaced_pod_exec=api)


class Client:
    """The client and what kubernetes.core finds the cluster with; ``answer(pod)`` opens the channels of a command."""

    def __init__(self, monkeypatch):
        self.logins, self.asked, self.answer = [], [], lambda pod: Channels(pod, OK)
        monkeypatch.setattr(Api, "made", ())
        modules = {
            "kubernetes.client": types.SimpleNamespace(ApiClient=Api, CoreV1Api=_core_v1),
            "kubernetes.stream": types.SimpleNamespace(stream=self._stream),
            cluster_client.ACCESS: types.SimpleNamespace(get_api_client=self._login),
        }
        real = pod_commands.importlib.import_module
        own = types.SimpleNamespace(import_module=lambda name: modules.get(name) or real(name))
        for each in (pod_commands, cluster_client):
            monkeypatch.setattr(each, "importlib", own)
        self.modules = modules

    def _login(self, **access):
        self.logins.append(access)
        own = types.SimpleNamespace(default_headers={"Impersonate-User": "ann"})
        return types.SimpleNamespace(configuration="configuration", client=types.SimpleNamespace(client=own))

    def _stream(self, api, pod, namespace, **options):
        assert api.free and api.configuration == "configuration" and api.default_headers == {"Impersonate-User": "ann"}
        self.asked.append((pod, namespace, options))
        return self.answer(pod)


@pytest.fixture
def client(monkeypatch):
    """The libraries, which need not be installed."""
    return Client(monkeypatch)


def run(*pods, words=("sh", "-c", 'echo "$1"', "x", "it's")):
    """The results of a command in each pod."""
    return pod_commands.execute({"context": "prod"}, "data", [PodCommand(pod, "om", words) for pod in pods])


def test_results_are_in_the_order_of_the_commands_over_one_login(client):
    pods = [f"om-{number}" for number in range(50)]
    assert run(*pods) == [CommandResult(0, f"out of {pod}", "") for pod in pods]
    assert client.logins == [{"context": "prod"}]
    assert len({id(api) for api in Api.made}) == 50, "a connection each"
    assert not any(api.free for api in Api.made), "all are closed"
    _pod, namespace, options = client.asked[0]
    assert namespace == "data" and options["container"] == "om" and options["stdin"] is False
    assert shlex.join(options["command"]) == """sh -c 'echo "$1"' x 'it'"'"'s'"""


def test_commands_run_at_the_same_time(client):
    everybody = threading.Barrier(20, timeout=LONG)

    def answer(pod):
        everybody.wait()
        return Channels(pod, OK)

    client.answer = answer
    assert len(run(*(f"om-{number}" for number in range(20)))) == 20


def test_the_status_of_a_command_is_its_result(client):
    client.answer = lambda pod: Channels(pod, ended(3))
    assert run("om-1")[0].status == 3


NOT_RUN = {
    "no shell in the image": (
        {"status": "Failure", "reason": "InternalError", "message": 'exec: "sh": executable file not found in $PATH'},
        'A command in pod om-1 failed: exec: "sh": executable file not found in $PATH',
    ),
    "a status without a number": ({**ended("killed"), "message": "killed"}, "A command in pod om-1 failed: killed"),
    "a status without causes": ({"status": "Failure", "reason": "Gone"}, "A command in pod om-1 failed: Gone"),
    "the connection breaks": ("", "A command in pod om-1 was cut off: the connection ended before it did."),
    "no status": ("[]", "A command in pod om-1 was cut off: the connection ended before it did."),
}


@pytest.mark.parametrize("case", NOT_RUN)
def test_a_command_that_did_not_run_to_its_end_is_an_error(client, case):
    status, message = NOT_RUN[case]
    client.answer = lambda pod: Channels(pod, status)
    with pytest.raises(HostError) as error:
        run("om-1")
    assert error.value.message == message


def test_a_command_that_never_ends_is_given_up(client, monkeypatch):
    moments = iter(range(0, 10_000, 400))
    monkeypatch.setattr(pod_commands.time, "monotonic", lambda: next(moments))
    hanging = Channels("om-1", OK, endless=True)
    client.answer = lambda _pod: hanging
    monkeypatch.setattr(pod_commands.at_once, "ask_all", lambda ask, asked: [ask(each) for each in asked])
    with pytest.raises(HostError, match=r"A command in pod om-1 did not end within 900 s\. Check the node") as error:
        run("om-1")
    assert hanging.closed and "900" in error.value.message


REFUSED = (
    "(0)\nReason: Handshake status 403 Forbidden -+-+- {'content-type': 'application/json'} -+-+- "
    'b\'{"message":"pods \\"om-1\\" is forbidden: User \\"ci\\" cannot create resource \\"pods/exec\\" in API group '
    '\\"\\" in the namespace \\"data\\""}\''
)
FAILURES = {
    "forbidden": (REFUSED, "The service account may not create pods/exec in the namespace data."),
    "another one": ("Handshake status 500 Internal", "A command in pod om-1 failed: Handshake status 500 Internal"),
    "without words": ("", "A command in pod om-1 failed: OSError"),
}


@pytest.mark.parametrize("case", FAILURES)
def test_what_the_client_raises_is_one_error(client, case):
    text, message = FAILURES[case]

    def answer(_pod):
        raise OSError(text)

    client.answer = answer
    with pytest.raises(HostError) as error:
        run("om-1", "om-2")
    assert error.value.message == message


def test_the_first_pod_that_fails_is_told(client):
    client.answer = lambda pod: Channels(pod, OK if pod == "om-1" else "")
    with pytest.raises(HostError, match="A command in pod om-2 was cut off"):
        run("om-1", "om-2", "om-3")


def test_a_login_that_fails_is_one_error(client, monkeypatch):
    def refuse(**_access):
        raise RuntimeError("Could not create API client: Invalid kube-config file. No configuration found.")

    client.modules[cluster_client.ACCESS].get_api_client = refuse
    with pytest.raises(HostError, match="The cluster cannot be reached: Could not create API client") as error:
        run("om-1")
    assert error.value.option == "om_sso_kubernetes_kubeconfig"


def test_without_the_client_the_error_says_what_to_install(client, monkeypatch):
    client.modules.pop("kubernetes.client")
    monkeypatch.setitem(sys.modules, "kubernetes", None)
    monkeypatch.setitem(sys.modules, "kubernetes.client", None)
    with pytest.raises(HostError) as error:
        run("om-1")
    assert error.value.option == "kubernetes" and "pip install" in error.value.fix
