#!/usr/bin/python
# Copyright: openmetadata.sso contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Documentation of the action plugin of the same name, which calls the module configuration."""

DOCUMENTATION = r"""
module: key_rotation_info
short_description: Report the state of a rotation of the key pair that signs OpenMetadata's own tokens
version_added: 0.1.0
description:
  - Reads the C(om_sso_*) variables of the host, which P(openmetadata.sso.om_sso#role) documents.
  - Compares the key pair of C(om_sso_jwt_key_id) on the host, or in the Secret of a Helm release, and the keys that the
    server publishes, with the plan, and reports what a rotation would do and how long bots would be without a valid
    token. Changes nothing.
  - A rotation is blocked if it could not be completed, because no administrator could make the new tokens or because a
    replica of the cluster is not part of the play. The module returns the reason in RV(blocked) and does not fail
    unless O(fail_on_blocked=true).
  - Fails if the variables of the host have an error.
  - The playbook C(openmetadata.sso.rotate_keys) uses it.
extends_documentation_fragment:
  - openmetadata.sso.attributes
  - openmetadata.sso.attributes.host
  - openmetadata.sso.attributes.reader
  - openmetadata.sso.request
  - openmetadata.sso.plan_id
options:
  bot:
    description: Report how long this bot was without a valid token, instead. Only in a run that rotated the key pair.
    type: str
  fail_on_blocked:
    description: Whether the task fails if the rotation is blocked.
    type: bool
    default: false
seealso:
  - module: openmetadata.sso.configuration
  - module: openmetadata.sso.bot_token
"""

EXAMPLES = r"""
- name: Get the state of a key rotation
  openmetadata.sso.key_rotation_info:
  register: rotation
"""

RETURN = r"""
kids:
  description: Ids of the keys that the server publishes.
  returned: if O(bot) is omitted
  type: list
  elements: str
wanted:
  description: Id of the planned key pair; V(null) if none is planned.
  returned: if O(bot) is omitted
  type: str
swapped:
  description: Whether the server publishes the planned key pair.
  returned: if O(bot) is omitted
  type: bool
published:
  description: Whether the private key of a key that the server publishes is publicly known.
  returned: if O(bot) is omitted
  type: bool
running:
  description: Whether the server runs.
  returned: if O(bot) is omitted
  type: bool
blocked:
  description: Why the rotation could not be completed; empty if nothing blocks it.
  returned: if O(bot) is omitted
  type: str
seconds:
  description: How long the bot was without a valid token; V(null) if that is not known.
  returned: if O(bot) is set
  type: int
"""
