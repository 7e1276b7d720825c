#!/usr/bin/python
# Copyright: openmetadata.sso contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Documentation of the action plugin of the same name, which runs on the controller."""

DOCUMENTATION = r"""
module: initial_inventory
short_description: Write an inventory with role variables for a first server
version_added: 0.1.0
description:
  - Writes an inventory, role variables, a file with secrets, and a page of what to register at the identity provider.
  - Every other C(om_sso_*) variable of the task that P(openmetadata.sso.om_sso#role) documents is written as it is.
  - Plans the result first, and writes nothing if the plan has an error or if one of the files exists.
  - The file with secrets is encrypted if Ansible has a vault password. Otherwise only its owner may read it.
  - Runs on the controller and opens no connection.
extends_documentation_fragment:
  - openmetadata.sso.attributes
  - openmetadata.sso.attributes.controller
options:
  host:
    description: Name of the server in the inventory.
    type: str
    default: ""
  provider:
    description: Identity provider, see C(om_sso_provider).
    type: str
    default: ""
  provider_address:
    description:
      - What names the provider, for example the domain of an Auth0 tenant or the URL of a Keycloak realm.
      - Not used with V(google), V(basic), V(saml) and V(ldap). The last two read C(om_sso_saml) and C(om_sso_ldap).
    type: str
    default: ""
  server_url:
    description: Address at which users reach OpenMetadata, see C(om_sso_server_url).
    type: str
    default: ""
  administrator:
    description: E-mail address of the first administrator.
    type: str
    default: ""
  directory:
    description: Folder on the controller for the files.
    type: path
    default: .
attributes:
  check_mode:
    description: Can run in check mode and report what it would do, without changes.
    support: full
  diff_mode:
    description: Can show what changed in diff mode.
    support: none
seealso:
  - module: openmetadata.sso.adopted_variables
  - module: openmetadata.sso.plan
"""

EXAMPLES = r"""
- name: Write the files of a first server
  openmetadata.sso.initial_inventory:
    host: om-prod-1
    provider: auth0
    provider_address: acme.eu.auth0.com
    server_url: https://metadata.acme.io
    administrator: data.admin@acme.io
    directory: inventory
  delegate_to: localhost
"""

RETURN = r"""
files:
  description: Paths of the files.
  returned: success
  type: list
  elements: str
"""
