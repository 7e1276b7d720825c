# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""An audit of real servers.

One as it is unpacked, one as production wants it, one that is stopped, one that cannot be reached.
"""

import json
import os
import re
import stat

import pytest
from functional.test_canary import MARK, traces
from lab import cache, hardened

PAGE = "audit.html"
#: What an operator has to say: where the server is, and nothing of a provider.
NEEDED = ("om_sso_deployment", "om_sso_home", "om_sso_service", "om_sso_user", "om_sso_server_internal_url")
TRANSCRIPT = re.compile(r"```console\n\$ [^\n]*\n(.*?)```\n", re.DOTALL)
GOOD = {"ok", "not_applicable"}


def place(host):
    """The variables of a host, without any that an audit does not need."""
    return {name: value for name, value in host.variables.items() if name in NEEDED or name.startswith("ansible_")}


@pytest.fixture(scope="module")
def hosts(install):
    """Four servers, and the variables of one that is not there."""
    made = {"om-default": install("default").start()}
    made["om-hardened"] = hardened.harden(install("hardened", "1.12.14")).start()
    hardened.end_bots(made["om-hardened"])
    made["om-stopped"] = hardened.harden(install("stopped", "1.12.14"), LOG_LEVEL="DEBUG")
    return made


@pytest.fixture(scope="module")
def inventory(hosts):
    """With a host that nobody answers for, and one whose folder is wrong."""
    content = {name: place(host) for name, host in hosts.items()}
    content["om-hardened"]["om_sso_admin_token"] = hardened.token(hosts["om-hardened"])
    content["om-gone"] = {"om_sso_deployment": "bare_metal", "ansible_host": "127.0.0.1", "ansible_port": 1}
    content["om-elsewhere"] = {**content["om-stopped"], "om_sso_home": "/nowhere"}
    return content


@pytest.fixture(scope="module")
def audited(hosts, inventory, controller):
    """One run over all of them: (run, {host: {check: result}}, page, what is on the hosts before, and after)."""
    page = controller.folder / PAGE
    controller.inventory(inventory, om_sso_report_path=[str(controller.report), str(page)])
    before = {name: host.tree(everything=True) for name, host in hosts.items()}
    run = controller.run("audit")
    after = {name: host.tree(everything=True) for name, host in hosts.items()}
    checks = {
        host: {result["id"]: result for result in part["checks"]}
        for host, part in controller.reported()["hosts"].items()
    }
    return run, checks, page.read_text(encoding="utf-8"), before, after


def summary(run):
    """{result and number: hosts} of the closing summary."""
    found = re.findall(r"^  (\w+ +\d+ of \d+): (.*)$", run.output.partition("SUMMARY\n")[2], re.MULTILINE)
    return {" ".join(result.split()): set(hosts.split(", ")) for result, hosts in found}


def findings(checks, severity):
    return {
        check for check, result in checks.items() if result["status"] == "finding" and result["severity"] == severity
    }


def test_a_server_as_it_is_unpacked_has_many_findings(audited):
    _run, checks, _page, _before, _after = audited
    assert findings(checks["om-default"], "error") == {"JWK-13", "BOT-06", "AUD-01", "ENV-15", "CLM-15"}
    assert checks["om-default"]["AUD-04"]["status"] == "unknown", "bots are not checked without a token"
    assert "openmetadata.yaml:" in checks["om-default"]["BOT-06"]["evidence"]


def test_a_server_as_production_wants_it_has_none_and_nothing_is_left_unknown(audited):
    _run, checks, _page, _before, _after = audited
    assert {check: result for check, result in checks["om-hardened"].items() if result["status"] not in GOOD} == {}


def test_the_files_of_a_stopped_server_are_checked_all_the_same(audited):
    _run, checks, _page, _before, _after = audited
    found = checks["om-stopped"]
    assert {check for check, result in found.items() if result["status"] == "ok"} == {"JWK-13", "BOT-06", "AUD-03"}
    assert found["MISC-06"]["status"] == "finding" and "LOG_LEVEL in " in found["MISC-06"]["evidence"]
    assert all("answer" in found[check]["evidence"] for check in ("AUD-01", "CLM-15", "FLOW-16")), found


def test_a_host_that_cannot_be_checked_is_told_like_any_other(audited, controller):
    run, checks, page, _before, _after = audited
    assert {result["status"] for host in ("om-gone", "om-elsewhere") for result in checks[host].values()} == {"unseen"}
    hosts = controller.reported()["hosts"]
    assert "cannot be reached" in hosts["om-gone"]["reason"] and "om_sso_home" in hosts["om-elsewhere"]["reason"]
    assert "om-gone  not audited" in run.output and ">om-gone<" in page and ">om-elsewhere<" in page
    assert {result.host: result.status for result in run.results} == {
        "om-default": "ok",
        "om-hardened": "ok",
        "om-stopped": "ok",
        "om-gone": "unreachable",
        "om-elsewhere": "failed",
    }
    assert summary(run) == {
        "audited 3 of 5": {"om-default", "om-hardened", "om-stopped"},
        "failed 1 of 5": {"om-elsewhere"},
        "unreachable 1 of 5": {"om-gone"},
    }


def test_nothing_on_a_host_is_changed(audited, hosts):
    _run, _checks, _page, before, after = audited
    assert after == before
    assert not any(host.state.exists() for host in hosts.values())


def test_an_operator_reads_a_line_a_finding(audited):
    run = audited[0]
    lines = run.said("om-default").splitlines()
    assert lines[0].startswith("om-default  OpenMetadata 1.9.7 on bare metal, basic: 5 errors")
    assert len([line for line in lines if "ERROR" in line]) == 5
    assert "no finding" in run.said("om-hardened") and "\n" not in run.said("om-hardened")


def test_the_documentation_shows_what_a_run_prints(audited, hosts):
    page = cache.CHECKOUT / "docs" / "operate" / "audit.md"
    known = TRANSCRIPT.search(page.read_text(encoding="utf-8"))
    printed = "".join(f"{audited[0].said(name)}\n" for name in ("om-default", "om-hardened"))
    for host in hosts.values():
        printed = printed.replace(str(host.home), "/opt/openmetadata").replace(host.url, "http://localhost:8585")
    if os.environ.get("OM_SSO_WRITE_TRANSCRIPTS"):
        text = known.string
        page.write_text(text[: known.start(1)] + printed + text[known.end(1) :], encoding="utf-8")
    else:
        assert known.group(1) == printed, (
            "OM_SSO_WRITE_TRANSCRIPTS=1 ./run test tests/functional/test_audit.py writes it anew"
        )


def test_the_page_is_its_owners_alone_and_holds_every_host(audited, controller):
    page = audited[2]
    assert stat.S_IMODE((controller.folder / PAGE).stat().st_mode) == 0o600
    assert page.count(" data-row=") == 5 and "Nothing was changed" in page


@pytest.mark.parametrize(
    ("limit", "on", "passes"),
    [("never", "om-default", True), ("error", "om-default", False), ("error", "om-hardened", True)],
)
def test_a_pipeline_stops_when_it_is_told_to(audited, controller, inventory, limit, on, passes):
    controller.inventory(inventory)
    run = controller.run("audit", "--check", "--limit", on, "-e", f"om_sso_audit_fail_on={limit}")
    assert (run.status == 0) == passes, run.output
    if not passes:
        assert "5 errors" in run.said(on)
    assert controller.reported()["hosts"][on]["result"] == "audited"


def test_a_host_that_fails_for_its_findings_is_told_beside_the_others(audited, controller, inventory):
    controller.inventory(inventory)
    run = controller.run("audit", "--limit", "om-default,om-hardened", "-e", "om_sso_audit_fail_on=error").failed()
    assert summary(run) == {"audited 1 of 2": {"om-hardened"}, "failed 1 of 2": {"om-default"}}


def test_a_rule_to_live_with_makes_nothing_fail(audited, controller, inventory):
    reasons = dict.fromkeys(("JWK-13", "BOT-06", "AUD-01", "ENV-15", "CLM-15"), "a laptop")
    controller.inventory(inventory, om_sso_ignore_rules=reasons)
    run = controller.run("audit", "--limit", "om-default", "-e", "om_sso_audit_fail_on=warning").passed()
    assert "a laptop" in run.output and run.of("om-default")["findings"] == []


#: What only the API of the cluster tells.
CLUSTER = {"AUD-05", "AUD-06", "AUD-07"}


def test_a_server_on_kubernetes_is_asked_over_http_from_the_controller(audited, controller, inventory, hosts):
    here = {"om_sso_deployment": "kubernetes", "ansible_host": "127.0.0.1", "ansible_port": 1}
    seen = {
        **here,
        "om_sso_api_url": hosts["om-hardened"].url,
        "om_sso_admin_token": inventory["om-hardened"]["om_sso_admin_token"],
    }
    controller.inventory({"om-seen": seen, "om-unseen": here})
    run = controller.run("audit").failed()
    checks = {result["id"]: result["status"] for result in run.of("om-seen")["checks"]}
    assert {check for check, status in checks.items() if status == "unknown"} == {"BOT-06", "MISC-06", *CLUSTER}
    assert "finding" not in checks.values()
    assert run.said("om-unseen").startswith(
        "om-unseen  not audited: om_sso_kubernetes_namespace is missing"
    ) and "checks" not in run.of("om-unseen")


def test_a_variable_that_is_wrong_is_told_without_going_to_the_host(audited, controller, inventory):
    controller.inventory({"om-default": {**inventory["om-default"], "om_sso_deployment": "windows"}})
    run = controller.run("audit").failed()
    assert "om_sso_deployment is not one of" in run.output


def test_no_secret_is_seen_anywhere(install, each_controller, tmp_path):
    host = hardened.harden(
        install(f"canary-{each_controller.core}"),
        OIDC_CLIENT_SECRET=f"{MARK}-client",
        FERNET_KEY=f"{MARK}Fernet",
        DB_USER_PASSWORD=f"{MARK}-db",
    )
    host.hook.chmod(0o644)
    host.start()
    page, log = tmp_path / PAGE, tmp_path / "ansible.log"
    each_controller.inventory(
        {"om-1": {**place(host), "om_sso_admin_token": hardened.token(host)}},
        om_sso_report_path=[str(each_controller.report), str(page)],
        om_sso_client_secret=f"{MARK}-role",
    )
    run = each_controller.run("audit", "-vvvv", "--diff", ANSIBLE_LOG_PATH=str(log)).passed()
    seen = [
        run.output,
        json.dumps([result.data for result in run.results]),
        page.read_text(),
        each_controller.report.read_text(),
        log.read_text(),
    ]
    assert [traces(text) for text in seen] == [[]] * 5
    assert hardened.token(host, "ingestion-bot") not in "".join(seen)
    exposed = next(result for result in run.of("om-1")["checks"] if result["id"] == "AUD-03")
    assert (
        exposed["status"] == "finding" and "OIDC_CLIENT_SECRET" in exposed["evidence"] and "0644" in exposed["evidence"]
    )
