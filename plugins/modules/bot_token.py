#!/usr/bin/python
# Copyright: openmetadata.sso contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Return a valid token of a bot. The action plugin of the same name calls this module."""

DOCUMENTATION = r"""
module: bot_token
short_description: Return a valid bot token, renewing it if it is invalid or about to expire
version_added: 0.1.0
description:
  - Reads the C(om_sso_*) variables of the host, which P(openmetadata.sso.om_sso#role) documents.
  - Reads the token of a bot and renews it if there is none, if it was not signed by a key that the server publishes, if
    it has expired or is about to expire, or if its lifetime is not O(expiry). The token itself shows all of this, so
    the next run continues after an interrupted one, and a run that finds a valid token changes nothing.
  - Verifies a new token before the task succeeds. It must authenticate a call, and the old one must no longer do so. A
    server in a cluster may cache the old token for two minutes; the task waits for that.
  - Register the result. It is never printed, at any verbosity, and it is encrypted on its way to the controller. Set
    C(no_log=true) if other callbacks or tools record results.
extends_documentation_fragment:
  - openmetadata.sso.attributes
  - openmetadata.sso.connection
  - openmetadata.sso.request
options:
  name:
    description: Name of the bot, for example V(ingestion-bot).
    type: str
    required: true
  state:
    description:
      - V(present) renews the token only if necessary.
      - V(rotated) always makes a new token, which immediately invalidates the old one.
    type: str
    choices: [present, rotated]
    default: present
  expiry:
    description:
      - Lifetime of a new token in days, or V(OneHour) or V(Unlimited). A token with another lifetime is renewed.
      - If omitted, a valid token of any lifetime is kept, and a new one never expires, which is OpenMetadata's default.
    type: str
    choices: [OneHour, "1", "7", "30", "60", "90", Unlimited]
  renew_within:
    description: Renew a token that expires within this many days, but never in the first half of its lifetime.
    type: int
    default: 7
  create:
    description: Whether to create the bot and its user if the bot does not exist. An existing user of that name is
      never used.
    type: bool
    default: false
  email:
    description: E-mail address of a user that is created. Defaults to C(NAME@) followed by the principal domain of the
      server.
    type: str
attributes:
  check_mode:
    description: Can run in check mode and report what it would do, without changes.
    support: full
    details: Reports whether and why the token would be renewed. RV(token) is then not returned.
  diff_mode:
    description: Can show what changed in diff mode.
    support: none
    details: A diff would show the token.
seealso:
  - module: openmetadata.sso.ingestion_pipelines
  - module: openmetadata.sso.token_file
"""

EXAMPLES = r"""
- name: Get the ingestion bot's token, renewed a week before it expires
  openmetadata.sso.bot_token:
    name: ingestion-bot
    expiry: "90"
  register: bot

- name: Write the token to a file
  openmetadata.sso.token_file:
    path: /opt/ingestion/.env
    variable: OM_JWT_TOKEN
    token: "{{ bot.token }}"
"""

RETURN = r"""
token:
  description: The token. Not returned in check mode if it would be renewed.
  returned: success
  type: str
created:
  description: Whether the bot was created.
  returned: success
  type: bool
renewed:
  description: Why the token was renewed; empty if it was not.
  returned: success
  type: str
  sample: it expires in 4 d
old_token:
  description: Why the server refuses the old token now; empty if it was not replaced.
  returned: success
  type: str
  sample: the bot has another token now
seconds:
  description: How long it took until the server accepted the new token and refused the old one.
  returned: success
  type: int
key_id:
  description: Id of the key that signed the token.
  returned: success
  type: str
expires_at:
  description: When the token expires, in seconds since 1970; V(null) if it never expires.
  returned: success
  type: int
"""

from ansible.module_utils.basic import AnsibleModule
from ansible_collections.openmetadata.sso.plugins.module_utils._admin import bot_tokens, task
from ansible_collections.openmetadata.sso.plugins.module_utils._core.payload import received


def main():
    """Run the module."""
    module = AnsibleModule(
        argument_spec={
            "url": {"type": "str"},
            "admin_token": {"type": "str", "no_log": True},
            "admin_email": {"type": "str"},
            "admin_password": {"type": "str", "no_log": True},
            "name": {"type": "str", "required": True},
            "state": {"type": "str", "choices": ["present", "rotated"], "default": "present"},
            "expiry": {"type": "str", "choices": ["OneHour", "1", "7", "30", "60", "90", "Unlimited"]},
            "renew_within": {"type": "int", "default": 7},
            "create": {"type": "bool", "default": False},
            "email": {"type": "str"},
            "payload": {"type": "str", "no_log": True},
        },
        supports_check_mode=True,
    )
    content, reply = received(module)
    changed, outcome = task.run(content, module.check_mode, bot_tokens.work)
    reply(changed, **outcome)


if __name__ == "__main__":
    main()
