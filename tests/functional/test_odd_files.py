# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whatever is in the place of a file, and whatever the user of the server put there: no hang, no leak, no half change.

docs/contribute/faults.md lists the cases.
"""

import json
import os
import shutil

import pytest
from ansible_collections.openmetadata.sso.plugins.module_utils._system import state_folder
from faults import odd, traps, worlds
from faults.laying import SECRET, check_error, lay, quick
from lab import direct, required, rows

THEIRS = 65534
CASES = list(odd.cases())


@pytest.fixture(scope="module")
def world(folder, operator):
    """A configured host, whose home belongs to another user than root where that can be."""
    one = worlds.BareMetal(folder, "1.12.14", operator).begin()
    yield one
    one.stop()


@pytest.fixture
def configured(world):
    """The host in its old configuration."""
    if world.state() != world.states["old"]:
        world.apply("old").passed()
    return world


@pytest.fixture
def hostile(configured):
    """The same with a home that belongs to another user, and a file of root's that this user cannot read."""
    if os.geteuid() != 0:
        required.require("only root can give files away")
    home = configured.simulator.home
    owners = {path: path.lstat().st_uid for path in (home, home / "conf")}
    for path in owners:
        os.chown(path, THEIRS, THEIRS)
    secret = home.parent / "root"
    secret.mkdir(mode=0o700)
    for name in ("file", "openmetadata.yaml"):
        (secret / name).write_text(SECRET, encoding="utf-8")
        (secret / name).chmod(0o600)
    # The state folder must be where only root can write.
    state = home.parent / "state"
    shutil.copytree(configured.state_folder, state)
    state.chmod(0o700)
    for plan in configured.plans.values():
        plan["om_sso_state_directory"] = str(state)
    yield configured
    for plan in configured.plans.values():
        plan["om_sso_state_directory"] = str(configured.state_folder)
    for path, owner in owners.items():
        os.chown(path, owner, owner)
    shutil.rmtree(secret)
    shutil.rmtree(state)


def place_of(world, name):
    return (world.state_folder if name in odd.STATE else world.simulator.home) / name


def of_kind(*kinds):
    return pytest.mark.parametrize(
        ("kind", "name", "outcome"), [case for case in CASES if case[0] in kinds], ids=lambda value: str(value)[:40]
    )


@of_kind(*odd.NOT_FILES, *odd.FIXED)
def test_what_is_in_the_place_of_a_file(configured, kind, name, outcome):
    path = place_of(configured, name)
    away = lay(kind, path)
    try:
        verified = direct.run(configured.content("old", "verify"), prepare=quick)
        applied = configured.apply("new", quick)
    finally:
        away()
    if outcome in (odd.REFUSED, odd.NOT_BEFORE):
        for result in (verified, applied) if outcome == odd.REFUSED else (applied,):
            check_error(result.failed())
        assert str(path) in applied.error["message"] + applied.error["option"]
        assert configured.state() == configured.states["old"]
    else:
        verified.passed()
        answer = applied.passed()
        assert configured.state()["served"] == configured.states["new"]["served"]
        if outcome == odd.ASIDE:
            assert list(path.parent.glob(f"{name.rsplit('/')[-1]}.set-aside-*")), "nothing is lost"
            assert name in ("lock", "key", odd.PID) or "does not count" in " ".join(answer["notes"])
    tidy(configured)
    configured.apply("old", quick).passed()
    assert configured.state() == configured.states["old"]


def tidy(world):
    for folder in (world.state_folder, world.simulator.home / "logs", world.simulator.home / "conf"):
        for path in folder.glob("*.set-aside-*"):
            shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()


def garbage(kind, path):
    """A record that another hand wrote."""
    text = path.read_text(encoding="utf-8") if path.exists() else "{}"
    entry = {"started": "x", "running": True, "restarted": True, "rows": None, "when": "x", "fingerprint": "x"}
    kept = {"path": "/etc/passwd", "original": None, "folders": [], "text": "x", "mode": 420, "owner": [0, 0]}
    made = {
        "empty": "",
        "not JSON": "{",
        "another form": json.dumps({**entry, "files": "x"}),
        "another file": json.dumps({**entry, "version": "1.12.14", "served": {}, "files": [kept]}),
        "changed": text.replace("auth0", "okta") if "auth0" in text else json.dumps({**entry, "files": []}),
    }
    path.write_text(made[kind], encoding="utf-8")


@of_kind(*odd.GARBAGE)
def test_a_record_of_another_hand(configured, kind, name, outcome):
    garbage(kind, place_of(configured, name))
    for verb in ("verify", "apply"):
        direct.run(configured.content("old", verb), check=True, prepare=quick).passed()
    answer = configured.apply("new", quick).passed()
    assert f"{name} does not count: " in " ".join(answer["notes"])
    assert len(list(configured.state_folder.glob(f"{name}.set-aside-*"))) == 1
    tidy(configured)
    assert configured.state()["served"] == configured.states["new"]["served"]


@of_kind("garbage")
def test_any_text_in_a_file_of_a_process(configured, kind, name, outcome):
    for text in ("\u00b2", "9" * 5000, "-1\n", "process\n", "\x00\x1b[31m"):
        place_of(configured, name).write_text(text, encoding="utf-8")
        configured.apply("old", quick).passed()
    configured.apply("new", quick).passed()


@of_kind("link")
def test_a_link_of_the_service_user(hostile, kind, name, outcome):
    home, root = hostile.simulator.home, hostile.simulator.home.parent / "root"
    path = home / name
    kept = path.with_name("kept")
    if path.exists():
        path.rename(kept)
    path.symlink_to(root / "file" if "a file" in outcome else root)
    os.chown(path, THEIRS, THEIRS, follow_symlinks=False)
    try:
        for run in (
            direct.run(hostile.content("new", "verify"), prepare=quick),
            direct.run(hostile.content("new"), check=True, prepare=quick),
            hostile.apply("new", quick),
        ):
            check_error(run.failed())
            assert "can be replaced by the user" in json.dumps(run.error)
        assert sorted(entry.name for entry in root.iterdir()) == ["file", "openmetadata.yaml"]
        assert (root / "file").read_text(encoding="utf-8") == SECRET
        assert ((root / "file").stat().st_uid, (root / "file").stat().st_mode & 0o777) == (0, 0o600)
        assert (root.stat().st_uid, root.stat().st_mode & 0o777) == (0, 0o700)
    finally:
        path.unlink()
        if kept.exists():
            kept.rename(path)
    hostile.apply("old", quick).passed()


@of_kind("forged state")
def test_a_forged_state(hostile, kind, name, outcome):
    home = hostile.simulator.home
    for plan in hostile.plans.values():
        plan["om_sso_state_directory"] = None
    target = home / ".openmetadata-sso"
    kept = home / "kept-state"
    target.rename(kept)
    try:
        forge(target, name, home.parent / "root")
        before = tree(target)
        answer = direct.run(hostile.content("old"), prepare=lambda: below(home.parent)).passed()
        assert f"the state in {target} does not count" in " ".join(answer["notes"])
        assert tree(target) == before
        assert hostile.state()["served"] == hostile.states["old"]["served"]
    finally:
        shutil.rmtree(target) if target.is_dir() and not target.is_symlink() else target.unlink()
        kept.rename(target)
        shutil.rmtree(home.parent / "var", ignore_errors=True)


def below(folder):
    """The state of root's in a folder of the test."""
    quick()
    state_folder.ROOT = str(folder / "var")


def forge(target, name, root):
    if name.startswith("a link"):
        target.symlink_to(root)
        os.chown(target, THEIRS, THEIRS, follow_symlinks=False)
        return
    if name == "a file":
        target.write_text("x", encoding="utf-8")
        return
    target.mkdir(mode=0o700)
    garbage("another file", target / ("journal.json" if "journal" in name else "last_good.json"))
    (target / "key").write_text("0" * 64, encoding="utf-8")
    for path in (target, *target.iterdir()):
        os.chown(path, THEIRS, THEIRS)


def tree(path):
    return [(str(each), worlds.look(each)) for each in (path, *sorted(path.rglob("*")))]


def test_a_state_folder_that_the_service_user_can_replace_is_refused(hostile):
    """The home is theirs, so what is below it may be of their making."""
    for plan in hostile.plans.values():
        plan["om_sso_state_directory"] = str(hostile.state_folder)
    for verb in ("verify", "apply"):
        error = direct.run(hostile.content("new", verb), prepare=quick).failed()
        assert error["option"] == "om_sso_state_directory" and "can be replaced by the user" in error["message"]
    assert hostile.state()["served"] == hostile.states["old"]["served"]


def test_the_state_of_an_earlier_release_moves_and_an_interrupted_run_is_undone(hostile):
    """Key, last good configuration and the journal of a killed run: nothing is lost on the way."""
    home = hostile.simulator.home
    for plan in hostile.plans.values():
        plan["om_sso_state_directory"] = None
    moved = home.parent / "var"
    shutil.copytree(home / ".openmetadata-sso", home / "kept-state")
    try:
        hostile.apply("new", lambda: (below(home.parent), traps.Traps("kill", "openmetadata.sh stop done")()))
        (made,) = moved.iterdir()
        assert not (home / ".openmetadata-sso").exists() and (made / "journal.json").exists()
        made.rename(home / ".openmetadata-sso")  # as an earlier release left it
        checked = direct.run(hostile.content("old"), check=True, prepare=lambda: below(home.parent)).passed()
        said = " ".join(checked["notes"])
        assert "was interrupted" in said and f"moves to {made}" in said and (home / ".openmetadata-sso").exists()
        answer = direct.run(hostile.content("old"), prepare=lambda: below(home.parent)).passed()
        assert "was interrupted" in " ".join(answer["notes"])
        assert sorted(path.name for path in made.iterdir()) == list(worlds.OURS)
        again = direct.run(hostile.content("old"), prepare=lambda: below(home.parent)).passed()
        assert not again["changed"] and not again["notes"]
        recovered = direct.run(
            direct.document({**hostile.plans["old"], "om_sso_recover_to": "last_good"}, "recover"),
            check=True,
            prepare=lambda: below(home.parent),
        ).passed()
        assert recovered["served"]["clientId"] == hostile.states["old"]["served"]["clientId"]
    finally:
        shutil.rmtree(moved, ignore_errors=True)
        shutil.rmtree(home / ".openmetadata-sso", ignore_errors=True)
        (home / "kept-state").rename(home / ".openmetadata-sso")


@of_kind("neighbour")
def test_a_neighbour_stays(configured, kind, name, outcome):
    path = configured.simulator.home / name
    if name.endswith("/"):
        path.mkdir()
        (path / "file").write_text("x", encoding="utf-8")
    else:
        path.write_text("A=1\n", encoding="utf-8")
    before = tree(path)
    try:
        configured.apply("new", traps.Traps("kill", "server healthy"))
        configured.apply("old", quick).passed()
        configured.fault("never_healthy", "once\n")
        check_error(configured.apply("new", quick, om_sso_health_timeout=3).failed())
        assert tree(path) == before
    finally:
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    assert configured.state() == configured.states["old"]


@of_kind("changed since")
def test_what_was_changed_since_a_killed_run_is_kept(configured, kind, name, outcome):
    home, install = configured.simulator.home, configured.simulator
    install.hook.write_text(worlds.OPERATORS_LINE, encoding="utf-8")  # so that our block in it is part of the change
    configured.apply("new", traps.Traps("kill", "server healthy"))
    if name.startswith("a line"):
        text = install.hook.read_text(encoding="utf-8")
        install.hook.write_text("export ADDED=1\n" + text, encoding="utf-8")
    elif name.startswith("openmetadata-sso.sh"):
        install.own_file.write_text("# of the operator\n", encoding="utf-8")
    elif "not have" in name:
        rows.change(install, {"authorizerConfiguration": {"testPrincipals": ["since"]}})
    else:
        rows.change(install, rows.authentication(clientId="since"))
    answer = configured.apply("old", quick).passed()
    said = " ".join(answer["notes"])
    assert "changed since the collection wrote" in said
    if name.startswith("a line"):
        assert "export ADDED=1\n" in install.hook.read_text(encoding="utf-8")
        install.hook.write_text(
            install.hook.read_text(encoding="utf-8").replace("export ADDED=1\n", ""), encoding="utf-8"
        )
    elif name.startswith("openmetadata-sso.sh"):
        (beside,) = (home / "conf").glob("openmetadata-sso.sh.changed-*")
        assert beside.read_text(encoding="utf-8") == "# of the operator\n" and str(beside) in said
        beside.unlink()
    elif "not have" in name:
        assert configured.rows()["authorizerConfiguration"]["testPrincipals"] == ["since"]
        rows.change(install, rows.FOREIGN)
    else:
        (export,) = (configured.state_folder / "exports").iterdir()
        assert "since" in export.read_text(encoding="utf-8") and str(export) in said
        shutil.rmtree(configured.state_folder / "exports")
    assert configured.state() == configured.states["old"]
