#!/usr/bin/python
# Copyright: openmetadata.sso contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Judge or adopt what a host has already. What the operator calls is the action of the same name."""

DOCUMENTATION = r"""
module: existing_configuration
short_description: Judge the configuration that an OpenMetadata server has already, or adopt it as role variables
version_added: 0.1.0
description:
  - Reads with one module call what is on the host and changes nothing there.
  - On bare metal that is C(conf/openmetadata.yaml), C(conf/openmetadata-env.sh), and the unit, drop-ins and environment files that systemd reads for the
    server; with Docker Compose the project's Compose files, C(.env), env files that they or C(om_sso_compose_env_files) name or that the running server
    was started with, and C(openmetadata.yaml) within its container.
  - What it reads may hold secrets. It leaves the host encrypted with a key of this call, and no value of it is shown.
options:
  verb:
    description:
      - V(check) says what is wrong in the files, with file and line, and fails when there is an error. Of files that the collection wrote it says whether
        a hand has changed them.
      - V(adopt) writes into C(om_sso_adopt_directory) on the controller the C(om_sso_) variables that give the configuration in effect, and their secrets into
        a file of their own, ready for C(ansible-vault). From OpenMetadata 1.10 on the stored rows are what is in effect.
    type: str
    choices: [check, adopt]
    default: check
  payload:
    description: Made by the action, never written by hand.
    type: str
attributes:
  check_mode:
    support: full
    description: V(adopt) writes nothing and says what it would write.
  diff_mode:
    support: full
    description: Shows the role variables; secrets are not shown.
  platform:
    support: full
    platforms: posix
    description: Linux with Docker Compose or systemd.
requirements:
  - pydantic >= 2.8 on the controller
seealso:
  - module: openmetadata.sso.plan
  - module: openmetadata.sso.configuration
author:
  - openmetadata.sso contributors (@openmetadata-sso)
"""

EXAMPLES = r"""
- name: Say what is wrong in the files that are there
  openmetadata.sso.existing_configuration:

- name: Write role variables for what is there
  openmetadata.sso.existing_configuration:
    verb: adopt
  vars:
    om_sso_adopt_directory: "{{ inventory_dir }}/host_vars"
"""

RETURN = r"""
result:
  description: Whether files on the controller were written by V(adopt) (V(changed) or V(unchanged)); V(planned) of V(check); V(failed) with any error.
  returned: always
  type: str
  sample: unchanged
version:
  description: Release of OpenMetadata that runs.
  returned: when the server answers
  type: str
files:
  description: The files of V(adopt) on the controller, and which of them changed.
  returned: always
  type: list
  elements: dict
findings:
  description: What is wrong, without secrets.
  returned: always
  type: list
  elements: dict
"""

from ansible.module_utils.basic import AnsibleModule
from ansible_collections.openmetadata.sso.plugins.module_utils._core import encryption
from ansible_collections.openmetadata.sso.plugins.module_utils._core.payload import received
from ansible_collections.openmetadata.sso.plugins.module_utils._inspect import reader


def main():
    module = AnsibleModule(
        argument_spec={
            "verb": {"type": "str", "choices": ["check", "adopt"], "default": "check"},
            "payload": {"type": "str", "no_log": True},
        },
        supports_check_mode=True,
    )
    wanted = received(module)
    module.exit_json(changed=False, sealed=encryption.seal(wanted["key"], reader.run(wanted)))


if __name__ == "__main__":
    main()
