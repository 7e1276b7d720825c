# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Hosts for each audit check: what must be found, and what is close to it and must not be."""

from . import cluster, keys, operation, people, transport

ROWS = (*keys.ROWS, *people.ROWS, *transport.ROWS, *operation.ROWS, *cluster.ROWS)
