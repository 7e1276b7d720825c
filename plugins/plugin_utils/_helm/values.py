# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A plan's variables as chart values, as contents of Secrets, and as ``extraEnvs`` where the chart has no value."""

from __future__ import annotations

import hashlib
import re
from typing import Any, NamedTuple

from ...module_utils._formats import dotted_path
from ...module_utils._keys import key_store
from .._model.catalogue import CATALOGUE, Variable
from .._model.settings_class import Settings
from .._plan.plan import Entry, Plan, release_of
from . import chart

#: The chart makes Secrets of all its values, pods read Secrets at their start only, and nothing restarts them (ENV-17):
#: these annotations do, one for what is not a secret and one for what is.
VALUES_CHECKSUM = "openmetadata.sso/values-checksum"
CHECKSUM = "openmetadata.sso/secret-checksum"
#: Values that are lists of what has a name. Helm replaces lists, so ours hold the operator's entries as well.
LISTS = ("extraEnvs", "extraVolumes", "extraVolumeMounts")
#: The volume of the own key pair.
KEY_VOLUME = "openmetadata-sso-keys"
_ROUNDS = 20_000

#: Typed as secrets by OpenMetadata, so that they are masked everywhere; as certificates they are none.
_CERTIFICATES = frozenset(["SAML_IDP_CERTIFICATE", "SAML_SP_CERTIFICATE"])

#: Parts of the values that count only when they are switched on: the path below which we set something, and the switch.
SWITCHES = {
    chart.AUTHENTICATION: chart.AUTHENTICATION + ".enabled",
    chart.CONFIG + ".authorizer": chart.CONFIG + ".authorizer.enabled",
    chart.CONFIG + ".jwtTokenConfiguration": chart.CONFIG + ".jwtTokenConfiguration.enabled",
    chart.CONFIG + ".secretsManager": chart.CONFIG + ".secretsManager.enabled",
}


class Names(NamedTuple):
    """The Secrets that the values refer to, and whether the operator makes the one with secrets."""

    secret: str
    namespace: str | None
    referenced: bool

    @property
    def public(self) -> str:
        """The Secret for what the chart wants from a Secret though it is not secret.

        Client id, certificates, alias of the key store.
        """
        return self.secret + "-public"

    def keys(self, key_id: str) -> str:
        """The Secret of the key pair of an id, which may have letters that no name may have."""
        plain = re.sub(r"[^a-z0-9.-]", "-", key_id.lower()).strip("-.")
        told_apart = "" if plain == key_id else "-" + hashlib.sha256(key_id.encode()).hexdigest()[:8]
        return f"{self.secret}-keys-{plain}{told_apart}"

    @property
    def environment(self) -> str:
        """The ConfigMap with the variables that are not secret, where no chart makes one."""
        return self.secret + "-environment"


class Rendered(NamedTuple):
    """``values`` is our part of the chart's values.

    ``secret`` and ``public`` are the contents of the two Secrets: key -> text.
    """

    values: dict[str, Any]
    secret: dict[str, str]
    public: dict[str, str]


def names_of(settings: Settings) -> Names:
    """The names of the Secrets, and whether they are made elsewhere."""
    return Names(
        settings.kubernetes_secret, settings.kubernetes_namespace, settings.kubernetes_secret_style != "secret"
    )


def key_secret(settings: Settings) -> str | None:
    """The Secret of the own key pair, ``None`` without one."""
    return names_of(settings).keys(settings.jwt_key_id) if settings.jwt_key_id else None


def key_volume(settings: Settings) -> dict[str, list[dict[str, Any]]]:
    """The values that mount the own key pair where the environment names it; nothing without one."""
    secret = key_secret(settings)
    if secret is None:
        return {}
    place = f"{key_store.IN_POD}/{settings.jwt_key_id}"
    return {
        "extraVolumes": [{"name": KEY_VOLUME, "secret": {"secretName": secret}}],
        "extraVolumeMounts": [{"name": KEY_VOLUME, "mountPath": place, "readOnly": True}],
    }


def render(plan: Plan, own: dict[str, list[Any]] | None = None, annotated: bool = True) -> Rendered:
    """Turn a plan without errors into the chart's input.

    ``own`` are the operator's own ``LISTS``. ``annotated`` adds the checksums, which take some milliseconds; findings
    do without.
    """
    names = names_of(plan.settings)
    work = _Work(names, {entry.name: entry.value for entry in plan.environment}, release_of(plan.settings))
    for entry in plan.environment:
        work.add(entry, CATALOGUE[entry.name])
    work.switch_on()
    ours = {"extraEnvs": work.extra, **key_volume(plan.settings)}
    work.values.update(joined(own or {}, {name: entries for name, entries in ours.items() if entries}))
    if annotated:
        work.values["podAnnotations"] = pod_annotations(plan, names, work.secret)
    return Rendered(work.values, work.secret, work.public)


def joined(own: dict[str, list[Any]], ours: dict[str, Any]) -> dict[str, Any]:
    """``ours`` with the operator's entries before ours in each of the ``LISTS`` that has some of ours."""
    return {name: [*own.get(name, ()), *value] if name in LISTS else value for name, value in ours.items()}


class _Work:
    """What grows while the variables of one plan are placed."""

    def __init__(self, names: Names, environment: dict[str, Any], release: str | None) -> None:
        self.names, self.environment, self.release = names, environment, release
        self.values: dict[str, Any] = {}
        self.secret: dict[str, str] = {}
        self.public: dict[str, str] = {}
        self.extra: list[dict[str, Any]] = []
        self.places: list[str] = []

    def add(self, entry: Entry, variable: Variable) -> None:
        path = chart.place(variable, self.environment, self.release)
        if variable.secret or (path and chart.wants_reference(variable)):
            self._add_reference(entry, path)
            return
        value = chart.NOT_CARRIED if path is None else chart.value_of(variable, entry.value)
        if path is not None and value is not chart.NOT_CARRIED:
            self._put(path, value)
            return
        self.extra.append({"name": entry.name, "value": entry.text})
        if path is not None and entry.name == "AUTHENTICATION_LDAP_TRUSTSTORE_TYPE":
            # The strictest that the chart can write; the variable in extraEnvs overrides it.
            self._put(path, "JVMDefault")

    def _add_reference(self, entry: Entry, path: str | None) -> None:
        """The content of a Secret reaches the process as it is, so it is the text for the process (encoded)."""
        name, content = (self.names.secret, self.secret) if is_secret(entry) else (self.names.public, self.public)
        content[entry.name] = entry.text
        if path is None:
            self.extra.append({"name": entry.name, "valueFrom": {"secretKeyRef": {"name": name, "key": entry.name}}})
        else:
            self._put(path, {"secretRef": name, "secretKey": entry.name})

    def switch_on(self) -> None:
        for prefix, switch in SWITCHES.items():
            if any(path.startswith(prefix + ".") for path in self.places):
                self._put(switch, True)
        # Off for all others: with a leftover client type the chart would ask for a Secret that is not there
        # (FLOW-04).
        self._put(
            chart.OIDC + ".enabled",
            self.environment.get("AUTHENTICATION_CLIENT_TYPE") == "confidential"
            and "OIDC_CLIENT_ID" in self.environment,
        )

    def _put(self, path: str, value: Any) -> None:
        self.places.append(path)
        dotted_path.write(self.values, path, value)


def is_secret(entry: Entry) -> bool:
    """Whether the variable belongs into the Secret with secrets."""
    return entry.secret and entry.name not in _CERTIFICATES


def pod_annotations(plan: Plan, names: Names, secret: dict[str, str]) -> dict[str, str]:
    """What changes with the variables, so that the pods are restarted."""
    public = _text({entry.name: entry.text for entry in plan.environment if not is_secret(entry)})
    found = {VALUES_CHECKSUM: hashlib.sha256(public.encode()).hexdigest()[:16]}
    return found if names.referenced or not secret else {**found, CHECKSUM: checksum(names, secret)}


def checksum(names: Names, content: dict[str, str]) -> str:
    """Eight hex digits that change with the content.

    Slow and short, so that they are of no use to guess a password with.
    """
    salt = f"openmetadata.sso {names.namespace or ''}/{names.secret}"
    return hashlib.pbkdf2_hmac("sha256", _text(content).encode(), salt.encode(), _ROUNDS).hex()[:8]


def _text(content: dict[str, str]) -> str:
    return "\0".join(f"{key}={content[key]}" for key in sorted(content))
