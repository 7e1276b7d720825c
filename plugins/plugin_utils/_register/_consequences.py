# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which findings follow from others, so that each mistake is named once, where it was made."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any, NamedTuple

#: Errors in how a value is written: what else is said of the value comes from the same mistake. A file's reader cuts
#: comments and blanks, so there the value is known all the same.
WRITTEN_IN_SETTINGS = frozenset(["ENV-01", "ENV-02", "ENV-04", "ENV-05"])
WRITTEN_IN_FILES = frozenset(["ENV-04", "ENV-05", "ENV-32"])
#: What is said of a line itself, and of words of a guide in it, stands beside whatever else is wrong.
ALWAYS = frozenset(["ENV-01", "ENV-02", "ENV-03", "ENV-04", "ENV-05", "ENV-22", "ENV-32", "ENV-33"])
#: Errors in the form of a value, of which the first one counts, and before what the value means.
FORM = ("ENV-22", "RED-06", "ENV-06", "FLOW-05", "ENV-21", "JWK-06", "LDAP-08", "ENV-20")
#: A value of a wrong type: the rules see none there, nor below it.
WRONG_TYPE = "OPT-02"
#: {rule: rules whose errors on the same value explain its own}
SAME_VALUE = {"RED-01": {"RED-04"}, "URL-02": {"URL-01"}, "CLM-02": {"CLM-26"}, "CLM-27": {"CLM-03"}}
#: {rule that compares a value with another: rules whose errors on that other one explain its own}
OTHER_VALUE = {"ENV-23": {"ENV-18", "URL-14"}}


class Found(NamedTuple):
    """What was found, by the value that it is about."""

    value: Any
    rule: str
    severity: str


def primary(found: Sequence[Found], written: Collection[str]) -> list[bool]:
    """For each, whether it stands for itself. A warning or an info on a value that has an error does not."""
    errors: dict[Any, set[str]] = {}
    for one in found:
        if one.severity == "error":
            errors.setdefault(one.value, set()).add(one.rule)
    anywhere = set().union(*errors.values())
    no_value = tuple(value for value, rules in errors.items() if WRONG_TYPE in rules)
    return [
        not (_is_within(one, no_value) or _follows(one, errors.get(one.value, set()), anywhere, written))
        for one in found
    ]


def _is_within(one: Found, no_value: Sequence[Any]) -> bool:
    """Whether a finding is about a value that was not taken, or a key of it."""
    return one.rule != WRONG_TYPE and any(
        one.value == value or str(one.value).startswith(f"{value}.") for value in no_value
    )


def _follows(one: Found, beside: set[str], anywhere: set[str], written: Collection[str]) -> bool:
    if OTHER_VALUE.get(one.rule, set()) & anywhere:
        return True
    if one.severity != "error":
        return bool(beside)
    if one.rule in ALWAYS:
        return False
    before: Iterable[str] = FORM[: FORM.index(one.rule)] if one.rule in FORM else FORM
    return not beside.isdisjoint({*written, *before, *SAME_VALUE.get(one.rule, ())})
