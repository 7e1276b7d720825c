#!/usr/bin/python
# Copyright: openmetadata.sso contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where a host stands in a rotation of its key pair. What the operator calls is the action of the same name."""

DOCUMENTATION = r"""
module: key_rotation_info
short_description: Say where a host stands in a rotation of the key pair that signs OpenMetadata's own tokens
version_added: 0.2.0
description:
  - Compares the key pair that the host has under C(om_sso_jwt_key_id), and the keys that its server publishes, with the plan, and says
    what a rotation would do and for how long tokens of bots would be dead. Changes nothing.
  - Fails where a rotation could not be finished - no administrator could make the new tokens, or a replica of the cluster is not part
    of the play - so that it is not begun.
  - The playbook C(openmetadata.sso.rotate_keys) uses it; C(docs/operate/key-rotation.md) tells the whole story.
options:
  plan:
    description: The id of this host in RV(openmetadata.sso.plan#module:ids), so that variables and secrets are evaluated once.
    type: str
  bot:
    description: Say how long this bot was without a living token, instead. Only within a run that has asked before.
    type: str
  payload:
    description: Made by the action, never written by hand.
    type: str
attributes:
  check_mode:
    support: full
    description: It only looks.
  diff_mode:
    support: none
    description: It changes nothing.
  platform:
    support: full
    platforms: posix
    description: Linux with Docker Compose or systemd.
requirements:
  - pydantic >= 2.8 on the controller
seealso:
  - module: openmetadata.sso.configuration
  - module: openmetadata.sso.bot_token
author:
  - openmetadata.sso contributors (@openmetadata-sso)
"""

EXAMPLES = r"""
- name: Where does the host stand?
  openmetadata.sso.key_rotation_info:
  register: stand
"""

RETURN = r"""
kids:
  description: Ids of the keys that the server publishes.
  returned: when no bot is named
  type: list
  elements: str
wanted:
  description: Id of the key pair that the plan wants; V(null) when it wants none.
  returned: when no bot is named
  type: str
swapped:
  description: Whether the server publishes the planned pair.
  returned: when no bot is named
  type: bool
published:
  description: Whether the private half of a key that the server publishes is known to everybody.
  returned: when no bot is named
  type: bool
running:
  description: Whether the server runs.
  returned: when no bot is named
  type: bool
seconds:
  description: How long the bot was without a living token; V(null) when that is not known.
  returned: when a bot is named
  type: int
"""

from ansible.module_utils.basic import AnsibleModule
from ansible_collections.openmetadata.sso.plugins.module_utils._core.payload import received
from ansible_collections.openmetadata.sso.plugins.module_utils._transaction import host


def main():
    module = AnsibleModule(
        argument_spec={"plan": {"type": "str"}, "bot": {"type": "str"}, "payload": {"type": "str", "no_log": True}},
        supports_check_mode=True,
    )
    answer, error = host.run(received(module), module.check_mode)
    module.exit_json(changed=False, answer=answer, error=error)


if __name__ == "__main__":
    main()
