# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""`simulator.py token NAME`: a token for a user, as a sign-in at the identity provider would end.

The real server has no such thing.
"""

import sys
from typing import Dict, List

from om_simulator import configuration, people, startup_checks
from om_simulator.log import Log
from om_simulator.settings import Install
from om_simulator.state import State, read_keys
from om_simulator.store import USERS, Unavailable, from_url


class _Quiet(Log):
    """The only output of the command is the token."""

    def __init__(self) -> None:  # pylint: disable=super-init-not-called
        pass

    def write(self, level: str, logger: str, message: str) -> None:
        """Faults go to stderr."""
        if level == "ERROR":
            print(message, file=sys.stderr)


def run(install: Install, arguments: List[str], environment: Dict[str, str]) -> int:
    """Prints a bot's stored token, or a new one of a user; from the install's folder, for key paths are relative."""
    try:
        settings = configuration.load(install.configuration, environment, install.release)
        store = from_url((settings.get("database") or {}).get("url") or "", install.database)
        state = State(install, settings, store, _Quiet())
        read_keys(state)
        user = store.get(USERS, arguments[0].lower() if arguments else "")
    except (configuration.ConfigurationError, startup_checks.StartRefused, Unavailable) as error:
        print("OpenMetadata simulator: %s" % error, file=sys.stderr)
        return 1
    if user is None or state.private is None:
        print("OpenMetadata simulator: no such user, or no key", file=sys.stderr)
        return 1
    if user["isBot"] and not user.get("token"):
        user = dict(user, token=people.token_for(state, user, "Unlimited"))
        store.put(USERS, user["name"], user)
    print(user["token"] if user["isBot"] else people.token_for(state, user, "OneHour"))
    return 0
