#!/usr/bin/python
# Copyright: openmetadata.sso contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Documentation of the action plugin of the same name, which runs on the controller."""

DOCUMENTATION = r"""
module: plan_file
short_description: Write the plan of OpenMetadata hosts to a file for review
version_added: 0.1.0
description:
  - Reads the C(om_sso_*) variables of each host, which P(openmetadata.sso.om_sso#role) documents.
  - Writes C(om_sso_plan_file), one JSON document that says what each host would get, what it has now, what changes and
    whether the server is restarted, and C(om_sso_plan_markdown), a summary for a merge request. Neither holds a secret.
  - M(openmetadata.sso.configuration) applies nothing but what the plan file holds.
  - What the hosts have now is what a task M(openmetadata.sso.host_access_info) of the same run has read with
    O(openmetadata.sso.host_access_info#module:predict=true). Fails if a host could not be read, unless
    C(om_sso_plan_read_hosts) is V(false).
  - Runs on the controller and opens no connection.
extends_documentation_fragment:
  - openmetadata.sso.attributes
  - openmetadata.sso.attributes.controller
options:
  hosts:
    description:
      - Hosts of the inventory. Use it with C(run_once). C(vars) of the play apply to all of them.
      - If omitted, the task writes a plan file for its own host.
    type: list
    elements: str
  plans:
    description:
      - RV(openmetadata.sso.plan#module:ids) of a M(openmetadata.sso.plan) task of the same run.
      - If omitted, variables and secrets are evaluated again.
    type: dict
    default: {}
attributes:
  check_mode:
    description: Can run in check mode and report what it would do, without changes.
    support: full
    details: Writes no file.
  diff_mode:
    description: Can show what changed in diff mode.
    support: none
seealso:
  - module: openmetadata.sso.plan
  - module: openmetadata.sso.configuration
"""

EXAMPLES = r"""
- name: Plan every host of the play in one task
  openmetadata.sso.plan:
    hosts: "{{ ansible_play_hosts }}"
  run_once: true
  register: planned

- name: Read what the host has now
  openmetadata.sso.host_access_info:
    plan: "{{ planned.ids[inventory_hostname] }}"
    predict: true

- name: Write the plan file
  openmetadata.sso.plan_file:
    hosts: "{{ ansible_play_hosts_all }}"
    plans: "{{ planned.ids }}"
  run_once: true
"""

RETURN = r"""
changes:
  description: Whether applying the plan changes a host; V(null) if a host was not read.
  returned: success
  type: bool
hosts:
  description: The report of each host with its findings, whether it C(changes) and whether it C(would_restart).
  returned: success
  type: dict
"""
