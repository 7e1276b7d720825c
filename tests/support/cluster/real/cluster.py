# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A real API server with etcd and the controllers of Deployments.

Its one node is simulated, so that its pods are the simulator.
"""

import json
import os
import ssl
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path

from lab.installation import free_ports

from ..clusters import NAMESPACE, TOKEN, Cluster

ADMIN = "token-of-the-administrator"
GROUP = "rbac.authorization.k8s.io"
CONTROLLERS = (
    "deployment-controller",
    "replicaset-controller",
    "garbage-collector-controller",
    "disruption-controller",
    "resourcequota-controller",
)
AUDIT = {
    "apiVersion": "audit.k8s.io/v1",
    "kind": "Policy",
    "omitStages": ["RequestReceived", "ResponseStarted"],
    "rules": [{"level": "Metadata", "users": ["deployer"]}, {"level": "None"}],
}


class RealCluster(Cluster):
    """`OM_SSO_CONTROL_PLANE` is a folder with `etcd`, `kube-apiserver` and `kube-controller-manager`.

    docs/contribute/tests.md builds them.
    """

    PROGRAMS = os.environ.get("OM_SSO_CONTROL_PLANE")

    def _start(self, python: Path, release: str) -> None:
        (self.folder / "tokens.csv").write_text(
            f"{TOKEN},deployer,1\n{ADMIN},administrator,2,system:masters\n", encoding="utf-8"
        )
        (self.folder / "audit.json").write_text(json.dumps(AUDIT), encoding="utf-8")
        (self.folder / "administrator").write_text(
            self.kubeconfig.read_text(encoding="utf-8").replace(TOKEN, ADMIN), encoding="utf-8"
        )
        store, peers, port = free_ports(3)
        self._programs = [self._etcd(store, peers), self._server(store)]
        self._wait_for_the_server()
        self._programs.append(self._controllers())
        self._send(
            ADMIN,
            "/api/v1/namespaces",
            "POST",
            {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": NAMESPACE}},
        )
        self.allow(None)
        address = f"https://127.0.0.1:{self.port}"
        self._run(
            python,
            "cluster.real",
            "--folder",
            self.folder,
            "--server",
            address,
            "--port",
            port,
            "--release",
            release,
            "--token",
            ADMIN,
        )

    def _etcd(self, store: int, peers: int) -> subprocess.Popen:
        here, others = f"http://127.0.0.1:{store}", f"http://127.0.0.1:{peers}"
        return self._begin(
            "etcd",
            data_dir=self.folder / "etcd",
            listen_client_urls=here,
            advertise_client_urls=here,
            listen_peer_urls=others,
            initial_advertise_peer_urls=others,
            initial_cluster=f"default={others}",
            unsafe_no_fsync="true",
        )

    def _server(self, store: int) -> subprocess.Popen:
        pair = self.folder / "api.pem", self.folder / "api.key"
        return self._begin(
            "kube-apiserver",
            etcd_servers=f"http://127.0.0.1:{store}",
            secure_port=self.port,
            bind_address="127.0.0.1",
            advertise_address="127.0.0.1",
            endpoint_reconciler_type="none",
            tls_cert_file=pair[0],
            tls_private_key_file=pair[1],
            cert_dir=self.folder / "certificates",
            token_auth_file=self.folder / "tokens.csv",
            authorization_mode="RBAC",
            disable_admission_plugins="ServiceAccount",
            service_account_issuer="https://kubernetes.default.svc",
            service_account_key_file=pair[1],
            service_account_signing_key_file=pair[1],
            service_cluster_ip_range="10.0.0.0/24",
            kubelet_preferred_address_types="InternalIP",
            kubelet_certificate_authority=self.folder / "ca.pem",
            audit_policy_file=self.folder / "audit.json",
            audit_log_path=self.folder / "audit.jsonl",
            audit_log_mode="blocking",
        )

    def _controllers(self) -> subprocess.Popen:
        return self._begin(
            "kube-controller-manager",
            kubeconfig=self.folder / "administrator",
            controllers=",".join(CONTROLLERS),
            leader_elect="false",
            secure_port=0,
        )

    def _begin(self, name: str, **options: object) -> subprocess.Popen:
        command = [
            f"{self.PROGRAMS}/{name}",
            *(f"--{option.replace('_', '-')}={value}" for option, value in options.items()),
        ]
        with (self.folder / f"{name}.log").open("wb") as log:
            return subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log)

    def _wait_for_the_server(self, seconds: float = 90) -> None:
        end = time.monotonic() + seconds
        context = ssl.create_default_context(cafile=str(self.folder / "ca.pem"))
        request = urllib.request.Request(
            f"https://127.0.0.1:{self.port}/readyz", headers={"Authorization": f"Bearer {ADMIN}"}
        )
        while True:
            try:
                urllib.request.urlopen(request, context=context, timeout=5).close()
                return
            except OSError:
                assert time.monotonic() < end, (self.folder / "kube-apiserver.log").read_text(encoding="utf-8")[-3000:]
                time.sleep(0.2)

    def stop(self) -> None:
        """The node with its pods first."""
        super().stop()
        for program in reversed(self._programs):
            program.terminate()
            program.wait(60)

    def ask(self, path: str, method: str = "GET", body: dict | None = None) -> dict:
        """As the administrator."""
        return self._send(ADMIN, path, method, body)

    def pods(self) -> list[str]:
        """Names of those that are to stay."""
        return [
            each["metadata"]["name"] for each in self.objects("pods") if not each["metadata"].get("deletionTimestamp")
        ]

    def allow(self, rules: list[dict] | None) -> None:
        """Through a Role, or everything for the deployer."""
        subject = [{"kind": "User", "name": "deployer", "apiGroup": GROUP}]
        everything = {
            "roleRef": {"apiGroup": GROUP, "kind": "ClusterRole", "name": "cluster-admin"},
            "subjects": subject,
        }
        self._put("clusterrolebindings", "everything", everything, rules is None)
        below = f"namespaces/{NAMESPACE}/"
        self._put(f"{below}roles", "deployer", {"rules": rules}, rules is not None)
        some = {"roleRef": {"apiGroup": GROUP, "kind": "Role", "name": "deployer"}, "subjects": subject}
        self._put(f"{below}rolebindings", "deployer", some, rules is not None)
        time.sleep(1)  # the server learns of it by a watch of its own

    def _put(self, plural: str, name: str, content: dict, wanted: bool) -> None:
        """Made anew, or taken away."""
        path = f"/apis/{GROUP}/v1/{plural}"
        try:
            self.ask(f"{path}/{name}", "DELETE")
        except urllib.error.HTTPError as error:
            if error.code != 404:
                raise
        if wanted:
            self.ask(path, "POST", {"metadata": {"name": name}, **content})

    def asked(self) -> list[dict]:
        """What the deployer asked, of resources."""
        lines = [json.loads(line) for line in (self.folder / "audit.jsonl").read_text(encoding="utf-8").splitlines()]
        return [
            {"verb": _verb(line), "resource": _resource(line["objectRef"])} for line in lines if "objectRef" in line
        ]


def _resource(reference: dict) -> str:
    return "/".join(filter(None, (reference["resource"], reference.get("subresource"))))


def _verb(line: dict) -> str:
    """`exec` over a WebSocket is a GET; releases differ in what they call it."""
    return "create" if line["objectRef"].get("subresource") == "exec" else line["verb"]
