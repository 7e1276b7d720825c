#!/usr/bin/python
# Copyright: openmetadata.sso contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Documentation of the action plugin of the same name, which runs on the controller."""

DOCUMENTATION = r"""
module: helm_values
short_description: Write values and Secrets for OpenMetadata's Helm chart
version_added: 0.1.0
description:
  - Reads the C(om_sso_*) variables of each host, which P(openmetadata.sso.om_sso#role) documents.
  - Plans Helm releases as M(openmetadata.sso.plan) does, checks their own values files for known problems of the chart,
    and writes this collection's part of the values and the Secrets to C(om_sso_render_directory), one folder for each
    host. A host of the inventory represents a release.
  - Runs on the controller and does not connect to a cluster. Helm, Argo CD or Flux applies the files.
  - Fails before it writes a file if any release has an error.
extends_documentation_fragment:
  - openmetadata.sso.attributes
  - openmetadata.sso.attributes.controller
  - openmetadata.sso.host_failures
options:
  hosts:
    description:
      - Hosts of the inventory to render in one task. Use it with C(run_once). C(vars) of the play apply to all of them.
      - If omitted, the task renders its own host.
    type: list
    elements: str
attributes:
  check_mode:
    description: Can run in check mode and report what it would do, without changes.
    support: full
  diff_mode:
    description: Can show what changed in diff mode.
    support: full
    details: Contents of Secrets and values of C(extraEnvs) are shown as a keyed hash.
seealso:
  - module: openmetadata.sso.plan
  - module: openmetadata.sso.host_verdict
"""

EXAMPLES = r"""
- name: Write values and Secrets of every release in one task
  openmetadata.sso.helm_values:
    hosts: "{{ ansible_play_hosts }}"
  run_once: true
"""

RETURN = r"""
hosts:
  description: The report of each release with its files and findings, without secrets.
  returned: always
  type: dict
failures:
  description: For each host that fails, the lines to fail with. The first of several hosts with the same findings has
    them, the others name it and the rules.
  returned: success
  type: dict
"""
