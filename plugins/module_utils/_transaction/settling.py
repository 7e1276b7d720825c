# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether a restarted server stays: healthy for the settling time, and all the time the process that was started."""

import time

from ansible_collections.openmetadata.sso.plugins.module_utils._core.errors import HostError

PAUSE = 1
OPTION = "om_sso_settle_time"
FIX = "Check its log for why it ended."


class Settling:
    """The time since a server was healthy for the first time.

    ``seconds`` is how long it must stay so, without a break. A busy server that misses a check begins anew, for
    ``patience`` seconds at most.
    """

    def __init__(self, server, deployment, seconds, patience):
        self.server = server
        self.deployment = deployment
        self.seconds = seconds
        self.patience = patience
        self.started = deployment.process()
        self.begun = time.monotonic()

    def wait(self):
        """Wait for the rest of the time; ``HostError`` when the server ended, was started again, or is not healthy."""
        healthy_since = self.begun
        while True:
            ended = self._ended()
            if ended:
                raise HostError(f"The server did not stay healthy: {ended}.", OPTION, FIX)
            fault = self.server.unhealthy()
            now = time.monotonic()
            if fault is None and now - healthy_since >= self.seconds:
                self.deployment.refuse_others()
                return
            if fault is not None:
                healthy_since = now
            if now - self.begun > self.seconds + self.patience:
                raise HostError(f"The server did not stay healthy ({fault}).", OPTION, "Check its log.")
            time.sleep(min(PAUSE, max(self.seconds - (now - healthy_since), 0.05)))

    def _ended(self):
        """Why the server that was started is not there any more, or ``None``."""
        dead = self.deployment.alive()
        if dead or self.started is None:  # where the deployment cannot tell one start from another
            return dead
        process = self.deployment.process()
        if process is None:
            return "its process ended"
        return None if process == self.started else "it ended and was started again"
