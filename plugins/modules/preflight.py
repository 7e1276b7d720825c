#!/usr/bin/python
# Copyright: openmetadata.sso contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Ask an identity provider from a host. What the operator calls is the action of the same name."""

DOCUMENTATION = r"""
module: preflight
short_description: Ask the identity provider whether it fits the plan, before a host is touched
version_added: 0.1.0
description:
  - Reads the discovery document and the keys of the provider, sends the authorization request that OpenMetadata would send,
    up to the login page, and a token request with a code that never was one, which shows whether the client secret is right.
  - Nobody signs in and nothing is changed, neither at the provider nor on a host.
  - What a provider does not let us see is reported as unknown, never as good.
  - A provider that does not answer is a warning with C(om_sso_preflight=warn) and an error with C(om_sso_preflight=required).
extends_documentation_fragment:
  - openmetadata.sso.attributes.reader
options:
  hosts:
    description:
      - Ask for these hosts of the inventory in this one task, for use with C(run_once). Hosts that share a provider and a client cost one probe.
      - The task's own host when it is left out.
    type: list
    elements: str
  plans:
    description: RV(openmetadata.sso.plan#module:ids) of M(openmetadata.sso.plan) in this run, so that variables and secrets are evaluated once.
    type: dict
    default: {}
  from:
    description:
      - From where the provider is asked. V(host) is the task's own host, whose names, proxy, clock and network count.
      - With Docker Compose that is the network of the server's container when it runs and the module may enter it.
    type: str
    choices: [controller, host]
    default: controller
  fail:
    description: Whether an error fails the task. With V(false) look at C(failed) of each host in RV(hosts).
    type: bool
    default: true
  payload:
    description: Made by the action, never written by hand.
    type: str
attributes:
  platform:
    support: full
    platforms: posix
    description: Linux, where a host is asked.
requirements:
  - pydantic >= 2.8 on the controller
seealso:
  - module: openmetadata.sso.plan
author:
  - openmetadata.sso contributors (@openmetadata-sso)
"""

EXAMPLES = r"""
- name: Ask every distinct provider once
  openmetadata.sso.preflight:
    hosts: "{{ ansible_play_hosts }}"
  run_once: true

- name: Ask from the host itself
  openmetadata.sso.preflight:
    from: host
"""

RETURN = r"""
hosts:
  description: For each host C(failed), what was seen in one line (C(preflight)), the single C(checks), and C(findings), without secrets.
  returned: always
  type: dict
"""

from ansible.module_utils.basic import AnsibleModule
from ansible_collections.openmetadata.sso.plugins.module_utils import _preflight
from ansible_collections.openmetadata.sso.plugins.module_utils._core.payload import received


def main():
    module = AnsibleModule(
        argument_spec={
            "hosts": {"type": "list", "elements": "str"},
            "plans": {"type": "dict", "default": {}},
            "from": {"type": "str", "choices": ["controller", "host"], "default": "controller"},
            "fail": {"type": "bool", "default": True},
            "payload": {"type": "str", "no_log": True},
        },
        supports_check_mode=True,
    )
    content = received(module)
    answers, asked_from = _preflight.look_from(content["wanted"], content["container"])
    module.exit_json(changed=False, answers=answers, asked_from=asked_from)


if __name__ == "__main__":
    main()
