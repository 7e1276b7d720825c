# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an audit sees of a release in a cluster, without changing anything, and what it may not see."""

from __future__ import annotations

from typing import Any, NamedTuple

from ...module_utils._audit import file_permissions
from ...module_utils._core.errors import HostError
from ...module_utils._server import stored_config
from .._helm import values_findings
from .._model.releases import STORED_ROWS_SINCE
from . import access, ingress, objects, pod
from .current_state import find_server
from .helm_release import Record
from .release import Release

_CLEAR = "ENV-19"
_KINDS = {
    "Role": access.GROUP,
    "RoleBinding": access.GROUP,
    "ClusterRole": access.GROUP,
    "ClusterRoleBinding": access.GROUP,
    "Ingress": ingress.API_VERSION,
}


class PodPlace:
    """A server in a pod as the checks of a host read it: its environment and what it answers, and no files."""

    inside, reason, user = "", "", None

    def __init__(self, state: pod.PodState, url: str, rows_are_read: bool) -> None:
        self._state, self._rows_are_read = state, rows_are_read
        keys = None if state.kids is None else state.keys
        where = f"{url.rstrip('/')} in pod {state.name}"
        self.server = {"url": where, "version": state.version, "served": state.served, "keys": keys}
        self.server.update(principal_domain=None, reason=state.reason)

    def configuration(self) -> tuple[str, None]:
        """openmetadata.yaml, which is in the image and is not read: each setting is its variable or its default."""
        return "openmetadata.yaml in the image", None

    def environment(self) -> dict[str, str]:
        """The environment of the server process."""
        return self._state.environment

    def origin(self, name: str) -> str:
        """Where a variable comes from, in words."""
        return f"{name} in the environment of pod {self._state.name}"

    def named(self, path: str) -> str:
        """The path of a file in the pod."""
        return f"{path} in pod {self._state.name}"

    def content(self, path: str) -> bytes:
        """Key files are not read: what the server publishes tells more."""
        raise HostError(f"{self.named(path)} is not read.")

    def on_host(self, _path: str) -> None:
        """No file is one of a host."""

    def rows(self) -> tuple[dict[str, Any] | None, str | None]:
        """(the stored rows, why not); both ``None`` where this release does not read any."""
        if not stored_config.decide(self._state.version, STORED_ROWS_SINCE):
            return None, None
        if not self._rows_are_read:
            return None, "the stored rows decide, and om_sso_stored_configuration: ignore keeps them unread"
        if self._state.rows is None:
            return None, "the stored rows decide, and the pod did not export them"
        return self._state.stored(), None


class Seen(NamedTuple):
    """``place`` is ``None`` where no pod answers; ``cluster`` is what the checks of a cluster judge."""

    place: PodPlace | None
    cluster: dict[str, Any]


def look(release: Release, wanted: dict[str, Any]) -> Seen:
    """What a release is; ``HostError`` when it does not exist, or its pods may not be read.

    ``wanted`` is what the audit asks of every server.
    """
    cluster, settings = release.cluster, release.settings
    record = release.record()
    deployment, container = find_server(release, record)
    pods = cluster.list("v1", "Pod", label_selectors=objects.selector(deployment))
    running = [each for each in pods if objects.is_running(each, container["name"])]
    place = None
    if running:
        url = settings.server_internal_url
        state = pod.read_state(cluster, running[0], container["name"], url, release.reconciles, [])
        place = PodPlace(state, url, release.reconciles)
    listed, denied = _listed(release)
    names = {release.names.secret, release.names.public, release.state.name, *_sources(container)}
    found = access.readers(listed, cluster.namespace, names)
    ingresses = [each for each in listed.get("Ingress") or () if _is_ours(each, cluster.release, deployment)]
    return Seen(
        place,
        {
            "reason": "",
            "clear": _clear(release, record, container, wanted),
            "readers": [each._asdict() for each in found],
            "ingresses": [{"name": each["metadata"]["name"], "plain": ingress.plain(each)} for each in ingresses],
            "denied": denied,
        },
    )


def _listed(release: Release) -> tuple[dict[str, list[dict[str, Any]]], dict[str, str]]:
    """({kind: objects}, {kind: why it may not be listed})."""
    found, denied = {}, {}
    for kind, api_version in _KINDS.items():
        try:
            found[kind] = release.cluster.list(api_version, kind)
        except HostError as error:
            if not error.more.get("verb"):
                raise
            denied[kind] = error.message
    return found, denied


def _sources(container: dict[str, Any]) -> set[str]:
    """The Secrets that the server reads."""
    used = {(source.get("secretRef") or {}).get("name") for source in container.get("envFrom") or ()}
    for entry in container.get("env") or ():
        used.add(((entry.get("valueFrom") or {}).get("secretKeyRef") or {}).get("name"))
    return {str(name) for name in used if name}


def _clear(release: Release, record: Record, container: dict[str, Any], wanted: dict[str, Any]) -> list[str]:
    """What holds a secret that whoever reads Deployments or values can see, in words without it."""
    name = f"values of the release {release.cluster.release}"
    found = [
        f"{each.option}: {each.message}"
        for each in values_findings.of_release(record.values, name, {}, (), ())
        if each.rule == _CLEAR and each.severity == "error"
    ]
    texts = {entry["name"]: str(entry.get("value") or "") for entry in container.get("env") or ()}
    names = [each for each, text in texts.items() if file_permissions.is_secret(each, text, wanted)]
    return [*found, *(f"{each} in the env of the Deployment" for each in names)]


def _is_ours(each: dict[str, Any], release: str, deployment: dict[str, Any]) -> bool:
    """The chart's own Ingress has its label; one of the operator leads to the Service, named as the Deployment."""
    labels = each["metadata"].get("labels") or {}
    return labels.get("app.kubernetes.io/instance") == release or ingress.leads_to(each, deployment["metadata"]["name"])
