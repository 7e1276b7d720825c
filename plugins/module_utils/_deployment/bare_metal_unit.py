# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The unit of a server that systemd runs."""

import os

from ansible_collections.openmetadata.sso.plugins.module_utils._core.errors import HostError
from ansible_collections.openmetadata.sso.plugins.module_utils._core.text import some
from ansible_collections.openmetadata.sso.plugins.module_utils._deployment import time_limits
from ansible_collections.openmetadata.sso.plugins.module_utils._system import commands, processes, waiting

#: States of a unit between a failed start and the next one (systemd, ``service_state_table``; the second since 254).
AUTO_RESTART = ("auto-restart", "auto-restart-queued")
#: Settings of a unit that is started or stopped only with another one (systemd.unit).
REFUSES = ("RefuseManualStart", "RefuseManualStop")


class Unit:
    """A unit by its name, as systemd has it."""

    def __init__(self, name):
        self.name = name
        self._main_pid = None
        self._refuses = []

    def check(self):
        """The unit is loaded, and this user may restart it. Else ``HostError``."""
        shown = self.show("LoadState", "MainPID", *REFUSES)
        if not shown:
            raise HostError(
                "systemd does not answer on this host.",
                "om_sso_service",
                "Set om_sso_service to '' if the server runs without systemd.",
            )
        state = shown.get("LoadState")
        if state == "masked":
            raise HostError(
                f"The systemd unit {self.name} is masked.", "om_sso_service", f"Run: systemctl unmask {self.name}"
            )
        if state not in ("loaded", "not-found", None):
            raise HostError(
                f"systemd cannot load the unit {self.name} ({state}).",
                "om_sso_service",
                f"Correct the unit; systemctl status {self.name} says what is wrong.",
            )
        if state != "loaded":
            raise HostError(
                f"The host has no systemd unit {self.name}.",
                "om_sso_service",
                "Set om_sso_service to the unit's name.",
            )
        if os.geteuid() != 0:
            raise HostError(
                "Only root may change and restart a systemd service.",
                "ansible_become",
                "Set become: true, and no become_user but root.",
            )
        self._main_pid = int(shown.get("MainPID") or 0)
        self._refuses = [name for name in REFUSES if shown.get(name) == "yes"]

    def refuse_restart(self):
        """The restart of a change would fail, and that of the restored files as well."""
        if self._refuses:
            settings = some([f"{name}=yes" for name in self._refuses])
            raise HostError(
                f"The systemd unit {self.name} has {settings}: it cannot be restarted by itself; nothing was changed.",
                "om_sso_service",
                "Set om_sso_service to a unit that can be restarted, or remove the setting from the unit.",
            )

    def show(self, *properties):
        """{property: value} of the unit; empty where systemd does not answer."""
        result = commands.run(["systemctl", "show", "--property", ",".join(properties), self.name], timeout=30)
        return dict(line.split("=", 1) for line in result.out.splitlines() if "=" in line) if result.status == 0 else {}

    def kept_starting(self):
        """Whether systemd is about to start it again."""
        return self.show("SubState").get("SubState") in AUTO_RESTART

    def main_pid(self):
        """Its main process, which may have ended; 0 where it has none."""
        # Asking systemd takes longer than all the rest of a run that changes nothing.
        if not self._main_pid or not processes.alive(self._main_pid):
            self._main_pid = int(self.show("MainPID").get("MainPID") or 0)
        return self._main_pid

    def defect(self):
        """Why it will not come up, or ``None``."""
        shown = self.show("ActiveState", "Result", "NRestarts")
        if shown.get("ActiveState") == "failed" or int(shown.get("NRestarts") or 0) >= 3:
            return "{} is {} ({})".format(self.name, shown.get("ActiveState"), shown.get("Result"))
        return None

    def restart(self):
        """Stop it and start it, by what its files say now."""
        self._systemctl("daemon-reload")
        self._systemctl("restart", self.name)

    def stop(self):
        """Stop it; its files count from the next start on."""
        self._systemctl("daemon-reload")
        self._systemctl("stop", self.name)

    def _systemctl(self, *arguments):
        with waiting.waiting("systemctl {}".format(" ".join(arguments)), time_limits.SYSTEMCTL):
            result = commands.run(["systemctl"] + list(arguments), timeout=time_limits.SYSTEMCTL)
        self._main_pid = None
        if result.status != 0:
            # Its last line says where to look for more, and the one before it what is wrong.
            said = [line for line in result.err.splitlines() if line.strip() and not line.startswith("See ")]
            reason = said[-1].strip() if said else result.last_line
            raise HostError("systemctl {} failed: {}".format(" ".join(arguments), reason))
