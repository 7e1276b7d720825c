# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What pipelines and Prometheus read: what counts as a failure, where a finding is, and which series there are."""

import json
from xml.etree import ElementTree

import pytest
from ansible_collections.openmetadata.sso.plugins.plugin_utils import _audit
from ansible_collections.openmetadata.sso.plugins.plugin_utils._output import audit
from ansible_collections.openmetadata.sso.plugins.plugin_utils._report import Run, expiry, junit, metrics, sarif
from fakes import audit_answers, report_parts


def run(verb="verify", hosts=None, **more):
    hosts = report_parts.verified() if hosts is None else hosts
    return Run(verb, hosts, ["om-late"], report_parts.WHEN, "1.2.3", **more)


def cases(verb="verify", hosts=None):
    """{host: {test case: how it ended}}."""
    root = ElementTree.fromstring(junit.write(run(verb, hosts)).encode())
    return {
        suite.get("name"): {case.get("name"): case[0].tag if len(case) else "passed" for case in suite}
        for suite in root
    }


def test_drift_fails_a_comparison_and_a_warning_is_skipped():
    found = cases()["om-2"]
    assert found["result"] == found["field provider"] == "failure"
    assert found["field callbackUrl"] == "skipped"
    assert [state for name, state in found.items() if name.startswith("FLOW-12 ")] == ["skipped"]
    assert [state for name, state in found.items() if name.startswith("SAML-01 ")] == ["failure"]


def test_a_green_run_has_no_failed_case_and_a_silent_host_is_skipped():
    found = cases()
    assert "failure" not in found["om-10"].values()
    assert found["om-late"] == {"result": "skipped"}


def test_what_a_plan_would_change_does_not_fail():
    assert cases("plan")["om-2"]["field provider"] == "system-out"


def test_checks_of_an_audit_are_cases_and_its_findings_are_not_told_twice():
    results = _audit.judge(audit_answers.default(), {})
    found = cases("audit", {"om-1": audit.document("bare_metal", "1.9.7", "basic", None, results)})["om-1"]
    assert len(found) == len(results) + 1
    assert list(found.values()).count("failure") == sum(
        result.status == "finding" and result.severity == "error" for result in results
    )


def test_the_counts_of_junit_are_those_of_its_cases():
    root = ElementTree.fromstring(junit.write(run()).encode())
    for suite in root:
        counted = [len(suite.findall("testcase")), len(suite.findall("*/failure")), len(suite.findall("*/skipped"))]
        assert [int(suite.get(name)) for name in ("tests", "failures", "skipped")] == counted
    assert int(root.get("tests")) == sum(int(suite.get("tests")) for suite in root)


def results_of(**more):
    return json.loads(sarif.write(run(**more)))["runs"][0]


def test_a_finding_names_its_rule_its_page_and_its_severity():
    found = results_of()
    rules = found["tool"]["driver"]["rules"]
    for result in found["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
    assert {result["ruleId"]: result["level"] for result in found["results"]} == {
        "FLOW-12": "warning",
        "SAML-01": "error",
        "NO-SUCH": "note",
    }
    assert rules[0]["helpUri"].endswith("/FLOW-12.md")


def test_a_finding_is_in_its_file_or_in_the_inventory_of_its_host(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    sources = {"om-2": str(tmp_path / "prod" / "hosts 1.yml"), "om-10": "/elsewhere/hosts.yml"}
    places = [
        (result["message"]["text"].split(":")[0], result["locations"][0].get("physicalLocation"))
        for result in results_of(sources=sources)["results"]
    ]
    found = [
        (host, place and (place["artifactLocation"]["uri"], place["region"]["startLine"])) for host, place in places
    ]
    assert found[:3] == [
        ("om-10", ("file:///elsewhere/hosts.yml", 1)),
        ("om-2", ("prod/hosts%201.yml", 1)),
        ("om-2", ("file:///opt/om/conf/openmetadata.yaml", 140)),
    ]
    assert found[3][1] is None


def test_a_finding_stays_the_same_when_its_words_change():
    def prints(days):
        hosts = {"om-1": report_parts.part(findings=[report_parts.finding(message=f"It ends in {days} days.")])}
        return [result["partialFingerprints"] for result in results_of(hosts=hosts)["results"]]

    assert prints(3) == prints(2)


def test_only_a_host_that_was_compared_has_drift():
    text = metrics.write(run(times={"om-2": 1e9, "om-gone": 1e9}))
    assert 'openmetadata_sso_drift{verb="verify",host="om-2"} 1' in text
    assert 'openmetadata_sso_drift_fields{verb="verify",host="om-2"} 2' in text
    assert 'openmetadata_sso_drift{verb="verify",host="om-10"} 0' in text
    assert 'openmetadata_sso_drift{verb="verify",host="om-gone"}' not in text
    assert 'openmetadata_sso_failed{verb="verify",host="om-gone"} 1' in text
    assert 'openmetadata_sso_last_verified_timestamp_seconds{verb="verify",host="om-2"} 1000000000' in text
    assert 'last_verified_timestamp_seconds{verb="verify",host="om-gone"}' not in text


@pytest.mark.parametrize("ends", [1e30, float("inf"), -1e30])
def test_a_token_that_ends_beyond_the_calendar_has_no_entry(ends):
    bots = [{"name": "a", "ends": ends}, {"name": "b", "ends": 0}, {"name": "c", "ends": None}]
    assert expiry.tokens(bots) == [{"kind": "token", "name": "b", "at": "1970-01-01T00:00:00+00:00"}]
