# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a container has in place of the files of its name service: a file is read, and nothing else is opened."""

import os

import pytest
from ansible_collections.openmetadata.sso.plugins.module_utils._preflight import container
from fakes import compose_world
from fakes.compose_world import MIGRATION, SERVER

world = compose_world.world


def asked(world, folder="project", files=None):
    """What is asked for the server's process."""
    world.deployment()
    place = str(world.folder.parent / folder)
    return container.pid_of({"folder": place, "files": files, "project": None, "service": SERVER})


@pytest.mark.parametrize("folder", ["project", "link"])
@pytest.mark.parametrize("made", ["project", "link", "project/docker"])
def test_the_process_of_the_server_is_found_by_whatever_name_its_folder_has(world, folder, made):
    (world.folder.parent / "link").symlink_to("project")
    below = made.partition("/")[2]
    files = None
    if below:
        (world.folder / below).mkdir()
        (world.folder / below / "docker-compose.yml").write_text("services: {}\n")
        files = [f"{below}/docker-compose.yml"]
    for service, pid in ((MIGRATION, 41), (SERVER, 42)):
        one = world.container(service)
        one["State"]["Pid"] = pid
        one["Config"]["Labels"]["com.docker.compose.project.working_dir"] = str(world.folder.parent / made)
    assert asked(world, folder, files) == 42


def test_a_server_that_does_not_run_has_no_process(world):
    with pytest.raises(container.Outside, match="no container of openmetadata-server runs"):
        asked(world)
    world.container(SERVER, running=False)
    with pytest.raises(container.Outside, match="no container of openmetadata-server runs"):
        asked(world)
    world.fails("ps", "permission denied")
    with pytest.raises(container.Outside, match="Docker does not answer on this host: permission denied"):
        asked(world)


@pytest.fixture
def root(tmp_path):
    """The root folder of a container, and a file of the host beside it."""
    (tmp_path / "root" / "etc").mkdir(parents=True)
    (tmp_path / "hosts").write_text("of the host")
    return tmp_path / "root"


def test_a_file_is_read_and_no_more_than_a_name_service_has(root):
    (root / "etc" / "hosts").write_text("127.0.0.1 a\n")
    assert container._content(str(root), "/etc/hosts") == b"127.0.0.1 a\n"
    with open(root / "etc" / "hosts", "wb") as stream:
        stream.truncate(container.LONGEST * 2)
    assert len(container._content(str(root), "/etc/hosts")) == container.LONGEST


@pytest.mark.parametrize("kind", ["nothing", "directory", "FIFO", "device", "link", "link in place of the folder"])
def test_what_is_not_a_file_is_neither_opened_nor_followed(root, kind, monkeypatch):
    path = root / "etc" / "hosts"
    if kind == "directory":
        path.mkdir()
    elif kind == "FIFO":
        os.mkfifo(path)
    elif kind == "device":
        if os.geteuid() != 0:
            pytest.skip("only root makes devices")
        os.mknod(path, 0o20666, os.makedev(1, 5))
    elif kind == "link":
        path.symlink_to(root.parent / "hosts")
    elif kind.startswith("link in"):
        (root / "etc").rmdir()
        (root / "etc").symlink_to(root.parent)
    monkeypatch.setattr("builtins.open", lambda *_arguments: pytest.fail("it was opened"))
    assert container._content(str(root), "/etc/hosts") is None


def test_no_descriptor_is_left_open(root):
    before = os.listdir("/proc/self/fd")
    container._content(str(root), "/etc/hosts")
    container._content(str(root), "/nothing/hosts")
    assert os.listdir("/proc/self/fd") == before
