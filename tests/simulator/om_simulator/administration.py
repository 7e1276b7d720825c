# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The calls that need a token."""
from typing import List

from om_simulator.state import State
from om_simulator.web import Route


def routes(_state: State) -> List[Route]:
    """Routes of the administration."""
    return []
