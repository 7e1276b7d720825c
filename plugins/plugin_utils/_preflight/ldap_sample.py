# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The sample user of a directory: whether a sign-in would find it, and the groups and roles that it would have."""

from __future__ import annotations

import re
from typing import Any

from ...module_utils._core.text import some
from .._register import finding_of
from ._case import Check, failed, ok, unknown
from .ldap_groups import words_of

OPTION = "om_sso_sample_user"
#: Results with which a directory says that it has searched: all entries, or as many as were wanted.
SEARCHED = (0, 4)

#: Groups of the sample user that are named.
SHOWN = 5


def sample(wanted: dict[str, Any], answer: dict[str, Any]) -> Check:
    """One check, of the entry that has the sample user's mail address."""
    users = answer["users"]
    if not users and answer["code"] not in SEARCHED:
        return unknown(f"sample user unknown (a search for it gives result {answer['code']}{words_of(answer)})")
    texts = {"mail_attribute": wanted["mail_attribute"], "sample_user": wanted["sample_user"]}
    if len(users) != 1:
        count = "no entry" if not users else "more than one entry"
        return failed("sample user not found", finding_of("LDAP-05", OPTION, "no_sample_user", count=count, **texts))
    attributes = {name.lower(): values for name, values in users[0]["attributes"].items() if values}
    named = next(
        (
            attributes[name.lower()][0]
            for name in (wanted["name_attribute"], "displayName", "cn")
            if name and name.lower() in attributes
        ),
        "?",
    )
    mail = attributes.get(wanted["mail_attribute"].lower(), ["no mail address"])[0]
    if mail.lower() != wanted["sample_user"].lower():
        return failed("sample user refused", finding_of("LDAP-05", OPTION, "other_address", found=mail, **texts))
    text = f"{wanted['sample_user']} is {named} <{mail}>"
    if "groups" not in answer:
        return ok(text)
    roles = sorted({role for group in answer["groups"] for role in wanted["roles"].get(group, [])})
    return ok(f"{text}, {_groups(answer['groups'])}" + (f", roles {', '.join(roles)}" if roles else ", no role"))


def _groups(names: list[str]) -> str:
    """``groups stewards, readers and 2 more``: the first part of each DN."""
    short = [re.sub(r"^[^=]*=((?:\\.|[^,\\])*).*$", r"\1", name) for name in names]
    return f"group{'' if len(short) == 1 else 's'} {some(short, SHOWN)}" if short else "no group"
