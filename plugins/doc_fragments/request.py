# Copyright: openmetadata.sso contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The option that carries the controller's request to a host."""

from __future__ import annotations


class ModuleDocFragment:
    """For modules that have an action plugin and run on a host."""

    DOCUMENTATION = r"""
options:
  payload:
    description: Request of the action plugin to the host. Do not set this option.
    type: str
"""
