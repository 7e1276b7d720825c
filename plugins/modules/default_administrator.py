#!/usr/bin/python
# Copyright: openmetadata.sso contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Remove the administrator that OpenMetadata is shipped with. What the operator calls is the action of the same name."""

DOCUMENTATION = r"""
module: default_administrator
short_description: Remove the administrator that OpenMetadata is shipped with
version_added: 0.2.0
description:
  - Removes the user C(admin), and refuses to when anything speaks against it, naming everything at once.
  - Another administrator has to be there - a user who is one, who is no bot and not deleted, and whose name is in the list in effect.
  - No start may make the user again. So C(admin) has to be gone from the list that the running server was started with and, from
    OpenMetadata 1.10 on, from the stored rows; P(openmetadata.sso.om_sso#role) writes both.
  - The user has to be the shipped one - C(admin@open-metadata.org), or C(admin) at the principal domain - and not the one whose token
    the task works with.
  - Runs on the server's own host, whose environment it reads.
extends_documentation_fragment:
  - openmetadata.sso.administration
options:
  hard:
    description: Remove the user so that it cannot be restored, also when it is already deleted.
    type: bool
    default: false
  payload:
    description: Made by the action, never written by hand.
    type: str
attributes:
  check_mode:
    support: full
    description: Makes all checks and removes nothing.
  diff_mode:
    support: none
    description: There is no text to compare.
seealso:
  - module: openmetadata.sso.configuration
"""

EXAMPLES = r"""
- name: Only the administrators of om_sso_admin_principals are left
  openmetadata.sso.default_administrator:
    admin_token: "{{ lookup('ansible.builtin.env', 'OM_ADMIN_TOKEN') }}"
"""

RETURN = r"""
user:
  description: E-mail address of the user that was removed; V(null) when it was gone already.
  returned: success
  type: str
administrators:
  description: The other administrators.
  returned: success
  type: list
  elements: str
acting:
  description: Whose token did it.
  returned: success
  type: str
"""

from ansible.module_utils.basic import AnsibleModule
from ansible_collections.openmetadata.sso.plugins.module_utils._admin import default_admin, task
from ansible_collections.openmetadata.sso.plugins.module_utils._core.payload import received


def main():
    module = AnsibleModule(
        argument_spec={
            "url": {"type": "str"},
            "admin_token": {"type": "str", "no_log": True},
            "admin_email": {"type": "str"},
            "admin_password": {"type": "str", "no_log": True},
            "hard": {"type": "bool", "default": False},
            "payload": {"type": "str", "no_log": True},
        },
        supports_check_mode=True,
    )
    changed, answer = task.run(received(module), module.check_mode, default_admin.work)
    module.exit_json(changed=changed, sealed=answer)


if __name__ == "__main__":
    main()
