# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The one node of a real API server, for tests.

`python -m cluster.real --folder DIR --server URL --port PORT --release RELEASE --token TOKEN`.

Scheduler and kubelet in one: it takes every pod, runs each as a process of the simulator, and answers what the API
server passes on (`exec`, logs).
"""

import argparse
import signal
import sys
import threading
import time
import urllib.parse
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

from ..api import execution, server, websocket
from ..api.kubelet import Kubelet, Pod
from ..api.store import Failure
from . import spdy
from .client import Client

NODE = "simulated"


class Node(Kubelet):
    """Follows the pods of the API server."""

    store: Client

    def join(self, port: int) -> None:
        """Make the node known, with the address at which it answers."""
        self.store.ask("POST", "/api/v1/nodes", {"apiVersion": "v1", "kind": "Node", "metadata": {"name": NODE}})
        status = {
            "addresses": [{"type": "InternalIP", "address": "127.0.0.1"}],
            "daemonEndpoints": {"kubeletEndpoint": {"Port": port}},
        }
        self.store.ask("PATCH", f"/api/v1/nodes/{NODE}/status", {"status": status})

    def follow(self) -> None:
        """Take what is new, and end what was told to go; a pod is gone when its process is."""
        for content in self.store.ask("GET", "/api/v1/pods")["items"]:
            meta = content["metadata"]
            key = (meta["namespace"], meta["name"])
            if meta.get("deletionTimestamp"):
                if key in self.pods:
                    threading.Thread(target=self._end, args=(key, self.pods.pop(key)), daemon=True).start()
            elif key not in self.pods:
                self._bind(*key)
                self.pods[key] = Pod(self, *key)
                threading.Thread(target=self.pods[key].live, daemon=True).start()

    def _bind(self, namespace: str, name: str) -> None:
        target = {"apiVersion": "v1", "kind": "Node", "name": NODE}
        binding = {"apiVersion": "v1", "kind": "Binding", "metadata": {"name": name}, "target": target}
        self.store.ask("POST", f"/api/v1/namespaces/{namespace}/pods/{name}/binding", binding)

    def _end(self, key: tuple[str, str], pod: Pod) -> None:
        pod.stop()
        options = {"apiVersion": "v1", "kind": "DeleteOptions", "gracePeriodSeconds": 0}
        try:
            self.store.ask("DELETE", "/api/v1/namespaces/{}/pods/{}".format(*key), options)
        except Failure as failure:
            if failure.code != 404:
                raise


class Handler(BaseHTTPRequestHandler):
    """What the API server passes on to a kubelet.

    /exec/NAMESPACE/POD/CONTAINER and /containerLogs/NAMESPACE/POD/CONTAINER.
    """

    protocol_version = "HTTP/1.1"
    node: Node

    def log_message(self, *_arguments: Any) -> None:
        """Nothing."""

    def do_GET(self) -> None:
        """A WebSocket begins as a GET."""
        self._answer(lambda _with_stdin: websocket.upgrade(self))

    def do_POST(self) -> None:
        """SPDY begins as a POST."""
        self._answer(lambda with_stdin: spdy.upgrade(self, with_stdin))

    def _answer(self, upgrade: Callable[[bool], execution.Socket]) -> None:
        address = urllib.parse.urlsplit(self.path)
        what, namespace, name = address.path.strip("/").split("/")[:3]
        pod = self.node.pods.get((namespace, name))
        if what == "containerLogs":
            self._send(200, self.node.last_words(name))
        elif pod is None or not pod.runs:
            self._send(404, b"container not found")
        else:
            query = urllib.parse.parse_qs(address.query, keep_blank_values=True)  # of a command, too
            stdin = query.get("input", query.get("stdin", ["0"]))[0] in ("1", "true", "True")
            execution.run(upgrade(stdin), pod, query["command"], stdin)

    def _send(self, code: int, body: bytes) -> None:
        self.send_response(code)
        self.send_header("Content-Type", "text/plain")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def main() -> None:
    """Serve until a signal comes."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--server", required=True)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--release", required=True)
    parser.add_argument("--token", required=True)
    options = parser.parse_args()
    node = Node(Client(options.server, options.folder / "ca.pem", options.token), options.folder, options.release)
    http = server.listening(
        options.port, options.folder / "server.pem", type("BoundHandler", (Handler,), {"node": node})
    )
    threading.Thread(target=http.serve_forever, daemon=True).start()
    node.join(options.port)
    signal.signal(signal.SIGTERM, lambda *_signal: sys.exit(0))
    print("ready", flush=True)
    try:
        while True:
            node.follow()
            time.sleep(0.1)
    finally:
        node.stop()


if __name__ == "__main__":
    main()
