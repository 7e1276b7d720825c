# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Eight hosts of three releases.

A failure stops the rollout, the report says where each host is, and the same command goes on.
"""

import pytest

RELEASES = ("1.9.7", "1.12.14", "2.0.7")
NAMES = [f"om-{number}" for number in range(1, 9)]
NEW = "Kx81abcdefgh"


@pytest.fixture(scope="module")
def fleet(install, controller, operator):
    """Servers with their shipped settings, in an inventory."""
    hosts = {name: install(name, RELEASES[number % 3]).start() for number, name in enumerate(NAMES)}
    controller.inventory(
        {name: {**host.variables, "om_sso_health_timeout": 30} for name, host in hosts.items()}, **operator
    )
    return hosts


def are_new(fleet):
    """The hosts that serve the new configuration."""
    return [name for name, host in fleet.items() if host.served()["clientId"] == NEW]


def looks(fleet, names):
    """Everything of some hosts that must not change."""
    return {name: (fleet[name].tree(), fleet[name].pid, fleet[name].served()) for name in names}


def results(controller):
    """{host: how it was left} of the report."""
    return {name: part["result"] for name, part in controller.reported()["hosts"].items()}


@pytest.fixture(scope="module")
def stopped_at_the_canary(fleet, controller):
    """A run in which the first host fails."""
    before = looks(fleet, NAMES)
    fleet["om-1"].fault("refuse_start", "once")
    run = controller.run("sso").failed()
    return run, results(controller), before, looks(fleet, NAMES)


@pytest.fixture(scope="module")
def stopped_later(fleet, controller, stopped_at_the_canary):
    """The same command again; this time the sixth host fails."""
    before = looks(fleet, NAMES)
    fleet["om-6"].fault("refuse_start", "once")
    return controller.run("sso").failed(), results(controller), before


def test_a_canary_that_fails_leaves_the_rest_untouched(stopped_at_the_canary):
    run, reported, before, after = stopped_at_the_canary
    assert reported["om-1"] == "restored" and set(reported.values()) <= {"restored", "planned"}
    assert "changed" not in reported.values()
    assert {name: after[name] for name in NAMES[1:]} == {name: before[name] for name in NAMES[1:]}
    assert "healthy again" in run.said("om-1")
    assert (after["om-1"][0], after["om-1"][2]) == (before["om-1"][0], before["om-1"][2])


def test_a_later_failure_stops_there_and_says_which_host_is_what(stopped_later):
    run, reported, before = stopped_later
    assert {name: reported[name] for name in NAMES[:5]} == dict.fromkeys(NAMES[:5], "changed")
    assert reported["om-6"] == "restored" and reported.get("om-8", "planned") == "planned"
    assert "failed      The server did not start" in run.said("om-6")
    assert before["om-1"][2]["provider"] == "basic", "the canary of the first run was restored"


def test_the_hosts_are_as_the_report_says_and_the_same_command_goes_on(stopped_later, fleet, controller):
    _run, reported, before = stopped_later
    assert are_new(fleet) == [name for name in NAMES if reported.get(name) == "changed"]
    assert looks(fleet, ["om-8"]) == {"om-8": before["om-8"]}
    assert fleet["om-6"].served() == before["om-6"][2]
    pids = {name: fleet[name].pid for name in are_new(fleet)}
    controller.run("sso").passed()
    assert are_new(fleet) == NAMES
    assert {name: fleet[name].pid for name in pids} == pids, "what is new already is not restarted"


@pytest.fixture
def three(fleet):
    """Three of the hosts, as they are after the change, and their variables."""
    return {name: fleet[name].variables for name in NAMES[:3]}


CHANGE = {"om_sso_client_id": "AnotherClient1", "om_sso_health_timeout": 30}


CANNOT_BE_CHANGED = {
    "no installation": ({"om_sso_home": "/nonexistent/openmetadata"}, "does not exist"),
    "not reachable": (
        {"ansible_connection": "ssh", "ansible_host": "127.0.0.1", "ansible_port": 1},
        "cannot be reached",
    ),
    "no project": (
        {"om_sso_deployment": "docker_compose", "om_sso_compose_directory": "/nonexistent"},
        "/nonexistent does not exist",
    ),
}


@pytest.mark.parametrize("name", CANNOT_BE_CHANGED)
def test_a_host_that_cannot_be_changed_is_found_before_the_canary_is(fleet, three, other_controller, operator, name):
    """It is the last one, and the variables of all are right."""
    changes, reason = CANNOT_BE_CHANGED[name]
    hosts = {**three, "om-3": {**three["om-3"], **changes}}
    other_controller.inventory(hosts, **{**operator, **CHANGE})
    before = looks(fleet, hosts)
    run = other_controller.run("sso").failed()
    assert looks(fleet, hosts) == before
    assert reason in run.said("om-3")
    assert "  failed      1 of 3: om-3\n  not touched 2 of 3: om-1, om-2\n" in run.output
    assert f"  report      {other_controller.report}\n" in run.output


def test_as_many_hosts_may_fail_as_the_operator_allows(fleet, three, other_controller, operator):
    """The others are changed; the summary says of each what became of it."""
    changes, _reason = CANNOT_BE_CHANGED["no installation"]
    hosts = {**three, "om-3": {**three["om-3"], **changes}}
    other_controller.inventory(hosts, **{**operator, "om_sso_max_fail_percentage": 50})
    run = other_controller.run("sso").failed()
    assert "  unchanged   2 of 3: om-1, om-2\n  failed      1 of 3: om-3\n" in run.output


def test_check_mode_previews_the_hosts_behind_one_that_fails(fleet, three, other_controller, operator):
    changes, reason = CANNOT_BE_CHANGED["no installation"]
    hosts = {**three, "om-1": {**three["om-1"], **changes}}
    other_controller.inventory(hosts, **{**operator, **CHANGE})
    before = looks(fleet, hosts)
    run = other_controller.run("sso", "--check", "--diff").failed()
    assert looks(fleet, hosts) == before
    assert reason in run.said("om-1")
    assert [run.of(name)["changed"] for name in ("om-2", "om-3")] == [True, True]
    assert "  planned     2 of 3: om-2, om-3\n  failed      1 of 3: om-1\n" in run.output


def test_batches_may_come_from_the_inventory(fleet, three, other_controller, operator):
    other_controller.inventory(three, **operator, om_sso_serial=[2, 1])
    run = other_controller.run("sso").passed()
    assert run.printed.count("PLAY [Configure single sign-on") == 2
    assert "  unchanged   3 of 3: om-1, om-2, om-3\n" in run.output
