#!/usr/bin/python
# Copyright: openmetadata.sso contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Look at a server for what production forbids. What the operator calls is the action of the same name."""

DOCUMENTATION = r"""
module: audit
short_description: Find what production forbids on an OpenMetadata server, changing nothing
version_added: 0.1.0
description:
  - Looks for keys that everybody has, the default administrator and password, open sign-up, addresses without TLS, secrets that others
    can read, tokens without an end and debug logging, with one module call a host.
  - Needs no variables but those that say where the server is. With C(om_sso_admin_token) it also sees the user C(admin) and the tokens of bots.
  - Each check is good, a finding, unknown with what would let it be seen, or does not apply. What was not seen is never good.
  - Where passwords are OpenMetadata's own it makes one sign-in attempt as C(admin) with the default password. Nothing else is written.
  - C(om_sso_report_path) receives all hosts as JSON and C(om_sso_audit_page) as one HTML page, whatever the strategy and the number of forks.
  - Fails as C(om_sso_audit_fail_on) says, which is never; a host whose variables or files do not say where the server is fails always.
extends_documentation_fragment:
  - openmetadata.sso.attributes.reader
options:
  payload:
    description: Made by the action, never written by hand.
    type: str
attributes:
  platform:
    support: full
    platforms: posix
    description: Linux with Docker Compose or systemd. A server on Kubernetes is asked over HTTP from the controller.
requirements:
  - pydantic >= 2.8 on the controller
seealso:
  - module: openmetadata.sso.configuration
author:
  - openmetadata.sso contributors (@openmetadata-sso)
"""

EXAMPLES = r"""
- name: Find what production forbids
  openmetadata.sso.audit:

- name: Stop a pipeline when something is wrong
  openmetadata.sso.audit:
  vars:
    om_sso_audit_fail_on: error
"""

RETURN = r"""
version:
  description: Release of OpenMetadata that runs.
  returned: when the server answers
  type: str
provider:
  description: The identity provider in effect.
  returned: when it was seen
  type: str
findings:
  description: What to act on, in the form of all findings of this collection, without secrets.
  returned: when the host was looked at
  type: list
  elements: dict
checks:
  description:
    - Every check with C(id), C(title), C(status) (C(ok), C(finding), C(unknown), C(not_applicable), C(accepted) or C(unseen)), C(severity),
      C(evidence) and C(fix).
  returned: when the task did not fail; the report has it always
  type: list
  elements: dict
"""

from ansible.module_utils.basic import AnsibleModule
from ansible_collections.openmetadata.sso.plugins.module_utils import _audit
from ansible_collections.openmetadata.sso.plugins.module_utils._core.payload import received


def main():
    module = AnsibleModule(argument_spec={"payload": {"type": "str", "no_log": True}}, supports_check_mode=True)
    answer, error = _audit.look(received(module))
    module.exit_json(changed=False, answer=answer, error=error)


if __name__ == "__main__":
    main()
