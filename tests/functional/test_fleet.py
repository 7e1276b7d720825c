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
