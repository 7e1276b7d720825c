# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whatever is in the place of a key pair, or of a folder on the way to it: an error at once, and nothing is written."""

import os

import pytest
from ansible_collections.openmetadata.sso.plugins.module_utils._core.errors import HostError
from ansible_collections.openmetadata.sso.plugins.module_utils._keys import key_store
from lab.odd_files import ODD_FILES

WANTED = {"id": "one", "private": None}
PLACES = (f"one/{key_store.PRIVATE}", f"one/{key_store.PUBLIC}", "one", "")


class Deployment:
    """A server with its key folder."""

    def __init__(self, folder):
        self.folder = folder

    def key_folder(self, key_id):
        return os.path.join(self.folder, key_store.FOLDER, key_id)


@pytest.mark.parametrize("kind", sorted(set(ODD_FILES) - {"dangling", "binary"}))
def test_what_is_in_the_place_of_a_pair_is_an_error_at_once(tmp_path, kind):
    for number, name in enumerate(PLACES):
        folder = tmp_path / str(number)
        path = folder / key_store.FOLDER / name
        if kind == "directory" and name in ("one", ""):
            continue  # as it should be
        path.parent.mkdir(parents=True)
        ODD_FILES[kind][0](path)
        with pytest.raises(HostError) as error:
            key_store.find(WANTED, Deployment(str(folder)))
        assert str(folder) in error.value.message
        assert [entry.name for entry in path.parent.iterdir()] == [path.name]
