# Copyright: openmetadata.sso contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What modules say of themselves in the same words."""

from __future__ import annotations


class ModuleDocFragment:
    """``controller``: runs on the controller; ``reader``: changes nothing."""

    CONTROLLER = r"""
attributes:
  platform:
    support: full
    platforms: posix
    description: Runs on the controller only.
requirements:
  - pydantic >= 2.8 on the controller
author:
  - openmetadata.sso contributors (@openmetadata-sso)
"""

    READER = r"""
attributes:
  check_mode:
    support: full
    description: Does the same; it changes nothing.
  diff_mode:
    support: none
    description: Nothing changes.
"""
