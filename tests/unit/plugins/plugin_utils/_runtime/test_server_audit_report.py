# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The page of an audit beside the other files of its report, and what an audit takes of the variables."""

import json
import os
import re
import stat

import pytest
from ansible.errors import AnsibleActionFail
from ansible_collections.openmetadata.sso.plugins.plugin_utils import _audit
from ansible_collections.openmetadata.sso.plugins.plugin_utils._model.findings import Finding
from ansible_collections.openmetadata.sso.plugins.plugin_utils._output import audit
from ansible_collections.openmetadata.sso.plugins.plugin_utils._runtime import collection_release, report, server_audit
from ansible_collections.openmetadata.sso.plugins.plugin_utils._runtime.variables import Variables
from fakes import audit_answers as answers

pytestmark = pytest.mark.usefixtures("run")


@pytest.fixture
def part():
    return audit.document("bare_metal", "1.12.14", "auth0", None, _audit.judge(answers.answer(), {}))


@pytest.fixture
def files(run):
    return [str(run / "report.json"), str(run / "deep" / "audit.html")]


def add(host, part, files, expected):
    report.add(files, "audit", {host: part}, expected)


def reported(run):
    return json.loads((run / "report.json").read_text(encoding="utf-8"))


def shown(run):
    """{host: whether it was checked} of the page."""
    text = (run / "deep" / "audit.html").read_text(encoding="utf-8")
    return {
        name: about != "not checked"
        for name, about in re.findall(r'<th scope="row"><span>(.*?)</span><small>(.*?)</small>', text)
    }


def test_hosts_of_a_small_fleet_are_there_as_they_come(run, part, files):
    add("a", part, files, ["a", "b", "c"])
    assert shown(run) == {"a": True, "b": False, "c": False}
    add("c", part, files, ["a", "b", "c"])
    add("b", part, files, ["a", "b", "c"])
    assert shown(run) == {"a": True, "b": True, "c": True}
    assert reported(run)["verb"] == "audit" and set(reported(run)["hosts"]) == {"a", "b", "c"}


def test_processes_side_by_side_lose_nothing(run, part, files):
    names, children = [f"om-{number}" for number in range(12)], []
    for name in names:
        child = os.fork()
        if child == 0:
            add(name, part, files, names)
            os._exit(0)
        children.append(child)
    assert [os.waitpid(child, 0)[1] for child in children] == [0] * 12
    report.JOURNAL.finish()
    assert set(reported(run)["hosts"]) == set(names) and all(shown(run).values()) and len(shown(run)) == 12


def test_the_page_is_readable_by_its_owner_alone_also_over_an_older_one(run, part, files):
    (run / "deep").mkdir()
    (run / "deep" / "audit.html").write_text("old")
    (run / "deep" / "audit.html").chmod(0o644)
    add("a", part, files, ["a"])
    assert stat.S_IMODE((run / "deep" / "audit.html").stat().st_mode) == 0o600
    assert [path.name for path in (run / "deep").iterdir()] == ["audit.html"]


def test_a_page_that_cannot_be_written_is_one_error_that_names_it(run, part, files):
    (run / "deep").write_text("x")
    with pytest.raises(AnsibleActionFail, match=r"om_sso_report_path: could not write .*audit\.html"):
        add("a", part, files, ["a"])


def test_only_what_says_where_the_server_is_has_to_be_right(run):
    here = {
        "om_sso_deployment": "bare_metal",
        "om_sso_provider": "no such",
        "om_sso_client_secret": 5,
        "om_sso_no_such_variable": 1,
    }
    plan = server_audit.plan_of(
        Variables(
            {**here, "om_sso_audit_fail_on": "error"}, [Finding("OPT-07", "error", "om_sso_client_secret", "x", "y")]
        )
    )
    assert plan.errors == [] and plan.settings.audit_fail_on == "error" and plan.settings.home == "/opt/openmetadata"


@pytest.mark.parametrize("wrong", [{"om_sso_deployment": "windows"}, {"om_sso_audit_fail_on": "always"}, {}])
def test_what_an_audit_needs_is_told_when_it_is_wrong(run, wrong):
    plan = server_audit.plan_of(Variables({"om_sso_report_path": ["x"], **wrong}, []))
    assert {finding.option for finding in plan.errors} <= {"om_sso_deployment", "om_sso_audit_fail_on"} and plan.errors


def test_a_token_that_cannot_be_evaluated_is_told(run):
    trouble = Finding(
        "OPT-07", "error", "om_sso_admin_token", "om_sso_admin_token cannot be evaluated: no vault.", "Correct it."
    )
    assert server_audit.plan_of(Variables({"om_sso_deployment": "bare_metal"}, [trouble])).errors == [trouble]


def test_the_release_of_the_collection_is_known():
    assert re.fullmatch(r"\d+\.\d+\.\d+", collection_release.release_of_the_collection())
