# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an install is told about itself: libs/simulator.json, and OM_SIM_* of the environment over it."""

import json
import os
from typing import Dict, NamedTuple

from om_simulator import releases


class Install(NamedTuple):
    """One install of the simulator."""

    home: str
    release: str
    start_delay: float
    database: str
    faults: str
    has: Dict[str, bool]
    asks_provider: bool
    bot_token_seconds: float
    mounts: Dict[str, str]

    @property
    def configuration(self) -> str:
        """Path of the configuration that openmetadata-ops reads whatever it is told."""
        return os.path.join(self.home, "conf", "openmetadata.yaml")

    def place(self, path: str) -> str:
        """Where a file of the configuration is: below the folder that is mounted there, or at its own path."""
        for mounted in sorted(self.mounts, key=len, reverse=True):
            if path == mounted or path.startswith(mounted + "/"):
                return self.mounts[mounted] + path[len(mounted) :]
        return path


def read(home: str, environment: Dict[str, str]) -> Install:
    """The install at `home`."""
    with open(os.path.join(home, "libs", "simulator.json"), encoding="utf-8") as stream:
        data = json.load(stream)
    switches = dict(data["switches"])
    switches.update(releases.parse_switches(environment.get("OM_SIM_SWITCHES", "")))
    database = data["database"]
    return Install(
        home=home,
        release=data["release"],
        start_delay=float(environment.get("OM_SIM_START_DELAY", data["start_delay"])),
        database=os.path.join(home, database) if database else "",
        faults=environment.get("OM_SIM_FAULTS", os.path.join(home, "faults")),
        has=releases.behaviours(data["release"], switches),
        asks_provider=data.get("asks_provider", False),
        bot_token_seconds=data["bot_token_seconds"],
        mounts=data["mounts"],
    )
