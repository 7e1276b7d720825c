#!/usr/bin/python
# Copyright: openmetadata.sso contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Bring a plan into effect on a host. What the operator calls is the action of the same name."""

DOCUMENTATION = r"""
module: configuration
short_description: Bring the single sign-on configuration of OpenMetadata into effect and prove it
version_added: 0.1.0
description:
  - Plans the host from its C(om_sso_) variables, renders the templates of the role P(openmetadata.sso.om_sso#role) on the
    controller and makes one module call on the host, which is a transaction.
  - On the host it takes a lock, undoes what a killed run left, compares files and the environment of the running server,
    writes what differs, restarts the server only when its environment differs, waits until it is healthy, and
    compares what it serves with the plan.
  - When anything fails, files and service are put back as they were and the task fails and says so.
  - The work on the host goes on when the connection of the controller breaks.
  - With C(om_sso_deployment=kubernetes) the host stands for a release of Helm. Nothing is connected to; modules of kubernetes.core do the
    same on the controller.
options:
  verb:
    description:
      - V(apply) changes what differs.
      - V(verify) compares and changes nothing, and fails when something differs.
      - V(recover) goes back to what C(om_sso_recover_to) names, without a token and without a plan that works.
    type: str
    choices: [apply, verify, recover]
    default: apply
  plan:
    description:
      - The id of this host in RV(openmetadata.sso.plan#module:ids) that M(openmetadata.sso.plan) returned in this run, so that variables and
        secrets are evaluated once. They are evaluated again when it is left out.
    type: str
  rotate:
    description:
      - Whether the key pair may change that signs the server's own tokens, which ends all of them.
      - The playbook C(openmetadata.sso.rotate_keys) sets it, and makes new tokens for bots; without it such a change is refused.
    type: bool
    default: false
  payload:
    description: Made by the action, never written by hand.
    type: str
attributes:
  check_mode:
    support: full
    description: Says which files would be written and whether the server would be restarted.
  diff_mode:
    support: full
    description: Shows the files; values of secret variables are replaced by a keyed hash.
  platform:
    support: full
    platforms: posix
    description: Linux with Docker Compose or systemd.
requirements:
  - pydantic >= 2.8 on the controller
  - With C(om_sso_deployment=kubernetes) the collection kubernetes.core, the Python packages kubernetes and jsonpatch, and helm 3 on the controller
seealso:
  - module: openmetadata.sso.plan
  - module: openmetadata.sso.configuration_info
author:
  - openmetadata.sso contributors (@openmetadata-sso)
"""

EXAMPLES = r"""
- name: Bring single sign-on into effect
  openmetadata.sso.configuration:

- name: Compare without changing anything
  openmetadata.sso.configuration:
    verb: verify
"""

RETURN = r"""
result:
  description: How the host was left.
  returned: always
  type: str
  sample: changed
restarted:
  description: Whether the server was restarted.
  returned: always
  type: bool
version:
  description: Release of OpenMetadata that runs.
  returned: when the server answers
  type: str
files:
  description: The files of the collection on the host, and which of them changed.
  returned: always
  type: list
  elements: dict
findings:
  description: What rules and the host's own files gave, without secrets.
  returned: always
  type: list
  elements: dict
effective:
  description: A row a field with what is wanted, in the file and served.
  returned: when the task did not fail; the report has it always
  type: list
  elements: dict
administrators:
  description:
    - Whether one of the planned administrators is one, in C(status), and the users by name, in C(text).
    - V(verified) when the stored users say so; V(expected) when OpenMetadata makes them one at their first sign-in; V(unknown) when that cannot be
      seen, which is so without C(om_sso_admin_token); V(missing) when it is seen that none of them is one.
  returned: when the server answers
  type: dict
  sample: {"status": "verified", "text": "data.admin is administrator in the stored users"}
"""

from ansible.module_utils.basic import AnsibleModule
from ansible_collections.openmetadata.sso.plugins.module_utils._core.payload import received
from ansible_collections.openmetadata.sso.plugins.module_utils._transaction import host


def main():
    module = AnsibleModule(
        argument_spec={
            "verb": {"type": "str", "choices": ["apply", "verify", "recover"], "default": "apply"},
            "plan": {"type": "str"},
            "rotate": {"type": "bool", "default": False},
            "payload": {"type": "str", "no_log": True},
        },
        supports_check_mode=True,
    )
    answer, error = host.run(received(module), module.check_mode)
    module.exit_json(changed=bool(answer and answer["changed"]), answer=answer, error=error)


if __name__ == "__main__":
    main()
