# Copyright: openmetadata.sso contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Options of the modules that call OpenMetadata's API as an administrator."""

from __future__ import annotations


class ModuleDocFragment:
    """Address and credentials, from the task or from the role variables."""

    DOCUMENTATION = r"""
options:
  url:
    description:
      - Address of the server, as seen from the host on which the task runs, without C(/api).
      - If omitted, it is derived from C(om_sso_deployment) and C(om_sso_server_internal_url). A delegated task and
        C(om_sso_deployment=kubernetes) use C(om_sso_api_url) instead. The latter calls it from the controller.
    type: str
  admin_token:
    description:
      - Token of an administrator.
      - Defaults to C(om_sso_admin_token).
    type: str
  admin_email:
    description:
      - E-mail address of an administrator, for a server with the provider C(basic) and no token.
      - Defaults to C(om_sso_admin_email).
    type: str
  admin_password:
    description:
      - Password of that administrator.
      - Defaults to C(om_sso_admin_password).
    type: str
attributes:
  action_group:
    version_added: 0.1.0
    description: Use C(group/openmetadata.sso.admin_api) in C(module_defaults) to set defaults for this module.
    support: full
    membership:
      - openmetadata.sso.admin_api
  platform:
    description: Target OS or platform.
    support: full
    platforms: posix
    details: Any host that reaches the server over HTTP.
"""
