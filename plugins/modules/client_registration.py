#!/usr/bin/python
# Copyright: openmetadata.sso contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Documentation of the action plugin of the same name, which runs on the controller."""

DOCUMENTATION = r"""
module: client_registration
short_description: Register OpenMetadata at the identity provider, and renew its client secret
version_added: 0.1.0
description:
  - Reads the C(om_sso_*) variables of each host, which P(openmetadata.sso.om_sso#role) documents, first of all
    C(om_sso_client_registration).
  - Makes the application at the identity provider what the plans of all hosts that share it need, by the API of the
    provider. That is its grants, redirect URIs, URIs after a sign-out, web origins, authentication method, scopes,
    claims, signature algorithm, refresh tokens and PKCE, or with SAML its entity id, assertion consumer service and
    attributes.
  - The application bears a mark, by which it is found again. It is never found by its name alone. An application
    without the mark is neither changed nor deleted, unless C(om_sso_client_registration.adopt=true).
  - Lists only grow, so that what others have added stays, unless C(om_sso_client_registration.exact=true).
  - A new client secret is written to C(om_sso_client_secret_file) at once, or returned for
    C(om_sso_client_registration_delivery_tasks). Without one of them no secret is made.
  - Client id and secret count in all later tasks of the run.
  - Runs on the controller and does not connect to a host. It needs the Python library of the provider, such as
    C(python-keycloak).
extends_documentation_fragment:
  - openmetadata.sso.attributes
  - openmetadata.sso.attributes.controller
  - openmetadata.sso.host_failures
options:
  hosts:
    description:
      - Hosts of the inventory to register in one task. Use it with C(run_once). Hosts that share an application are
        one.
      - If omitted, the task registers its own host.
    type: list
    elements: str
  state:
    description:
      - V(present) creates or changes the application, and makes a secret only if there is none that you have. It also
        removes the secret that a rotation has replaced when C(om_sso_client_secret_overlap) is over, preflight has seen
        the provider accept the new one, and P(openmetadata.sso.om_sso#role) has verified that one on every server. What
        was seen is recorded beside C(om_sso_client_secret_file).
      - V(rotated) makes a new secret as well. Where the provider allows one secret only, the old one ends at that
        moment.
      - V(absent) deletes the application if this collection made it.
      - V(clean) removes secrets that are older than the one in use and whose C(om_sso_client_secret_overlap) is over,
        whether or not something shows that every server has the one in use.
      - If omitted, it is C(om_sso_client_registration.state).
    type: str
    choices: [present, rotated, absent, clean]
attributes:
  check_mode:
    description: Can run in check mode and report what it would do, without changes.
    support: full
    details: Reads from the provider.
  diff_mode:
    description: Can show what changed in diff mode.
    support: full
    details: Secrets are not shown.
seealso:
  - module: openmetadata.sso.client_registration_info
"""

EXAMPLES = r"""
- name: Register one client for every host of the play
  openmetadata.sso.client_registration:
    hosts: "{{ ansible_play_hosts }}"
  run_once: true
"""

RETURN = r"""
clients:
  description:
    - For each application its C(name), C(provider), C(hosts), C(client_id), the C(action) that was taken, its
      C(changes) by field, the role C(variables) that follow from it, and C(new_secret), whether a secret was made.
  returned: success
  type: list
  elements: dict
failures:
  description:
    - For each host that fails, the lines to fail with. The first of the hosts that share an application has them, the
      others name it. An application is not read behind one that failed, so its hosts fail as well.
  returned: success
  type: dict
secrets:
  description:
    - For each application with a new secret its C(name), C(client_id), C(hosts), C(secret) and the C(tasks) that
      deliver it. The result is then not printed.
  returned: if C(om_sso_client_registration_delivery_tasks) is set and there is a new secret
  type: list
  elements: dict
"""
