# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The release of a collection, installed or not."""

import pytest
import yaml
from ansible_collections.openmetadata.sso.plugins.plugin_utils._runtime import collection_release


def test_an_installed_collection_has_a_manifest(tmp_path, monkeypatch):
    (tmp_path / "MANIFEST.json").write_text('{"collection_info": {"version": "6.4.0"}}')
    assert collection_release.installed_release(tmp_path) == "6.4.0"
    monkeypatch.setattr(collection_release, "ROOT", tmp_path)
    assert collection_release.release_of_the_collection() == "6.4.0"


@pytest.mark.parametrize("text", [None, "", "[]", '{"collection_info": {}}', '{"collection_info": '])
def test_any_other_folder_has_no_release(tmp_path, text):
    if text is not None:
        (tmp_path / "MANIFEST.json").write_text(text)
    assert collection_release.installed_release(tmp_path) is None


def test_a_checkout_has_the_release_of_galaxy_yml():
    galaxy = yaml.safe_load((collection_release.ROOT / "galaxy.yml").read_text(encoding="utf-8"))
    assert collection_release.release_of_the_collection() == galaxy["version"]
