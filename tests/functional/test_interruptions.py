# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A fault at every step of a change.

The old configuration serves or the new one, never a mixture, and the next run completes.

`pytest -s` prints how many faults were injected; docs/contribute/faults.md lists them.
"""

import os
from collections import Counter

import pytest
from faults import points, traps, worlds
from lab.playbooks import until

CASES = list(points.cases())
MAKERS = {"bare metal": worlds.BareMetal, "Docker Compose": worlds.Compose}
INJECTED = Counter()
MINIMUM = 60


@pytest.fixture(scope="module")
def made(folder, operator):
    """A host of each kind with two configurations, made when it is first asked for."""
    path = os.environ["PATH"]
    os.environ["PATH"] = f"{worlds.HERE}{os.pathsep}{path}"
    found = {}

    def world_of(place):
        if place not in found:
            found[place] = MAKERS[place[0]](folder, place[1], operator).begin()
        return found[place]

    yield world_of
    for one in found.values():
        one.stop()
    os.environ["PATH"] = path


@pytest.fixture
def world(request, made):
    """The host of this case, in its old configuration."""
    return made(request.param)


@pytest.mark.parametrize("world", points.STEPS, indirect=True, ids=" ".join)
def test_every_step_is_in_the_list(world, tmp_path):
    trace = tmp_path / "trace"
    world.apply("new", traps.Traps("record", trace=trace)).passed()
    world.apply("old").passed()
    recorded = [line.split("\t") for line in trace.read_text(encoding="utf-8").splitlines()]
    assert [step for kind, step in recorded if kind == "kill"] == points.STEPS[world.kind, world.release]
    for kind, names in points.OTHERS[world.kind, world.release].items():
        if kind != "server":
            assert set(names) <= {step for trap, step in recorded if trap == kind}, kind
    changing = {step for trap, step in recorded if trap == "fails before"}
    assert changing == set(points.OTHERS[world.kind, world.release]["fails before"])


@pytest.mark.parametrize(
    ("world", "kind", "step"),
    [pytest.param(*case, marks=[pytest.mark.thorough] * points.repeats(*case)) for case in CASES],
    indirect=["world"],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else value,
)
def test_a_fault_never_leaves_a_mixture(world, kind, step):
    number = INJECTED.total()
    INJECTED[kind] += 1
    outcome = world.strike(kind, step)
    assert outcome.error is not None, "the fault did not strike"
    check_at_once(world, kind, outcome.error)
    wanted = ("new", "old")[number % 2]
    orphaned = kind in ("kill during", "kill both") and "ops command" in step
    assert not orphaned or world.left_behind(), "what the killed run had called goes on"
    world.apply(wanted).passed()
    assert world.state() == world.states[wanted]
    if orphaned:
        until(lambda: not world.left_behind(), every=0.05)
        assert world.state() == world.states[wanted], "what a killed run had called has overtaken the next one"
    assert sorted(path.name for path in world.state_folder.rglob("*")) == list(worlds.OURS)
    if wanted == "new":
        world.swap()


def check_at_once(world, kind, error):
    """What must hold before anybody does anything about the fault."""
    served = world.settled()
    assert served is None or world.name_of(served)
    assert world.rows() in [state["rows"] for state in world.states.values()]
    assert world.untouched()
    if kind in ("kill", "kill during", "kill both"):
        assert "was killed (signal 9); the next run undoes what it had begun" in error["message"]
        return
    assert "defect" not in error["fix"], error
    if kind == "fails from here on" and error.get("outcome", "").startswith("Not everything"):
        return
    assert world.state() == world.states["old"], error


@pytest.mark.parametrize("world", points.STEPS, indirect=True, ids=" ".join)
def test_two_runs_at_once_do_not_meet(world):
    """The second one is told to wait; the first one completes."""
    first = world.start_apply("new")
    until((world.state_folder / "journal.json").exists, every=0.001)
    second = world.apply("old")
    assert first().passed()["changed"]
    assert "Another run is at work on this host" in second.failed()["message"]
    assert world.state() == world.states["new"]
    world.swap()


def test_enough_faults_were_injected():
    print(f"\n{INJECTED.total()} faults injected: {dict(INJECTED)}")
    assert len(CASES) >= MINIMUM
