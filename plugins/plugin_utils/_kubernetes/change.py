# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One change of a release: Secrets, stored rows, values and pods, and how it is undone."""

from __future__ import annotations

import os
import pathlib
import tempfile
from typing import Any

import yaml

from ...module_utils._core.errors import HostError
from ...module_utils._core.text import telling
from .._helm import documents
from . import helm_release, objects, pod
from .cluster import local_path
from .current_state import CurrentState, RunningRelease, find_server, read_pods
from .release import Release
from .rollout import Rollout

#: The values that the chart sets as annotations of the pods.
ANNOTATIONS = "podAnnotations"


class Change:
    """``running`` is the release before the change; ``None`` to undo the change of an interrupted run."""

    def __init__(self, release: Release, running: RunningRelease | None, temporary: str) -> None:
        self.release, self.cluster, self.state, self.running = release, release.cluster, release.state, running
        self.temporary = temporary
        self.record = running.record if running else release.helm_record()
        deployment, container = find_server(release, self.record)
        self.rollout = Rollout(self.cluster, deployment, container["name"], release.settings.health_timeout)
        self.seconds: int | None = None

    def make(self, current: CurrentState) -> None:
        """Change Secrets first, then rows, then values, whose new pods read both."""
        first = current.first if current.row_changes else None
        self.begin(current.changed_secrets, first.rows if first else None)
        self.put_secrets({name: current.contents[name] for name in current.changed_secrets})
        if first is not None and current.stored is not None:
            self.change_rows(first.name, current.stored, current.row_changes)
        if current.restart:
            self.roll(current.values, current.pod_ids)

    def begin(self, names: list[str], rows: str | None) -> None:
        """Note in the journal what is to be restored; a Secret that does not exist is noted as ``None``."""
        secrets = {name: objects.decode_secret(self.release.secret(name)) for name in names}
        self.state.begin(revision=self.record.revision, secrets=secrets, rows=rows, restarted=False)

    def put_secrets(self, contents: dict[str, dict[str, str]]) -> None:
        """Write Secrets with exactly this content, by name."""
        self.cluster.put(
            *(
                objects.secret_manifest(name, self.cluster, content, self.release.secret(name))
                for name, content in contents.items()
            )
        )

    def roll(self, values: dict[str, Any], known: set[str]) -> None:
        """Upgrade to the values and wait for new pods; ``known`` are the ids of the old ones.

        The pods are restarted when the values do not change their template.
        """
        if not self._upgrade_replaces_pods(values):
            self.state.note(restarted=True)
            self.rollout.restart()
        self.seconds = (self.seconds or 0) + self.rollout.wait(known)

    def _upgrade_replaces_pods(self, values: dict[str, Any]) -> bool:
        """Upgrade if the values differ. Returns whether the template of the pods changed."""
        if values == self.record.values:
            return False
        if values.get(ANNOTATIONS) != self.record.values.get(ANNOTATIONS):
            self._upgrade(values)
            return True
        template = self.rollout.deployment()["spec"]["template"]
        self._upgrade(values)
        return bool(self.rollout.deployment()["spec"]["template"] != template)

    def change_rows(self, name: str, stored: dict[str, Any], changes: list[tuple[str, Any]]) -> None:
        """Change the stored rows through one pod. Rows that did not change are not restored later."""
        try:
            pod.change_rows(self.cluster, name, self.rollout.container, stored, changes)
        except HostError as error:
            if error.more.get("untouched"):
                self.state.note(rows=None)
            raise

    def change_rows_after_start(
        self, states: list[pod.PodState], stored: dict[str, Any], changes: list[tuple[str, Any]]
    ) -> None:
        """Change rows that could not be read before, since no server ran, and restart the pods."""
        self.state.note(rows=states[0].rows, restarted=True)
        self.change_rows(states[0].name, stored, changes)
        self.rollout.restart()
        self.seconds = (self.seconds or 0) + self.rollout.wait({state.uid for state in states})

    def _upgrade(self, values: dict[str, Any]) -> None:
        """``helm upgrade`` with the chart that the release was made from, so that only the values change."""
        with tempfile.TemporaryDirectory(dir=self.temporary) as folder:
            path = pathlib.Path(folder)
            (path / "values.yaml").touch(0o600)
            (path / "values.yaml").write_text(documents.dump(values), encoding="utf-8")
            self.cluster.upgrade(self._chart(path / "chart"), str(path / "values.yaml"))

    def _chart(self, folder: pathlib.Path) -> dict[str, Any]:
        chart = self.release.settings.kubernetes_chart
        path = local_path(chart)
        if path and os.path.exists(path):
            return {"chart_ref": self._same_version(path)}
        if chart:
            return {"chart_ref": chart, "chart_version": self.record.chart_version}
        folder.mkdir()
        if not helm_release.write_chart(self.record, folder):
            message = f"The chart of release {self.cluster.release} has subcharts, which the release does not hold."
            raise HostError(message, "om_sso_kubernetes_chart", "Set om_sso_kubernetes_chart to the chart.")
        return {"chart_ref": str(folder)}

    def _same_version(self, path: str) -> str:
        """The folder of a chart; ``HostError`` when it holds another version than the release was made from."""
        try:
            version = yaml.safe_load(pathlib.Path(path, "Chart.yaml").read_text(encoding="utf-8"))["version"]
        except (OSError, ValueError, KeyError, TypeError, yaml.YAMLError):
            raise HostError(
                f"{path} is not a folder of a chart.",
                "om_sso_kubernetes_chart",
                "Name the folder that holds Chart.yaml.",
            ) from None
        if version != self.record.chart_version:
            message = (
                f"The chart in {path} is {version}, but release {self.cluster.release} was made from "
                f"{self.record.chart_version}."
            )
            raise HostError(
                message, "om_sso_kubernetes_chart", "Name the chart of that version, or upgrade the release first."
            )
        return path

    def undo(self) -> str:
        """Restore what the journal notes; returns a sentence about the outcome."""
        entry = self.state.journal
        if entry is None:
            return "Nothing had been changed."
        self.restore(entry)
        outcome = self._outcome(entry)
        self.state.close()
        return outcome

    def restore(self, entry: dict[str, Any]) -> None:
        """Restore rows, Secrets, revision and pods from a journal."""
        pods = self.rollout.pods()
        template = self.rollout.deployment()["spec"]["template"]
        if entry["rows"] is not None:
            running = [each for each in pods if objects.is_running(each, self.rollout.container)]
            if not running:
                raise HostError("The stored rows cannot be restored, since no pod runs.")
            pod.write_rows(self.cluster, running[0]["metadata"]["name"], self.rollout.container, entry["rows"])
        self.put_secrets({name: content for name, content in entry["secrets"].items() if content is not None})
        for name in [name for name, content in entry["secrets"].items() if content is None]:
            self.cluster.delete("v1", "Secret", name)
        self.release.read()
        newest = self.release.helm_record()
        if newest.revision != entry["revision"] or newest.status not in ("deployed", "superseded"):
            self.cluster.rollback(entry["revision"])
        if entry["restarted"] and self.rollout.deployment()["spec"]["template"] == template:
            self.rollout.restart()
        self.rollout.wait({each["metadata"]["uid"] for each in pods})

    def _outcome(self, entry: dict[str, Any]) -> str:
        parts = "Secrets, values and stored rows" if entry["rows"] is not None else "Secrets and values"
        before = self.running.first.served if self.running and self.running.first else None
        states = read_pods(self.release, self.rollout.pods(), self.rollout.container, False)
        if before is not None and any(state.served != before for state in states):
            return (
                f"NOT AS BEFORE: the previous {parts} are restored and the pods are ready, but they serve other values."
            )
        pods = "1 pod serves" if len(states) == 1 else f"{len(states)} pods serve"
        return (
            f"The previous {parts} are restored (revision {entry['revision']}), and {pods} the previous configuration."
        )

    def log_excerpt(self) -> str:
        """The lines of the newest pod's log that tell what failed, without secrets."""
        try:
            log = self.rollout.newest_log()
        except HostError as error:  # without a log the first failure is still reported
            return str(error)
        return str(self.release.mask.text(telling(log)))
