# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Ansible's values as plain ones, and expressions that fail in any way. With real playbooks: tests/integration."""

import datetime

import pytest
from ansible.errors import AnsibleError

from ansible_collections.openmetadata.sso.plugins.plugin_utils.controller import variables


class Text(str):
    """As Ansible's own subclasses of text."""


class Number(int):
    """The same of numbers."""


class Templar:
    """Gives values back; raises those that are exceptions."""

    def template(self, value):
        if isinstance(value, Exception):
            raise value
        return value


@pytest.mark.parametrize(
    ("value", "plain"),
    [
        (Text("a"), "a"), (Number(7), 7), (True, True), (None, None), (1.5, 1.5), ((Text("a"), [Number(1)]), ["a", [1]]),
        ({Text("k"): {1: Text("v")}}, {"k": {"1": "v"}}), (datetime.date(2026, 11, 22), "2026-11-22"),
    ],
)
def test_values_lose_their_subclasses(value, plain):
    found = variables.plain(value)
    assert found == plain

    def types(one):
        return {type(one)}.union(*map(types, one.values() if isinstance(one, dict) else one if isinstance(one, list) else ()))

    assert types(found) <= {str, int, float, bool, type(None), list, dict}


def test_only_variables_of_the_collection_are_looked_at():
    broken = AnsibleError("never evaluated")
    found = variables.of_task(Templar(), {"om_sso_a": "x", "other": broken, "__om_sso_plan": broken, 7: broken, "my_om_sso_a": broken})
    assert (found.values, found.findings) == ({"om_sso_a": "x"}, [])


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (AnsibleError("file not found: /x.\nmore lines"), "file not found: /x"),
        (ValueError("invalid literal: 'a secret'"), "ValueError"),
        (ZeroDivisionError("division by zero"), "ZeroDivisionError"),
        (RecursionError("too deep"), "RecursionError"),
    ],
)
def test_an_expression_that_fails_is_one_finding_and_the_others_are_evaluated(error, reason):
    found = variables.of_task(Templar(), {"om_sso_a": error, "om_sso_b": "x"})
    assert found.values == {"om_sso_b": "x"}
    assert [(one.rule, one.option, one.message) for one in found.findings] == [("OPT-07", "om_sso_a", f"om_sso_a cannot be evaluated: {reason}.")]


class Vaulted:
    """A vaulted value without its password: it can be compared with nothing."""

    def __init__(self, text):
        self._ciphertext = text

    def __eq__(self, other):
        raise AnsibleError("Attempting to decrypt but no vault secrets found")

    __hash__ = None


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [("a", "a", True), ("a", "b", False), (Vaulted("x"), Vaulted("x"), True), (Vaulted("x"), Vaulted("y"), False), (Vaulted("x"), "x", False)],
)
def test_raw_values_are_compared_without_a_password(one, other, same):
    assert variables._same(one, other) is same
