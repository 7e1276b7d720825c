#!/usr/bin/python
# Copyright: openmetadata.sso contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Read the configuration files of a host. The action plugin of the same name and others call this module."""

DOCUMENTATION = r"""
module: host_config_info
short_description: Check the configuration files of an OpenMetadata host for known problems
version_added: 0.1.0
description:
  - Reads the C(om_sso_*) variables of the host, which P(openmetadata.sso.om_sso#role) documents.
  - Reads the configuration files on the host with one module call and reports what is wrong in them, with file and
    line. It also reports files of this collection that were edited by hand. Changes nothing.
  - With C(om_sso_deployment=kubernetes), checks the values files in C(om_sso_helm_values_files) on the controller
    instead. No cluster is asked.
  - Returns the findings and does not fail on them unless O(fail_on_error=true). Fails if the variables do not say where
    the server is.
extends_documentation_fragment:
  - openmetadata.sso.attributes
  - openmetadata.sso.attributes.host
  - openmetadata.sso.attributes.reader
  - openmetadata.sso.request
  - openmetadata.sso.config_files
options:
  fail_on_error:
    description: Whether the task fails if a finding has the severity C(error).
    type: bool
    default: false
seealso:
  - module: openmetadata.sso.adopted_variables
  - module: openmetadata.sso.plan
"""

EXAMPLES = r"""
- name: Check the configuration files of the host
  openmetadata.sso.host_config_info:
  register: checked
"""

RETURN = r"""
version:
  description: Release of OpenMetadata that runs.
  returned: if the server answers
  type: str
findings:
  description: What is wrong in the variables and files, without secrets.
  returned: always
  type: list
  elements: dict
"""

from ansible.module_utils.basic import AnsibleModule
from ansible_collections.openmetadata.sso.plugins.module_utils._core.payload import received
from ansible_collections.openmetadata.sso.plugins.module_utils._inspect import reader


def main():
    """Run the module."""
    module = AnsibleModule(
        argument_spec={
            "fail_on_error": {"type": "bool", "default": False},
            "payload": {"type": "str", "no_log": True},
        },
        supports_check_mode=True,
    )
    wanted, reply = received(module)
    answer, error = reader.run(wanted)
    reply(False, answer=answer, error=error)


if __name__ == "__main__":
    main()
