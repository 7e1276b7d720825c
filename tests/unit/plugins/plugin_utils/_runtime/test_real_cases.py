# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Configurations of real users get the right answer."""

import pytest
import real_cases


@pytest.mark.parametrize("name", real_cases.CASES)
def test_a_configuration_of_a_real_user_gets_the_right_answer(name, tmp_path):
    case = real_cases.CASES[name]
    missed, untrue = real_cases.judged(case, real_cases.findings(case, tmp_path))
    assert (missed, untrue) == ([], [])


def test_right_and_wrong_configurations_of_every_kind_are_among_them():
    right = {case["kind"] for case in real_cases.CASES.values() if not case["expect"]}
    wrong = {case["kind"] for case in real_cases.CASES.values() if case["expect"]}
    assert right == wrong == {"compose", "bare_metal", "values", "chart", "variables"}
    assert len(real_cases.CASES) >= 60


def test_a_case_that_misses_or_adds_a_finding_is_seen():
    case = real_cases.CASES["issue-19162-certificate-path"]
    moved = {**case, "files": {**case["files"], ".env": "A=1\n" + case["files"][".env"]}}
    missed, untrue = real_cases.judged(case, real_cases.findings(moved, None))
    assert [wanted["line"] for wanted in missed] == [4]
    assert [(one.rule, one.file, one.line) for one in untrue] == [("SAML-01", ".env", 5)]
