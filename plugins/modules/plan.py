#!/usr/bin/python
# Copyright: openmetadata.sso contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Documentation of the action plugin of the same name, which runs on the controller."""

DOCUMENTATION = r"""
module: plan
short_description: Check the variables of OpenMetadata hosts and plan their single sign-on configuration
version_added: 0.1.0
description:
  - Reads the C(om_sso_*) variables of each host, which P(openmetadata.sso.om_sso#role) documents.
  - Validates them, derives the configuration from them, and reports every problem at once, with the variable to change
    and the fix.
  - Fails if there is an error. Runs on the controller and opens no connection.
extends_documentation_fragment:
  - openmetadata.sso.attributes
  - openmetadata.sso.attributes.controller
  - openmetadata.sso.attributes.reader
  - openmetadata.sso.host_failures
options:
  hosts:
    description:
      - Hosts of the inventory to plan in one task. Use it with C(run_once). C(vars) of the play apply to all of them.
      - If omitted, the task plans its own host.
    type: list
    elements: str
  variables:
    description:
      - Only check these role variables, for a task that needs no plan. The task returns no plan and changes no report
        unless one of them has an error.
    type: list
    elements: str
  reviewed:
    description:
      - Whether to compare the plans with the plan file that C(om_sso_plan_file) names, if it names one. The task fails
        if the file does not count, is for other hosts, or holds another plan of one of the hosts.
    type: bool
    default: false
seealso:
  - module: openmetadata.sso.configuration
  - module: openmetadata.sso.host_verdict
"""

EXAMPLES = r"""
- name: Plan every host of the play in one task
  openmetadata.sso.plan:
    hosts: "{{ ansible_play_hosts }}"
  run_once: true
"""

RETURN = r"""
hosts:
  description: The report of each host with its findings, without secrets.
  returned: always
  type: dict
ids:
  description:
    - An id for each host. Pass it to O(openmetadata.sso.configuration#module:plan) to evaluate variables and secrets
      only once in a run.
  returned: if no host has an error and O(variables) is omitted
  type: dict
failures:
  description: For each host that fails, the lines to fail with. The first of several hosts with the same findings has
    them, the others name it and the rules.
  returned: success
  type: dict
reviewed:
  description: The hosts that are in the plan file.
  returned: if O(reviewed=true) and C(om_sso_plan_file) is set
  type: list
  elements: str
"""
