# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""From the values in effect to the shortest role variables that bring them about.

The plan itself is asked what each attempt would give: a role variable is kept only where the derived value is another
one.
"""

from __future__ import annotations

import datetime
from typing import Any, NamedTuple

from ...module_utils._keys import key_store
from .._model.catalogue import CATALOGUE
from .._model.environment import for_release
from .._model.options import PREFIX
from .._model.providers import PROVIDERS, Provider
from .._model.settings import options_of, parse
from .._rules import case_of
from . import infer_provider, variable_map
from .effective_config import Effective, equal

CONFIDENTIAL = ["OIDC_SERVER_URL", "AUTHENTICATION_CALLBACK_URL", "OIDC_CALLBACK"]
PUBLIC = ["AUTHENTICATION_CALLBACK_URL"]
KEYS = frozenset(key_store.names_for("", ""))
SAML = ["SAML_SP_ACS", "SAML_SP_ENTITY_ID", "SAML_SP_CALLBACK"]


class Adopted(NamedTuple):
    """Role variables that give the configuration in effect.

    ``variables`` have their prefix; ``lost`` names variables whose value they do not give, ``left`` those without an
    effect.
    """

    provider: Provider
    variables: dict[str, Any]
    lost: tuple[str, ...]
    left: tuple[str, ...]

    @property
    def cost(self) -> tuple[int, bool, int]:
        """Best is what loses nothing, then the operator's own word for the provider, then what says less."""
        return (len(self.lost), self.provider.name == self.provider.openmetadata_provider, _leaves(self.variables))


def with_client_id(found: Effective) -> Effective:
    """With the client id of the sign-in where AUTHENTICATION_CLIENT_ID is empty.

    The server of a confidential client signs in with OIDC_CLIENT_ID and serves the other one to its user interface.
    """
    values = found.values
    taken = values.get("OIDC_CLIENT_ID")
    if (
        values.get("AUTHENTICATION_CLIENT_TYPE") != "confidential"
        or values.get("AUTHENTICATION_CLIENT_ID")
        or not taken
    ):
        return found
    return found._replace(values={**values, "AUTHENTICATION_CLIENT_ID": taken})


def invert(found: Effective, target: dict[str, Any], release: str | None) -> Adopted | None:
    """The best reading; ``None`` when the provider is none that can be configured.

    ``target`` are role variables that say where the server is.
    """
    found = with_client_id(found)
    named = found.values.get("AUTHENTICATION_PROVIDER")
    candidates = [provider for provider in PROVIDERS.values() if provider.openmetadata_provider == named]
    readings = [_Reading(provider, found, target, release).adopted() for provider in candidates]
    return min((reading for reading in readings if reading is not None), key=lambda reading: reading.cost, default=None)


class _Reading:
    """The attempt with one provider."""

    def __init__(self, provider: Provider, found: Effective, target: dict[str, Any], release: str | None) -> None:
        self.provider, self.found, self.target, self.release = provider, found, target, release
        self.confidential = found.values.get("AUTHENTICATION_CLIENT_TYPE") == "confidential"
        self.options = options_of(provider.name)
        self.variables: dict[str, Any] = {}

    def adopted(self) -> Adopted | None:
        knows = infer_provider.known(self.provider, self.found.values)
        if knows is None:
            return None
        self.variables = {"provider": self.provider.name, **knows}
        if self.provider.flows and not self.confidential:
            self.variables["flow"] = "implicit"
        self._server_url()
        every = list(variable_map.of(self.provider, self.found.values.get("AUTHENTICATION_LDAP_TRUSTSTORE_TYPE")))
        for way in every:
            if self._needed(way.path):
                self._go(way)
        for way in every:
            self._attempt(way)
        self._own_keys()
        extra = {name: _plain(name, self.found.values[name]) for name in self._differing()}
        if extra:
            self.variables["extra_environment"] = extra
        left = tuple(name for name in self._named() if not self._counts(name))
        return Adopted(
            self.provider,
            {PREFIX + name: value for name, value in self.variables.items()},
            tuple(self._differing()),
            left,
        )

    def _server_url(self) -> None:
        names = SAML if self.provider.kind == "saml" else CONFIDENTIAL if self.confidential else PUBLIC
        url = infer_provider.server_url(self.found.values, names) if self.provider.kind in ("oidc", "saml") else None
        if url:
            self.variables["server_url"] = url

    def _needed(self, path: tuple[str, ...]) -> bool:
        """Whether the plan is incomplete without the option."""
        option = self.options.get(path[0])
        for key in path[1:]:
            option = next((one for one in option.options if one.name == key), None) if option else None
        return bool(option and option.required)

    def _go(self, way: variable_map.Way) -> None:
        value = self.found.values.get(way.variable)
        said = None if value is None or way.path[0] not in self.options else way.say(value)
        if said is not None:
            self.variables = _with(self.variables, way.path, said)

    def _attempt(self, way: variable_map.Way) -> None:
        """Set the option where that makes a difference for the better, and only there."""
        if way.variable not in self._differing():
            return
        before, lost = self.variables, len(self._differing())
        self._go(way)
        if way.variable in self._differing() or len(self._differing()) > lost:
            self.variables = before

    def _own_keys(self) -> None:
        """The own key pair by its id, where its files are where ``om_sso_jwt_key_id`` has them."""
        if not KEYS & set(self._differing()):
            return
        before = self.variables
        self.variables = {**before, "jwt_key_id": self.found.values.get("JWT_KEY_ID")}
        if KEYS & set(self._differing()):
            self.variables = before

    def _counts(self, name: str) -> bool:
        return variable_map.counts(CATALOGUE[name], self.provider, self.confidential)

    def _named(self) -> list[str]:
        """Variables whose value is not what the file gives without them."""
        values, shipped = self.found.values, self.found.shipped
        return [name for name, value in values.items() if not equal(name, value, shipped.get(name))]

    def _differing(self) -> list[str]:
        """Variables whose value the plan does not give."""
        made = self._produced()
        wanted = dict.fromkeys([*made, *self._named()])
        values = self.found.values
        known = [name for name in wanted if name in values and name not in self.found.masked and self._counts(name)]
        return [name for name in known if name not in made or not equal(name, values[name], made[name])]

    def _produced(self) -> dict[str, Any]:
        """What the plan of the variables so far would set, whatever rules say about it."""
        variables = {**self.target, **{PREFIX + name: value for name, value in self.variables.items()}}
        settings = parse(variables).settings
        if settings is None:
            return {}
        case = case_of(settings, self.provider, self.release, datetime.date.today())
        return {name: value.value for name, value in for_release(case.environment, self.release).items()}


def _plain(name: str, value: Any) -> Any:
    """Nothing, in the type of the variable."""
    return {"string": "", "enum": "", "list": [], "map": {}}.get(CATALOGUE[name].type) if value is None else value


def _with(variables: dict[str, Any], path: tuple[str, ...], value: Any) -> dict[str, Any]:
    """A copy in which the value at a path is another one."""
    first, *rest = path
    return {**variables, first: _with(variables.get(first) or {}, tuple(rest), value) if rest else value}


def _leaves(value: Any) -> int:
    return sum(map(_leaves, value.values())) if isinstance(value, dict) else 1
