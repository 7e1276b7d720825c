# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The SDKs of the providers: optional, imported when a provider needs one."""

from __future__ import annotations

import importlib
from typing import Any


class LibraryMissing(Exception):
    """A provider's SDK is not installed. ``package`` is its name on PyPI, ``reason`` Python's own words."""

    def __init__(self, package: str, reason: str) -> None:
        super().__init__(f"{package} is not installed: {reason}")
        self.package, self.reason = package, reason


def load(name: str, package: str) -> Any:
    """A module by its dotted name; raises ``LibraryMissing`` naming the package that has it."""
    try:
        return importlib.import_module(name)
    except ImportError as error:
        raise LibraryMissing(package, str(error)) from None
