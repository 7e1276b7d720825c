#!/usr/bin/python
# Copyright: openmetadata.sso contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Documentation of the action plugin of the same name; nothing of it runs on a host."""

DOCUMENTATION = r"""
module: plan
short_description: Plan the single sign-on configuration of OpenMetadata without touching a host
version_added: 0.1.0
description:
  - Validates the C(om_sso_) variables of a host, derives what follows from them, and reports every problem at once with the
    variable to change and what to do. Any error fails the task.
  - Runs on the controller and opens no connection.
extends_documentation_fragment:
  - openmetadata.sso.attributes.controller
  - openmetadata.sso.attributes.reader
options:
  hosts:
    description:
      - Plan these hosts of the inventory in this one task, for use with C(run_once). C(vars) of the play count for all of them.
      - The task's own host when it is left out.
    type: list
    elements: str
seealso:
  - module: openmetadata.sso.configuration
"""

EXAMPLES = r"""
- name: Plan every host of the play in one task
  openmetadata.sso.plan:
    hosts: "{{ ansible_play_hosts }}"
  run_once: true
"""

RETURN = r"""
hosts:
  description: The part of the report of each host, with its findings, without secrets.
  returned: always
  type: dict
ids:
  description:
    - Hand a host's id to O(openmetadata.sso.configuration#module:plan), so that variables and secrets are evaluated once in a run.
  returned: when no host has an error
  type: dict
"""
