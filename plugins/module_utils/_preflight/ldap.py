# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""An LDAP directory as OpenMetadata would use it: connect, bind, look up the bases, and one sample user with groups."""

import ssl

from ansible_collections.openmetadata.sso.plugins.module_utils._formats import x509
from ansible_collections.openmetadata.sso.plugins.module_utils._preflight.ldap_client import (
    BASE,
    SUBTREE,
    SUCCESS,
    Client,
    both,
    equal,
    present,
)
from ansible_collections.openmetadata.sso.plugins.module_utils._system import tls
from ansible_collections.openmetadata.sso.plugins.module_utils._system.http import HttpError, with_deadline


def ask(wanted):
    """All answers; what comes after a step that failed is not there."""
    answers = {}
    try:
        with_deadline(wanted["timeout"] * 3, lambda: _conversation(wanted, answers))
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
        answers["bind"] = _outcome(client.bind(wanted["admin_dn"], wanted["admin_password"]))
        if answers["bind"]["code"] == SUCCESS:
            _lookups(client, wanted, answers)
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


def _lookups(client, wanted, answers):
    answers["user_base"] = _outcome(client.search(wanted["user_base"], BASE, present("objectClass"), ["1.1"]))
    mail = wanted["mail_attribute"]
    if answers["user_base"]["code"] == SUCCESS:
        answers["mail"] = _outcome(client.search(wanted["user_base"], SUBTREE, present(mail), ["1.1"], 1))
    for name in ("group_base",) if wanted["group_base"] else ():
        answers[name] = _outcome(client.search(wanted[name], BASE, present("objectClass"), ["1.1"]))
    answers["role_groups"] = {
        group: client.search(group, BASE, present("objectClass"), ["1.1"]).code for group in wanted["role_groups"]
    }
    if wanted["sample_user"] and "mail" in answers:
        answers["sample"] = _sample(client, wanted)


def _sample(client, wanted):
    """The sample user as a sign-in would find it: by its mail address, under the user base."""
    shown = [wanted["mail_attribute"]] + [name for name in (wanted["name_attribute"], "displayName", "cn") if name]
    found = client.search(
        wanted["user_base"], SUBTREE, equal(wanted["mail_attribute"], wanted["sample_user"]), shown, 2
    )
    sample = dict(_outcome(found), users=[{"dn": name, "attributes": attributes} for name, attributes in found.entries])
    if len(found.entries) == 1 and wanted["group_base"] and wanted["group_member_attribute"]:
        member = equal(wanted["group_member_attribute"], found.entries[0][0])
        kind = (
            [equal(wanted["group_attribute"], wanted["group_value"])]
            if wanted["group_attribute"] and wanted["group_value"]
            else []
        )
        groups = client.search(wanted["group_base"], SUBTREE, both(*(kind + [member])), ["1.1"], 100)
        sample["groups"] = [name for name, _attributes in groups.entries]
    return sample


def _outcome(result):
    return {"code": result.code, "words": result.words[:300], "count": len(result.entries)}
