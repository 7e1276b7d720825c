# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A command in a pod gets the whole of its standard input, and its client all that it says.

The client of kubernetes.core speaks WebSocket, kubectl also SPDY. An API server speaks SPDY with its node for a client
of v5.channel.k8s.io.
"""

import hashlib
import os
import shutil
import subprocess

import pytest
from cluster.clusters import NAMESPACE
from cluster.real.cluster import RealCluster

CLIENT = """
import sys
from kubernetes import client, config, stream
config.load_kube_config(sys.argv[1])
text = sys.stdin.read()
said = stream.stream(
    client.CoreV1Api().connect_get_namespaced_pod_exec, sys.argv[2], sys.argv[3], command=sys.argv[4:],
    stdin=True, stdout=True, stderr=True, tty=False, _preload_content=False,
)
for start in range(0, len(text), 4096):
    said.write_stdin(text[start:start + 4096])
while said.is_open():
    said.update(timeout=1)
print(said.read_stdout(), end="")
print(said.read_stderr(), end="", file=sys.stderr)
sys.exit(said.returncode)
"""
#: Zeros in blocks of 10240 are what an archive ends with.
TEXTS = {
    "one letter": "x",
    "zeros, then more": "\0" * 20_480 + "end",
    "an end like that of an archive": "a" * 10_240 + "\0" * 10_240,
    "more than a pipe holds": "0123456789abcdef\n" * 20_000,
}


@pytest.fixture(scope="module")
def operator(install):
    """A pod to run commands in."""
    return install("1.9.7")


@pytest.fixture(params=["client", "kubectl", "kubectl over SPDY"])
def run(request, operator, tools):
    """`run(text, words)` gives a command that input; its end, as the client saw it."""
    cluster = operator.cluster
    (pod,) = cluster.pods()
    environment = {"PATH": os.environ["PATH"], "HOME": str(cluster.folder)}
    if request.param == "client":
        start = [str(tools.venv / "bin" / "python"), "-c", CLIENT, str(cluster.kubeconfig), pod, NAMESPACE]
    elif not RealCluster.PROGRAMS:
        pytest.skip("the simulated API server takes no client of v5.channel.k8s.io or SPDY")
    elif not shutil.which("kubectl"):
        pytest.skip("kubectl is not installed")
    else:
        start = ["kubectl", "--kubeconfig", str(cluster.kubeconfig), "exec", "-i", pod, "--"]
        environment["KUBECTL_REMOTE_COMMAND_WEBSOCKETS"] = str(request.param == "kubectl").lower()

    def answer(text, *words):
        return subprocess.run(
            [*start, *words], input=text.encode(), env=environment, capture_output=True, timeout=60, check=False
        )

    return answer


@pytest.mark.optional
@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_a_command_gets_all_of_its_input(run, text):
    done = run(text, "sh", "-c", f"head -c {len(text)} | sha256sum")
    assert done.stdout.split()[:1] == [hashlib.sha256(text.encode()).hexdigest().encode()], done.stderr


@pytest.mark.optional
def test_what_a_command_says_and_how_it_ends_arrives(run):
    done = run("4\n", "sh", "-c", 'read -r code; head -c 200000 /dev/zero; echo "bad" >&2; exit "$code"')
    assert (done.returncode, done.stdout) == (4, bytes(200_000)) and b"bad" in done.stderr
