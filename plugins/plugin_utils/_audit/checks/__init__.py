# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The checks, in the order of the page: importing a file enters its checks into the table."""

from __future__ import annotations

from . import published_keys, people, transport, operation

__all__ = ["keys", "operation", "people", "transport"]
