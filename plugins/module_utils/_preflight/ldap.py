# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""An LDAP directory as OpenMetadata would use it: connect, bind, the searches of a sign-in, and what explains them.

OpenMetadata's own search comes first (LdapAuthenticator); what could be wrong is asked only where it finds nothing, so
that a directory is right which answers in an unusual way, but answers what OpenMetadata asks.
"""

import ssl

from ansible_collections.openmetadata.sso.plugins.module_utils._formats import x509
from ansible_collections.openmetadata.sso.plugins.module_utils._preflight import ldap_groups
from ansible_collections.openmetadata.sso.plugins.module_utils._preflight.ldap_client import (
    SUBTREE,
    SUCCESS,
    Client,
    equal,
    present,
)
from ansible_collections.openmetadata.sso.plugins.module_utils._system import tls
from ansible_collections.openmetadata.sso.plugins.module_utils._system.http import HttpError, with_deadline


def ask(wanted):
    """All answers; what comes after a step that failed is not there."""
    answers = {}
    try:
        with_deadline(wanted["timeout"], lambda: _conversation(wanted, answers))
    except HttpError as error:
        answers["error"] = {"kind": error.kind, "text": error.text}
    return answers


def _conversation(wanted, answers):
    client = Client(wanted["host"], wanted["port"], context(wanted) if wanted["tls"] else None, wanted["timeout"])
    try:
        answers["connected"] = True
        der = client.certificate()
        if der is not None:
            answers["certificate"] = _certificate(der)
        if wanted["withhold"]:
            return
        answers["bind"] = client.bind(wanted["admin_dn"], wanted["admin_password"]).outcome()
        if answers["bind"]["code"] == SUCCESS and _users(client, wanted, answers) and wanted["group_base"]:
            ldap_groups.ask(client, wanted, answers)
    finally:
        client.close()


def _certificate(der):
    try:
        return x509.facts(der)
    except ValueError:
        return None


def context(wanted):
    """Trust as OpenMetadata's truststoreConfigType means it."""
    made = tls.context()
    if wanted["ca_data"]:
        made.load_verify_locations(cadata=wanted["ca_data"])
    if not wanted["verify_host"] or wanted["trust"] != "chain":
        made.check_hostname = False
    if wanted["trust"] != "chain":
        made.verify_mode = ssl.CERT_NONE
    return made


def _users(client, wanted, answers):
    """Ask for users; the answer is whether the user base exists."""
    found = client.search(wanted["user_base"], SUBTREE, present(wanted["mail_attribute"]), ["1.1"], 1)
    answers["mail"] = found.outcome()
    if not found.entries:
        base = client.base_of(wanted["user_base"], found)
        answers["user_base"] = base.outcome()
        if not base.entries:
            return False
    if wanted["sample_user"]:
        answers["sample"] = _sample(client, wanted)
    return True


def _sample(client, wanted):
    """The sample user as a sign-in would find it: by its mail address, under the user base."""
    shown = [wanted["mail_attribute"]] + [name for name in (wanted["name_attribute"], "displayName", "cn") if name]
    found = client.search(
        wanted["user_base"], SUBTREE, equal(wanted["mail_attribute"], wanted["sample_user"]), shown, 2
    )
    return dict(found.outcome(), users=[{"dn": name, "attributes": attributes} for name, attributes in found.entries])
