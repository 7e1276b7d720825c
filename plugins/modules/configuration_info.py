#!/usr/bin/python
# Copyright: openmetadata.sso contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Documentation of the action plugin of the same name, which calls the module configuration."""

DOCUMENTATION = r"""
module: configuration_info
short_description: Compare the configuration of OpenMetadata servers with their plan
version_added: 0.1.0
description:
  - Reads the C(om_sso_*) variables of each host, which P(openmetadata.sso.om_sso#role) documents.
  - Plans each host and compares it with the files, the environment and the stored configuration on the host, or with
    what its server serves over HTTP. Changes nothing.
  - Returns the result and does not fail on drift unless O(fail_on_drift=true). Fails if the variables of a host have an
    error.
extends_documentation_fragment:
  - openmetadata.sso.attributes
  - openmetadata.sso.attributes.reader
  - openmetadata.sso.request
  - openmetadata.sso.plan_id
  - openmetadata.sso.host_failures
options:
  from:
    description:
      - V(host) compares files, environment, stored configuration and what the server serves, with one module call on
        the host. O(plan) is used only then.
      - V(http) compares what the server serves under C(om_sso_api_url), from the controller and without a connection to
        the host. Files, environment and secrets cannot be compared this way.
    type: str
    choices: [host, http]
    default: host
  hosts:
    description:
      - Hosts of the inventory to compare in one task, 32 at a time. Only with O(from=http). Use it with C(run_once).
      - If omitted, the task compares its own host.
    type: list
    elements: str
  fail_on_drift:
    description: Whether the task fails if a server differs from its plan or does not answer.
    type: bool
    default: false
attributes:
  platform:
    description: Target OS or platform.
    support: full
    platforms: posix
    details: Linux with Docker Compose or systemd. With O(from=http) it runs on the controller only.
seealso:
  - module: openmetadata.sso.configuration
  - module: openmetadata.sso.host_verdict
"""

EXAMPLES = r"""
- name: Compare the host with its plan
  openmetadata.sso.configuration_info:
  register: compared

- name: Fail if any server of the play differs from its plan
  openmetadata.sso.configuration_info:
    from: http
    hosts: "{{ ansible_play_hosts }}"
    fail_on_drift: true
  run_once: true
"""

RETURN = r"""
drift:
  description: Whether a server differs from its plan or does not answer.
  returned: success
  type: bool
hosts:
  description: With O(from=http) for each host what O(from=host) returns for its own. If the task fails, only the hosts
    that failed.
  returned: with O(from=http)
  type: dict
failures:
  description: For each host that fails, the lines to fail with. The first of several hosts that say the same has
    them, the others name it.
  returned: with O(from=http)
  type: dict
result:
  description: V(unchanged), V(drift), or V(failed) if the task fails.
  returned: with O(from=host)
  type: str
  sample: unchanged
version:
  description: Release of OpenMetadata that runs.
  returned: if the server answers
  type: str
files:
  description: The files of the collection on the host, and which of them differ from the plan.
  returned: with O(from=host)
  type: list
  elements: dict
findings:
  description: Findings of the rules and of the files on the host, without secrets.
  returned: with O(from=host)
  type: list
  elements: dict
effective:
  description: For each field of the configuration the planned value, the value in the files and the value that the
    server serves.
  returned: with O(from=host) if the task did not fail; the report always has it
  type: list
  elements: dict
administrators:
  description: Whether one of the planned administrators is an administrator of the server, as in
    M(openmetadata.sso.configuration).
  returned: with O(from=host) if the server answers
  type: dict
"""
