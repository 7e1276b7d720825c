# Copyright: openmetadata.sso contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The option that names a plan of the same run."""

from __future__ import annotations


class ModuleDocFragment:
    """For modules that carry out or compare the plan of one host."""

    DOCUMENTATION = r"""
options:
  plan:
    description:
      - The id of this host in RV(openmetadata.sso.plan#module:ids) of a M(openmetadata.sso.plan) task of the same run.
      - If omitted, variables and secrets are evaluated again.
    type: str
"""
