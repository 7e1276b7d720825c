# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an operator reads of an audit, and what the report keeps."""

from ansible_collections.openmetadata.sso.plugins.plugin_utils import _audit
from ansible_collections.openmetadata.sso.plugins.plugin_utils._output import audit
from fakes import audit_answers as answers


def told(answer, accepted=None):
    seen = _audit.Seen(answer)
    return audit.of(
        "om-1", "docker_compose", seen.server["version"], seen.provider, _audit.judge(answer, accepted or {})
    )


def test_a_good_host_is_one_line():
    assert told(answers.answer()) == [
        "om-1  OpenMetadata 1.12.14 on Docker Compose, auth0: no finding; 11 of 13 checks are good"
    ]


def test_errors_come_before_warnings_a_line_each():
    found = [line.split()[0] for line in told(answers.default())[1:] if line.split()[0] in ("ERROR", "WARNING")]
    assert found == ["ERROR"] * 7 + ["WARNING"]


def test_what_was_not_seen_is_told_once_for_each_remedy():
    unknown = [line for line in told(answers.stopped()) if line.startswith("  unknown")]
    assert len(unknown) < 4 and "CLM-15" in " ".join(unknown)


def test_a_server_that_does_not_answer_is_said_to_be_silent():
    assert "OpenMetadata, which does not answer, on Docker Compose, provider not seen" in told(answers.stopped())[0]


def test_an_accepted_finding_is_told_with_its_reason():
    line = told(answers.answer({answers.LOG_LEVEL: "DEBUG"}), {"MISC-06": "ticket 4711"})[1]
    assert line.startswith("  accepted") and line.endswith("ticket 4711.")


def test_the_report_has_every_check_and_the_findings_in_the_form_of_all_findings():
    part = audit.document("bare_metal", "1.9.7", "basic", None, _audit.judge(answers.default(), {}))
    assert [result["id"] for result in part["checks"]] == [check.id for check in _audit.CHECKS if not check.cluster]
    assert set(part["findings"][0]) == {"rule", "severity", "option", "message", "fix"}
    assert part["result"] == "audited" and all(finding["option"] and finding["fix"] for finding in part["findings"])
