# Copyright: openmetadata.sso contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How modules reach a server as an administrator."""

from __future__ import annotations


class ModuleDocFragment:
    """Address and credentials, from the task or from the role's variables."""

    DOCUMENTATION = r"""
options:
  url:
    description:
      - Address of the server as the host reaches it on which the task runs, without C(/api).
      - Derived from C(om_sso_deployment) and C(om_sso_server_internal_url) when it is left out; from C(om_sso_api_url) for a task that is
        delegated, or with C(kubernetes).
    type: str
  admin_token:
    description: Token of an administrator. C(om_sso_admin_token) when it is left out.
    type: str
  admin_email:
    description:
      - E-mail address of an administrator of a server with the provider C(basic), where there is no token. C(om_sso_admin_email) when it
        is left out.
    type: str
  admin_password:
    description: The password to it. C(om_sso_admin_password) when it is left out.
    type: str
attributes:
  platform:
    support: full
    platforms: posix
    description: Any host that reaches the server by HTTP.
requirements:
  - pydantic >= 2.8 on the controller
author:
  - openmetadata.sso contributors (@openmetadata-sso)
"""
