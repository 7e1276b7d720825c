# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The checks, in the order of the page: importing a file enters its checks into the table."""

from __future__ import annotations

from . import operation, people, published_keys, transport

__all__ = ["operation", "people", "published_keys", "transport"]
