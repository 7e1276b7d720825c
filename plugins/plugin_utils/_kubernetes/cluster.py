# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Access to a cluster through ``kubernetes.core``: one method for each kind of request."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple

from .._model.settings_class import Settings
from . import api_errors, kubeconfig, tools
from .kubeconfig import local_path

#: Runs a module of ``kubernetes.core`` (or ``ansible.legacy.command``) on the controller and returns its result. The
#: last argument says that it only reads, so that it runs in check mode as well.
Call = Callable[[str, dict[str, Any], bool], dict[str, Any]]


class CommandResult(NamedTuple):
    """The result of a command in a pod."""

    status: int
    out: str
    err: str

    @property
    def last_error(self) -> str:
        """The last line that the command wrote to stderr."""
        lines = [line.strip() for line in self.err.splitlines() if line.strip()]
        return lines[-1] if lines else "no reason given"


class PodCommand(NamedTuple):
    """A command in a container of a pod, by its words."""

    pod: str
    container: str
    words: tuple[str, ...]


#: Runs commands in pods of a namespace at the same time, given kubeconfig and context, and returns their results in
#: order.
Execute = Callable[[dict[str, Any], str, Sequence[PodCommand]], Sequence[CommandResult]]


class Cluster:
    """A release in a namespace of a cluster; its namespace is not empty when the plan has no errors.

    ``versions`` are those of the collection kubernetes.core and of the Python package, by name.
    """

    def __init__(
        self,
        call: Call,
        execute: Execute,
        settings: Settings,
        release: str,
        versions: Mapping[str, str | None] = MappingProxyType({}),
    ) -> None:
        self._call, self._execute = call, execute
        self.release = release
        self._versions = versions
        self.namespace = settings.kubernetes_namespace or ""
        self.helm = local_path(settings.kubernetes_helm)
        kubeconfig.check(settings.kubernetes_kubeconfig, settings.kubernetes_context)
        access = {"kubeconfig": local_path(settings.kubernetes_kubeconfig), "context": settings.kubernetes_context}
        self.access = {name: value for name, value in access.items() if value}

    def get(self, api_version: str, kind: str, name: str) -> dict[str, Any] | None:
        """The object of that name, or ``None``."""
        objects = self.list(api_version, kind, name=name)
        return objects[0] if objects else None

    def list(self, api_version: str, kind: str, **more: Any) -> list[dict[str, Any]]:
        """The objects that ``label_selectors`` or ``name`` select."""
        arguments = {"api_version": api_version, "kind": kind, "namespace": self.namespace, **more}
        return list(self._run("kubernetes.core.k8s_info", arguments, reads=True)["resources"])

    def put(self, *manifests: dict[str, Any]) -> None:
        """Create objects, or replace their content completely."""
        if manifests:
            self._run("kubernetes.core.k8s", {"definition": list(manifests), "force": True})

    def merge(self, manifest: dict[str, Any]) -> None:
        """Create an object, or change only the named fields of the one that exists."""
        self._run("kubernetes.core.k8s", {"definition": manifest})

    def patch(self, manifest: dict[str, Any]) -> None:
        """Change only the named fields of an existing object."""
        self._run("kubernetes.core.k8s", {"definition": manifest, "state": "patched", "merge_type": ["merge"]})

    def claim(self, manifest: dict[str, Any], owner: str) -> dict[str, Any]:
        """Create an object by server-side apply, or change it, and return it.

        ``HostError`` with ``conflict`` when another owner has its fields, or it has not the uid of the manifest.
        """
        arguments = {
            "definition": manifest,
            "apply": True,
            "server_side_apply": {"field_manager": owner, "force_conflicts": False},
        }
        return dict(self._run("kubernetes.core.k8s", arguments)["result"])

    def delete(self, api_version: str, kind: str, name: str, uid: str = "") -> None:
        """Delete an object if it exists; ``HostError`` with ``conflict`` when it has another ``uid`` than is given."""
        arguments = {"api_version": api_version, "kind": kind, "name": name, "namespace": self.namespace}
        only = {"delete_options": {"preconditions": {"uid": uid}}} if uid else {}
        self._run("kubernetes.core.k8s", {**arguments, **only, "state": "absent"})

    def run(self, pod: str, container: str, script: str, *arguments: str) -> CommandResult:
        """Run a script in a container. The API server logs its text and arguments, so they must not hold secrets."""
        return self.run_in_each([pod], container, script, lambda _pod: arguments)[0]

    def run_in_each(
        self, pods: Sequence[str], container: str, script: str, arguments: Callable[[str], Sequence[str]]
    ) -> Sequence[CommandResult]:
        """Run a script in a container of each pod at the same time, with the ``arguments`` for it."""
        commands = [
            PodCommand(pod, container, ("sh", "-c", script, "openmetadata-sso", *arguments(pod))) for pod in pods
        ]
        return self._execute(self.access, self.namespace, commands) if commands else []

    def copy(self, pod: str, container: str, path: str, content: str) -> None:
        """Write a file with mode 0600 into a container, through standard input, so that no log holds its content."""
        arguments = {
            "namespace": self.namespace,
            "pod": pod,
            "container": container,
            "remote_path": path,
            "content": content,
        }
        self._run("kubernetes.core.k8s_cp", {**arguments, "state": "to_pod"})

    def log(self, pod: str, container: str) -> str:
        """The last 40 lines of a container's log; empty when there is none."""
        arguments = {"namespace": self.namespace, "name": pod, "container": container, "tail_lines": 40}
        return str(self._run("kubernetes.core.k8s_log", arguments, reads=True).get("log", ""))

    def upgrade(self, chart: dict[str, Any], values_file: str) -> None:
        """``helm upgrade`` with exactly the values of a file; it does not wait for the pods."""
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

    def versions(self) -> dict[str, str | None]:
        """The versions of the programs on the controller, by name."""
        return {**self._versions, tools.HELM: self.helm_version()}

    def helm_version(self) -> str:
        """What ``helm version --short`` says, such as ``v3.19.0+g3d8990f``; no cluster is asked."""
        words = [self.helm or "helm", "version", "--short"]
        answer = self._run("ansible.legacy.command", {"argv": words}, access=False, reads=True)
        return str(answer.get("stdout", ""))

    def _run(self, module: str, arguments: dict[str, Any], access: bool = True, reads: bool = False) -> dict[str, Any]:
        result = self._call(module, {**arguments, **(self.access if access else {})}, reads)
        if result.get("failed") or ("rc" in result and module.endswith("command") and result["rc"]):
            texts = [str(result.get(part) or "") for part in ("msg", "stderr", "module_stderr", "module_stdout")]
            raise api_errors.host_error(module, " ".join(text for text in texts if text))
        return result
