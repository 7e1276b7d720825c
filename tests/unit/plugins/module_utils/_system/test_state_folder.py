# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The state of a run as root is where only root can write; what an earlier release kept elsewhere moves there once."""

import os
import stat

import pytest
from ansible_collections.openmetadata.sso.plugins.module_utils._core.errors import HostError
from ansible_collections.openmetadata.sso.plugins.module_utils._system import lock, state_folder
from lab import users

THEIRS = 65534

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root has users with fewer rights")


@pytest.fixture
def home(tmp_path, monkeypatch):
    """A home of the service user's; states of root's are below tmp_path."""
    monkeypatch.setattr(state_folder, "ROOT", str(tmp_path / "var"))
    home = tmp_path / "home"
    home.mkdir()
    if os.geteuid() == 0:
        os.chown(home, THEIRS, THEIRS)
    return home


@pytest.fixture
def earlier(home):
    """What an earlier release left there: key, records, a journal with originals, an export."""
    folder = home / ".openmetadata-sso"
    (folder / "originals").mkdir(parents=True)
    (folder / "exports").mkdir()
    for path in (folder, folder / "originals", folder / "exports"):
        path.chmod(0o700)
    for name in ("key", "lock", "last_good.json", "journal.json", "originals/0", "exports/rows.yml", "pipelines.json"):
        (folder / name).write_text(name)
        (folder / name).chmod(0o600)
    return folder


def names(folder):
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*"))


def target(home):
    return state_folder.path_of("", str(home))


@as_root
def test_it_is_below_var_lib_by_the_name_of_the_installation(home):
    path = target(home)
    assert path == f"{state_folder.ROOT}/{str(home)[1:].replace('-', '%2d').replace('/', '-')}"
    link = home.parent / "link"
    link.symlink_to("home")
    assert target(link) == path == target(home / ".." / "home"), "one installation, one state"
    assert target(home.parent) != path


@as_root
def test_no_two_installations_share_a_name():
    paths = ("/opt/open-metadata", "/opt/open/metadata", "/opt/open%2dmetadata", "/", "/opt/ü", "/" + "x/" * 300 + "a")
    found = {state_folder.path_of("", path) for path in (*paths, "/" + "x/" * 300 + "b")}
    assert len(found) == 7 and all(len(os.path.basename(path)) <= 200 for path in found)
    assert state_folder.path_of("", "/opt/openmetadata") == "/var/lib/openmetadata-sso/opt-openmetadata"


def test_what_is_given_counts(home):
    assert state_folder.path_of("/given", str(home)) == "/given" == state_folder.current("/given", str(home))


@as_root
def test_another_user_has_it_beside_the_server():
    with users.open_folder() as folder:
        os.chown(folder, THEIRS, THEIRS)
        found = users.run_as(THEIRS, lambda: state_folder.prepare("", str(folder)))
        assert found == [str(folder / ".openmetadata-sso"), []]
        assert stat.S_IMODE((folder / ".openmetadata-sso").stat().st_mode) == 0o700


@as_root
def test_it_is_made_for_root_alone_and_the_second_time_nothing_happens(home):
    assert state_folder.prepare("", str(home)) == (target(home), [])
    for path in (target(home), state_folder.ROOT):
        assert stat.S_IMODE(os.stat(path).st_mode) == 0o700
    before = os.stat(target(home))
    assert state_folder.prepare("", str(home)) == (target(home), [])
    assert os.stat(target(home)) == before


@as_root
@pytest.mark.parametrize("other_file_system", [False, True])
def test_what_an_earlier_release_kept_moves_whole(home, earlier, monkeypatch, other_file_system):
    before = names(earlier)
    said = [f"the state in {earlier} moves to {target(home)}"]
    assert (state_folder.planned("", str(home)), state_folder.current("", str(home))) == (said, str(earlier))
    rename = os.rename

    def refuse(source, target, **folders):
        if source == ".openmetadata-sso":
            raise OSError(18, "Invalid cross-device link")
        rename(source, target, **folders)

    if other_file_system:
        monkeypatch.setattr(os, "rename", refuse)
    assert state_folder.prepare("", str(home)) == (target(home), said)
    assert not earlier.exists() and state_folder.current("", str(home)) == target(home)
    assert names(type(home)(target(home))) == before
    for name in ("key", "journal.json", "originals/0", "exports/rows.yml"):
        path = type(home)(target(home)) / name
        assert path.read_text() == name and stat.S_IMODE(path.stat().st_mode) == 0o600
    assert state_folder.prepare("", str(home)) == (target(home), []), "a second run changes nothing"


@as_root
def test_a_move_that_was_killed_is_repeated(home, earlier, monkeypatch):
    def refuse(source, _target, **_folders):
        raise OSError(18, "Invalid cross-device link") if source == ".openmetadata-sso" else KeyboardInterrupt()

    with monkeypatch.context() as context:
        context.setattr(os, "rename", refuse)
        with pytest.raises(KeyboardInterrupt):
            state_folder.prepare("", str(home))
    before = names(earlier)
    state_folder.prepare("", str(home))
    assert names(type(home)(target(home))) == before and os.listdir(state_folder.ROOT) == [
        os.path.basename(target(home))
    ]


@as_root
def test_a_run_of_an_earlier_release_that_is_at_work_is_not_disturbed(home, earlier):
    with lock.held(str(earlier)), pytest.raises(HostError, match="Another run is at work"):
        state_folder.prepare("", str(home))
    assert (earlier / "key").exists() and not os.path.lexists(target(home))


def give_away(earlier):
    os.chown(earlier, THEIRS, THEIRS)


def open_up(earlier):
    earlier.chmod(0o777)


def link(earlier):
    earlier.rename(earlier.with_name("real"))
    earlier.symlink_to("real")


def file(earlier):
    earlier.rename(earlier.with_name("real"))
    earlier.write_text("x")


@as_root
@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (give_away, "it belongs to the user"),
        (open_up, "others can write to it"),
        (link, "it is not a folder"),
        (file, "it is not a folder"),
    ],
)
def test_what_the_service_user_could_have_made_is_not_taken_over(home, earlier, change, reason):
    change(earlier)
    before = names(home)
    path, said = state_folder.prepare("", str(home))
    assert os.listdir(path) == [] and names(home) == before
    assert said == state_folder.planned("", str(home)) and f"the state in {earlier} does not count: {reason}" in said[0]


@as_root
def test_what_comes_back_beside_the_server_does_not_count(home, earlier):
    state_folder.prepare("", str(home))
    earlier.mkdir(mode=0o700)
    _path, said = state_folder.prepare("", str(home))
    assert "is there already" in said[0] and earlier.exists()


@as_root
@pytest.mark.parametrize("make", [True, False])
def test_a_folder_that_the_service_user_can_replace_is_refused(home, make):
    for path in (home / "state", home / "below" / "state"):
        path.mkdir(parents=True, mode=0o700)
        with pytest.raises(HostError) as error:
            state_folder.check(str(path), make)
        assert error.value.option == "om_sso_state_directory"
        assert "can be replaced by the user" in error.value.message and "om_sso_state_directory" in error.value.fix


@as_root
def test_a_link_of_theirs_in_place_of_it_gets_nothing(home, tmp_path):
    (tmp_path / "etc").mkdir(mode=0o755)
    (home / "state").symlink_to("../etc")
    with pytest.raises(HostError, match="can be replaced by the user"):
        state_folder.prepare(str(home / "state"), str(home))
    assert stat.S_IMODE((tmp_path / "etc").stat().st_mode) == 0o755 and os.listdir(tmp_path / "etc") == []


@as_root
def test_a_folder_of_somebody_else_is_refused_without_root():
    def tried(path):
        try:
            return state_folder.prepare(str(path), "/nowhere")
        except HostError as error:
            return error.message

    with users.open_folder() as folder:
        (folder / "state").mkdir(mode=0o755)
        said = users.run_as(THEIRS, lambda: tried(folder / "state"))
        assert said == f"The state folder {folder}/state belongs to the user root."


def test_what_is_not_a_folder_is_said_and_a_folder_is_closed(tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(HostError, match="is not a folder"):
        state_folder.check(str(tmp_path / "file"), make=True)
    (tmp_path / "open").mkdir(mode=0o755)
    state_folder.check(str(tmp_path / "open"), make=True)
    assert stat.S_IMODE((tmp_path / "open").stat().st_mode) == 0o700


@pytest.mark.parametrize("writes", [True, False])
def test_a_folder_of_other_things_is_not_closed_to_those_who_use_it(tmp_path, writes):
    """As where om_sso_state_directory names /var/lib, or the root of all files."""
    folder = tmp_path / "lib"
    (folder / "dpkg").mkdir(parents=True)
    folder.chmod(0o755)
    called = state_folder.prepare if writes else state_folder.inspected
    with pytest.raises(HostError, match="holds other files and is open to other users") as error:
        called(str(folder), str(tmp_path))
    assert error.value.option == state_folder.OPTION
    assert stat.S_IMODE(folder.stat().st_mode) == 0o755
    (folder / "key").write_text("ours")
    called(str(folder), str(tmp_path))
    assert stat.S_IMODE(folder.stat().st_mode) == (0o700 if writes else 0o755), "who only reads changes nothing"
