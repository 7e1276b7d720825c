# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Groups of a directory as OpenMetadata finds them, and why it does not.

OpenMetadata searches below the group base for entries with the group attribute whose member attribute holds the user's
DN. It reads the role mapping by the DN that the directory returns, letter by letter (LdapAuthenticator).
"""

from ansible_collections.openmetadata.sso.plugins.module_utils._formats import distinguished_name
from ansible_collections.openmetadata.sso.plugins.module_utils._preflight.ldap_client import (
    BASE,
    SUBTREE,
    both,
    either,
    equal,
    matching,
    neither,
    present,
)
from ansible_collections.openmetadata.sso.plugins.module_utils._system.http import HttpError

#: LDAP_MATCHING_RULE_IN_CHAIN of Active Directory, with which OpenMetadata finds nested groups.
IN_CHAIN = "1.2.840.113556.1.4.1941"
#: What an Active Directory says of itself at its root (LDAP_CAP_ACTIVE_DIRECTORY_OID).
ACTIVE_DIRECTORY = "1.2.840.113556.1.4.800"

#: Mapped groups that one search asks for, and those of them that are not found and are asked for by themselves.
TOGETHER, ALONE = 200, 3


def ask(client, wanted, answers):
    """Ask for groups as a sign-in does. Without the three group attributes OpenMetadata finds none."""
    if not (wanted["group_attribute"] and wanted["group_value"] and wanted["group_member_attribute"]):
        answers["group_base"] = client.search(wanted["group_base"], BASE, present("objectClass"), ["1.1"]).outcome()
        return
    kind = equal(wanted["group_attribute"], wanted["group_value"])
    some = client.search(
        wanted["group_base"], SUBTREE, both(kind, present(wanted["group_member_attribute"])), ["1.1"], 1
    )
    answers["groups"] = some.outcome()
    if not some.entries and not _explained(client, wanted, answers, kind, some):
        return
    if wanted["role_groups"]:
        answers["role_groups"] = _mapped(client, wanted, kind)
    if wanted["recursive"] and some.entries:
        answers["nested"] = _nested(client, wanted, kind)
        if not answers["nested"]:
            return
    users = answers.get("sample", {}).get("users", [])
    if len(users) == 1:
        member = wanted["group_member_attribute"], users[0]["dn"]
        belongs = matching(member[0], IN_CHAIN, member[1]) if wanted["recursive"] else equal(*member)
        found = client.search(wanted["group_base"], SUBTREE, both(kind, belongs), ["1.1"], 100)
        answers["sample"]["groups"] = [name for name, _attributes in found.entries]
        answers["sample"]["groups_code"] = found.code


def _explained(client, wanted, answers, kind, found):
    """Why no group with members is found; the answer is whether there are groups."""
    base = client.base_of(wanted["group_base"], found)
    answers["group_base"] = base.outcome()
    if not base.entries:
        return False
    any_group = client.search(wanted["group_base"], SUBTREE, kind, ["1.1"], 1)
    answers["group_kind"] = any_group.outcome()
    return bool(any_group.entries)


def _nested(client, wanted, kind):
    """Whether the directory knows the rule for nested groups.

    A condition with a rule that a directory does not know is undefined, and so is its opposite (RFC 4511, 4.5.1.7): no
    entry fits either. Where it is known, every group fits that does not hold the user base.
    """
    unlike = neither(matching(wanted["group_member_attribute"], IN_CHAIN, wanted["user_base"]))
    try:
        found = client.search(wanted["group_base"], SUBTREE, both(kind, unlike), ["1.1"], 1)
        if found.entries:
            return True
        root = client.search("", BASE, present("objectClass"), ["supportedCapabilities"])
    except HttpError as error:
        if error.kind != "network":
            raise
        return False  # A directory that cannot read the condition may end the connection.
    return any(ACTIVE_DIRECTORY in values for _name, names in root.entries for values in names.values())


def _mapped(client, wanted, kind):
    """For each group of the role mapping what the directory has, in OpenMetadata's own search where it is there.

    {group: {dn: as the directory writes it, or ""; elsewhere: {code, dn, values of the group attribute} or nothing}}
    """
    groups = [group for group in wanted["role_groups"] if _named(group)][:TOGETHER]
    if not groups:
        return {}
    found = client.search(
        wanted["group_base"], SUBTREE, both(kind, either(*[_named(group) for group in groups])), ["1.1"]
    )
    if found.code:
        return {"": found.outcome()}
    names = {distinguished_name.normal(name): name for name, _attributes in found.entries}
    answers = {group: {"dn": names.get(distinguished_name.normal(group), "")} for group in groups}
    for group in [group for group in groups if not answers[group]["dn"]][:ALONE]:
        other = client.search(group, BASE, present("objectClass"), [wanted["group_attribute"]])
        name, attributes = other.entries[0] if other.entries else ("", {})
        answers[group]["elsewhere"] = {
            "code": other.code,
            "dn": name,
            "values": [value for values in attributes.values() for value in values],
        }
    return answers


def _named(group):
    """A filter for entries named as the group is, wherever they are; ``None`` when it is not a DN."""
    try:
        parts = [equal(attribute, value) for attribute, value in distinguished_name.parse(group)[0]]
    except ValueError:
        return None
    return parts[0] if len(parts) == 1 else both(*parts)
