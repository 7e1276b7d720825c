# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A comparison returns drift; it fails only where that is asked for."""

import pytest
from fakes import host_answers

DRIFT = [{**host_answers.ROWS[0], "served": "basic", "status": "drift"}]
SAME = {"changed": False, "variables": [], "files": [], "restarted": False}


def answered(**changes):
    return host_answers.answered(**SAME, **changes)


def test_a_server_that_is_as_planned(acts):
    done = acts("configuration_info", answered())
    assert (done.result["drift"], done.result["result"]) == (False, "unchanged")
    assert "  verified    1 field is as planned" in done.said and done.sent[0]["verb"] == "verify"


@pytest.mark.parametrize("fails", [False, True])
def test_drift_fails_where_that_is_asked_for(acts, fails):
    done = acts("configuration_info", answered(effective=DRIFT), arguments={"fail_on_drift": fails})
    assert (bool(done.result.get("failed")), done.result["drift"]) == (fails, True)
    assert done.result["result"] == acts.reported()["result"] == ("failed" if fails else "drift")
    assert "  drift       in 1 of 1 fields" in done.said


def test_over_http_no_host_is_asked(acts):
    done = acts("configuration_info", arguments={"from": "http"})
    assert "om_sso_api_url is missing" in done.said and done.result["hosts"]["om-1"]["result"] == "drift"


def test_hosts_are_for_http_alone(acts):
    done = acts("configuration_info", arguments={"hosts": ["om-2"]})
    assert done.result["msg"] == ["om-1  from: host compares the task's own host; leave hosts out."]
