# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A host that can be changed says nothing; any other fails before the first host is changed."""

from ansible.errors import AnsibleConnectionFailure


def test_a_host_that_can_be_changed_says_nothing(acts):
    done = acts("host_access_info", {"answer": {}, "error": None})
    assert (done.result["msg"], done.result["changed"]) == ([], False)
    assert done.sent[0]["verb"] == "access"


def test_the_hosts_reason_fails_the_task(acts):
    error = {"message": "/opt/om is on a read-only file system.", "fix": "Mount it writable.", "option": "/opt/om"}
    done = acts("host_access_info", {"answer": None, "error": error})
    assert done.result["failed"] and done.result["result"] == "failed"
    assert "  failed      /opt/om is on a read-only file system. Mount it writable." in done.said


def test_a_host_that_cannot_be_reached_counts_as_failed(acts):
    def unreachable(_request):
        raise AnsibleConnectionFailure("Connection timed out\nduring banner exchange")

    done = acts("host_access_info", unreachable)
    assert done.result["failed"] and not done.result.get("unreachable")
    assert "The host cannot be reached: Connection timed out during banner exchange. Correct" in done.said


def test_errors_of_the_variables_need_no_host(acts):
    done = acts("host_access_info", {}, om_sso_flow="implict")
    assert done.result["failed"] and done.sent == []
