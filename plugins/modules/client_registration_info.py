#!/usr/bin/python
# Copyright: openmetadata.sso contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Documentation of the action plugin of the same name, which runs on the controller."""

DOCUMENTATION = r"""
module: client_registration_info
short_description: Compare the application at the identity provider with the plan
version_added: 0.1.0
description:
  - Reads the C(om_sso_*) variables of each host, which P(openmetadata.sso.om_sso#role) documents.
  - Reads the application by the API of the provider, and reports each field that is not as planned, and a client secret
    that ends soon. Changes nothing.
extends_documentation_fragment:
  - openmetadata.sso.attributes
  - openmetadata.sso.attributes.controller
  - openmetadata.sso.attributes.reader
options:
  hosts:
    description:
      - Hosts of the inventory to compare in one task. Use it with C(run_once).
      - If omitted, the task compares its own host.
    type: list
    elements: str
seealso:
  - module: openmetadata.sso.client_registration
"""

EXAMPLES = r"""
- name: Compare the application with the plan
  openmetadata.sso.client_registration_info:
  register: application
"""

RETURN = r"""
clients:
  description: For each application its C(name), C(provider), C(hosts) and C(findings).
  returned: success
  type: list
  elements: dict
drift:
  description: Whether there is any finding.
  returned: success
  type: bool
"""
