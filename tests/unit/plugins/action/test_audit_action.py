# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""An audit fails from a severity on, and a host that cannot be audited is in the report like any other."""

import pytest
from ansible.errors import AnsibleConnectionFailure
from fakes import audit_answers


def answered(answer):
    return {"answer": answer, "error": None}


def test_a_good_server_is_one_line_and_data(acts):
    done = acts("audit", answered(audit_answers.answer()))
    assert "no finding" in done.said and done.result["findings"] == [] and done.result["checks"]
    assert acts.reported()["result"] == "audited"


@pytest.mark.parametrize(("limit", "fails"), [("never", False), ("error", True)])
def test_it_fails_from_a_severity_on(acts, limit, fails):
    done = acts("audit", answered(audit_answers.default()), om_sso_audit_fail_on=limit)
    assert bool(done.result.get("failed")) is fails and "  ERROR " in done.said
    assert len(acts.reported()["findings"]) > 5


@pytest.mark.parametrize("value", [["public"], [None, {}], {"a": 1}, 7, None, True, "\u0000"])
@pytest.mark.parametrize("made", [audit_answers.answer, audit_answers.default])
def test_a_server_that_serves_values_of_another_type_is_audited(acts, made, value):
    """In what it serves, and in the settings that were taken from it."""
    answer = made()
    answer["server"]["served"] = dict.fromkeys(answer["server"]["served"], value)
    settings = answer["settings"]
    answer["settings"] = {path: {**setting, "value": value, "layer": "served"} for path, setting in settings.items()}
    done = acts("audit", answered(answer))
    assert acts.reported()["result"] == "audited", done.said


def test_a_host_that_cannot_be_reached_is_reported(acts):
    def refuse(_sent):
        raise AnsibleConnectionFailure("Connection refused")

    done = acts("audit", refuse)
    assert done.result["unreachable"] is True and not done.result.get("failed")
    assert done.result["msg"] == ["om-1  not audited: the host cannot be reached (Connection refused)"]
    assert acts.reported()["result"] == "failed"


def test_a_module_that_does_not_answer_is_reported(acts):
    done = acts("audit", {"failed": True, "msg": "no Python"})
    assert done.result["msg"] == ["om-1  not audited: no Python"] and done.result["failed"]


def test_an_error_in_where_the_server_is_asks_nobody(acts):
    done = acts("audit", om_sso_home="opt")
    assert done.sent == [] and "  ERROR " in done.said and acts.reported()["result"] == "failed"
