# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The programs by which AWX makes images and runs playbooks, in a venv of their own."""

import os
import re
import subprocess

import pytest
import yaml
from lab import cache, environment, interpreters, venvs

PAGE = cache.CHECKOUT / "docs" / "install" / "awx.md"


class Programs:
    """ansible-builder and ansible-runner, as they are run beside this checkout."""

    def __init__(self, venv):
        self.bin = venv / "bin"
        # AWX knows nothing of this checkout's Python path: the collection is found as an installed one is.
        self.environment = {name: text for name, text in environment.of(venv).items() if name != "PYTHONPATH"}
        self.environment.update(ANSIBLE_NOCOLOR="1")

    def run(self, *command, folder, code=0, stdin=None):
        """Run one program; give its output as bytes."""
        done = subprocess.run(
            [str(self.bin / command[0]), *map(str, command[1:])],
            cwd=folder,
            env=self.environment,
            input=stdin,
            stdin=None if stdin is not None else subprocess.DEVNULL,
            capture_output=True,
            check=False,
        )
        if done.returncode != code:
            pytest.fail(
                f"{command[0]}: exit code {done.returncode}\n"
                f"{(done.stdout + done.stderr).decode(errors='replace')[-3000:]}",
                pytrace=False,
            )
        return done.stdout


@pytest.fixture(scope="session")
def programs(require):
    """The venv, on a Python that the newest ansible-core takes."""
    python = interpreters.find((3, 12))
    if not python:
        require("ansible-core 2.21 wants Python 3.12 or newer, and none is in PATH or kept by pyenv")
    try:
        return Programs(venvs.ensure("automation", python))
    except venvs.Missing as missing:
        require(str(missing))


@pytest.fixture(scope="session")
def blocks():
    """The YAML blocks of docs/install/awx.md, by the file name or title in the comment of their first line."""
    texts = re.findall(r"^```yaml\n# ([^\n]+)\n(.*?)^```$", PAGE.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
    assert texts, f"{os.path.basename(PAGE)} has no blocks"
    return {title: yaml.safe_load(text) for title, text in texts}
