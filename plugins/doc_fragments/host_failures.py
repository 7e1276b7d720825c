# Copyright: openmetadata.sso contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The option of modules that find errors of many hosts in one task."""

from __future__ import annotations


class ModuleDocFragment:
    """Documentation that these modules share."""

    DOCUMENTATION = r"""
options:
  fail:
    description:
      - Whether an error of a host fails the task.
      - If V(false), the task succeeds and returns RV(failures), with which M(openmetadata.sso.host_verdict) fails each
        of those hosts. C(msg) has the lines of the other hosts then.
    type: bool
    default: true
"""
