#!/usr/bin/python
# Copyright: openmetadata.sso contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Documentation of the action plugin of the same name, which calls the module configuration."""

DOCUMENTATION = r"""
module: host_access_info
short_description: Check that a host can be reached and changed
version_added: 0.1.0
description:
  - Reads the C(om_sso_*) variables of the host, which P(openmetadata.sso.om_sso#role) documents.
  - Connects to the host once and checks that the installation is there, that its folders can be written, that Docker or
    systemd answers and that Docker Compose is new enough. Changes nothing.
  - With O(plan) a host that is as planned is also verified, so that M(openmetadata.sso.configuration) with the same
    plan need not connect to it again within five minutes. Not with C(om_sso_jwt_key_id).
  - Fails if the variables of the host have an error, if the host cannot be reached, or if a change would fail at once.
  - Fails if another host of the run is the same server under another name, and their plans differ.
  - The playbook C(openmetadata.sso.sso) checks all hosts with it before the first one is changed.
  - A release on Kubernetes has no host, and is checked only with O(predict) or a plan file.
  - If C(om_sso_plan_file) names a plan file, the task also fails if the plan or the current state of the host differs
    from it.
extends_documentation_fragment:
  - openmetadata.sso.attributes
  - openmetadata.sso.attributes.host
  - openmetadata.sso.attributes.reader
  - openmetadata.sso.request
  - openmetadata.sso.plan_id
options:
  predict:
    description:
      - Whether to read the current state of the host, and what a change would do, for M(openmetadata.sso.plan_file).
        It needs O(plan), and is not compared with a plan file.
    type: bool
    default: false
seealso:
  - module: openmetadata.sso.configuration
  - module: openmetadata.sso.plan
"""

EXAMPLES = r"""
- name: Check that the host can be changed
  openmetadata.sso.host_access_info:
"""

RETURN = r"""
result:
  description: How the check ended.
  returned: if the task failed
  type: str
  sample: failed
"""
