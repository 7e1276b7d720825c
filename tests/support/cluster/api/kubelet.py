# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the pods: each is a process of the simulator on this machine, in exactly the environment of its container.

A real pod has a network of its own; here all share this machine's, so each gets ports of its own and `exec` finds them
by a replacement in the command. Volumes that are Secrets lie in a folder of the pod, from its begin on as they were
then; the server and `exec` find them there for their paths in the container. Init containers, probes' delays, other
volumes and limits are left out.
"""

import os
import shutil
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

from . import environment, kinds, volumes
from .store import Failure, Store, now

_SIMULATOR = Path(__file__).resolve().parents[2] / "simulator"
_POD = kinds.BY_PLURAL[("/api/v1", "pods")]
_EVENT = kinds.BY_PLURAL[("/api/v1", "events")]
_PORTS = (8585, 8586)
#: What an image brings; the chart does not set it.
_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"


class Pod:
    """One pod that runs."""

    def __init__(self, kubelet: "Kubelet", namespace: str, name: str) -> None:
        self.kubelet, self.namespace, self.name = kubelet, namespace, name
        self.home = kubelet.folder / "pods" / name
        self.ports = [_free_port(), _free_port()]
        self.environment: dict[str, str] = {}
        self.mounts: dict[str, str] = {}
        self.warned: set[str] = set()
        self.process: subprocess.Popen | None = None
        self.gone = False

    def live(self) -> None:
        """From its making to its end; a process that ends is started again."""
        try:
            self._live(self.kubelet.store.get("Pod", self.namespace, self.name))
        finally:
            shutil.rmtree(self._volumes, ignore_errors=True)  # most pods have none

    def _live(self, content: dict[str, Any]) -> None:
        container = content["spec"]["containers"][0]
        if not self._reached(lambda: self._mount(content, container)):
            return
        fault = self.kubelet.fault(container["image"])
        if fault == "image_pull":
            self._say(
                container,
                {
                    "waiting": {
                        "reason": "ImagePullBackOff",
                        "message": f'Back-off pulling image "{container["image"]}"',
                    }
                },
            )
            return
        if not self._reached(lambda: self._resolve(container)):
            return
        self._install()
        restarts = 0
        while not self.gone:
            self._start()
            ready = fault != "never_ready" and self._wait()
            self._say(container, {"running": {"startedAt": now()}}, ready, restarts)
            code = self.process.wait()
            restarts += 1
            self._say(
                container, {"waiting": {"reason": "CrashLoopBackOff", "message": f"exit code {code}"}}, False, restarts
            )
            time.sleep(0.2)

    def _reached(self, step: Callable[[], bool]) -> bool:
        """Whether a step was done before the pod's end; it is tried again and again."""
        while not step():
            if self.gone:
                return False
            time.sleep(0.2)
        return True

    @property
    def _volumes(self) -> Path:
        return self.home / "volumes"

    def _mount(self, content: dict[str, Any], container: dict[str, Any]) -> bool:
        try:
            self.mounts = volumes.mount(content["spec"], container, self._secret, self._volumes)
        except volumes.Unmounted as error:
            self._say(container, {"waiting": {"reason": "ContainerCreating"}})
            self._warn(content, "FailedMount", str(error))
            return False
        return True

    def _warn(self, content: dict[str, Any], reason: str, message: str) -> None:
        """An event; one that is repeated is not counted."""
        if message in self.warned:
            return
        self.warned.add(message)
        about = {"apiVersion": "v1", "kind": "Pod", "namespace": self.namespace, "name": self.name}
        event = {
            "apiVersion": "v1",
            "kind": "Event",
            "metadata": {"generateName": f"{self.name}."},
            "involvedObject": {**about, "uid": content["metadata"]["uid"]},
            "type": "Warning",
            "reason": reason,
            "message": message,
            "source": {"component": "kubelet"},
            "firstTimestamp": now(),
            "lastTimestamp": now(),
        }
        self.kubelet.store.create(_EVENT, self.namespace, event)

    def _secret(self, name: str) -> dict[str, Any] | None:
        return self.kubelet.secret(self.namespace, name)

    def _resolve(self, container: dict[str, Any]) -> bool:
        try:
            self.environment = environment.of(container, self._secret)
        except environment.Unresolved as error:
            self._say(container, {"waiting": {"reason": "CreateContainerConfigError", "message": str(error)}})
            return False
        return True

    def _install(self) -> None:
        database = os.path.relpath(self.kubelet.folder / "database.json", self.home)
        options = [
            "--directory",
            self.home,
            "--release",
            self.kubelet.release,
            "--database",
            database,
            "--port",
            self.ports[0],
            "--admin-port",
            self.ports[1],
        ]
        for path, place in self.mounts.items():
            options += ["--mount", f"{path}={place}"]
        subprocess.run(
            [sys.executable, str(_SIMULATOR / "install.py"), *map(str, options)], check=True, stdout=subprocess.DEVNULL
        )
        path = self.home / "conf" / "openmetadata.yaml"
        text = path.read_text(encoding="utf-8")
        for variable, port in zip(("SERVER_PORT", "SERVER_ADMIN_PORT"), self.ports):
            text = text.replace(f"${{{variable}:-{port}}}", str(port))
        path.write_text(text, encoding="utf-8")
        shims = self.home / "shims"
        shims.mkdir(exist_ok=True)
        (shims / "wget").write_text(
            f'#!/bin/sh\nexec {sys.executable} "{self.home}/libs/simulator.py" wget "$@"\n', encoding="utf-8"
        )
        (shims / "python3").write_text(f'#!/bin/sh\nexec {sys.executable} "$@"\n', encoding="utf-8")
        for path in shims.iterdir():
            path.chmod(0o755)

    @property
    def runs(self) -> bool:
        """Whether its process is there."""
        return self.process is not None and self.process.poll() is None

    @property
    def path(self) -> str:
        """PATH inside the pod."""
        return f"{self.home / 'shims'}:{_PATH}"

    def _start(self) -> None:
        script = ["sh", "bin/openmetadata-server-start.sh", "conf/openmetadata.yaml"]
        with open(self.home / "logs" / "pod.log", "ab") as log:
            self.process = subprocess.Popen(
                script,
                cwd=self.home,
                env={"PATH": self.path, **self.environment},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def _wait(self) -> bool:
        while not self.gone and self.process.poll() is None:
            try:
                with urllib.request.urlopen(
                    f"http://localhost:{self.ports[0]}/api/v1/system/health", timeout=5
                ) as answer:
                    return answer.status == 200
            except OSError:
                time.sleep(0.05)
        return False

    def _say(self, container: dict[str, Any], state: dict[str, Any], ready: bool = False, restarts: int = 0) -> None:
        truth = "True" if ready else "False"
        status = {
            "phase": "Running" if "running" in state or restarts else "Pending",
            "conditions": [{"type": "ContainersReady", "status": truth}, {"type": "Ready", "status": truth}],
            "containerStatuses": [
                {
                    "name": container["name"],
                    "image": container["image"],
                    "imageID": "",
                    "ready": ready,
                    "started": "running" in state,
                    "restartCount": restarts,
                    "state": state,
                }
            ],
        }
        try:
            self.kubelet.store.update(
                _POD, self.namespace, self.name, {"metadata": {}, "spec": {}, "status": status}, status_only=True
            )
        except Failure:
            self.gone = True

    def begin(self, command: list[str]) -> subprocess.Popen:
        """`exec`: in the container's directory, with its environment."""
        mapped = [volumes.renamed(word, self.mounts) for word in command]
        for seen, real in zip(_PORTS, self.ports):
            mapped = [word.replace(f"localhost:{seen}", f"localhost:{real}") for word in mapped]
        return subprocess.Popen(
            mapped,
            cwd=self.home,
            env={"PATH": self.path, **self.environment},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )

    def as_seen(self, words: bytes) -> bytes:
        """What a command says of files, by their paths in the container."""
        paths = {place: path for path, place in self.mounts.items()}
        return volumes.renamed(words.decode("utf-8", "surrogateescape"), paths).encode("utf-8", "surrogateescape")

    def stop(self) -> None:
        """SIGTERM, as the kubelet does."""
        self.gone = True
        if self.runs:
            self.process.terminate()
            try:
                self.process.wait(5)
            except subprocess.TimeoutExpired:
                self.process.kill()


class Kubelet:
    """Follows the pods of the store. `folder` holds their homes, the shared database and `faults`."""

    def __init__(self, store: Store, folder: Path, release: str) -> None:
        self.store, self.folder, self.release = store, folder, release
        self.pods: dict[tuple[str, str], Pod] = {}
        (folder / "pods").mkdir(parents=True, exist_ok=True)
        (folder / "faults").mkdir(exist_ok=True)

    def fault(self, image: str) -> str | None:
        """The name of a file in `faults` strikes every pod that begins while it is there.

        A line in it limits it to an image.
        """
        for path in sorted((self.folder / "faults").iterdir()):
            wanted = path.read_text(encoding="utf-8").strip()
            if not wanted or wanted == image:
                return path.name
        return None

    def secret(self, namespace: str, name: str) -> dict[str, Any] | None:
        """A Secret, or none."""
        try:
            return self.store.get("Secret", namespace, name)
        except Failure:
            return None

    def follow(self) -> None:
        """Start what is new and stop what is gone; called after every change of the store."""
        with self.store.changed:
            present = {(key[1], key[2]) for key in self.store.objects if key[0] == "Pod"}
        for key in present - set(self.pods):
            self.pods[key] = Pod(self, *key)
            threading.Thread(target=self.pods[key].live, daemon=True).start()
        for key in set(self.pods) - present:
            threading.Thread(target=self.pods.pop(key).stop, daemon=True).start()

    def last_words(self, name: str) -> bytes:
        """The end of a pod's log."""
        path = self.folder / "pods" / name / "logs" / "pod.log"
        return path.read_bytes()[-20_000:] if path.exists() else b""

    def stop(self) -> None:
        """The end of every pod."""
        for pod in self.pods.values():
            pod.stop()


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]
