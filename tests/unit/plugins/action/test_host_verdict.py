# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a task for many hosts found fails each of them."""

import pytest

TYPO = {"om_sso_flow": "implict"}


@pytest.mark.parametrize("name", ["plan", "helm_values"])
def test_a_task_for_many_hosts_leaves_the_failures_to_their_hosts(acts, name):
    done = acts(name, arguments={"fail": False}, **TYPO)
    assert not done.failure and not done.result.get("failed")
    assert list(done.result["failures"]) == ["om-1"] and done.result["msg"] == []
    assert "OPT-02" in "".join(done.result["failures"]["om-1"])
    assert acts.reported()["result"] == "failed"


def test_a_host_without_an_error_is_shown(acts):
    done = acts("plan", arguments={"fail": False})
    assert done.result["failures"] == {} and done.said.startswith("om-1  OpenMetadata")


def test_a_host_fails_with_its_lines(acts):
    lines = ["om-1  1 error; nothing was changed", "  ERROR    OPT-02   om_sso_flow"]
    done = acts("host_verdict", arguments={"failures": lines})
    assert (done.failure, done.result["msg"]) == ("om-1: failed, see msg.", lines)
    assert done.result["_ansible_verbose_always"]


def test_one_line_that_names_another_host_is_printed_as_one_line(acts):
    refers = "the same findings as om-0: OPT-02"
    done = acts("host_verdict", arguments={"failures": [refers]})
    assert (done.failure, done.result["msg"]) == (refers, [refers])
    assert not done.result["_ansible_verbose_always"]


def test_without_a_line_it_passes(acts):
    done = acts("host_verdict", arguments={"failures": []})
    assert (done.failure, done.result["msg"], done.result["changed"]) == ("", [], False)


def test_an_error_of_the_task_itself_is_always_its_failure(acts):
    done = acts("plan", arguments={"fail": False, "reviewed": True}, om_sso_plan_file="/nonexistent/plan.json")
    assert done.failure and "It does not exist" in done.said
