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
  - Replaces the file atomically, with its owner and mode. Only its owner can read it unless O(mode) says otherwise.
  - Refuses what another user could lead elsewhere, for example a link in a folder of theirs to a file that they may not
    read. There, O(attributes) and the SELinux options cannot be set either.
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
import tempfile

from ansible.module_utils.basic import AnsibleModule
from ansible_collections.openmetadata.sso.plugins.module_utils._admin import token_file
from ansible_collections.openmetadata.sso.plugins.module_utils._core.errors import HostError
from ansible_collections.openmetadata.sso.plugins.module_utils._system import safe_path

#: What Ansible sets by path alone.
BY_PATH = ("attributes", "selevel", "serole", "setype", "seuser")


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
    path, given = module.params["path"], module.params
    rights = token_file.Rights(given["owner"], given["group"], lambda present: _mode(module, present))
    try:
        _refuse_by_path(path, given)
        changed = token_file.deliver(path, given["variable"], given["token"], not module.check_mode, rights)
        if os.path.exists(path) and not _others(path):
            changed = _set_by_path(module, changed)
    except HostError as error:
        module.fail_json(msg=str(error), path=path)
    module.exit_json(changed=changed, path=path)


def _mode(module, present):
    """The mode that Ansible makes of O(mode), which may be symbolic: it sets that of a file of ours."""
    descriptor, probe = tempfile.mkstemp(dir=module.tmpdir)
    os.fchmod(descriptor, present)
    try:
        checking, module.check_mode = module.check_mode, False
        module.set_mode_if_different(probe, module.params["mode"], False)
        module.check_mode = checking
        return os.fstat(descriptor).st_mode & 0o7777
    finally:
        os.close(descriptor)
        os.unlink(probe)


def _others(path):
    """Whether a user with fewer rights can lead the path elsewhere."""
    with safe_path.found(path) as place:
        return place is not None and bool(place.steps)


def _refuse_by_path(path, given):
    asked = [name for name in BY_PATH if given[name] is not None]
    if asked and _others(path):
        message = f"Others can replace {path}, so {asked[0]} cannot be set safely."
        raise HostError(message, asked[0], "Leave it out, or let root own the folders of the file.")


def _set_by_path(module, changed):
    wanted = module.load_file_common_arguments(module.params)
    changed = module.set_context_if_different(wanted["path"], wanted["secontext"], changed)
    return module.set_attributes_if_different(wanted["path"], wanted["attributes"], changed)


if __name__ == "__main__":
    main()
