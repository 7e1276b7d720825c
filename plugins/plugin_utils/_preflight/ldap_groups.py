# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether the groups of a directory can give anybody a role: a group is found, and the mapping names it as it is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ...module_utils._formats.distinguished_name import is_below
from .._model.findings import Finding
from .._register import finding_of
from ._case import Check, failed, ok, unknown

OPTION = "om_sso_ldap"
FIELDS = ("group_attribute_name", "group_attribute_value", "group_member_attribute_name")


def words_of(answer: dict[str, Any]) -> str:
    """The directory's own words in brackets, on one line and without a full stop; empty when it says nothing."""
    words = " ".join(answer["words"].replace("\0", " ").split()).rstrip(". ")
    return f' ("{words}")' if words else ""


def groups(wanted: dict[str, Any], answers: dict[str, Any]) -> Iterator[Check]:
    """Checks of the group base, of the attributes of groups, and of the groups in the role mapping."""
    if "groups" not in answers:
        if "group_base" in answers:
            yield ok("group base ok")
        if wanted["role_groups"] and wanted["group_base"]:
            yield unknown("roles unknown (OpenMetadata finds groups by all three: " + ", ".join(FIELDS) + ")")
        return
    found = answers["groups"]
    if found["count"] and wanted["group_member_attribute"].lower() == "memberuid":
        yield failed("members of groups not found", finding_of("LDAP-04", OPTION, "user_names"))
    elif found["count"]:
        yield ok("group base ok")
    elif "group_kind" not in answers:
        return
    else:
        check = _no_members(wanted, answers)
        yield check
        if check.finding is not None and not answers["group_kind"]["count"]:
            return
    if answers.get("nested") is False:
        yield failed("nested groups not supported", finding_of("LDAP-14", f"{OPTION}.recursive_group_membership"))
    if "role_groups" in answers:
        yield from _mapped(wanted, answers["role_groups"])


def _no_members(wanted: dict[str, Any], answers: dict[str, Any]) -> Check:
    """Why no group with members is below the group base, which exists."""
    kind = answers["group_kind"]
    texts = {name: wanted[name] for name in ("group_attribute", "group_value", "group_member_attribute")}
    if kind["count"]:
        if answers["groups"]["code"]:
            said = f"result {answers['groups']['code']}{words_of(answers['groups'])}"
            return unknown(f"members of groups unknown (a search for any member gives {said})")
        return failed("no group with members", finding_of("LDAP-04", OPTION, "no_member", **texts))
    if kind["code"]:
        return unknown(f"groups unknown (a search for them gives result {kind['code']}{words_of(kind)})")
    return failed("no group", finding_of("LDAP-04", OPTION, "no_class", **texts))


def _mapped(wanted: dict[str, Any], found: dict[str, Any]) -> Iterator[Check]:
    if "" in found:
        yield unknown(
            f"mapped groups unknown (a search for them gives result {found['']['code']}{words_of(found[''])})"
        )
        return
    findings = [one for group, answer in found.items() if (one := _problem(wanted, group, answer)) is not None]
    more = len(wanted["role_groups"]) - len(found)
    if findings:
        text = (
            f"{len(findings)} of {len(found)} mapped groups not found" if len(found) > 1 else "mapped group not found"
        )
        yield failed(text, findings[0])
        yield from (failed("", finding) for finding in findings[1:])
    elif found:
        yield ok("mapped groups ok")
    if more and found:
        yield unknown(f"{more} mapped groups unknown (only the first {len(found)} are searched for)")


def _problem(wanted: dict[str, Any], group: str, answer: dict[str, Any]) -> Finding | None:
    """What keeps a key of the role mapping from being read, which OpenMetadata compares letter by letter."""
    if answer["dn"] == group:
        return None
    if answer["dn"]:
        return finding_of("LDAP-08", OPTION, "other_spelling", group=group, dn=answer["dn"])
    elsewhere = answer.get("elsewhere")
    if elsewhere is None:
        kind = {"attribute": wanted["group_attribute"], "value": wanted["group_value"], "base": wanted["group_base"]}
        return finding_of("LDAP-08", OPTION, "not_found", group=group, **kind)
    if not elsewhere["dn"]:
        return finding_of("LDAP-08", OPTION, "no_group", group=group)
    if not is_below(elsewhere["dn"], wanted["group_base"]):
        return finding_of("LDAP-08", OPTION, "outside", group=group, base=wanted["group_base"])
    values = ", ".join(elsewhere["values"]) or "no value that the bind user may read"
    texts = {"attribute": wanted["group_attribute"], "value": wanted["group_value"], "values": values}
    return finding_of("LDAP-08", OPTION, "class_differs", group=group, **texts)
