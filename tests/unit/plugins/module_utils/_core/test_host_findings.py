# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Findings of hosts: a rule and a cause, in the words of the table."""

import ast
import pathlib

import pytest
from ansible_collections.openmetadata.sso.plugins.module_utils._core.host_findings import CAUSES, host_finding

MODULE_UTILS = pathlib.Path(__file__).resolve().parents[5] / "plugins" / "module_utils"


def calls():
    """(rule, texts of its folder, where its cause is) of each call in the code of hosts."""
    code = {path: list(ast.walk(ast.parse(path.read_text()))) for path in MODULE_UTILS.rglob("*.py")}
    for path, nodes in code.items():
        near = [node for other, found in code.items() if other.parent == path.parent for node in found]
        texts = {node.value for node in near if isinstance(node, ast.Constant)}
        for node in nodes:
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "host_finding":
                yield node.args[0].value, texts


def test_a_finding_has_the_words_of_its_cause():
    found = host_finding("ENV-26", "/opt/om/conf/openmetadata-env.sh:3", "read_after", name="OIDC_TYPE")
    assert found[:3] == ("ENV-26", "error", "/opt/om/conf/openmetadata-env.sh:3")
    assert found.message == "/opt/om/conf/openmetadata-env.sh:3 sets OIDC_TYPE and is read after systemd's environment."


@pytest.mark.parametrize(("rule", "cause"), [("ENV-99", "literal"), ("ENV-25", "other"), ("ENV-25", "literal")])
def test_an_unknown_rule_or_cause_or_a_missing_value_is_an_error(rule, cause):
    with pytest.raises(KeyError):
        host_finding(rule, "x", cause)


def test_every_cause_is_spoken_and_every_rule_that_is_spoken_has_one():
    spoken = list(calls())
    assert {rule for rule, _texts in spoken} == set(CAUSES)
    for rule, causes in CAUSES.items():
        texts = set().union(*(texts for one, texts in spoken if one == rule))
        assert set(causes) <= texts, rule
