# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The settling time, with a server and a deployment that are told what to be, and a clock that runs as they pause."""

from types import SimpleNamespace

import pytest
from ansible_collections.openmetadata.sso.plugins.module_utils._core.errors import HostError
from ansible_collections.openmetadata.sso.plugins.module_utils._transaction import settling


@pytest.fixture
def world(monkeypatch):
    """``faults``, ``dead`` and ``processes`` are what is seen, one after the other; the last one stays."""
    made = SimpleNamespace(now=1000.0, faults=[None], dead=[None], processes=["boot 7 1"], checked=0)

    def following(seen):
        return seen.pop(0) if len(seen) > 1 else seen[0]

    def sleep(seconds):
        made.now += seconds

    def checked():
        made.checked += 1

    monkeypatch.setattr(settling, "time", SimpleNamespace(monotonic=lambda: made.now, sleep=sleep))
    made.server = SimpleNamespace(unhealthy=lambda: following(made.faults))
    made.deployment = SimpleNamespace(
        alive=lambda: following(made.dead), process=lambda: following(made.processes), refuse_others=checked
    )
    made.settling = lambda seconds=10, patience=60: settling.Settling(made.server, made.deployment, seconds, patience)
    return made


def took(world, waiting):
    waiting.wait()
    return world.now - 1000


def test_a_server_that_stays_is_waited_for_once_and_who_answers_is_checked(world):
    assert took(world, world.settling()) == 10 and world.checked == 1


def test_what_was_verified_meanwhile_counts(world):
    waiting = world.settling()
    world.now += 8
    assert took(world, waiting) == 10


def test_without_a_settling_time_the_server_is_checked_once(world):
    assert took(world, world.settling(0)) == 0 and world.checked == 1


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"dead": [None, None, "its container ended with exit status 1"]}, "its container ended with exit status 1"),
        ({"processes": ["boot 7 1", "boot 7 1", None]}, "its process ended"),
        ({"processes": ["boot 7 1", "boot 7 1", "boot 8 9"]}, "it ended and was started again"),
    ],
)
def test_a_server_that_ends_or_is_another_one_is_an_error(world, change, words):
    vars(world).update(change)
    with pytest.raises(HostError) as error:
        world.settling().wait()
    assert error.value.message == f"The server did not stay healthy: {words}."
    assert error.value.option == "om_sso_settle_time" and world.checked == 0


def test_a_check_that_a_busy_server_misses_begins_the_time_anew(world):
    world.faults = [None, None, "HTTP 503", None]
    assert took(world, world.settling()) == 12


def test_a_server_that_is_never_healthy_again_is_an_error(world):
    world.faults = [None, "http://localhost:8586/healthcheck: HTTP 503"]
    with pytest.raises(HostError, match=r"did not stay healthy \(http://localhost:8586/healthcheck: HTTP 503\)"):
        world.settling(2, 5).wait()
    assert 7 < world.now - 1000 < 10


def test_a_deployment_that_does_not_tell_one_start_from_another_is_asked_whether_it_lives(world):
    world.processes = [None]
    assert took(world, world.settling()) == 10
    world.dead = ["its process ended"]
    with pytest.raises(HostError, match="its process ended"):
        world.settling().wait()
