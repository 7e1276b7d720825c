# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the tests keep between runs of Ansible never hides a change of the code."""

import importlib.util
import os
import shutil
from types import SimpleNamespace

import pytest
from ansible.utils.collection_loader import _collection_finder
from lab import cache

CALLBACK = cache.CHECKOUT / "tests" / "support" / "ansible_plugins" / "callback" / "kept_code.py"


@pytest.fixture
def kept_code(tmp_path, monkeypatch):
    """The callback with a folder of its own; what it replaces in Ansible is restored."""
    base = _collection_finder._AnsibleCollectionPkgLoaderBase
    monkeypatch.setattr(base, "get_code", base.get_code)
    monkeypatch.setenv("OM_TEST_KEPT_CODE", str(tmp_path / "kept"))
    spec = importlib.util.spec_from_file_location("kept_code", CALLBACK)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_an_archive_is_that_of_all_files_which_it_is_made_of(kept_code, tmp_path):
    plugins = tmp_path / "plugins"
    for folder in ("modules", "module_utils"):
        shutil.copytree(cache.CHECKOUT / "plugins" / folder, plugins / folder)
    keys = [kept_code.key_of(plugins)]
    assert keys == [kept_code.key_of(cache.CHECKOUT / "plugins")]
    with open(plugins / "module_utils" / "_core" / "errors.py", "a", encoding="utf-8") as file:
        file.write("# changed\n")
    keys.append(kept_code.key_of(plugins))
    (plugins / "modules" / "another.py").touch()
    keys.append(kept_code.key_of(plugins))
    assert len(set(keys)) == 3


def test_byte_code_is_that_of_the_file_as_it_is(kept_code, tmp_path):
    file, compiled = tmp_path / "module.py", []

    def compiled_by_ansible(loader, name):
        compiled.append(name)
        return compile(file.read_text(encoding="utf-8"), str(file), "exec")

    def value():
        found = {}
        exec(
            kept_code.ByteCode(compiled_by_ansible).of(SimpleNamespace(get_filename=lambda name: str(file)), "m"), found
        )
        return found["VALUE"]

    file.write_text("VALUE = 1\n", encoding="utf-8")
    assert (value(), value(), len(compiled)) == (1, 1, 1)
    file.write_text("VALUE = 2\n", encoding="utf-8")
    os.utime(file, ns=(1, 1))
    assert (value(), value(), len(compiled)) == (2, 2, 2)


def test_what_has_no_file_is_left_to_ansible(kept_code, tmp_path):
    synthetic = SimpleNamespace(get_filename=lambda name: "<ansible_synthetic_collection_package>")
    assert kept_code.ByteCode(lambda loader, name: name).of(synthetic, "m") == "m"
    assert not (tmp_path / "kept").exists()
