#!/usr/bin/python
# Copyright: openmetadata.sso contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Read the security-relevant state of a server. The action plugin of the same name calls this module."""

DOCUMENTATION = r"""
module: audit
short_description: Audit an OpenMetadata server for insecure settings
version_added: 0.1.0
description:
  - Reads the C(om_sso_*) variables of the host, which P(openmetadata.sso.om_sso#role) documents.
  - Checks for published default keys, the default administrator and password, open sign-up, addresses without TLS,
    secrets that other users can read, tokens without expiry and debug logging, with one module call for each host.
    Changes nothing.
  - Only the variables that say where the server is are required. With C(om_sso_admin_token) it also checks the user
    C(admin) and the tokens of bots.
  - The status of a check that could not be made is unknown, with what is needed to make it. It is never reported as
    passed.
  - If OpenMetadata stores the passwords itself, the module makes one sign-in attempt as C(admin) with the default
    password.
  - Writes the results of all hosts to the files of C(om_sso_report_path), such as JSON and an HTML page.
  - Fails if a finding has at least the severity C(om_sso_audit_fail_on), which is C(never) by default, and always if
    the variables or files of a host do not say where the server is.
extends_documentation_fragment:
  - openmetadata.sso.attributes
  - openmetadata.sso.attributes.reader
  - openmetadata.sso.request
attributes:
  platform:
    description: Target OS or platform.
    support: full
    platforms: posix
    details: Linux with Docker Compose or systemd. A server on Kubernetes is checked over HTTP from the controller.
seealso:
  - module: openmetadata.sso.configuration
"""

EXAMPLES = r"""
- name: Audit the server
  openmetadata.sso.audit:

- name: Stop a pipeline if there is an error
  openmetadata.sso.audit:
  vars:
    om_sso_audit_fail_on: error
"""

RETURN = r"""
version:
  description: Release of OpenMetadata that runs.
  returned: if the server answers
  type: str
provider:
  description: The identity provider in effect.
  returned: if it could be read
  type: str
findings:
  description: The findings, without secrets.
  returned: if the host could be checked
  type: list
  elements: dict
checks:
  description:
    - Every check with C(id), C(title), C(status) (C(ok), C(finding), C(unknown), C(not_applicable), C(accepted) or
      C(unseen)), C(severity), C(evidence) and C(fix).
  returned: if the task did not fail; the report always has it
  type: list
  elements: dict
"""

from ansible.module_utils.basic import AnsibleModule
from ansible_collections.openmetadata.sso.plugins.module_utils import _audit
from ansible_collections.openmetadata.sso.plugins.module_utils._core.payload import received


def main():
    """Run the module."""
    module = AnsibleModule(argument_spec={"payload": {"type": "str", "no_log": True}}, supports_check_mode=True)
    content, reply = received(module)
    answer, error = _audit.look(content)
    reply(False, answer=answer, error=error)


if __name__ == "__main__":
    main()
