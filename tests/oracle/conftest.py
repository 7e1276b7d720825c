# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the oracle tests share."""

import pytest
from lab.docker import Failed
from lab.venvs import Missing
from oracles import readers


@pytest.fixture(scope="session")
def target():
    """One target host for Compose and systemd, started by the first test that needs it."""
    with readers.Target() as target:
        yield target


@pytest.fixture
def real(require):
    """`real(reader, ...)` calls a real reader, and skips the test where this machine lacks it."""

    def call(reader, *arguments):
        try:
            return reader(*arguments)
        except (Missing, Failed) as absent:
            require(f"a real reader is absent: {absent}")

    return call
