# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A plan and the release that it is for: what everything else here is asked with."""

from __future__ import annotations

import json
from typing import Any

from ...module_utils._core.errors import HostError
from ...module_utils._server import drift, stored_config
from ...module_utils._system.masking import Mask
from .._helm import values as chart_values
from .._model.catalogue import CATALOGUE
from .._plan import host_request
from .._plan.plan import STORED_ROWS_SINCE, Plan
from . import helm_release, objects
from .cluster import Cluster
from .state import State


class Release:
    """``version`` is the release of OpenMetadata that runs, once it is known."""

    def __init__(self, plan: Plan, cluster: Cluster) -> None:
        self.plan, self.cluster, self.settings = plan, cluster, plan.settings
        self.names = chart_values.names_of(plan.settings)
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

    def wrong(self, environment: dict[str, str]) -> list[str]:
        """Names whose planned value a process does not have."""
        return sorted(
            name for name, text in self.planned.items() if not objects.reads(environment, CATALOGUE[name], text)
        )

    def read_again(self) -> None:
        """Under the lock: what was seen before may have been changed by another run."""
        absent = {
            name: found
            for name, found in self._secrets.items()
            if name in (self.names.secret, self.names.public, self.state.name)
        }
        self.read()
        self._secrets = {**absent, **self._secrets}
        self.state = State(self.cluster, self.state.name, self.secret(self.state.name), self.state.key)

    def read(self) -> None:
        """Ask once for everything that Helm and we keep of this release."""
        found = self.cluster.list(
            "v1", "Secret", label_selectors=[f"name={self.cluster.release}", "status!=superseded"]
        )
        self._secrets = {each["metadata"]["name"]: each for each in found}

    def secret(self, name: str) -> dict[str, Any] | None:
        """One of our Secrets; one without our label is asked for by its name."""
        if name not in self._secrets:
            self._secrets[name] = self.cluster.get("v1", "Secret", name)
        return self._secrets[name]

    def helm_record(self) -> helm_release.Record:
        """The newest revision; a release that is not there is the operator's to make."""
        newest = helm_release.newest(
            [
                each
                for each in self._secrets.values()
                if each and (each["metadata"].get("labels") or {}).get("owner") == "helm"
            ]
        )
        if newest is None:
            message = f"There is no Helm release {self.cluster.release} in the namespace {self.cluster.namespace}."
            fix = (
                "Correct om_sso_kubernetes_release or om_sso_kubernetes_namespace, or install OpenMetadata's chart first "
                "(openmetadata.sso.helm_values writes values for it)."
            )
            raise HostError(message, "om_sso_kubernetes_release", fix)
        return newest

    def versions(self) -> dict[str, str]:
        """What tells whether somebody else changed something in between."""
        return {name: each["metadata"]["resourceVersion"] for name, each in self._secrets.items() if each}

    def learn(self, content: dict[str, str]) -> None:
        """Secrets that others keep: their texts take the place of the options, which only say that there is one."""
        if self.names.referenced:
            for variable in self._document["environment"]:
                if variable["name"] in content and CATALOGUE[variable["name"]].secret:
                    text = content[variable["name"]]
                    variable.update(text=text, value=_value(text))
                    self.planned[variable["name"]] = text
            self.mask.also({f"SECRET_{name}": text for name, text in content.items()})

    @property
    def variables(self) -> list[dict[str, Any]]:
        """Those of the plan that this release reads."""
        return [variable for variable in self._document["environment"] if stored_config.reads(variable, self.version)]

    @property
    def rows_decide(self) -> bool:
        """Whether stored rows count in this release, and are ours to look after."""
        return self.reconciles and stored_config.decide(self.version, STORED_ROWS_SINCE)

    @property
    def reconciles(self) -> bool:
        return self.settings.stored_configuration == "reconcile"

    def fingerprint(self) -> str:
        """A keyed hash of what the rows should hold."""
        paths = drift.stored_paths(self.variables)
        return self.hide({path: variable["value"] for path, variable in paths.items()})

    def hide(self, value: Any) -> str:
        return self.mask.digest(json.dumps(value, sort_keys=True))

    def findings(self) -> list[tuple[str, str, str, str, str]]:
        """What the release that runs says against the plan."""
        named = self.settings.openmetadata_version
        if not self.version or not named or self.version == named or self.version.startswith(named + "."):
            return []
        message = f"om_sso_openmetadata_version is {named}, but the server is {self.version}."
        return [
            (
                "MISC-01",
                "error",
                "om_sso_openmetadata_version",
                message,
                "Correct it, or leave it out: the server is asked.",
            )
        ]


def _value(text: str) -> Any:
    try:
        found = json.loads(text)
    except ValueError:
        return text
    return found if isinstance(found, str) else text
