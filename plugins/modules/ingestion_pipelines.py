#!/usr/bin/python
# Copyright: openmetadata.sso contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Ingestion pipelines and the tokens that they carry. What the operator calls is the action of the same name."""

DOCUMENTATION = r"""
module: ingestion_pipelines
short_description: Deploy the ingestion pipelines of OpenMetadata again that carry an old token
version_added: 0.2.0
description:
  - A pipeline carries the token that its bot had when it was deployed. When the bot gets a new one, the pipeline fails until it is
    deployed again, and nothing in OpenMetadata tells which ones these are.
  - Takes a pipeline for old when this module deployed it with another token than its bot has now, which is written down in the state
    folder on the host. Where there is no such note, the time of the pipeline's last change and that of the token tell.
extends_documentation_fragment:
  - openmetadata.sso.administration
options:
  bots:
    description: Look at the pipelines of these bots only; at all when the list is empty.
    type: list
    elements: str
    default: []
  state:
    description:
      - V(current) deploys the old ones again.
      - V(listed) changes nothing and says which are old.
      - V(redeployed) deploys all again that are deployed.
    type: str
    choices: [current, listed, redeployed]
    default: current
  fail:
    description: Fail when a deployment failed. What happened to the others is in RV(pipelines) either way.
    type: bool
    default: true
  payload:
    description: Made by the action, never written by hand.
    type: str
attributes:
  check_mode:
    support: full
    description: Says which pipelines would be deployed.
  diff_mode:
    support: none
    description: A deployment has no text to compare.
seealso:
  - module: openmetadata.sso.bot_token
"""

EXAMPLES = r"""
- name: Give the pipelines the new token
  openmetadata.sso.ingestion_pipelines:
    bots: [ingestion-bot]
"""

RETURN = r"""
pipelines:
  description: Each pipeline with its bot and what became of it.
  returned: always
  type: list
  elements: dict
  contains:
    name:
      description: Its fully qualified name.
      type: str
    kind:
      description: What it does, for example V(metadata).
      type: str
    bot:
      description: The bot whose token it carries.
      type: str
    outcome:
      description:
        - One of V(current), V(deployed), V(would be deployed), V(old), V(never deployed) and V(failed).
      type: str
    reason:
      description: What the orchestrator says of a deployment that failed.
      type: str
"""

from ansible.module_utils.basic import AnsibleModule
from ansible_collections.openmetadata.sso.plugins.module_utils._admin import pipelines, task
from ansible_collections.openmetadata.sso.plugins.module_utils._core.payload import received


def main():
    module = AnsibleModule(
        argument_spec={
            "url": {"type": "str"},
            "admin_token": {"type": "str", "no_log": True},
            "admin_email": {"type": "str"},
            "admin_password": {"type": "str", "no_log": True},
            "bots": {"type": "list", "elements": "str", "default": []},
            "state": {"type": "str", "choices": ["current", "listed", "redeployed"], "default": "current"},
            "fail": {"type": "bool", "default": True},
            "payload": {"type": "str", "no_log": True},
        },
        supports_check_mode=True,
    )
    changed, answer = task.run(received(module), module.check_mode, pipelines.work)
    module.exit_json(changed=changed, sealed=answer)


if __name__ == "__main__":
    main()
