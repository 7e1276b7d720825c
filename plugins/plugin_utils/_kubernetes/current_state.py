# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The current state of a release, read once before a change: revision, Secrets, pods and stored rows."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from typing import Any

from ...module_utils._core.errors import HostError
from ...module_utils._keys.key_store import Pair
from ...module_utils._server import authorization_request, drift
from .._helm import chart_faults, schema_findings, values_yaml
from .._helm import values as chart_values
from .._helm import values_findings as chart_findings
from .._model.catalogue import CATALOGUE
from .._model.findings import Finding, is_ignored, without_ignored
from .._register import finding_of
from . import env_from, helm_release, key_guard, key_secret, objects, pod, values_patch
from .release import Release


class RunningRelease:
    """The newest revision of a release and its pods. Reading them changes nothing.

    ``first`` is the first pod whose server answers, ``None`` when there is none. ``record`` is another than the newest
    one that Helm keeps.
    """

    def __init__(self, release: Release, record: helm_release.Record | None = None) -> None:
        self.release = release
        self.record = record or release.record()
        self.deployment, container = find_server(release, self.record)
        self.container: str = container["name"]
        self.pods = release.cluster.list("v1", "Pod", label_selectors=objects.selector(self.deployment))
        self.pod_states = read_pods(release, self.pods, self.container, release.reconciles)
        self.first = next((state for state in self.pod_states if state.reason is None), None)

    @functools.cached_property
    def live(self) -> dict[str, Any]:
        """The Deployment in the cluster, asked for once; that of the manifest where it was deleted."""
        return self.release.cluster.get("apps/v1", "Deployment", self.deployment["metadata"]["name"]) or self.deployment

    @property
    def pod_ids(self) -> set[str]:
        """The ids of the pods, by which new ones are distinguished from these."""
        return {each["metadata"]["uid"] for each in self.pods}


class CurrentState(RunningRelease):
    """What a release is, compared with the plan."""

    def __init__(self, release: Release, record: helm_release.Record | None = None) -> None:
        super().__init__(release, record)
        self.secrets = {name: release.secret(name) for name in (release.names.secret, release.names.public)}
        release.version = self.first.version if self.first else None
        self.pair = key_secret.find(release)
        #: what each pod serves with what its sign-in sends, and why that was not seen or ``None``
        self.shown = [release.shown(state) for state in self.pod_states]
        self._plan_values()
        self.stored = self.first.stored() if self.first and self.first.rows and release.rows_decide else None
        self.row_changes = drift.row_changes(release.variables, self.stored) if self.stored is not None else []

    def _plan_values(self) -> None:
        """The values and Secrets that the plan asks for."""
        names, plan = self.release.names, self.release.plan
        existing = objects.decode_secret(self.secrets[names.secret]) or {}
        self.release.use_secret_texts(existing)
        before = (self.release.state.last_good or {}).get("values") or _values_of_a_render(self.record.values)
        self.base = values_patch.without(self.record.values, before)
        self.own_values = chart_values.render(plan).values
        rendered = chart_values.render(plan, chart_findings.own_lists(self.base))
        unread = self.release.unread
        self.missing_keys = [key for key in rendered.secret if key not in existing] if names.referenced else []
        if names.secret in unread:
            self.release.leave_out(self.missing_keys)
            self.missing_keys = []
        elif names.referenced and rendered.secret and not self.missing_keys:
            sums = {
                chart_values.CHECKSUM: chart_values.checksum(names, {key: existing[key] for key in rendered.secret})
            }
            self.own_values["podAnnotations"].update(sums)
            rendered.values["podAnnotations"].update(sums)
        self.planned_values = rendered.values
        self.values = values_patch.merged(self.base, self.planned_values)
        self.contents = {names.public: rendered.public} if rendered.public else {}
        if rendered.secret and not names.referenced:
            self.contents[names.secret] = rendered.secret
        self.contents = {name: content for name, content in self.contents.items() if name not in unread}

    @property
    def changed_secrets(self) -> list[str]:
        """Names of the Secrets whose content differs from the plan."""
        return [name for name, content in self.contents.items() if objects.decode_secret(self.secrets[name]) != content]

    @property
    def changed_values(self) -> bool:
        """Whether the values of the release differ from the plan; those that Helm does not keep are not known."""
        return self.record.kept and self.values != self.record.values

    @property
    def outdated(self) -> list[str]:
        """Variables whose planned value at least one pod does not have; all variables when no pod runs."""
        if not self.pod_states:
            return sorted(self.release.planned)
        return sorted({name for state in self.pod_states for name in self.release.differing(state.environment)})

    @property
    def dead(self) -> list[str]:
        """Names of the pods on which no sign-in begins, which a restart may repair."""
        return [
            state.name
            for state, (served, _unseen) in zip(self.pod_states, self.shown)
            if authorization_request.SIGN_IN in (served or {})
        ]

    @property
    def stale(self) -> bool:
        """Whether the pods must be replaced although the environment and the rows are as planned.

        A pod still runs with older rows, or no sign-in begins on it.
        """
        if self.dead:
            return True
        if self.stored is None or self.row_changes:
            return False
        differing = any(drift.served_drift(self.release.plan.served, served or {}) for served, _unseen in self.shown)
        last_good = self.release.state.last_good
        return differing or (last_good is not None and last_good["fingerprint"] != self.release.fingerprint())

    @property
    def restart(self) -> bool:
        """Whether the pods have to be replaced."""
        return bool(self.changed_values or self.row_changes or self.outdated or self.stale)

    @property
    def changed(self) -> bool:
        """Whether anything has to be changed."""
        return bool(self.changed_secrets) or self.new_pair is not None or self.restart

    @property
    def new_pair(self) -> Pair | None:
        """The own key pair, where its Secret has to be made."""
        return self.pair if self.pair is not None and self.pair.is_new else None

    def findings(self) -> list[Finding]:
        """Findings about the release: its version, its values, an incomplete Secret of the operator."""
        found = list(self.release.findings())
        return [*found, *(self._of_values() if self.record.kept else ()), *self._of_secret(), *self._of_keys()]

    def _of_values(self) -> list[Finding]:
        names, plan = self.release.names, self.release.plan
        below = f" below {'.'.join(self.record.path)}" if self.record.path else ""
        own = f"values of the release {self.release.cluster.release}{below}"
        references = [names.secret] if names.referenced else []
        # This run replaces the pods itself, so that the warning about a restart (ENV-17) does not apply.
        found = [
            finding
            for finding in chart_findings.of_release(
                self.base, own, self.planned_values, self.release.planned, references
            )
            if finding.rule != "ENV-17" and not is_ignored(finding.rule, plan.settings.ignore_rules)
        ]
        others = [*env_from.findings(self.release, self.values, own), *self._of_chart(own)]
        return [*found, *without_ignored(others, plan.settings.ignore_rules)]

    def _of_secret(self) -> Iterator[Finding]:
        if self.missing_keys:
            secret = self.release.names.secret
            yield finding_of("K8S-01", "om_sso_kubernetes_secret", secret=secret, names=", ".join(self.missing_keys))

    def _of_keys(self) -> list[Finding]:
        found = list(key_guard.findings(self.release, self.pair, self.first))
        if key_guard.FERNET not in self.missing_keys:
            # A pod that does not answer has the key of its release, and without the variable one of openmetadata.yaml.
            texts, otherwise = (self.first.environment, "") if self.first else (self.environment(), None)
            found += key_guard.fernet_key(self.release, texts.get(key_guard.FERNET, otherwise), self.values)
        return without_ignored(found, self.release.plan.settings.ignore_rules)

    def _of_chart(self, own: str) -> list[Finding]:
        """What the chart of the release says against the change. In a parent chart the schema is that of the parent."""
        record = self.record
        given = record.with_values(self.values)
        whole = values_yaml.marked(chart_findings.merge(record.chart.get("values") or {}, given), own)
        version = record.openmetadata_chart
        return [*chart_faults.of_chart(version), *schema_findings.of_release(whole, version, record.schema)]

    def environment(self) -> dict[str, str]:
        """{variable: text} of a pod that would be started now; of one that runs where Helm keeps no record."""
        if self.record.kept:
            return environment_of(self.record, self.secrets)
        texts = self.first.environment if self.first else {}
        return {name: text for name, text in texts.items() if name in CATALOGUE}

    def files(self) -> list[dict[str, Any]]:
        """What takes the place of files here: Secrets and the values of the release, and whether they change."""
        changed = self.changed_secrets
        found = [{"path": f"Secret {name}", "changed": name in changed} for name in self.contents]
        found += [{"path": self.pair.folder, "changed": self.pair.is_new}] if self.pair else []
        values = {"path": f"values of release {self.release.cluster.release}", "changed": self.changed_values}
        return [*found, *([values] if self.record.kept else ())]


def environment_of(newest: helm_release.Record, secrets: dict[str, Any]) -> dict[str, str]:
    """The environment that results from a release and Secrets, limited to variables of the catalogue."""
    server = objects.server_of(newest.objects, newest.chart_name)
    if server is None:
        return {}
    contents = {
        each["metadata"]["name"]: objects.decode_secret(each) or {}
        for each in newest.objects
        if each["kind"] == "Secret"
    }
    contents.update({name: objects.decode_secret(each) or {} for name, each in secrets.items() if each})
    return {name: text for name, text in objects.environment(server[1], contents).items() if name in CATALOGUE}


def _values_of_a_render(values: dict[str, Any]) -> dict[str, Any]:
    """Variables that ``helm_values`` rendered and another tool applied: an annotation marks such values."""
    if chart_values.VALUES_CHECKSUM not in (values.get("podAnnotations") or {}):
        return {}
    ours = {chart_values.KEY_VOLUME, *CATALOGUE}
    return {
        name: [entry for entry in entries if isinstance(entry, dict) and entry.get("name") in ours]
        for name, entries in chart_findings.own_lists(values).items()
    }


def find_server(release: Release, newest: helm_release.Record) -> tuple[dict[str, Any], dict[str, Any]]:
    """(Deployment, container) of the server, from the manifest of the release."""
    server = objects.server_of(newest.objects, newest.chart_name)
    if server is None:
        message = (
            f"The release {release.cluster.release} is not a release of OpenMetadata's chart: "
            "it has no Deployment, or more than one, that runs OpenMetadata's server."
        )
        fix = "Correct the name, or render (openmetadata.sso.helm_values) instead."
        raise HostError(message, "om_sso_kubernetes_release", fix)
    return server


def read_pods(release: Release, pods: list[dict[str, Any]], container: str, with_rows: bool) -> list[pod.PodState]:
    """The state of every running pod; the stored rows, which all pods share, are read through the first one."""
    running = [each for each in pods if objects.is_running(each, container)]
    url, paths = release.settings.server_internal_url, release.sign_in_paths
    return pod.read_states(release.cluster, running, container, url, with_rows, paths)
