# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Skipping: a test may be skipped where its tool cannot be had, and must not be where everything is required."""

import os
from typing import NoReturn

import pytest

EVERYTHING = os.environ.get("OM_SSO_REQUIRE") == "all"
"""Set by CI: each skip is a failure, but for tests marked `optional`."""


def require(reason: str) -> NoReturn:
    """End the running test because of *reason*: what is missing, and how it can be had."""
    if EVERYTHING:
        pytest.fail(f"required here, but: {reason}", pytrace=False)
    pytest.skip(reason)
