#!/usr/bin/python
# Copyright: openmetadata.sso contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Remove the default administrator. The action plugin of the same name calls this module."""

DOCUMENTATION = r"""
module: default_admin
short_description: Remove the default administrator of OpenMetadata
version_added: 0.1.0
description:
  - Reads the C(om_sso_*) variables of the host, which P(openmetadata.sso.om_sso#role) documents.
  - Removes the user C(admin), with which every OpenMetadata server is created.
  - Fails and names all reasons if removing the user is not safe.
  - Another administrator must exist, who is not a bot, is not deleted, and whose name is in the list of administrators
    in effect.
  - The next start of the server must not create the user again. The list with which the running server was started must
    therefore not name C(admin) and, from OpenMetadata 1.10 on, the stored configuration must not either.
    P(openmetadata.sso.om_sso#role) writes both.
  - The user must be the default one, C(admin@open-metadata.org) or C(admin) at the principal domain, and must not be
    the user whose token the task uses.
  - Runs on the server's own host, whose environment it reads. For a Helm release it runs on the controller and reads
    the environment of a pod.
extends_documentation_fragment:
  - openmetadata.sso.attributes
  - openmetadata.sso.connection
  - openmetadata.sso.request
options:
  state:
    description: V(absent) removes the user.
    type: str
    choices: [absent]
    default: absent
  hard:
    description: Whether to remove the user so that it cannot be restored, even if it is already deleted.
    type: bool
    default: false
attributes:
  check_mode:
    description: Can run in check mode and report what it would do, without changes.
    support: full
    details: Makes all checks and removes nothing.
  diff_mode:
    description: Can show what changed in diff mode.
    support: none
seealso:
  - module: openmetadata.sso.configuration
"""

EXAMPLES = r"""
- name: Remove the default administrator
  openmetadata.sso.default_admin:
    state: absent
    admin_token: "{{ lookup('ansible.builtin.env', 'OM_ADMIN_TOKEN') }}"
"""

RETURN = r"""
user:
  description: E-mail address of the user that was removed; V(null) if it did not exist.
  returned: success
  type: str
administrators:
  description: The other administrators.
  returned: success
  type: list
  elements: str
acting:
  description: The user whose token was used.
  returned: success
  type: str
"""

from ansible.module_utils.basic import AnsibleModule
from ansible_collections.openmetadata.sso.plugins.module_utils._admin import default_admin, task
from ansible_collections.openmetadata.sso.plugins.module_utils._core.payload import received


def main():
    """Run the module."""
    module = AnsibleModule(
        argument_spec={
            "url": {"type": "str"},
            "admin_token": {"type": "str", "no_log": True},
            "admin_email": {"type": "str"},
            "admin_password": {"type": "str", "no_log": True},
            "state": {"type": "str", "choices": ["absent"], "default": "absent"},
            "hard": {"type": "bool", "default": False},
            "payload": {"type": "str", "no_log": True},
        },
        supports_check_mode=True,
    )
    content, reply = received(module)
    changed, outcome = task.run(content, module.check_mode, default_admin.work)
    reply(changed, **outcome)


if __name__ == "__main__":
    main()
