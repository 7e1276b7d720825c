#!/usr/bin/python
# Copyright: openmetadata.sso contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Documentation of the action plugin of the same name, which runs on the controller."""

DOCUMENTATION = r"""
module: token_secret
short_description: Write a token to a Kubernetes Secret
version_added: 0.1.0
description:
  - Reads C(om_sso_kubernetes_kubeconfig), C(om_sso_kubernetes_context) and C(om_sso_kubernetes_namespace) of the host,
    which P(openmetadata.sso.om_sso#role) documents.
  - Sets one key of a Secret through C(kubernetes.core) and reads it back. All other keys stay as they are. Creates the
    Secret if there is none.
  - Refuses a Secret that lacks the labels C(app.kubernetes.io/managed-by=openmetadata.sso) and
    C(app.kubernetes.io/component=bot-token), which the module sets on those that it creates.
  - The token is never shown, at any verbosity and in no diff.
extends_documentation_fragment:
  - openmetadata.sso.attributes
  - openmetadata.sso.attributes.controller
options:
  name:
    description: Name of the Secret.
    type: str
    required: true
  key:
    description: Key of the Secret that holds the token.
    type: str
    default: token
  namespace:
    description: Namespace of the Secret. Defaults to C(om_sso_kubernetes_namespace).
    type: str
  token:
    description: The token, for example RV(openmetadata.sso.bot_token#module:token). It may be omitted in check mode,
      and with O(state=writable).
    type: str
  state:
    description:
      - V(present) writes the token.
      - V(writable) writes nothing and fails if the token could not be written. The API is asked with a dry run. A new
        token of a bot ends the old one, so this is to be known before M(openmetadata.sso.bot_token).
    type: str
    choices: [present, writable]
    default: present
attributes:
  check_mode:
    description: Can run in check mode and report what it would do, without changes.
    support: full
    details: The API is asked with a dry run whether the token could be written.
  diff_mode:
    description: Can show what changed in diff mode.
    support: none
    details: A diff would show the token.
seealso:
  - module: openmetadata.sso.bot_token
  - module: openmetadata.sso.token_file
"""

EXAMPLES = r"""
- name: Check that the Secret can take a token
  openmetadata.sso.token_secret:
    name: openmetadata-ingestion
    namespace: airflow
    state: writable

- name: Get a valid token
  openmetadata.sso.bot_token:
    name: ingestion-bot
    expiry: "90"
  register: bot

- name: Write the token to the Secret
  openmetadata.sso.token_secret:
    name: openmetadata-ingestion
    namespace: airflow
    token: "{{ bot.token }}"
"""

RETURN = r"""
name:
  description: The Secret.
  returned: success
  type: str
key:
  description: The key that holds the token.
  returned: success
  type: str
namespace:
  description: The namespace of the Secret.
  returned: success
  type: str
"""
