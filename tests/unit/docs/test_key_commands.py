# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The commands by which the page of key rotation makes the Secret of a key pair."""

import pathlib
import re
import shutil
import subprocess

import pytest
from ansible_collections.openmetadata.sso.plugins.module_utils._keys import key_files, key_pair
from ansible_collections.openmetadata.sso.plugins.plugin_utils._helm import values
from ansible_collections.openmetadata.sso.plugins.plugin_utils._plan import plan as planner
from examples import example

PAGE = pathlib.Path(__file__).resolve().parents[3] / "docs" / "operate" / "key-rotation.md"
SECTION = PAGE.read_text(encoding="utf-8").partition("## On Kubernetes")[2].partition("\n## ")[0]
NAMES = {"private": "private_key.der", "public": "public_key.der"}


@pytest.mark.skipif(not shutil.which("openssl"), reason="no openssl in PATH")
def test_the_commands_make_a_pair_that_openmetadata_reads(tmp_path):
    commands = re.findall(r"^\$ (openssl .+)$", SECTION, re.MULTILINE)
    for command in commands:
        subprocess.run(command, shell=True, cwd=tmp_path, check=True, capture_output=True)
    found = {half: (tmp_path / name).read_bytes() for half, name in NAMES.items()}
    assert len(commands) == 2 and key_pair.private_key(found["private"]) == found["private"]
    assert key_pair.public_of(found["private"]) == found["public"]
    assert [key_files.problem(half, found[half]) for half in (key_files.PRIVATE, key_files.PUBLIC)] == [None, None]


def test_the_secret_and_the_folder_have_the_names_that_the_collection_mounts():
    settings = planner.make(example("auth0", deployment="kubernetes", jwt_key_id="2026-11")).settings
    (mount,) = values.key_volume(settings)["extraVolumeMounts"]
    assert f"secret generic {values.key_secret(settings)} " in SECTION and f"`{mount['mountPath']}`" in SECTION
    assert all(f"--from-file={name}" in SECTION for name in NAMES.values())
