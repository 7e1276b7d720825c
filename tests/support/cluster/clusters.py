# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A cluster in processes of its own, a release of Helm in it, and a controller that applies to it."""

import base64
import json
import os
import re
import ssl
import subprocess
import time
from pathlib import Path

import yaml
from lab import cache, certificates, transcripts
from lab.installation import free_ports
from lab.playbooks import Controller, Run

from . import asking

TOKEN = "token-of-the-simulated-cluster"
NAMESPACE = "data"


class Cluster:
    """`python` holds the Python client, which knows the schemas; `helm` is the real one."""

    def __init__(self, python: Path, helm: Path, folder: Path, release: str):
        self.helm, self.folder = helm, folder
        self.port = free_ports(1)[0]
        folder.mkdir()
        ca = certificates.authority(folder)
        pair = certificates.signed(folder, "api", ca, ("127.0.0.1",))
        (folder / "server.pem").write_bytes(pair.certificate.read_bytes() + pair.key.read_bytes())
        self.kubeconfig = folder / "kubeconfig"
        self.kubeconfig.write_text(json.dumps(self._access(ca.certificate)), encoding="utf-8")
        self.log = (folder / "cluster.log").open("wb")
        self._start(python, release)

    def _start(self, python: Path, release: str) -> None:
        self._run(python, "cluster.api", "--folder", self.folder, "--port", self.port, "--release", release)

    def _run(self, python: Path, module: str, *options: object) -> None:
        """A module of the tests in a process of its own, until it says that it is ready."""
        command = [str(python), "-m", module, *map(str, options)]
        environment = {**os.environ, "PYTHONPATH": str(cache.CHECKOUT / "tests" / "support")}
        self.process = subprocess.Popen(
            command, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=self.log
        )
        assert self.process.stdout.readline() == b"ready\n", (self.folder / "cluster.log").read_text(encoding="utf-8")

    def _access(self, ca: Path) -> dict:
        return {
            "apiVersion": "v1",
            "kind": "Config",
            "current-context": "simulated",
            "clusters": [
                {
                    "name": "simulated",
                    "cluster": {"server": f"https://127.0.0.1:{self.port}", "certificate-authority": str(ca)},
                }
            ],
            "users": [{"name": "deployer", "user": {"token": TOKEN}}],
            "contexts": [
                {"name": "simulated", "context": {"cluster": "simulated", "user": "deployer", "namespace": NAMESPACE}}
            ],
        }

    def stop(self) -> None:
        """The end of the cluster and of its pods."""
        self.process.terminate()
        self.process.wait(20)
        self.process.stdout.close()
        self.log.close()

    def run_helm(self, *arguments: str) -> str:
        """The real helm."""
        command = [str(self.helm), *map(str, arguments), "--namespace", NAMESPACE, "--kubeconfig", str(self.kubeconfig)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, f"{' '.join(command)}\n{done.stdout}{done.stderr}"
        return done.stdout

    def history(self, name: str) -> list[dict]:
        """Helm's revisions of a release."""
        return json.loads(self.run_helm("history", name, "--output", "json"))

    def ask(self, path: str, method: str = "GET", body: dict | None = None) -> dict:
        """The API itself; APPLY is a PATCH that applies on the server's side."""
        rules = self.folder / "rules.json"
        kept = rules.read_text(encoding="utf-8") if rules.exists() else None
        self.allow(None)  # the rules are the deployer's, not the test's
        try:
            return self._send(TOKEN, path, method, body)
        finally:
            self.allow(json.loads(kept) if kept else None)

    def _send(self, token: str, path: str, method: str, body: dict | None) -> dict:
        context = ssl.create_default_context(cafile=str(self.folder / "ca.pem"))
        return asking.ask(f"https://127.0.0.1:{self.port}{path}", context, token, method, body)

    def objects(self, plural: str, prefix: str = "/api/v1") -> list[dict]:
        """All objects of a kind in the namespace."""
        return self.ask(f"{prefix}/namespaces/{NAMESPACE}/{plural}")["items"]

    def secret(self, name: str) -> dict[str, str] | None:
        """The texts of a Secret."""
        found = self.secret_files(name)
        return None if found is None else {key: content.decode() for key, content in found.items()}

    def secret_files(self, name: str) -> dict[str, bytes] | None:
        """The content of a Secret, as bytes."""
        found = [each for each in self.objects("secrets") if each["metadata"]["name"] == name]
        return {key: base64.b64decode(text) for key, text in found[0].get("data", {}).items()} if found else None

    def pods(self) -> list[str]:
        """Names of the pods."""
        return [each["metadata"]["name"] for each in self.objects("pods")]

    def url(self, pod: str) -> str:
        """Where the server of a pod listens on this machine."""
        text = (self.folder / "pods" / pod / "conf" / "openmetadata.yaml").read_text(encoding="utf-8")
        return f"http://localhost:{re.search(r'applicationConnectors:.*?port: *([0-9]+)', text, re.DOTALL)[1]}"

    def bot_token(self, name: str) -> str | None:
        """The token of a bot in the database of the servers."""
        tables = json.loads((self.folder / "database.json").read_text(encoding="utf-8"))
        return tables["user_entity"].get(name, {}).get("token")

    def token(self, pod: str, name: str) -> str:
        """A new token of a person, signed with the key pair of a pod's server."""
        home = self.folder / "pods" / pod
        command = ["python3", str(home / "libs" / "simulator.py"), "token", name]
        environment = {**os.environ, **self.environment(pod)}
        return subprocess.run(
            command, cwd=home, env=environment, capture_output=True, text=True, check=True
        ).stdout.strip()

    def environment(self, pod: str) -> dict[str, str]:
        """The environment of a pod's server process, as the kernel has it."""
        for path in Path("/proc").glob("[0-9]*/cwd"):
            try:
                if (
                    os.readlink(path) == str(self.folder / "pods" / pod)
                    and b"server" in path.with_name("cmdline").read_bytes()
                ):
                    pairs = path.with_name("environ").read_bytes().decode().split("\0")
                    return dict(pair.split("=", 1) for pair in pairs if "=" in pair)
            except OSError:
                continue
        raise AssertionError(f"no process of {pod}")

    def fault(self, name: str) -> None:
        """Strikes pods that begin from now on."""
        (self.folder / "faults" / name).touch()

    def heal(self) -> None:
        """No fault any more."""
        for path in (self.folder / "faults").iterdir():
            path.unlink()

    def allow(self, rules: list[dict] | None) -> None:
        """Only these rules of a Role from now on; everything without."""
        path = self.folder / "rules.json"
        if rules is None:
            path.unlink(missing_ok=True)
        else:
            path.write_text(json.dumps(rules), encoding="utf-8")

    def asked(self) -> list[dict]:
        """Every request so far."""
        return [json.loads(line) for line in (self.folder / "requests.jsonl").read_text(encoding="utf-8").splitlines()]

    def wait_for_pods(self, count: int, seconds: float = 60) -> None:
        """Until so many pods are ready and no others are there."""
        end = time.monotonic() + seconds
        while True:
            ready = [
                any(
                    each["type"] == "Ready" and each["status"] == "True" for each in pod["status"].get("conditions", ())
                )
                for pod in self.objects("pods")
            ]
            if ready == [True] * count:
                return
            assert time.monotonic() < end, self.objects("pods")
            time.sleep(0.1)


class Operator:
    """Whoever applies: `variables` are those of the one host, whose name is the release's."""

    def __init__(self, controller: Controller, cluster: Cluster, name: str, variables: dict):
        self.controller, self.cluster, self.name, self.variables = controller, cluster, name, variables

    def run(self, playbook: str, *arguments: str, **more) -> Run:
        """Run a playbook with some variables changed."""
        self.controller.inventory(
            {self.name: {**self.variables, **{name: value for name, value in more.items() if value is not None}}}
        )
        return self.controller.run(playbook, *arguments)


def role_of(page: Path, name: str = "openmetadata-sso") -> list[dict]:
    """The rules of a Role in a page of the documentation."""
    for block in page.read_text(encoding="utf-8").split("```yaml\n")[1:]:
        for document in yaml.safe_load_all(block.split("```")[0]):
            meta = (document.get("metadata") or {}) if isinstance(document, dict) else {}
            if meta.get("name") == name and document.get("kind") == "Role":
                return document["rules"]
    raise AssertionError(f"no Role in {page}")


def told(output: str, host: str) -> str:
    """What the collection says about a host in its last task."""
    lines = transcripts.shown(output).splitlines()
    start = max(number for number, line in enumerate(lines) if line.startswith(f"{host}  OpenMetadata"))
    end = next((number for number in range(start + 1, len(lines)) if not lines[number].startswith("  ")), len(lines))
    return "\n".join(lines[start:end]) + "\n"
