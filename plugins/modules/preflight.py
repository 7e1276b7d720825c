#!/usr/bin/python
# Copyright: openmetadata.sso contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Send requests to an identity provider from a host. The action plugin of the same name calls this module."""

DOCUMENTATION = r"""
module: preflight
short_description: Check the identity provider against the plan before a host is changed
version_added: 0.1.0
description:
  - Reads the C(om_sso_*) variables of each host, which P(openmetadata.sso.om_sso#role) documents.
  - Reads the discovery document and the keys of the provider, sends the authorization request that OpenMetadata would
    send, up to the login page, and a token request with an invalid code.
  - Sends the same requests with one wrong value each, such as a redirect URI that nobody can register and, once, a
    wrong client secret. Only what the provider answers in another way then is reported as right.
  - Does not sign in, and changes nothing at the provider or on a host.
  - What cannot be checked is reported as unknown, never as passed.
  - A provider that does not answer is a warning with C(om_sso_preflight=warn) and an error with
    C(om_sso_preflight=required).
extends_documentation_fragment:
  - openmetadata.sso.attributes
  - openmetadata.sso.attributes.reader
  - openmetadata.sso.request
  - openmetadata.sso.host_failures
options:
  hosts:
    description:
      - Hosts of the inventory to check in one task. Use it with C(run_once). Hosts with the same provider and client
        are checked once.
      - If omitted, the task checks its own host.
    type: list
    elements: str
  plans:
    description:
      - RV(openmetadata.sso.plan#module:ids) of a M(openmetadata.sso.plan) task of the same run.
      - If omitted, variables and secrets are evaluated again.
    type: dict
    default: {}
  from:
    description:
      - Where the requests are sent from.
      - V(host) is the task's own host, with its name resolution, proxy, clock and network. With Docker Compose it is
        the network of the server's container, if the container runs and the module may enter its network.
    type: str
    choices: [controller, host]
    default: controller
attributes:
  platform:
    description: Target OS or platform.
    support: full
    platforms: posix
    details: Linux with O(from=host).
seealso:
  - module: openmetadata.sso.plan
  - module: openmetadata.sso.host_verdict
"""

EXAMPLES = r"""
- name: Check every identity provider once
  openmetadata.sso.preflight:
    hosts: "{{ ansible_play_hosts }}"
  run_once: true

- name: Check from the host itself
  openmetadata.sso.preflight:
    from: host
"""

RETURN = r"""
hosts:
  description: For each host C(failed), a summary (C(preflight)), the single C(checks), and C(findings), without
    secrets.
  returned: success
  type: dict
failures:
  description: For each host that fails, the lines to fail with. The first of several hosts with the same findings has
    them, the others name it and the rules.
  returned: success
  type: dict
"""

from ansible.module_utils.basic import AnsibleModule
from ansible_collections.openmetadata.sso.plugins.module_utils import _preflight
from ansible_collections.openmetadata.sso.plugins.module_utils._core.payload import received


def main():
    """Run the module."""
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
    content, reply = received(module)
    answers, asked_from = _preflight.ask_from(content["wanted"], content["container"])
    reply(False, answers=answers, asked_from=asked_from)


if __name__ == "__main__":
    main()
