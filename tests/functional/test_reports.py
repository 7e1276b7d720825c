# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a run leaves on the controller: the JSON report of each verb, and rendered files for review."""

import json
import os

import pytest

PART = {
    "version",
    "provider",
    "flow",
    "deployment",
    "result",
    "restarted",
    "files",
    "findings",
    "effective",
    "administrators",
    "drift",
    "expires",
}
ROW = {"field", "wanted", "file", "stored", "served", "status"}
FINDING = {"rule", "severity", "option", "message", "fix"}


@pytest.fixture(scope="module")
def hosts(install, controller, operator):
    """One host that is configured, one that is not yet."""
    found = {"om-1": install("om-1").start(), "om-2": install("om-2").start()}
    controller.inventory({"om-1": found["om-1"].variables}, **operator)
    controller.run("sso").passed()
    return {name: host.keep() for name, host in found.items()}


@pytest.fixture
def both(hosts, controller, operator):
    """Both hosts in the inventory."""
    controller.inventory({name: host.back().variables for name, host in hosts.items()}, **operator)
    return hosts


def parts_of(controller, verb):
    """The report's parts by host, after a check of its form."""
    document = controller.reported()
    assert set(document) == {"schema", "verb", "hosts"}
    assert (document["schema"], document["verb"]) == (1, verb)
    for part in document["hosts"].values():
        assert PART <= set(part) <= PART | {"preflight"}
        assert all(set(row) == ROW for row in part["effective"])
        assert all(set(finding) == FINDING for finding in part["findings"])
        assert all(set(file) == {"path", "changed"} for file in part["files"])
    return document["hosts"]


def test_a_plan_reports_every_host(both, controller):
    controller.run("plan").passed()
    parts = parts_of(controller, "plan")
    assert {
        name: (part["result"], part["provider"], part["flow"], part["deployment"]) for name, part in parts.items()
    } == dict.fromkeys(both, ("planned", "auth0", "authorization_code", "bare_metal"))


def test_a_plan_with_errors_fails_and_reports_them(both, controller):
    run = controller.run("plan", "-e", "om_sso_server_url=https://metadata.acme.io/", "--limit", "om-2").failed()
    parts = parts_of(controller, "plan")
    assert list(parts) == ["om-2"]
    assert parts["om-2"]["result"] == "failed"
    assert [(finding["rule"], finding["option"]) for finding in parts["om-2"]["findings"]] == [
        ("URL-12", "om_sso_server_url")
    ]
    assert "nothing was changed" in run.output


def test_an_apply_reports_what_it_did(both, controller):
    controller.run("sso").passed()
    parts = parts_of(controller, "sso")
    first, second = parts["om-1"], parts["om-2"]
    assert (first["result"], first["restarted"], first["version"]) == ("unchanged", False, "1.9.7")
    assert (second["result"], second["restarted"], second["version"]) == ("changed", True, "1.9.7")
    assert [file["changed"] for file in first["files"]] == [False, False]
    assert [file["changed"] for file in second["files"]] == [True, True]
    rows = {row["field"]: row for row in second["effective"]}
    assert (rows["clientId"]["wanted"], rows["clientId"]["served"], rows["clientId"]["status"]) == (
        "Kx81abcdefgh",
        "Kx81abcdefgh",
        "ok",
    )


def test_an_apply_in_check_mode_reports_what_it_would_do(both, controller):
    controller.run("sso", "--check").passed()
    parts = parts_of(controller, "sso")
    assert (parts["om-2"]["restarted"], [file["changed"] for file in parts["om-2"]["files"]]) == (False, [True, True])
    assert parts["om-1"]["result"] == "unchanged"


@pytest.mark.parametrize("source", ["host", "http"])
def test_a_verification_reports_the_drift(both, controller, source):
    run = controller.run("verify", "-e", f"om_sso_verify_from={source}").failed()
    parts = parts_of(controller, "verify")
    assert (parts["om-1"]["result"], parts["om-2"]["result"]) == ("unchanged", "failed")
    drift = {
        row["field"]: (row["wanted"], row["served"]) for row in parts["om-2"]["effective"] if row["status"] == "drift"
    }
    assert drift["provider"] == ("auth0", "basic")
    assert [row for row in parts["om-1"]["effective"] if row["status"] != "ok"] == []
    assert "om-2" in run.output


@pytest.mark.parametrize("source", ["host", "http"])
def test_a_verification_changes_nothing(both, controller, source):
    before = {name: (host.tree(everything=True), host.pid) for name, host in both.items()}
    controller.run("verify", "-e", f"om_sso_verify_from={source}").failed()
    assert {name: (host.tree(everything=True), host.pid) for name, host in both.items()} == before


def test_a_server_that_does_not_answer_is_not_a_success(both, controller):
    both["om-1"].stop()
    for source in ("host", "http"):
        run = controller.run("verify", "-e", f"om_sso_verify_from={source}", "--limit", "om-1").failed()
        assert parts_of(controller, "verify")["om-1"]["result"] == "failed"
        assert "does not run" in run.output or "refuses the connection" in run.output


def test_a_secret_is_only_a_hash_in_the_report(both, controller):
    controller.run("sso").passed()
    text = controller.report.read_text(encoding="utf-8")
    assert "a-secret-of-auth0" not in text


def test_the_report_of_an_earlier_run_is_replaced(both, controller):
    controller.report.write_text("{", encoding="utf-8")
    controller.run("plan", "--limit", "om-1").passed()
    assert list(parts_of(controller, "plan")) == ["om-1"]


def test_a_report_that_cannot_be_written_is_said_before_a_host_is_touched(both, controller):
    before = both["om-2"].tree(everything=True)
    run = controller.run("sso", "--limit", "om-2", "-e", "om_sso_report_path=/proc/report.json").failed()
    assert "om_sso_report_path: could not write /proc/report.json" in run.output
    assert both["om-2"].tree(everything=True) == before


def test_the_rendered_files_are_for_the_caller_alone(both, controller):
    folder = controller.folder / "rendered"
    controller.run("plan", "-e", f"om_sso_render_directory={folder}").passed()
    files = sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())
    assert files == [f"{host}/{name}" for host in both for name in ("shell.env", "shell.hook")]
    assert {oct(path.stat().st_mode)[-3:] for path in folder.rglob("*") if path.is_file()} == {"600"}
    assert {oct(path.stat().st_mode)[-3:] for path in folder.iterdir()} == {"700"}
    assert (folder / "om-1" / "shell.env").read_bytes() == both["om-1"].own_file.read_bytes()


def test_a_rendered_file_that_others_could_read_is_closed_again(both, controller):
    folder = controller.folder / "open"
    path = folder / "om-1" / "shell.env"
    path.parent.mkdir(parents=True)
    path.write_text("old\n", encoding="utf-8")
    os.chmod(path, 0o644)
    controller.run("plan", "--limit", "om-1", "-e", f"om_sso_render_directory={folder}").passed()
    assert "OIDC_CLIENT_SECRET" in path.read_text(encoding="utf-8")
    assert oct(path.stat().st_mode)[-3:] == "600"


def test_the_result_of_a_task_holds_the_findings_as_data(both, controller):
    run = controller.run("sso", "-e", json.dumps({"om_sso_max_age": 0})).passed()
    assert [finding["rule"] for finding in run.of("om-1")["findings"]] == ["FLOW-12"]
