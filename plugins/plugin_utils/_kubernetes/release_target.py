# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A Helm release as the target of a transaction: lock, journal, what is changed, and how everything is restored."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Any

from ...module_utils._core.errors import HostError
from ...module_utils._core.text import telling
from ...module_utils._transaction.transaction import Target
from .._model.findings import errors, to_data, without_ignored
from . import helm_release, helm_upgrade, lock, objects, pod, tools
from .current_state import RunningRelease, find_server, read_pods
from .release import Release
from .rollout import Rollout

#: The values that the chart sets as annotations of the pods.
ANNOTATIONS = "podAnnotations"
#: States in which Helm can upgrade a release.
UPGRADABLE = ("deployed", "superseded")


class ReleaseTarget(Target):
    """``temporary`` is a folder of the run on the controller, with mode 0700.

    The current state is a ``RunningRelease``.
    """

    reads_before_lock = True

    def __init__(self, release: Release, temporary: str) -> None:
        super().__init__()
        self.release, self.cluster = release, release.cluster
        self.temporary = temporary
        self._restarts: dict[str, int] | None = None

    def lock(self) -> AbstractContextManager[None]:
        """The lock of the release. That of a killed run expires after three times the waits, and ten minutes."""
        seconds = 3 * (self.release.settings.health_timeout + self.release.settings.settle_time) + 600
        return lock.hold(self.cluster, self.release.names.secret + "-lock", seconds)

    def refresh(self) -> bool:
        """Read the Secrets again. Returns whether another run or tool has changed one."""
        versions = self.release.versions()
        self.release.read_again()
        return self.release.versions() != versions

    def prepare(self, _current: Any) -> None:
        """Ask for the versions of the programs that will change the release; ``HostError`` when they cannot work."""
        found = without_ignored(tools.findings(self.cluster.versions()), self.release.settings.ignore_rules)
        if errors(found):
            raise HostError(
                "The programs on the controller cannot make the change; nothing was changed.", findings=to_data(found)
            )
        self.notes += [finding.message for finding in found]

    def interrupted(self) -> dict[str, Any] | None:
        """The open journal, or ``None``."""
        return self.release.state.journal

    def close(self) -> None:
        """Remove the journal."""
        self.release.state.close()

    def open_journal(self, current: RunningRelease, names: list[str], rows: str | None) -> dict[str, Any]:
        """Note what a failure restores: the revision, the Secrets of these names, the stored rows.

        A Secret that does not exist is noted as ``None``.
        """
        self._use(current.record)
        secrets = {name: objects.decode_secret(self.release.secret(name)) for name in names}
        return self.release.state.begin(revision=current.record.revision, secrets=secrets, rows=rows, restarted=False)

    def _use(self, record: helm_release.Record) -> None:
        """Work on the Deployment of a revision."""
        self.record = record
        deployment, container = find_server(self.release, record)
        self.rollout = Rollout(self.cluster, deployment, container["name"], self.release.settings.health_timeout)

    def put_secrets(self, contents: dict[str, dict[str, str]]) -> None:
        """Write Secrets with exactly this content, by name."""
        self.cluster.put(
            *(
                objects.secret_manifest(name, self.cluster, content, self.release.secret(name))
                for name, content in contents.items()
            )
        )

    def write_rows(self, name: str, text: str) -> None:
        """Replace the stored rows through one pod. Rows that did not change are not restored later."""
        try:
            pod.write_rows(self.cluster, name, self.rollout.container, text)
        except HostError as error:
            if error.more.get("untouched"):
                self.release.state.note(rows=None)
            raise

    def roll(self, values: dict[str, Any], known: set[str]) -> None:
        """Upgrade to the values and wait for new pods; ``known`` are the ids of the old ones.

        The pods are restarted when the values do not change their template.
        """
        if not self._upgrade_replaces_pods(values):
            self.release.state.note(restarted=True)
            self.rollout.restart()
        self.wait(known)

    def wait(self, known: set[str]) -> None:
        """Wait until the pods of the ids ``known`` are replaced."""
        self.seconds = (self.seconds or 0) + self.rollout.wait(known)
        self._restarts = self.rollout.restarts()

    def settle(self) -> None:
        """Wait until the pods that were replaced have settled."""
        if self._restarts is not None:
            self.rollout.settle(self.release.settings.settle_time, self._restarts)

    def _upgrade_replaces_pods(self, values: dict[str, Any]) -> bool:
        """Upgrade if the values differ. Returns whether the template of the pods changed."""
        if values == self.record.values:
            return False
        if values.get(ANNOTATIONS) != self.record.values.get(ANNOTATIONS):
            self._upgrade(values)
            return True
        template = self._template()
        self._upgrade(values)
        return bool(self._template() != template)

    def _upgrade(self, values: dict[str, Any]) -> None:
        helm_upgrade.upgrade(self.cluster, self.record, self.release.settings.kubernetes_chart, values, self.temporary)

    def _template(self) -> Any:
        return self.rollout.deployment()["spec"]["template"]

    def read_new_pods(self, with_rows: bool) -> list[pod.PodState]:
        """The state of the pods that run now."""
        return read_pods(self.release, self.rollout.pods(), self.rollout.container, with_rows)

    def log(self, _entry: dict[str, Any]) -> str:
        """The lines of the newest pod's log that tell what failed, without secrets."""
        try:
            log = self.rollout.newest_log()
        except HostError as error:  # the first failure is reported without a log, too
            return str(error)
        return str(self.release.mask.text(telling(log)))

    def undo(self, entry: dict[str, Any]) -> None:
        """Restore what an interrupted run changed."""
        self._use(self.release.helm_record())
        self._restore(entry)
        self.release.read()

    def restore(self, current: RunningRelease, entry: dict[str, Any]) -> tuple[str, bool]:
        """Restore rows, Secrets, revision and pods."""
        self._restore(entry)
        parts = "Secrets, values and stored rows" if entry["rows"] is not None else "Secrets and values"
        before = current.first.served if current.first else None
        states = self.read_new_pods(False)
        if before is not None and any(state.served != before for state in states):
            silent = next((state.reason for state in states if state.reason), None)
            rest = f"are restored and the pods are ready, but {silent or 'they serve other values'}."
            return f"Not as before: the previous {parts} {rest}", False
        pods = "1 pod serves" if len(states) == 1 else f"{len(states)} pods serve"
        revision = f"are restored (revision {entry['revision']})"
        return f"The previous {parts} {revision}, and {pods} the previous configuration.", True

    def _restore(self, entry: dict[str, Any]) -> None:
        pods = self.rollout.pods()
        template = self._template()
        if entry["rows"] is not None:
            running = [each for each in pods if objects.is_running(each, self.rollout.container)]
            if not running:
                raise HostError("The stored rows cannot be restored, since no pod runs.")
            pod.write_rows(self.cluster, running[0]["metadata"]["name"], self.rollout.container, entry["rows"])
        self._restore_secrets(entry["secrets"])
        newest = self.release.helm_record()
        if newest.revision != entry["revision"] or newest.status not in UPGRADABLE:
            self.cluster.rollback(entry["revision"])
        if entry["restarted"] and self._template() == template:
            self.rollout.restart()
        self.rollout.wait({each["metadata"]["uid"] for each in pods})
        self.rollout.settle(self.release.settings.settle_time, self.rollout.restarts())

    def _restore_secrets(self, noted: dict[str, dict[str, str] | None]) -> None:
        """Write or delete those that are not as noted: what refused their change refuses every other write, too."""
        self.release.read()
        now = {name: objects.decode_secret(self.release.secret(name)) for name in noted}
        self.put_secrets(
            {name: content for name, content in noted.items() if content is not None and content != now[name]}
        )
        for name in [name for name, content in noted.items() if content is None and now[name] is not None]:
            self.cluster.delete("v1", "Secret", name)
