# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The cluster as ``kubernetes.core`` reaches it: one method a thing that is asked or changed."""

from __future__ import annotations

import os
import shlex
from collections.abc import Callable
from typing import Any, NamedTuple

from .._model.settings_class import Settings
from . import api_errors

#: Runs a module of ``kubernetes.core`` (or ``ansible.legacy.command``) on the controller and gives its result.
Call = Callable[[str, dict[str, Any]], dict[str, Any]]


class Said(NamedTuple):
    """What a command in a pod gave back."""

    status: int
    out: str
    err: str

    @property
    def last_error(self) -> str:
        """The last thing that it said about an error."""
        lines = [line.strip() for line in self.err.splitlines() if line.strip()]
        return lines[-1] if lines else "no reason given"


class Cluster:
    """One namespace of one cluster; ``settings`` are those of a plan."""

    def __init__(self, call: Call, settings: Settings, release: str) -> None:
        self._call = call
        self.release = release
        self.namespace = settings.kubernetes_namespace
        self.helm = local(settings.kubernetes_helm)
        given = {"kubeconfig": local(settings.kubernetes_kubeconfig), "context": settings.kubernetes_context}
        self.access = {name: value for name, value in given.items() if value}

    def get(self, api_version: str, kind: str, name: str) -> dict[str, Any] | None:
        """One object, or ``None``."""
        found = self.list(api_version, kind, name=name)
        return found[0] if found else None

    def list(self, api_version: str, kind: str, **more: Any) -> list[dict[str, Any]]:
        """Objects; ``label_selectors`` or ``name`` choose."""
        answer = self._run(
            "kubernetes.core.k8s_info", {"api_version": api_version, "kind": kind, "namespace": self.namespace, **more}
        )
        return answer["resources"]

    def put(self, *manifests: dict[str, Any]) -> None:
        """Make objects, or give them exactly this content: what is no longer in it goes."""
        if manifests:
            self._run("kubernetes.core.k8s", {"definition": list(manifests), "force": True})

    def patch(self, manifest: dict[str, Any]) -> None:
        """Change what is named of an object that is there."""
        self._run("kubernetes.core.k8s", {"definition": manifest, "state": "patched", "merge_type": ["merge"]})

    def claim(self, manifest: dict[str, Any], owner: str) -> None:
        """Make an object whose fields nobody else owns; a ``HostError`` with ``conflict`` when somebody does."""
        self._run(
            "kubernetes.core.k8s",
            {
                "definition": manifest,
                "apply": True,
                "server_side_apply": {"field_manager": owner, "force_conflicts": False},
            },
        )

    def delete(self, api_version: str, kind: str, name: str) -> None:
        """Away with it, if it is there."""
        self._run(
            "kubernetes.core.k8s",
            {"api_version": api_version, "kind": kind, "name": name, "namespace": self.namespace, "state": "absent"},
        )

    def run(self, pod: str, container: str, script: str, *arguments: str) -> Said:
        """A script in a container. Its text and arguments reach the API server's log: nothing secret may be in them."""
        command = " ".join(shlex.quote(word) for word in ("sh", "-c", script, "openmetadata-sso", *arguments))
        answer = self._run(
            "kubernetes.core.k8s_exec",
            {"namespace": self.namespace, "pod": pod, "container": container, "command": command},
        )
        return Said(answer["rc"], answer["stdout"], answer["stderr"])

    def copy(self, pod: str, container: str, path: str, content: str) -> None:
        """A file, mode 0600, into a container; through standard input, so that no log has it."""
        arguments = {
            "namespace": self.namespace,
            "pod": pod,
            "container": container,
            "remote_path": path,
            "content": content,
        }
        self._run("kubernetes.core.k8s_cp", {**arguments, "state": "to_pod"})

    def log(self, pod: str, container: str) -> str:
        """The last lines of a container's log; empty when there is none."""
        arguments = {"namespace": self.namespace, "name": pod, "container": container, "tail_lines": 40}
        return self._run("kubernetes.core.k8s_log", arguments).get("log", "")

    def upgrade(self, chart: dict[str, Any], values_file: str) -> None:
        """``helm upgrade`` with exactly the values of a file. It returns when the objects are written; pods follow."""
        arguments = {
            "release_name": self.release,
            "release_namespace": self.namespace,
            "values_files": [values_file],
            **chart,
        }
        self._run("kubernetes.core.helm", {**arguments, **({"binary_path": self.helm} if self.helm else {})})

    def rollback(self, revision: int) -> None:
        """``helm rollback``, for which ``kubernetes.core`` has no module."""
        words = [self.helm or "helm", "rollback", self.release, str(revision), "--namespace", self.namespace]
        for option, name in (("--kubeconfig", "kubeconfig"), ("--kube-context", "context")):
            words += [option, self.access[name]] if name in self.access else []
        self._run("ansible.legacy.command", {"argv": words}, access=False)

    def _run(self, module: str, arguments: dict[str, Any], access: bool = True) -> dict[str, Any]:
        answer = self._call(module, {**arguments, **(self.access if access else {})})
        if answer.get("failed") or ("rc" in answer and module.endswith("command") and answer["rc"]):
            words = [str(answer.get(part) or "") for part in ("msg", "stderr", "module_stderr", "module_stdout")]
            raise api_errors.of(module, " ".join(word for word in words if word), self)
        return answer


def local(path: str | None) -> str | None:
    """A path of the operator's as every program understands it."""
    return os.path.abspath(os.path.expanduser(path)) if path else None
