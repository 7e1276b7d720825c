# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""No user with fewer rights than this run decides where a path leads; links of root's work as ever."""

import contextlib
import os
import pwd
import time
from pathlib import Path

import pytest
from ansible_collections.openmetadata.sso.plugins.module_utils._core.errors import HostError
from ansible_collections.openmetadata.sso.plugins.module_utils._system import files, safe_path
from ansible_collections.openmetadata.sso.plugins.module_utils._system.file_content import content
from lab import access_lists, users

THEIRS = 65534

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root has users with fewer rights")


@pytest.fixture
def home(tmp_path):
    """A folder of the service user's, and a file and a folder of root's beside it that they cannot read."""
    home = tmp_path / "home"
    (home / "conf").mkdir(parents=True)
    (tmp_path / "etc").mkdir(mode=0o755)
    (tmp_path / "etc" / "shadow").write_text("root's secret\n")
    (tmp_path / "etc" / "shadow").chmod(0o600)
    for path in (home, home / "conf"):
        os.chown(path, THEIRS, THEIRS)
    return home


def theirs(path, target):
    """A link that the service user made."""
    path.symlink_to(target)
    os.chown(path, THEIRS, THEIRS, follow_symlinks=False)


def refused(action, *arguments):
    with pytest.raises(safe_path.Untrusted) as error:
        action(*arguments)
    assert "can be replaced by the user" in error.value.message and error.value.fix
    return error.value


@as_root
@pytest.mark.parametrize("target", ["../../etc/shadow", "{}/etc/shadow", "../../home/../etc/shadow"])
def test_a_file_of_roots_is_neither_read_nor_written_over_a_link_of_theirs(home, tmp_path, target):
    link = home / "conf" / "openmetadata-sso.sh"
    theirs(link, target.format(tmp_path))
    for action in (content, files.read):
        refused(action, str(link))
    refused(files.write, str(link), "x", 0o600)
    kept = tmp_path / "kept"
    kept.write_text("x")
    refused(files.move, str(kept), str(link), 0o600, (0, 0))
    assert (tmp_path / "etc" / "shadow").read_text() == "root's secret\n" and link.is_symlink()


@as_root
def test_nothing_is_made_in_a_folder_of_roots_over_a_link_of_theirs(home, tmp_path):
    theirs(home / "keys", "../etc")
    refused(files.write, str(home / "keys" / "new"), "x", 0o600)
    refused(files.make_folder, str(home / "keys" / "a" / "b"))
    refused(files.remove, str(home / "keys" / "shadow"))
    assert [path.name for path in (tmp_path / "etc").iterdir()] == ["shadow"]


@as_root
def test_a_link_of_theirs_into_their_own_folder_works(home):
    theirs(home / "current", "conf")
    files.write(str(home / "current" / "a"), "x", 0o600)
    assert (home / "conf" / "a").read_text() == "x" and files.read(str(home / "current" / "a")) == "x"
    theirs(home / "conf" / "b", "a")
    files.write(str(home / "conf" / "b"), "y", 0o600)
    assert (home / "conf" / "b").is_symlink() and (home / "conf" / "a").read_text() == "y"


@as_root
def test_what_anyone_may_read_is_read_over_a_link_of_theirs_and_not_written():
    with users.open_folder() as folder:
        (folder / "etc").mkdir(mode=0o755)
        (folder / "etc" / "public").write_text("x")
        (folder / "home").mkdir()
        os.chown(folder / "home", THEIRS, THEIRS)
        theirs(folder / "home" / "a", "../etc/public")
        assert files.read(str(folder / "home" / "a")) == "x"
        refused(files.write, str(folder / "home" / "a"), "y", 0o600)
        (folder / "etc").chmod(0o700)
        refused(files.read, str(folder / "home" / "a"))


@as_root
def test_what_the_service_user_may_read_by_its_group_is_read_over_a_link_of_theirs(home, tmp_path):
    theirs(home / "conf" / "a", "../../etc/shadow")
    os.chown(tmp_path / "etc" / "shadow", 0, THEIRS)
    refused(files.read, str(home / "conf" / "a"))
    with users.open_folder() as folder:
        (folder / "shared").write_text("x")
        (folder / "shared").chmod(0o640)
        os.chown(folder / "shared", 0, pwd.getpwuid(THEIRS).pw_gid)
        theirs(home / "conf" / "b", folder / "shared")
        assert files.read(str(home / "conf" / "b")) == "x"


@as_root
def test_another_name_of_a_file_that_they_may_not_read_is_refused_where_the_kernel_lets_them_make_it(home, monkeypatch):
    os.link(home.parent / "etc" / "shadow", home / "conf" / "openmetadata-env.sh")
    assert files.read(str(home / "conf" / "openmetadata-env.sh")) == "root's secret\n", "only root can have made it"
    monkeypatch.setattr(safe_path, "_links_are_protected", lambda: False)
    with pytest.raises(safe_path.Untrusted, match=r"another name .a hard link. of a file") as error:
        files.read(str(home / "conf" / "openmetadata-env.sh"))
    assert "root's secret" not in str(error.value)
    os.link(home / "conf" / "openmetadata-env.sh", home.parent / "etc" / "of-root")
    assert files.read(str(home.parent / "etc" / "of-root")), "a folder of root's"


@as_root
def test_the_kernels_own_setting_is_asked():
    expected = Path("/proc/sys/fs/protected_hardlinks").read_text(encoding="ascii").strip() != "0"
    assert safe_path._links_are_protected() is expected


@as_root
@pytest.mark.parametrize("what", ["the folder", "the file", "anybody"])
def test_a_file_that_others_can_change_names_only_what_they_may_read(home, tmp_path, what):
    folder = home / "conf" if what == "the folder" else tmp_path / "etc"
    naming = folder / "env.sh"
    naming.write_text(". /x\n")
    if what == "the file":
        os.chown(naming, THEIRS, THEIRS)
    if what == "anybody":
        naming.chmod(0o666)
    with pytest.raises(safe_path.Untrusted, match=r"names .*shadow, which they may not read"):
        content(str(tmp_path / "etc" / "shadow"), named_by=[str(naming)])
    (home / "conf" / "own").write_text("x")
    if what != "anybody":
        assert content(str(home / "conf" / "own"), named_by=[str(naming)]) == b"x"
    naming.unlink()
    naming = tmp_path / "etc" / "of-root"
    naming.write_text(". /x\n")
    assert content(str(tmp_path / "etc" / "shadow"), named_by=[str(naming)]) == b"root's secret\n"
    assert content(str(tmp_path / "etc" / "shadow"), named_by=[str(tmp_path / "nothing")]) == b"root's secret\n"


def test_links_of_our_own_are_followed(tmp_path):
    (tmp_path / "openmetadata-1.12").mkdir()
    (tmp_path / "openmetadata").symlink_to("openmetadata-1.12")
    files.write(str(tmp_path / "openmetadata" / "conf" / "a"), "x", 0o600)
    assert (tmp_path / "openmetadata-1.12" / "conf" / "a").read_text() == "x"
    assert files.read(str(tmp_path / "openmetadata" / "conf" / "a")) == "x"


@as_root
def test_a_link_in_a_folder_that_anyone_can_write_to_counts_by_its_owner(tmp_path):
    shared = tmp_path / "shared"
    shared.mkdir()
    (tmp_path / "secret").write_text("x")
    (tmp_path / "secret").chmod(0o600)
    (shared / "ours").symlink_to("../secret")
    theirs(shared / "theirs", "../secret")
    shared.chmod(0o1777)
    assert files.read(str(shared / "ours")) == "x"
    refused(files.read, str(shared / "theirs"))
    shared.chmod(0o777)
    with pytest.raises(safe_path.Untrusted, match="can be replaced by other users"):
        files.read(str(shared / "ours"))


@as_root
def test_who_may_write_to_a_folder_by_an_access_control_list_can_replace_its_links(tmp_path):
    conf = tmp_path / "conf"
    conf.mkdir()
    (tmp_path / "secret").write_text("x")
    (tmp_path / "secret").chmod(0o600)
    theirs(conf / "openmetadata-env.sh", "../secret")
    assert files.read(str(conf / "openmetadata-env.sh")) == "x", "nobody else can write to this folder of root's"
    access_lists.give(conf, f"u::7 u:{THEIRS}:7 g::5 m::7 o::5")
    refused(files.read, str(conf / "openmetadata-env.sh"))
    refused(files.write, str(conf / "openmetadata-env.sh"), "y", 0o600)
    assert (tmp_path / "secret").read_text() == "x"


@as_root
def test_a_file_that_others_can_change_by_an_access_control_list_names_only_what_they_may_read(tmp_path):
    (tmp_path / "secret").write_text("x")
    (tmp_path / "secret").chmod(0o600)
    naming = tmp_path / "env.sh"
    naming.write_text(". /x\n")
    assert content(str(tmp_path / "secret"), named_by=[str(naming)]) == b"x"
    access_lists.give(naming, f"u::6 u:{THEIRS}:6 g::0 m::6 o::0")
    with pytest.raises(safe_path.Untrusted, match=r"names .*secret, which they may not read"):
        content(str(tmp_path / "secret"), named_by=[str(naming)])


@as_root
def test_for_the_service_user_itself_the_kernel_decides():
    with users.open_folder() as folder:
        (folder / "secret").write_text("x")
        (folder / "secret").chmod(0o600)
        (folder / "home").mkdir()
        os.chown(folder / "home", THEIRS, THEIRS)
        theirs(folder / "home" / "a", "../secret")
        assert "Permission denied" in users.run_as(THEIRS, lambda: _read(folder / "home" / "a"))


def _read(path):
    try:
        return files.read(str(path))
    except HostError as error:
        return error.message


def test_a_path_without_a_folder_leads_nowhere(tmp_path):
    with safe_path.found(str(tmp_path / "no" / "file")) as place:
        assert place is None
    with safe_path.found(str(tmp_path / "file")) as place:
        assert place.status is None and place.path == str(tmp_path / "file")


def test_a_relative_path_and_a_way_up_are_followed(tmp_path, monkeypatch):
    (tmp_path / "a").mkdir()
    (tmp_path / "b").write_text("x")
    monkeypatch.chdir(tmp_path / "a")
    assert files.read("../b") == "x"


def test_no_descriptor_is_left_open(tmp_path):
    (tmp_path / "link").symlink_to("loop")
    (tmp_path / "loop").symlink_to("link")
    (tmp_path / "file").write_text("x")
    before = os.listdir("/proc/self/fd")
    for name in ("file", "link", "nothing", "file/below", "no/file"):
        _read(tmp_path / name)
    assert os.listdir("/proc/self/fd") == before


def swap(conf, real, secret):
    """What a hostile user does for ever: links in place of the folder, of the file and of incomplete files."""
    steps = (
        lambda: os.rename(conf, real),
        lambda: os.symlink("../etc", conf),
        lambda: os.unlink(conf),
        lambda: os.rename(real, conf),
        lambda: os.unlink(f"{conf}/shadow"),
        lambda: os.symlink(secret, f"{conf}/shadow"),
        lambda: os.unlink(f"{conf}/shadow"),
    )
    while True:
        for step in steps:
            with contextlib.suppress(OSError):
                step()


@as_root
def test_a_race_of_links_gets_nothing():
    with users.open_folder() as folder:
        (folder / "etc").mkdir(mode=0o700)
        secret = folder / "etc" / "shadow"
        secret.write_text("root's secret\n")
        secret.chmod(0o600)
        (folder / "home" / "conf").mkdir(parents=True)
        for path in (folder / "home", folder / "home" / "conf"):
            os.chown(path, THEIRS, THEIRS)
        conf = folder / "home" / "conf"
        with users.at_work(THEIRS, lambda: swap(str(conf), str(folder / "home" / "real"), str(secret))):
            end = time.monotonic() + 1
            while time.monotonic() < end:
                for action in (
                    lambda: files.write(str(conf / "shadow"), "new\n", 0o644, (THEIRS, THEIRS)),
                    lambda: files.make_folder(str(conf / "keys" / "1")),
                    lambda: files.remove(str(conf / "shadow")),
                    lambda: files.sweep(str(conf)),
                ):
                    with contextlib.suppress(HostError):
                        action()
                assert _read(conf / "shadow") != "root's secret\n"
        found = secret.stat()
        assert (secret.read_text(), found.st_mode & 0o777, found.st_uid) == ("root's secret\n", 0o600, 0)
        assert os.listdir(folder / "etc") == ["shadow"]


def test_a_folder_that_is_removed_as_soon_as_it_is_made_is_an_error(tmp_path, monkeypatch):
    monkeypatch.setattr(safe_path, "_make", lambda *_arguments: None)
    with pytest.raises(HostError) as error:
        files.make_folder(str(tmp_path / "conf" / "keys"))
    assert str(tmp_path / "conf" / "keys") in error.value.message
