# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether a host can be changed: folders that are there and can be written, programs that answer."""

import os

import pytest
from ansible_collections.openmetadata.sso.plugins.module_utils._core.errors import HostError
from ansible_collections.openmetadata.sso.plugins.module_utils._deployment.base import Deployment
from ansible_collections.openmetadata.sso.plugins.module_utils._system.file_change import FileChange
from ansible_collections.openmetadata.sso.plugins.module_utils._transaction import access


class Installed(Deployment):
    """An installation in a folder."""

    def __init__(self, folder, **options):
        super().__init__(options, {}, [], [])
        self.place = str(folder)

    @property
    def folder(self):
        return self.place


def refused(deployment):
    with pytest.raises(HostError) as error:
        access.require(deployment)
    return error.value


def test_a_folder_that_can_be_written_passes_and_stays_empty(tmp_path):
    access.require(Installed(tmp_path))
    access.require(Installed(tmp_path, state_directory=str(tmp_path / "not" / "yet" / "there")))
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_a_file_is_named(tmp_path):
    (tmp_path / "file").write_text("")
    assert refused(Installed(tmp_path, state_directory=str(tmp_path / "file"))).message.endswith(
        "file is not a folder."
    )


def test_a_folder_of_another_user_asks_for_become(tmp_path, monkeypatch):
    monkeypatch.setattr(os, "access", lambda *_arguments: False)
    error = refused(Installed(tmp_path))
    assert f"may not write to {tmp_path}" in error.message and error.fix.startswith("Set become: true")


def test_a_read_only_file_system_is_told_apart(tmp_path, monkeypatch):
    real = os.statvfs(tmp_path)
    monkeypatch.setattr(os, "statvfs", lambda _path: type("Read", (), {"f_flag": real.f_flag | os.ST_RDONLY}))
    assert refused(Installed(tmp_path)).message.endswith("is on a read-only file system.")


@pytest.mark.parametrize("place", ["conf/file", "conf/not/yet/there/file", "link"])
def test_a_change_is_refused_where_a_file_of_it_would_be_written_to_a_read_only_file_system(
    tmp_path, monkeypatch, place
):
    """And nowhere else: what a change does not write may be anywhere."""
    (tmp_path / "conf").mkdir()
    (tmp_path / "conf" / "other").write_text("")
    (tmp_path / "link").symlink_to("conf/other")
    installed = Installed(tmp_path, state_directory=str(tmp_path / "state"))
    real, conf = os.statvfs(tmp_path), str(tmp_path / "conf")
    found = type("Read", (), {"f_flag": real.f_flag | os.ST_RDONLY})
    monkeypatch.setattr(os, "statvfs", lambda path: found if path == conf else real)
    with pytest.raises(HostError, match=f"{conf} is on a read-only file system"):
        access.require_for(installed, [FileChange(str(tmp_path / place), "", 0o600)])
    access.require_for(installed, [FileChange(str(tmp_path / "file"), "", 0o600)])
    access.require_for(installed, [])


def test_the_deployments_own_programs_are_asked_first(tmp_path, monkeypatch):
    def missing():
        raise HostError("no Compose")

    installed = Installed(tmp_path / "missing")
    monkeypatch.setattr(installed, "check_programs", missing)
    assert refused(installed).message == "no Compose"


def test_an_installation_is_the_same_by_each_of_its_names(tmp_path):
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "one")
    found = {name: access.installation(Installed(tmp_path / name)) for name in ("one", "link", "other")}
    assert found["one"] == found["link"] != found["other"]
    assert access.installation(Installed(tmp_path / "gone")) == ""
