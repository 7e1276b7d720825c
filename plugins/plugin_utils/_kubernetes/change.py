# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What one change does to the cluster, and its way back."""

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
from .cluster import local
from .current_state import CurrentState, see, server_of
from .release import Release
from .rollout import Rollout

#: Where the values hold what the chart puts on the pods.
ANNOTATIONS = "podAnnotations"


class Change:
    """``current`` says what is to be done; ``None`` only to restore from a journal."""

    def __init__(self, release: Release, current: CurrentState | None, temporary: str) -> None:
        self.release, self.cluster, self.state, self.current = release, release.cluster, release.state, current
        self.temporary = temporary
        self.record = current.record if current else release.helm_record()
        deployment, container = server_of(release, self.record)
        self.rollout = Rollout(self.cluster, deployment, container["name"], release.settings.health_timeout)
        self.seconds: int | None = None

    def make(self) -> None:
        """Secrets first, then rows, then values, whose new pods read both."""
        current = self.current
        self.begin(current.changed_secrets, current.first.rows if current.row_changes else None)
        self.put_secrets({name: current.contents[name] for name in current.changed_secrets})
        if current.row_changes:
            self.change_rows(current.first.name, current.stored, current.row_changes)
        if current.restart:
            self.roll(current.values, {each["metadata"]["uid"] for each in current.pods})

    def begin(self, names: list[str], rows: str | None) -> None:
        """What goes back, before anything is changed; ``None`` for a Secret that was not there."""
        secrets = {name: objects.decoded(self.release.secret(name)) for name in names}
        self.state.begin(revision=self.record.revision, secrets=secrets, rows=rows, restarted=False)

    def put_secrets(self, contents: dict[str, dict[str, str]]) -> None:
        """Write some of our Secrets."""
        self.cluster.put(
            *(
                objects.secret(name, self.cluster, content, self.release.secret(name))
                for name, content in contents.items()
            )
        )

    def roll(self, values: dict[str, Any], known: set[str]) -> None:
        """New values replace the pods by themselves when the template differs; else they are restarted."""
        if not self._rolled_by(values):
            self.state.note(restarted=True)
            self.rollout.restart()
        self.seconds = (self.seconds or 0) + self.rollout.wait(known)

    def _rolled_by(self, values: dict[str, Any]) -> bool:
        """Upgrade if the values differ; whether that gave the pods another template."""
        if values == self.record.values:
            return False
        if values.get(ANNOTATIONS) != self.record.values.get(ANNOTATIONS):
            self._upgrade(values)
            return True
        template = self.rollout.deployment()["spec"]["template"]
        self._upgrade(values)
        return self.rollout.deployment()["spec"]["template"] != template

    def change_rows(self, name: str, stored: dict[str, Any], changes: list[tuple[str, Any]]) -> None:
        """Through one pod; rows that were never touched need no way back."""
        try:
            pod.change_rows(self.cluster, name, self.rollout.container, stored, changes)
        except HostError as error:
            if error.more.get("untouched"):
                self.state.note(rows=None)
            raise

    def late_rows(self, seen: list[pod.Seen], stored: dict[str, Any], changes: list[tuple[str, Any]]) -> None:
        """Rows that could not be seen before, for no server ran."""
        self.state.note(rows=seen[0].rows, restarted=True)
        self.change_rows(seen[0].name, stored, changes)
        self.rollout.restart()
        self.seconds = (self.seconds or 0) + self.rollout.wait({each.uid for each in seen})

    def _upgrade(self, values: dict[str, Any]) -> None:
        """With the chart that the release was made from, so that nothing but our values changes."""
        with tempfile.TemporaryDirectory(dir=self.temporary) as folder:
            path = pathlib.Path(folder)
            (path / "values.yaml").touch(0o600)
            (path / "values.yaml").write_text(documents.dump(values), encoding="utf-8")
            self.cluster.upgrade(self._chart(path / "chart"), str(path / "values.yaml"))

    def _chart(self, folder: pathlib.Path) -> dict[str, Any]:
        given = self.release.settings.kubernetes_chart
        if given and os.path.exists(local(given)):
            return {"chart_ref": self._of_this_version(local(given))}
        if given:
            return {"chart_ref": given, "chart_version": self.record.chart_version}
        folder.mkdir()
        if not helm_release.write_chart(self.record, folder):
            message = f"The chart of release {self.cluster.release} cannot be taken from the release, for it has charts within."
            raise HostError(message, "om_sso_kubernetes_chart", "Name the chart.")
        return {"chart_ref": str(folder)}

    def _of_this_version(self, path: str) -> str:
        """A chart's folder, which must not bring another version along."""
        try:
            found = yaml.safe_load(pathlib.Path(path, "Chart.yaml").read_text(encoding="utf-8"))["version"]
        except (OSError, ValueError, KeyError, TypeError, yaml.YAMLError):
            raise HostError(
                f"{path} is no folder of a chart.", "om_sso_kubernetes_chart", "Name the folder that holds Chart.yaml."
            ) from None
        if found != self.record.chart_version:
            message = f"The chart in {path} is {found}, and release {self.cluster.release} was made from {self.record.chart_version}."
            raise HostError(
                message, "om_sso_kubernetes_chart", "Name the chart of that version, or upgrade the release first."
            )
        return path

    def undo(self) -> str:
        """Everything as the journal has it, and in words how that ended."""
        entry = self.state.journal
        if entry is None:
            return "Nothing had been changed."
        self.put_back(entry)
        outcome = self._as_before(entry)
        self.state.close()
        return outcome

    def put_back(self, entry: dict[str, Any]) -> None:
        """Rows, Secrets, revision, pods."""
        pods = self.rollout.pods()
        template = self.rollout.deployment()["spec"]["template"]
        if entry["rows"] is not None:
            running = [each for each in pods if objects.is_running(each, self.rollout.container)]
            if not running:
                raise HostError("No pod runs in which the stored rows could be put back.")
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

    def _as_before(self, entry: dict[str, Any]) -> str:
        what = "Secrets, values and stored rows are" if entry["rows"] is not None else "Secrets and values are"
        before = self.current.first.served if self.current.first else None
        seen = see(self.release, self.rollout.pods(), self.rollout.container, False)
        if before is not None and any(each.served != before for each in seen):
            return f"NOT AS BEFORE: the former {what} back and the pods are ready, but they serve something else."
        pods = "1 pod serves" if len(seen) == 1 else f"{len(seen)} pods serve"
        return f"The former {what} back (as of revision {entry['revision']}), and {pods} what was served before."

    def last_words(self) -> str:
        """What the newest pod's log says, without secrets."""
        try:
            words = self.rollout.last_words()
        except HostError as error:  # the log is a help, its absence no second failure
            return str(error)
        return self.release.mask.text(telling(words))
