# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Each way in which Ansible is installed has a command of its own that adds a package."""

import sys
import sysconfig

import pytest
from ansible_collections.openmetadata.sso.plugins.plugin_utils._runtime import controller_python


@pytest.mark.parametrize(
    ("prefix", "base", "command"),
    [
        ("/home/u/.local/share/pipx/venvs/ansible-core", "/usr", "pipx inject ansible-core 'pydantic>=2.8'"),
        ("/root/.local/pipx/venvs/ansible", "/usr", "pipx inject ansible 'pydantic>=2.8'"),
        ("/home/u/.local/share/uv/tools/ansible-core", "/usr", "uv tool install --with 'pydantic>=2.8' ansible-core"),
        ("/home/u/venv", "/usr", "/a/python3 -m pip install 'pydantic>=2.8'"),
        ("/usr", "/usr", "this Python belongs to the operating system"),
    ],
)
def test_the_command_fits_the_installation(monkeypatch, tmp_path, prefix, base, command):
    (tmp_path / "EXTERNALLY-MANAGED").touch()
    monkeypatch.setattr(sysconfig, "get_path", lambda _name: str(tmp_path))
    for name, value in {"prefix": prefix, "base_prefix": base, "executable": "/a/python3"}.items():
        monkeypatch.setattr(sys, name, value)
    text = controller_python.missing("pydantic", "2.8")
    assert text.startswith("pydantic is not installed for the Python that runs Ansible (/a/python3).")
    assert f"To install it: {command}" in text
    assert "pydantic is 1.10.4; pydantic 2.8 or newer is needed" in controller_python.missing(
        "pydantic", "2.8", "1.10.4"
    )


def test_a_python_of_nobody_else_takes_pip(monkeypatch, tmp_path):
    monkeypatch.setattr(sysconfig, "get_path", lambda _name: str(tmp_path))
    monkeypatch.setattr(sys, "prefix", "/usr/local")
    monkeypatch.setattr(sys, "base_prefix", "/usr/local")
    assert f"{sys.executable} -m pip install 'pydantic>=2.8'" in controller_python.missing("pydantic", "2.8")
