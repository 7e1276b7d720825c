#!/usr/bin/python
# Copyright: openmetadata.sso contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Hand a token over in a file."""

DOCUMENTATION = r"""
module: token_file
short_description: Hand a token over in a file, as one line of it or as all of it
version_added: 0.2.0
description:
  - Sets one variable of an environment file - of Docker Compose, Airflow, systemd or a shell - and touches no other line, or writes a
    file that holds nothing but the token.
  - The file is replaced in one step, so that no reader sees half of it. It is readable by its owner alone unless O(mode) says more.
  - The token is shown nowhere, with no verbosity and no diff.
extends_documentation_fragment:
  - ansible.builtin.files
options:
  path:
    description: The file. Its folder has to be there.
    type: path
    required: true
  variable:
    description: The variable to set. The token is the whole file when it is left out.
    type: str
  token:
    description: The token, for example from RV(openmetadata.sso.bot_token#module:token). It may be missing in check mode only.
    type: str
  mode:
    description: Mode of the file, as in M(ansible.builtin.file).
    type: raw
    default: "0600"
attributes:
  check_mode:
    support: full
    description: Says whether the file would change.
  diff_mode:
    support: none
    description: A diff would show the token.
  platform:
    support: full
    platforms: posix
    description: Any.
seealso:
  - module: openmetadata.sso.bot_token
author:
  - openmetadata.sso contributors (@openmetadata-sso)
"""

EXAMPLES = r"""
- name: Give Airflow the token
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
from ansible_collections.openmetadata.sso.plugins.module_utils._core.errors import HostError
from ansible_collections.openmetadata.sso.plugins.module_utils._formats import token_file


def main():
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
