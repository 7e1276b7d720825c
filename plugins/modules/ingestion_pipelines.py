#!/usr/bin/python
# Copyright: openmetadata.sso contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Deploy ingestion pipelines with the current token of their bot.

The action plugin of the same name calls this module.
"""

DOCUMENTATION = r"""
module: ingestion_pipelines
short_description: Deploy ingestion pipelines of OpenMetadata whose bot has a new token
version_added: 0.1.0
description:
  - Reads the C(om_sso_*) variables of the host, which P(openmetadata.sso.om_sso#role) documents.
  - A pipeline holds the token that its bot had when it was deployed. After the bot gets a new token, the pipeline fails
    until it is deployed again. OpenMetadata does not show which pipelines these are.
  - A pipeline is outdated if this module deployed it with another token than its bot has now, which is recorded in the
    state folder on the host. Without a record, the time of the pipeline's last change is compared with the time of the
    token.
extends_documentation_fragment:
  - openmetadata.sso.attributes
  - openmetadata.sso.connection
  - openmetadata.sso.request
options:
  bots:
    description: Only the pipelines of these bots. An empty list means all pipelines.
    type: list
    elements: str
    default: []
  state:
    description:
      - V(current) deploys outdated pipelines.
      - V(listed) changes nothing and lists outdated pipelines.
      - V(redeployed) deploys all pipelines that have been deployed before.
    type: str
    choices: [current, listed, redeployed]
    default: current
  fail:
    description: Whether the task fails if a deployment failed. RV(pipelines) has the outcome of all pipelines in both
      cases.
    type: bool
    default: true
attributes:
  check_mode:
    description: Can run in check mode and report what it would do, without changes.
    support: full
  diff_mode:
    description: Can show what changed in diff mode.
    support: none
seealso:
  - module: openmetadata.sso.bot_token
"""

EXAMPLES = r"""
- name: Deploy the pipelines of the ingestion bot with its new token
  openmetadata.sso.ingestion_pipelines:
    bots: [ingestion-bot]
"""

RETURN = r"""
pipelines:
  description: Each pipeline with its bot and its outcome.
  returned: always
  type: list
  elements: dict
  contains:
    name:
      description: Fully qualified name of the pipeline.
      type: str
    kind:
      description: Type of the pipeline, for example V(metadata).
      type: str
    bot:
      description: The bot whose token it holds.
      type: str
    outcome:
      description:
        - One of V(current), V(deployed), V(would be deployed), V(old), V(never deployed) and V(failed).
      type: str
    reason:
      description: The orchestrator's message if the deployment failed.
      type: str
"""

from ansible.module_utils.basic import AnsibleModule
from ansible_collections.openmetadata.sso.plugins.module_utils._admin import pipelines, task
from ansible_collections.openmetadata.sso.plugins.module_utils._core.payload import received


def main():
    """Run the module."""
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
    content, reply = received(module)
    changed, outcome = task.run(content, module.check_mode, pipelines.work)
    reply(changed, **outcome)


if __name__ == "__main__":
    main()
