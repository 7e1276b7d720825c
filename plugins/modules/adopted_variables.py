#!/usr/bin/python
# Copyright: openmetadata.sso contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Documentation of the action plugin of the same name, which calls the module host_config_info."""

DOCUMENTATION = r"""
module: adopted_variables
short_description: Write role variables for the configuration that an OpenMetadata server already has
version_added: 0.1.0
description:
  - Reads the C(om_sso_*) variables of the host, which P(openmetadata.sso.om_sso#role) documents.
  - Reads the configuration in effect on the host with one module call and writes the C(om_sso_*) variables that produce
    it to C(om_sso_adopt_directory) on the controller. Secrets go to a file of their own, ready for C(ansible-vault).
    Changes nothing on the host.
  - From OpenMetadata 1.10 on, the stored configuration is in effect and is adopted.
  - With C(om_sso_deployment=kubernetes), reads a pod of the release by C(kubernetes.core), which changes nothing in the
    cluster. With C(om_sso_helm_values_files), reads these values files on the controller instead. No cluster is asked
    then, so secrets in Secrets and the stored configuration are not known.
extends_documentation_fragment:
  - openmetadata.sso.attributes
  - openmetadata.sso.attributes.host
  - openmetadata.sso.request
  - openmetadata.sso.config_files
attributes:
  check_mode:
    description: Can run in check mode and report what it would do, without changes.
    support: full
  diff_mode:
    description: Can show what changed in diff mode.
    support: full
    details: Shows the role variables without secrets.
seealso:
  - module: openmetadata.sso.host_config_info
  - module: openmetadata.sso.configuration
"""

EXAMPLES = r"""
- name: Write role variables for the configuration in effect
  openmetadata.sso.adopted_variables:
  vars:
    om_sso_adopt_directory: "{{ inventory_dir }}/host_vars"
"""

RETURN = r"""
result:
  description: Whether files on the controller were written.
  returned: always
  type: str
  sample: unchanged
version:
  description: Release of OpenMetadata that runs.
  returned: if the server answers
  type: str
files:
  description: The files on the controller, and which of them changed.
  returned: always
  type: list
  elements: dict
findings:
  description: What could not be adopted, and what is wrong in the variables, without secrets.
  returned: always
  type: list
  elements: dict
"""
