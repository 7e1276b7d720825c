#!/usr/bin/python
# Copyright: openmetadata.sso contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Write a token to a file."""

DOCUMENTATION = r"""
module: token_file
short_description: Write a token to an environment file or to a file of its own
version_added: 0.1.0
description:
  - Sets one variable of an environment file of Docker Compose, Airflow, systemd or a shell and leaves all other lines
    as they are, or writes a file that holds only the token.
  - Replaces the file atomically. Only its owner can read it unless O(mode) says otherwise.
  - The token is never shown, at any verbosity and in no diff.
extends_documentation_fragment:
  - ansible.builtin.files
options:
  path:
    description: The file. Its folder must exist.
    type: path
    required: true
  variable:
    description: The variable to set. If omitted, the file holds only the token.
    type: str
  token:
    description: The token, for example RV(openmetadata.sso.bot_token#module:token). It may be omitted in check mode
      only.
    type: str
  mode:
    description: Mode of the file, as in M(ansible.builtin.file).
    type: raw
    default: "0600"
attributes:
  check_mode:
    description: Can run in check mode and report what it would do, without changes.
    support: full
  diff_mode:
    description: Can show what changed in diff mode.
    support: none
    details: A diff would show the token.
  platform:
    description: Target OS or platform.
    support: full
    platforms: posix
seealso:
  - module: openmetadata.sso.bot_token
author:
  - openmetadata.sso contributors (@openmetadata-sso)
"""

EXAMPLES = r"""
- name: Write the token to Airflow's environment file
  openmetadata.sso.token_file:
    path: /opt/ingestion/airflow.env
    variable: OM_JWT_TOKEN
    token: "{{ bot.token }}"
    owner: airflow
  delegate_to: airflow-1
"""

RETURN = r"""
path:
  description: The file.
  returned: always
  type: str
"""

import os

from ansible.module_utils.basic import AnsibleModule
from ansible_collections.openmetadata.sso.plugins.module_utils._admin import token_file
from ansible_collections.openmetadata.sso.plugins.module_utils._core.errors import HostError


def main():
    """Run the module."""
    module = AnsibleModule(
        argument_spec={
            "path": {"type": "path", "required": True},
            "variable": {"type": "str"},
            "token": {"type": "str", "no_log": True},
            "mode": {"type": "raw", "default": "0600"},
        },
        add_file_common_args=True,
        supports_check_mode=True,
    )
    path = module.params["path"]
    try:
        changed = token_file.deliver(path, module.params["variable"], module.params["token"], not module.check_mode)
    except HostError as error:
        module.fail_json(msg=str(error), path=path)
    if os.path.exists(path):
        changed = module.set_fs_attributes_if_different(module.load_file_common_arguments(module.params), changed)
    module.exit_json(changed=changed, path=path)


if __name__ == "__main__":
    main()
