#!/usr/bin/python
# Copyright: openmetadata.sso contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Documentation of the action plugin of the same name; nothing of it runs on a host."""

DOCUMENTATION = r"""
module: configuration_info
short_description: Compare what OpenMetadata servers serve with their plans, over HTTP
version_added: 0.1.0
description:
  - Plans each host from its C(om_sso_) variables and asks its server, by C(om_sso_api_url), what it serves.
  - Runs on the controller in one task for all hosts, 32 at a time, and opens no connection but HTTP. Files and the environment
    of the server are not seen from there; use O(openmetadata.sso.configuration#module:verb=verify) for those.
  - Fails when a server is not as planned or does not answer.
extends_documentation_fragment:
  - openmetadata.sso.attributes.controller
  - openmetadata.sso.attributes.reader
options:
  hosts:
    description: Hosts of the inventory to compare. The task's own host when it is left out.
    type: list
    elements: str
seealso:
  - module: openmetadata.sso.configuration
"""

EXAMPLES = r"""
- name: Compare every server of the play
  openmetadata.sso.configuration_info:
    hosts: "{{ ansible_play_hosts }}"
  run_once: true
"""

RETURN = r"""
hosts:
  description: The part of the report of each host, with a row a field in C(effective).
  returned: always
  type: dict
"""
