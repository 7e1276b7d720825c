#!/usr/bin/python
# Copyright: openmetadata.sso contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Documentation of the action plugin of the same name; nothing of it runs on a host."""

DOCUMENTATION = r"""
module: helm_values
short_description: Write values and Secrets for OpenMetadata's Helm chart
version_added: 0.1.0
description:
  - Plans the C(om_sso_) variables of Helm releases as M(openmetadata.sso.plan) does, checks the releases' own values files for the chart's traps, and
    writes our part of the values and the Secrets into C(om_sso_render_directory), one folder for each host of the inventory, which stands for a release.
  - Runs on the controller. No cluster is asked and nothing is applied; Helm, Argo CD or Flux does that.
  - Any error of any release fails the task before a file is written.
extends_documentation_fragment:
  - openmetadata.sso.attributes.controller
options:
  hosts:
    description:
      - Render these hosts of the inventory in this one task, for use with C(run_once). C(vars) of the play count for all of them.
      - The task's own host when it is left out.
    type: list
    elements: str
attributes:
  check_mode:
    support: full
    description: Writes nothing and says what would be written.
  diff_mode:
    support: full
    description: Shows the files; contents of Secrets and values of C(extraEnvs) appear as a keyed hash.
seealso:
  - module: openmetadata.sso.plan
"""

EXAMPLES = r"""
- name: Write values and Secrets of every release in one task
  openmetadata.sso.helm_values:
    hosts: "{{ ansible_play_hosts }}"
  run_once: true
"""

RETURN = r"""
hosts:
  description: The part of the report of each release, with its files and findings, without secrets.
  returned: always
  type: dict
"""
