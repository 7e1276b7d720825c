#!/usr/bin/python
# Copyright: openmetadata.sso contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Documentation of the action plugin of the same name, which runs on the controller."""

DOCUMENTATION = r"""
module: host_verdict
short_description: Fail a host with what a task for many hosts found about it
version_added: 0.1.0
description:
  - A task with C(run_once) fails for one host, whichever hosts it is about. This module fails each of them, so that the
    recap, C(rescue) and callbacks name every host that failed.
  - Runs on the controller and opens no connection.
extends_documentation_fragment:
  - openmetadata.sso.attributes
  - openmetadata.sso.attributes.controller
  - openmetadata.sso.attributes.reader
options:
  failures:
    description:
      - The host's lines of RV(openmetadata.sso.plan#module:failures), or of the return value of the same name of
        another module. The task succeeds if there are none.
    type: list
    elements: str
    required: true
seealso:
  - module: openmetadata.sso.plan
  - module: openmetadata.sso.preflight
"""

EXAMPLES = r"""
- name: Plan every host of the play in one task
  openmetadata.sso.plan:
    hosts: "{{ ansible_play_hosts }}"
    fail: false
  run_once: true
  register: planned

- name: Stop each host that has an error
  openmetadata.sso.host_verdict:
    failures: "{{ planned.failures[inventory_hostname] | default([]) }}"
"""

RETURN = r"""
msg:
  description: The lines that the task fails with.
  returned: always
  type: list
  elements: str
"""
