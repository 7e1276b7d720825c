# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What one server process runs on: its configuration, its keys and the security configuration in effect.

The security configuration is read once at the start and held: other processes on the same database keep theirs
until they are started again [S].
"""

import copy
import os
import threading
from typing import Any, Callable, Dict, Optional, Tuple

from om_simulator import binding, keys, startup_checks
from om_simulator.log import Log
from om_simulator.settings import Install
from om_simulator.store import AUTHENTICATION, AUTHORIZER, SETTINGS


class State:
    """A running server."""

    def __init__(self, install: Install, configuration: Dict[str, Any], store: Any, log: Log):
        self.install = install
        self.configuration = configuration
        self.store = store
        self.log = log
        self.lock = threading.RLock()
        self.private: Optional[keys.PrivateKey] = None
        self.public: Optional[keys.PublicKey] = None
        self.security: Dict[str, Any] = {}
        self.faults: Dict[str, str] = {}
        #: {name of a bot: (when it was read, its token)}, by which its calls are judged.
        self.bot_tokens: Dict[str, Tuple[float, str]] = {}
        #: Takes another authentication configuration at a reload; raises StartRefused.
        self.sign_in_changes: Callable[[Dict[str, Any]], None] = lambda _authentication: None

    @property
    def jwt(self) -> Dict[str, Any]:
        """jwtTokenConfiguration: always from the file, in every release [S]."""
        return self.configuration.get("jwtTokenConfiguration") or {}

    @property
    def authentication(self) -> Dict[str, Any]:
        """The authentication configuration in effect."""
        return self.security[AUTHENTICATION]

    @property
    def algorithm(self) -> str:
        """The algorithm of tokenValidationAlgorithm, by which own tokens are signed and all are validated [M 1.12.6].

        Before a start there is the file's only.
        """
        effective = self.security.get(AUTHENTICATION) or self.configuration.get(AUTHENTICATION) or {}
        return str(effective.get("tokenValidationAlgorithm") or "RS256")

    @property
    def authorizer(self) -> Dict[str, Any]:
        """The authorizer configuration in effect."""
        return self.security[AUTHORIZER]


def file_security(configuration: Dict[str, Any]) -> Dict[str, Any]:
    """The two sections as the file has them."""
    return {name: copy.deepcopy(configuration.get(name)) for name in (AUTHENTICATION, AUTHORIZER)}


def stored_security(store: Any, release: str) -> Optional[Dict[str, Any]]:
    """The two rows bound to the release's model, None unless both are there; raises binding.Refused."""
    rows = {name: store.get(SETTINGS, name) for name in (AUTHENTICATION, AUTHORIZER)}
    if None in rows.values():
        return None
    return {name: binding.bind_section(row, name, release) for name, row in rows.items()}


def seed(state: State) -> None:
    """Writes the rows from the file where they are absent; never changes one that is there."""
    if not state.install.has["seeds_rows"]:
        return
    for name, section in file_security(state.configuration).items():
        if section is not None:
            state.store.put(SETTINGS, name, binding.without_nulls(section), True)


def choose_security(state: State) -> None:
    """Sets the configuration in effect by the precedence of the release, with its log lines."""
    state.security = file_security(state.configuration)
    if not state.install.has["runs_from_rows"]:
        return
    for name, section in state.security.items():
        row = state.store.get(SETTINGS, name)
        try:
            if row is None:
                raise binding.Refused("the row is not there")
            binding.bind_section(row, name, state.install.release)
        except binding.Refused:
            # One that cannot be read counts as none: the section of the file takes its place [M 1.12.6].
            state.log.error("SettingsCache", "Error while trying fetch Settings ")
            state.store.put(SETTINGS, name, binding.without_nulls(section))
    state.security = stored_security(state.store, state.install.release) or state.security
    _tell(state, "INFO", "Loaded security configuration from database" + _provider_suffix(state))


def _tell(state: State, level: str, message: str) -> None:
    state.log.write(level, "SecurityConfigurationManager", message)


def _provider_suffix(state: State) -> str:
    if not state.install.has["log_names_provider"]:
        return ""
    return " - provider: %s" % (state.security[AUTHENTICATION] or {}).get("provider")


def reload(state: State) -> None:
    """Takes the stored rows into effect in this process; on a fault the old ones stay, and it is raised."""
    try:
        stored = stored_security(state.store, state.install.release)
        if stored is None:
            raise startup_checks.StartRefused("the rows are not both there")
        startup_checks.check_security(stored, state.install.has)
        state.sign_in_changes(stored[AUTHENTICATION])
    except (binding.Refused, startup_checks.StartRefused) as error:
        state.log.error("SecurityConfigurationManager", "Failed to reload security system: %s" % error)
        raise startup_checks.StartRefused("Failed to reload security system") from error
    state.security = stored
    # The process's copy of the file changes as well, which /config/authorizer shows [S].
    state.configuration = dict(state.configuration, **copy.deepcopy(stored))
    _tell(state, "INFO", "Successfully reloaded security system with new configuration")


def read_keys(state: State) -> None:
    """Reads the RSA pair; whether a fault there ends the start depends on the release."""

    def content(field: str) -> bytes:
        path = state.jwt.get(field)
        if not path:
            raise keys.KeyFileError("%s is not set" % field)
        with open(state.install.place(os.path.join(os.getcwd(), path)), "rb") as stream:
            return stream.read()

    try:
        state.private = keys.private_key(content("rsaprivateKeyFilePath"))
        state.public = keys.public_key(content("rsapublicKeyFilePath"))
    except (OSError, keys.KeyFileError) as error:
        state.private = state.public = None
        state.log.error("JWTTokenGenerator", "Failed to initialize JWTTokenGenerator %s" % error)
        if state.install.has["needs_key_files"]:
            raise startup_checks.StartRefused("java.lang.NullPointerException: the RSA public key is null") from error
