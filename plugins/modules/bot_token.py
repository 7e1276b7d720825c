#!/usr/bin/python
# Copyright: openmetadata.sso contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""See to it that a bot has a living token, and give it. What the operator calls is the action of the same name."""

DOCUMENTATION = r"""
module: bot_token
short_description: Give the living token of an OpenMetadata bot, and renew it when it is dead or about to die
version_added: 0.2.0
description:
  - Reads the token of a bot and renews it when it has none, when it was not signed by a key that the server publishes, when it has
    expired or soon will, or when it does not live as long as O(expiry) says. All of that is told by the token itself, so that a run
    which was cut off is continued by the next one, and a run that finds a living token changes nothing.
  - A new token is proved - it opens an authenticated call, and the old one does not any more - before the task succeeds.
    A server in a cluster may remember the old one for two minutes, which are waited for.
  - Register the result. It is not printed, at no verbosity, and over SSH it comes sealed; set C(no_log=true) all the same where other
    callbacks or tools see results.
extends_documentation_fragment:
  - openmetadata.sso.administration
options:
  name:
    description: Name of the bot, for example V(ingestion-bot).
    type: str
    required: true
  state:
    description:
      - V(present) renews where it has to be.
      - V(rotated) always makes a new token, which ends the old one at once.
    type: str
    choices: [present, rotated]
    default: present
  expiry:
    description:
      - How long a new token lives, in days but for V(OneHour) and V(Unlimited). A token that was made for another time is renewed.
      - Any living token is fine when it is left out, and a new one lives for ever, as OpenMetadata itself makes them.
    type: str
    choices: [OneHour, "1", "7", "30", "60", "90", Unlimited]
  renew_within:
    description: Renew a token that has this many days left or fewer, but never in the first half of its life.
    type: int
    default: 7
  create:
    description: Make the bot and its user when there is no such bot. A user of that name is never taken over.
    type: bool
    default: false
  email:
    description: E-mail address of a user that is made. C(NAME@) and the server's principal domain when it is left out.
    type: str
  payload:
    description: Made by the action, never written by hand.
    type: str
attributes:
  check_mode:
    support: full
    description: Says whether there would be a new token, and why; RV(token) is then not returned.
  diff_mode:
    support: none
    description: There is nothing to show that is no secret.
seealso:
  - module: openmetadata.sso.ingestion_pipelines
"""

EXAMPLES = r"""
- name: The ingestion bot's token, renewed a week before it expires
  openmetadata.sso.bot_token:
    name: ingestion-bot
    expiry: "90"
  register: bot

- name: Hand it over
  ansible.builtin.lineinfile:
    path: /opt/ingestion/.env
    regexp: ^OM_JWT_TOKEN=
    line: OM_JWT_TOKEN={{ bot.token }}
    create: true
    mode: "0600"
  diff: false
  no_log: true
"""

RETURN = r"""
token:
  description: The token. Not in check mode when there would be a new one.
  returned: success
  type: str
created:
  description: Whether the bot was made.
  returned: success
  type: bool
renewed:
  description: Why there is a new token; empty when there is none.
  returned: success
  type: str
  sample: it expires in 4 d
old_token:
  description: Why the server refuses the old token now; empty when it was not replaced.
  returned: success
  type: str
  sample: the bot has another token now
seconds:
  description: How long it took until the server took the new token and refused the old one.
  returned: success
  type: int
key_id:
  description: Id of the key that signed the token.
  returned: success
  type: str
expires_at:
  description: When it expires, in seconds since 1970; V(null) when it never does.
  returned: success
  type: int
"""

from ansible.module_utils.basic import AnsibleModule
from ansible_collections.openmetadata.sso.plugins.module_utils._admin import bot_tokens, task
from ansible_collections.openmetadata.sso.plugins.module_utils._core.payload import received


def main():
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
    changed, answer = task.run(received(module), module.check_mode, bot_tokens.work)
    module.exit_json(changed=changed, sealed=answer)


if __name__ == "__main__":
    main()
