# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The current state before a change, read once: the release, our Secrets, the pods, the stored rows."""

from __future__ import annotations

from typing import Any

from ...module_utils._core.errors import HostError
from ...module_utils._server import drift
from .._helm import documents
from .._helm import values as chart_values
from .._helm import values_findings as chart_findings
from .._model.catalogue import CATALOGUE
from . import helm_release, objects, pod, values_patch
from .release import Release


class CurrentState:
    """Reads a release and changes nothing."""

    def __init__(self, release: Release) -> None:
        self.release = release
        self.record = release.helm_record()
        self.secrets = {name: release.secret(name) for name in (release.names.secret, release.names.public)}
        self.deployment, container = server_of(release, self.record)
        self.container = container["name"]
        self.pods = release.cluster.list("v1", "Pod", label_selectors=objects.selector(self.deployment))
        self.seen = see(release, self.pods, self.container, release.reconciles)
        answering = [each for each in self.seen if each.reason is None]
        self.first = answering[0] if answering else None
        release.version = self.first.version if self.first else None
        self._want()
        self.stored = self.first.stored() if self.first and self.first.rows and release.rows_decide else None
        self.row_changes = drift.row_changes(release.variables, self.stored) if self.stored is not None else []

    def _want(self) -> None:
        """Our values and Secrets as they should be."""
        names, plan = self.release.names, self.release.plan
        theirs = objects.decoded(self.secrets[names.secret]) or {}
        self.release.learn(theirs)
        before = (self.release.state.last_good or {}).get("values") or _left_by_a_render(self.record.values)
        self.base = values_patch.without(self.record.values, before)
        self.alone = chart_values.render(plan).values
        rendered = chart_values.render(plan, chart_findings.own_extra_envs(self.base))
        self.missing = [key for key in rendered.secret if key not in theirs] if names.referenced else []
        if names.referenced and rendered.secret and not self.missing:
            sums = {chart_values.CHECKSUM: chart_values.checksum(names, {key: theirs[key] for key in rendered.secret})}
            self.alone["podAnnotations"].update(sums)
            rendered.values["podAnnotations"].update(sums)
        self.ours = rendered.values
        self.values = values_patch.merged(self.base, self.ours)
        self.contents = {names.public: rendered.public} if rendered.public else {}
        if rendered.secret and not names.referenced:
            self.contents[names.secret] = rendered.secret

    @property
    def changed_secrets(self) -> list[str]:
        return [name for name, content in self.contents.items() if objects.decoded(self.secrets[name]) != content]

    @property
    def changed_values(self) -> bool:
        return self.values != self.record.values

    @property
    def outdated(self) -> list[str]:
        """Names whose planned value some pod does not have; all of them when none runs."""
        if not self.seen:
            return sorted(self.release.planned)
        return sorted({name for each in self.seen for name in self.release.wrong(each.environment)})

    @property
    def outlived(self) -> bool:
        """The rows are as planned, and some pod still works with older ones."""
        if self.stored is None or self.row_changes:
            return False
        differing = any(drift.served_drift(self.release.plan.served, each.served or {}) for each in self.seen)
        last_good = self.release.state.last_good
        return differing or (last_good is not None and last_good["fingerprint"] != self.release.fingerprint())

    @property
    def restart(self) -> bool:
        return bool(self.changed_values or self.row_changes or self.outdated or self.outlived)

    @property
    def changed(self) -> bool:
        return bool(self.changed_secrets) or self.restart

    def findings(self) -> list[tuple[str, str, str, str, str]]:
        """What speaks against the change: the version, the values of the release, a Secret of others without its keys."""
        found = list(self.release.findings())
        names, plan = self.release.names, self.release.plan
        text = documents.dump(self.base) if self.base else ""
        own = [(f"values of the release {self.release.cluster.release}", text)]
        references = [names.secret] if names.referenced else []
        found += [
            tuple(finding)
            for finding in chart_findings.of(own, self.ours, self.release.planned, references)
            if self._counts(finding, plan)
        ]
        if self.missing:
            message = f"The Secret {names.secret} has no {', '.join(self.missing)}."
            found.append(
                (
                    "K8S-01",
                    "error",
                    "om_sso_kubernetes_secret",
                    message,
                    "Make it as docs/install/kubernetes.md tells, or set om_sso_kubernetes_secret_style: secret.",
                )
            )
        return found

    def _counts(self, finding: Any, plan: Any) -> bool:
        """Warnings of the restart that this run makes itself, and what the operator ignores, are left out."""
        return finding.rule != "ENV-17" and finding.rule not in (plan.settings.ignore_rules or {})

    def written(self) -> dict[str, str]:
        """{variable: text} that a new pod would get now."""
        return written(self.record, self.secrets)

    def files(self) -> list[dict[str, Any]]:
        """What the operator knows as files."""
        changed = self.changed_secrets
        found = [{"path": f"Secret {name}", "changed": name in changed} for name in self.contents]
        return [*found, {"path": f"values of release {self.release.cluster.release}", "changed": self.changed_values}]


def written(newest: helm_release.Record, secrets: dict[str, Any]) -> dict[str, str]:
    """The environment that a release and Secrets come to, of the variables that the catalogue knows."""
    found = objects.server_of(newest.objects, newest.chart_name)
    if found is None:
        return {}
    everything = {
        each["metadata"]["name"]: objects.decoded(each) or {} for each in newest.objects if each["kind"] == "Secret"
    }
    everything.update({name: objects.decoded(each) or {} for name, each in secrets.items() if each})
    return {name: text for name, text in objects.environment(found[1], everything).items() if name in CATALOGUE}


def _left_by_a_render(found: dict[str, Any]) -> dict[str, Any]:
    """Without a record of ours: values that ``helm_values`` wrote and somebody else applied are told by their annotation."""
    if chart_values.VALUES_CHECKSUM not in (found.get("podAnnotations") or {}):
        return {}
    return {values_patch.EXTRA: [entry for entry in chart_findings.extra_envs(found) if entry["name"] in CATALOGUE]}


def server_of(release: Release, newest: helm_release.Record) -> tuple[dict[str, Any], dict[str, Any]]:
    """(Deployment, container) of the server as Helm wrote them."""
    found = objects.server_of(newest.objects, newest.chart_name)
    if found is None:
        message = f"The release {release.cluster.release} is none of OpenMetadata's chart: it has no Deployment with a container {newest.chart_name}."
        raise HostError(message, "om_sso_kubernetes_release", "Correct the name.")
    return found


def see(release: Release, pods: list[dict[str, Any]], container: str, with_rows: bool) -> list[pod.Seen]:
    """Every pod that runs, and the rows, which all share, in the first one."""
    running = [each for each in pods if objects.is_running(each, container)]
    url = release.settings.server_internal_url
    return [pod.look(release.cluster, each, container, url, with_rows and each is running[0]) for each in running]
