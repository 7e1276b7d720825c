# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A plan is written to a file, reviewed, and applied as it was reviewed, or not at all."""

import hashlib
import json
import re
import stat

import pytest
from lab import cache, transcripts

NAMES = ["om-1", "om-2", "om-3"]
KEY = "k3y-of-the-reviewers-0123456789abcdef"
SECRET = "a-secret-of-auth0"
NEW = "Kx81abcdefgh"


@pytest.fixture(scope="module")
def servers(install):
    """Three servers with their shipped settings."""
    return {name: install(name).start().keep() for name in NAMES}


@pytest.fixture
def hosts(servers):
    """The three servers, each as it was shipped."""
    for host in servers.values():
        if host.own_file.exists():
            host.back()
    return servers


@pytest.fixture
def inventory(hosts, controller, operator):
    """`inventory(...)` writes the inventory with other variables."""

    def make(**changes):
        common = {**operator, "om_sso_plan_file_key": KEY, **changes}
        controller.inventory({name: host.variables for name, host in hosts.items()}, **common)

    make()
    return make


@pytest.fixture
def path(tmp_path):
    """Where the plan file is."""
    return tmp_path / "plan.json"


@pytest.fixture
def plan(controller, inventory, path):
    """`plan(...)` makes a plan file and returns the run."""
    return lambda *arguments: controller.run("plan", "-e", f"om_sso_plan_file={path}", *arguments)


@pytest.fixture
def apply(controller, path):
    """`apply(...)` is a run with the plan file."""
    return lambda *arguments: controller.run("sso", "-e", f"om_sso_plan_file={path}", *arguments)


def looks(hosts):
    """Everything of the hosts that must not change."""
    return {name: (host.tree(), host.pid, host.served()) for name, host in hosts.items()}


def are_new(hosts):
    """The hosts that serve what was planned."""
    return [name for name, host in hosts.items() if host.served()["clientId"] == NEW]


def edit(path, **changes):
    """The plan file with other parts, and with the hash of a file that is not signed."""
    document = {**json.loads(path.read_text(encoding="utf-8")), **changes}
    if document["signature"]["algorithm"] == "sha256":
        signed = {name: value for name, value in document.items() if name != "signature"}
        text = json.dumps(signed, sort_keys=True, separators=(",", ":"))
        document["signature"]["value"] = hashlib.sha256(text.encode()).hexdigest()
    path.write_text(json.dumps(document), encoding="utf-8")


PAGE = cache.CHECKOUT / "docs" / "operate" / "reviewed-plan.md"


def _included(found):
    """Where the collection is and which host answers first is chance."""
    return f"included: {found[1]} for {', '.join(sorted(found[2].split(', ')))}"


def transcript(name, run, hosts):
    """The page shows what the run printed; with OM_SSO_WRITE_TRANSCRIPTS=1 it is written anew."""
    output = run.printed
    for host in hosts.values():
        output = output.replace(str(host.home), "/opt/openmetadata")
    included = r"^included: \S+/(roles/\S+) for (.*)$"
    shown = re.sub(included, _included, transcripts.shown(output), flags=re.MULTILINE)
    assert transcripts.held(PAGE, name, shown), shown


def test_the_page_shows_what_a_plan_an_apply_and_a_refusal_print(hosts, controller, inventory):
    """With a plan file in the folder of the run, as an operator names it."""
    inventory(om_sso_report_path=None)

    def run(playbook):
        # One host after the other, since which of them answers first is chance.
        return controller.run(playbook, "-e", "om_sso_plan_file=plan.json", "--forks", "1")

    transcript("plan", run("plan").passed(), hosts)
    with open(hosts["om-3"].hook, "a", encoding="utf-8") as stream:
        stream.write("# a line of the operator's\n")
    transcript("refused", run("sso").failed(), hosts)
    hosts["om-3"].back()
    transcript("sso", run("sso").passed(), hosts)


def test_a_plan_file_says_what_would_change_and_changes_nothing(hosts, plan, path, controller):
    before = looks(hosts)
    summary = path.with_suffix(".md")
    run = plan("-e", f"om_sso_plan_markdown={summary}").passed()
    text = path.read_text(encoding="utf-8")
    document = json.loads(text)
    assert looks(hosts) == before
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert (document["format"], document["signature"]["algorithm"]) == (1, "hmac-sha256")
    part = document["hosts"]["om-1"]
    assert (part["changes"], part["restart"]) == (True, True)
    assert part["planned"]["variables"]["OIDC_CLIENT_ID"] == NEW
    assert part["planned"]["variables"]["OIDC_CLIENT_SECRET"].startswith("hmac-sha256:")
    assert part["current"]["provider (served)"] == "basic"
    assert SECRET not in text + summary.read_text(encoding="utf-8") + run.printed and KEY not in text + run.printed
    assert "**3 of 3 hosts change, 3 restart**" in summary.read_text(encoding="utf-8")
    assert f"{path}  3 of 3 hosts change, 3 restart" in run.output and "signed with om_sso_plan_file_key" in run.output
    reported = controller.reported()["hosts"]["om-1"]
    assert (reported["result"], reported["changes"], reported["would_restart"]) == ("planned", True, True)


@pytest.mark.parametrize(
    ("changes", "code"), [((), 2), (("-e", "om_sso_client_id='{Client ID}'"), 1), (("-e", "om_sso_home=/x"), 1)]
)
def test_the_exit_code_tells_changes_from_errors(hosts, inventory, each_controller, operator, changes, code):
    each_controller.inventory({name: host.variables for name, host in hosts.items()}, **operator)
    run = each_controller.run("plan", "-e", "om_sso_plan_detailed_exitcode=true", *changes)
    assert run.status == code, run.output
    assert f"so the exit code is {code} (om_sso_plan_detailed_exitcode)" in run.output
    assert "Traceback" not in run.output


def test_what_was_reviewed_is_applied_and_a_second_run_changes_nothing(hosts, plan, apply):
    plan().passed()
    before = looks(hosts)
    apply("--check").passed()
    assert looks(hosts) == before
    apply().passed()
    assert are_new(hosts) == NAMES
    pids = {name: host.pid for name, host in hosts.items()}
    assert "0 of 3 hosts change" in plan("-e", "om_sso_plan_detailed_exitcode=true").passed().output
    run = apply().passed()
    assert {name: host.pid for name, host in hosts.items()} == pids
    assert [run.of(name)["changed"] for name in NAMES] == [False] * 3


def test_a_file_that_was_edited_since_is_refused_before_any_host_is_changed(hosts, plan, apply):
    plan().passed()
    with open(hosts["om-3"].hook, "a", encoding="utf-8") as stream:
        stream.write("# a line of the operator's\n")
    before = looks(hosts)
    run = apply().failed()
    hosts["om-3"].back()
    assert looks(hosts)["om-1"] == before["om-1"] and are_new(hosts) == []
    assert f"content of {hosts['om-3'].hook} has changed" in run.said("om-3")


def test_a_server_that_serves_something_else_since_is_refused_without_a_key_too(hosts, plan, apply, inventory):
    inventory(om_sso_plan_file_key=None)
    run = plan().passed()
    assert "not signed" in run.output and "accidents and not tampering" in run.output
    host = hosts["om-3"]
    host.stop()
    with open(host.hook, "a", encoding="utf-8") as stream:
        stream.write("export AUTHENTICATION_CLIENT_ID=another\n")
    host.start()
    before = looks(hosts)
    run = apply().failed()
    assert looks(hosts) == before
    host.back()
    assert 'clientId (served) is "another" instead of' in run.said("om-3")


CHANGED = {
    "a value": (
        {"om_sso_client_id": "AnotherClient1"},
        f'variables.OIDC_CLIENT_ID is "AnotherClient1" instead of "{NEW}"',
    ),
    "a secret": ({"om_sso_client_secret": "another-secret-9"}, "variables.OIDC_CLIENT_SECRET has changed"),
    "a setting": ({"om_sso_keep_export": True}, "settings.keep_export is true instead of false"),
}


def test_a_plan_that_was_changed_since_is_refused_with_the_fields_that_differ(hosts, plan, apply, inventory):
    plan().passed()
    before = looks(hosts)
    for changes, said in CHANGED.values():
        inventory(**changes)
        run = apply().failed()
        assert said in run.output and "another-secret-9" not in run.printed
        assert "om-1, om-2, om-3 (3 hosts)  the plan is not the one that was reviewed; nothing" in run.output
    assert looks(hosts) == before


def test_a_plan_file_that_does_not_count_is_refused_with_the_reason(hosts, plan, apply, inventory, path):
    plan("--limit", "om-1").passed()
    before = looks(hosts)
    part = json.loads(path.read_text(encoding="utf-8"))["hosts"]
    text = path.read_text(encoding="utf-8")
    edit(path, hosts={**part, "om-2": part["om-1"]})
    assert "its signature does not match" in apply().failed().output
    path.write_text(text[: len(text) // 2], encoding="utf-8")
    assert "It is not a complete JSON document." in apply().failed().output
    path.write_text(text, encoding="utf-8")
    assert "is for other hosts than this run: om-1." in apply("--limit", "om-2").failed().output
    inventory(om_sso_plan_file_key=None)
    assert "om_sso_plan_file_key is missing" in apply().failed().output
    plan().passed()
    edit(path, expires="2026-01-01T00:00:00Z", created="2025-12-31T00:00:00Z")
    assert "It expired at 2026-01-01T00:00:00Z." in apply().failed().output
    path.unlink()
    assert "It does not exist." in apply().failed().output
    assert looks(hosts) == before


def test_hosts_outside_the_plan_file_or_the_limit_are_not_touched_and_named(hosts, plan, apply, path):
    plan("--limit", "om-2,om-3").passed()
    before = looks(hosts)
    run = apply("--limit", "om-1,om-2").passed()
    assert are_new(hosts) == ["om-2"]
    assert {name: looks(hosts)[name] for name in ("om-1", "om-3")} == {name: before[name] for name in ("om-1", "om-3")}
    assert "note        not in plan.json and not touched: om-1" in run.output
    assert "note        in plan.json and not in this run: om-3" in run.output
    apply().passed()
    assert are_new(hosts) == ["om-2", "om-3"]


def test_a_rollout_that_failed_goes_on_with_the_same_plan_file(hosts, plan, apply, inventory):
    inventory(om_sso_serial=1)
    plan().passed()
    hosts["om-2"].fault("refuse_start", "once")
    run = apply().failed()
    assert "restored" in run.said("om-2") and are_new(hosts) == ["om-1"]
    pid = hosts["om-1"].pid
    apply().passed()
    assert are_new(hosts) == NAMES and hosts["om-1"].pid == pid
