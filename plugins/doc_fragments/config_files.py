# Copyright: openmetadata.sso contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is read where a module reads the existing configuration of a host."""

from __future__ import annotations


class ModuleDocFragment:
    """For modules that read the configuration files of a host."""

    DOCUMENTATION = r"""
options: {}
notes:
  - On bare metal it reads C(conf/openmetadata.yaml), C(conf/openmetadata-env.sh), and the unit, drop-ins and
    environment files that systemd reads for the server. With Docker Compose it reads the project's Compose files,
    C(.env), the env files that they or C(om_sso_compose_env_files) name or that the running server was started with,
    and C(openmetadata.yaml) in its container.
  - The files may hold secrets. They are encrypted on their way to the controller, and no value is shown.
"""
