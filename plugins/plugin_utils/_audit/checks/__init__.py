# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The checks, in the order of the page: importing a file enters its checks into the table."""

from __future__ import annotations

from . import key_checks, people, transport, operation, cluster_checks

__all__ = ["cluster_checks", "key_checks", "operation", "people", "transport"]
