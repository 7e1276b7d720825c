# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The commands and values with which the page of key rotation mounts a key pair into pods."""

import pathlib
import re
import shutil
import subprocess

import pytest
import yaml
from ansible_collections.openmetadata.sso.plugins.module_utils._keys import key_files, key_pair

PAGE = pathlib.Path(__file__).resolve().parents[3] / "docs" / "operate" / "key-rotation.md"
SECTION = PAGE.read_text(encoding="utf-8").partition("## By hand on Kubernetes")[2].partition("\n## ")[0]
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


def test_the_variables_name_the_files_where_the_values_mount_the_secret():
    values, variables = (yaml.safe_load(text) for text in re.findall(r"```yaml\n(.+?)```", SECTION, re.DOTALL))
    (volume,), (mount,) = values["extraVolumes"], values["extraVolumeMounts"]
    named = variables["om_sso_extra_environment"]
    paths = {half: named[f"RSA_{half.upper()}_KEY_FILE_PATH"] for half in NAMES}
    assert volume["name"] == mount["name"] and named["JWT_KEY_ID"] in volume["secret"]["secretName"]
    assert f"secret generic {volume['secret']['secretName']} " in SECTION
    assert paths == {half: f"{mount['mountPath']}/{name}" for half, name in NAMES.items()}
