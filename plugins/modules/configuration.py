#!/usr/bin/python
# Copyright: openmetadata.sso contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Compare a host with its plan, or change it. The action plugin of the same name and others call this module."""

DOCUMENTATION = r"""
module: configuration
short_description: Apply the single sign-on configuration to an OpenMetadata server and verify it
version_added: 0.1.0
description:
  - Reads the C(om_sso_*) variables of the host, which P(openmetadata.sso.om_sso#role) documents.
  - Plans the host, renders the templates of the role on the controller, and makes one module call on the host, which
    begins a transaction.
  - On the host it takes a lock, undoes what an interrupted run left behind, compares the files and the environment of
    the running server, writes what differs, restarts the server only if its environment differs, waits until the server
    is healthy, and compares what the server serves with the plan.
  - If anything fails, the previous files and service are restored and the task fails with the reason.
  - The work on the host continues if the connection to the controller breaks, and the next task says how it ended.
  - A run of more than ten seconds is followed by short module calls. Every 15 seconds, a line on stderr says what the
    host waits for.
  - If C(om_sso_plan_file) names a plan file that M(openmetadata.sso.plan_file) wrote, nothing else is applied. The task
    fails before any change if the plan or the current state of the host differs from it. A host that is not in the file
    is not touched, and one that is as planned already is only verified. Only O(state=present) without
    O(rotate_key_pair) is reviewed.
  - With C(om_sso_deployment=kubernetes) the host represents a Helm release. The module does not connect to a host;
    modules of kubernetes.core do the same work from the controller.
extends_documentation_fragment:
  - openmetadata.sso.attributes
  - openmetadata.sso.attributes.host
  - openmetadata.sso.request
  - openmetadata.sso.plan_id
options:
  state:
    description:
      - V(present) applies the planned configuration.
      - V(last_good) restores the configuration that was last verified on the host. It needs no token, and variables
        that do not say where the server is may be missing or wrong.
      - V(basic) applies OpenMetadata's own user names and passwords, from the variables that say where the server is
        and who the administrators are.
    type: str
    choices: [present, last_good, basic]
    default: present
  rotate_key_pair:
    description:
      - Whether the key pair that signs the server's own tokens may change, which invalidates all of these tokens.
      - If V(false), such a change is refused. The playbook C(openmetadata.sso.rotate_keys) sets V(true) and makes new
        tokens for the bots.
    type: bool
    default: false
attributes:
  check_mode:
    description: Can run in check mode and report what it would do, without changes.
    support: full
    details: Reports which files would be written and whether the server would be restarted.
  diff_mode:
    description: Can show what changed in diff mode.
    support: full
    details: Values of secret variables are shown as a keyed hash.
requirements:
  - With C(om_sso_deployment=kubernetes) the collection kubernetes.core, the Python packages kubernetes and jsonpatch,
    and helm 3 on the controller
seealso:
  - module: openmetadata.sso.plan
  - module: openmetadata.sso.plan_file
  - module: openmetadata.sso.configuration_info
"""

EXAMPLES = r"""
- name: Apply single sign-on
  openmetadata.sso.configuration:

- name: Restore the configuration that was last verified
  openmetadata.sso.configuration:
    state: last_good
"""

RETURN = r"""
result:
  description: Whether the host was changed.
  returned: always
  type: str
  sample: changed
restarted:
  description: Whether the server was restarted.
  returned: always
  type: bool
version:
  description: Release of OpenMetadata that runs.
  returned: if the server answers
  type: str
files:
  description: The files of the collection on the host, and which of them changed.
  returned: always
  type: list
  elements: dict
findings:
  description: Findings of the rules and of the files on the host, without secrets.
  returned: always
  type: list
  elements: dict
effective:
  description: For each field of the configuration the planned value, the value in the files and the value that the
    server serves.
  returned: if the task did not fail; the report always has it
  type: list
  elements: dict
administrators:
  description:
    - Whether one of the planned administrators is an administrator of the server, in C(status), and the users by name,
      in C(text).
    - V(verified) if the stored users show it; V(expected) if OpenMetadata makes them an administrator at their first
      sign-in; V(unknown) if this could not be read, which needs C(om_sso_admin_token); V(missing) if none of them is an
      administrator.
  returned: if the server answers
  type: dict
  sample: {"status": "verified", "text": "data.admin is administrator in the stored users"}
"""

from ansible.module_utils.basic import AnsibleModule
from ansible_collections.openmetadata.sso.plugins.module_utils._core.payload import received
from ansible_collections.openmetadata.sso.plugins.module_utils._transaction import host


def main():
    """Run the module."""
    module = AnsibleModule(
        argument_spec={
            "state": {"type": "str", "choices": ["present", "last_good", "basic"], "default": "present"},
            "plan": {"type": "str"},
            "rotate_key_pair": {"type": "bool", "default": False},
            "payload": {"type": "str", "no_log": True},
        },
        supports_check_mode=True,
    )
    content, reply = received(module)
    answer, error = host.run(content, module.check_mode)
    reply(bool(answer and answer.get("changed")), answer=answer, error=error)


if __name__ == "__main__":
    main()
