# Copyright: openmetadata.sso contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Author, requirements and attributes that several modules share."""

from __future__ import annotations


class ModuleDocFragment:
    """``DOCUMENTATION`` for every module with an action plugin; one of ``CONTROLLER`` and ``HOST``.

    ``READER`` if nothing changes.
    """

    DOCUMENTATION = r"""
requirements:
  - pydantic >= 2.8 on the controller
author:
  - openmetadata.sso contributors (@openmetadata-sso)
attributes:
  action:
    description: Has an action plugin, which runs on the controller and calls the module.
    support: full
"""

    CONTROLLER = r"""
attributes:
  platform:
    description: Target OS or platform.
    support: full
    platforms: posix
    details: Runs on the controller only.
"""

    HOST = r"""
attributes:
  platform:
    description: Target OS or platform.
    support: full
    platforms: posix
    details: Linux with Docker Compose or systemd.
"""

    READER = r"""
attributes:
  check_mode:
    description: Can run in check mode and report what it would do, without changes.
    support: full
    details: Behaves the same in check mode, because it changes nothing.
  diff_mode:
    description: Can show what changed in diff mode.
    support: none
    details: It changes nothing.
"""
