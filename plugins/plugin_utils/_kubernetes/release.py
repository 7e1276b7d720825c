# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A plan and the Helm release that it is for."""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import Any

from ...module_utils._core.errors import HostError
from ...module_utils._server import authorization_request, drift, stored_config
from ...module_utils._system.masking import Mask
from ...module_utils._transaction import release_checks
from .._helm import values as chart_values
from .._model.catalogue import CATALOGUE
from .._model.findings import Finding
from .._model.releases import STORED_ROWS_SINCE
from .._plan import host_request
from .._plan.plan import Plan
from .._register import finding_of
from . import helm_release, live_release, meant, objects
from .cluster import Cluster
from .pod import PodState
from .state import State


class Release:
    """A Helm release with its Secrets. ``version`` is the release of OpenMetadata that runs, once it is known.

    With ``only_reads`` the Secrets that the account may not read are left out, and named in ``unread``. ``rotates``
    says that the key pair may change.
    """

    def __init__(self, plan: Plan, cluster: Cluster, only_reads: bool = False, rotates: bool = False) -> None:
        self.plan, self.cluster, self.settings = plan, cluster, plan.settings
        self.rotates = rotates
        self.names = chart_values.names_of(plan.settings)
        #: the name of the Secret of the own key pair, empty without one
        self.key_secret = chart_values.key_secret(plan.settings) or ""
        self._only_reads = only_reads
        self.unread: set[str] = set()
        self._secrets: dict[str, Any] = {}
        self.read()
        name = self.names.secret + "-state"
        self.state = State(cluster, name, self.secret(name))
        self.mask = Mask(
            self.state.key.encode(), [name for name, variable in CATALOGUE.items() if variable.secret], plan.secrets
        )
        self.version: str | None = None
        self._document = host_request.document(plan, "apply", {})
        self.planned = {entry.name: entry.text for entry in plan.environment}

    def differing(self, environment: dict[str, str]) -> list[str]:
        """Variables whose planned value a process does not have."""
        return sorted(
            name for name, text in self.planned.items() if not objects.reads_planned(environment, CATALOGUE[name], text)
        )

    def read_again(self) -> None:
        """Read again under the lock, since another run may have changed the release in between."""
        absent = {
            name: secret
            for name, secret in self._secrets.items()
            if name in (self.names.secret, self.names.public, self.state.name, self.key_secret)
        }
        self.read()
        self._secrets = {**absent, **self._secrets}
        self.state = State(self.cluster, self.state.name, self.secret(self.state.name), self.state.key)

    def read(self) -> None:
        """Read all Secrets of this release, those of Helm and those of the collection, in one request."""
        conditions = [f"name={self.cluster.release}", "status!=superseded"]
        try:
            secrets = self.cluster.list("v1", "Secret", label_selectors=conditions)
        except HostError as error:
            self._pass_over(error)
            secrets = []
        self._secrets = {each["metadata"]["name"]: each for each in secrets}

    def _pass_over(self, error: HostError) -> None:
        """Raise what is more than a missing permission of an account that only reads."""
        if not (self._only_reads and error.more.get("verb")):
            raise error

    def secret(self, name: str) -> dict[str, Any] | None:
        """A Secret by its name, ``None`` when it does not exist; one without the label is requested by its name."""
        if name not in self._secrets:
            try:
                self._secrets[name] = self.cluster.get("v1", "Secret", name)
            except HostError as error:
                self._pass_over(error)
                self._secrets[name] = None
                self.unread.add(name)
        secret: dict[str, Any] | None = self._secrets[name]
        return secret

    def record(self) -> helm_release.Record:
        """The newest revision, or what runs where Helm keeps none; ``HostError`` when there is neither."""
        return self._newest() or self.live_record() or self.helm_record()

    def live_record(self) -> helm_release.Record | None:
        """What runs, from its Deployments, whatever Helm keeps; ``None`` when nothing does."""
        return live_release.record(self.cluster, self.secret)

    def _newest(self) -> helm_release.Record | None:
        return helm_release.newest(
            [
                each
                for each in self._secrets.values()
                if each and (each["metadata"].get("labels") or {}).get("owner") == "helm"
            ]
        )

    def helm_record(self) -> helm_release.Record:
        """The newest revision; ``HostError`` when the release does not exist."""
        newest = self._newest()
        if newest is None:
            message = (
                f"There is no Helm release {self.cluster.release} in the namespace {self.cluster.namespace}."
                f"{self._others()}"
            )
            fix = (
                "Correct om_sso_kubernetes_release or om_sso_kubernetes_namespace, "
                "or install OpenMetadata's chart first (openmetadata.sso.helm_values writes values for it)."
            )
            raise HostError(message, "om_sso_kubernetes_release", fix)
        return newest

    def _others(self) -> str:
        """The releases that the namespace does have, or the one that was meant, in words."""
        try:
            secrets = self.cluster.list("v1", "Secret", label_selectors=["owner=helm", "status!=superseded"])
        except HostError:  # the first error says enough
            return ""
        names = sorted({str(each["metadata"]["labels"].get("name")) for each in secrets})
        return meant.words(self.cluster.release, names) or " It has none."

    def versions(self) -> dict[str, str]:
        """The versions of the Secrets, which change when another run or tool changes them."""
        return {name: each["metadata"]["resourceVersion"] for name, each in self._secrets.items() if each}

    def use_secret_texts(self, content: dict[str, str]) -> None:
        """Use the texts of a Secret that the operator manages, since the options only name the Secret."""
        if self.names.referenced:
            for variable in self._document["environment"]:
                if variable["name"] in content and CATALOGUE[variable["name"]].secret:
                    text = content[variable["name"]]
                    variable.update(text=text, value=_value(text))
                    self.planned[variable["name"]] = text
            self.mask.also({f"SECRET_{name}": text for name, text in content.items()})

    def leave_out(self, names: Collection[str]) -> None:
        """Do not compare variables whose planned text is in a Secret that may not be read."""
        self._document["environment"] = [
            variable for variable in self._document["environment"] if variable["name"] not in names
        ]
        self.planned = {name: text for name, text in self.planned.items() if name not in names}

    @property
    def variables(self) -> list[dict[str, Any]]:
        """The planned variables that the running release of OpenMetadata reads."""
        return [variable for variable in self._document["environment"] if stored_config.reads(variable, self.version)]

    def planned_value(self, name: str) -> str | None:
        """The planned value of a variable that the running release of OpenMetadata reads, ``None`` without one."""
        return next((str(each["value"]) for each in self.variables if each["name"] == name), None)

    @property
    def sign_in_paths(self) -> list[str]:
        """Where a sign-in of the plan begins on the server."""
        return list(authorization_request.questions(self.plan.served, self.variables))

    def shown(self, state: PodState) -> tuple[dict[str, Any] | None, str | None]:
        """What a pod serves with what its sign-in sends to the provider, and why that was not seen or ``None``."""
        shown, unseen = authorization_request.shown(
            lambda path: state.sign_ins[path], self.plan.served, self.variables, state.served
        )
        return shown, unseen

    @property
    def rows_decide(self) -> bool:
        """Whether stored rows override files in this release, and the collection manages them."""
        return self.reconciles and bool(stored_config.decide(self.version, STORED_ROWS_SINCE))

    @property
    def reconciles(self) -> bool:
        """Whether the operator lets the collection change the stored rows."""
        return self.settings.stored_configuration == "reconcile"

    def fingerprint(self) -> str:
        """A keyed hash of the planned content of the rows."""
        paths = drift.stored_paths(self.variables)
        return self.digest({path: variable["value"] for path, variable in paths.items()})

    def digest(self, value: Any) -> str:
        """A keyed hash of a value, to compare without showing it."""
        return str(self.mask.digest(json.dumps(value, sort_keys=True)))

    def findings(self) -> list[Finding]:
        """The finding when another release of OpenMetadata runs than the operator named."""
        named = self.settings.openmetadata_version
        cause = release_checks.planned_release(named, self.version)
        return [finding_of("MISC-01", release_checks.OPTION, cause, named=named, version=self.version)] if cause else []


def _value(text: str) -> Any:
    try:
        found = json.loads(text)
    except ValueError:
        return text
    return found if isinstance(found, str) else text
