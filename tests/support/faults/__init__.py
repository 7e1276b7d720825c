# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Faults inside a run on a host: where they strike, on what hosts, and what must hold afterwards."""
