# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Preflight: a bad plan sends no request, and a failure is asked for or not."""

import pytest


@pytest.mark.parametrize("fails", [True, False])
def test_a_bad_plan_sends_no_request(acts, fails):
    done = acts("preflight", arguments={"from": "host", "fail": fails}, om_sso_client_id="{Client ID}")
    said = done.said if fails else "".join(done.result["failures"]["om-1"])
    assert done.sent == [] and "ENV-22" in said and acts.reported()["result"] == "failed"
    assert (bool(done.result.get("failed")), "hosts" in done.result) == (fails, not fails)


def test_the_host_asks_only_for_itself(acts):
    done = acts("preflight", arguments={"from": "host", "hosts": ["om-2"]})
    assert done.result["msg"] == ["om-1  from: host sends the requests from the task's own host; leave hosts out."]


def test_a_module_that_does_not_answer_is_a_failure(acts):
    done = acts("preflight", {"failed": True, "msg": "no Python"}, arguments={"from": "host"})
    assert done.result["msg"] == ["om-1  no Python"] and done.result["failed"]


def test_a_policy_of_off_asks_nobody(acts):
    done = acts("preflight", om_sso_preflight="off")
    assert done.result["msg"] == [] and done.result["hosts"]["om-1"]["preflight"] == "not asked"
