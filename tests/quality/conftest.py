# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The tools that check the collection as a whole, and a copy of it that they can work on."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from lab import cache, environment, interpreters, required, venvs

NEWEST_CORE = (3, 12)
"""The Python that ansible-core 2.21 and the tools around it want."""

BOOTSTRAP = """
try:
    import ensurepip
    ensurepip.bootstrap()
except ImportError:
    import subprocess, sys
    subprocess.check_call([{python!r}, "-m", "pip", "--python", sys.executable, "install", "--quiet", "pip"])
"""
"""ansible-test fetches a script that installs pip from a web site that may be out of reach; this does the same."""


class Tools:
    """Programs of one venv, run in one folder."""

    def __init__(self, venv, folder, **more):
        self.venv, self.folder = venv, folder
        self.environment = {**environment.of(venv), **more}

    def run(self, *command, folder=None, **more):
        """Run a program; give its answer, whatever its exit code."""
        words, variables = list(map(str, command)), {**self.environment, **more}
        return subprocess.run(
            words,
            cwd=folder or self.folder,
            env=variables,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )

    def passes(self, *command, **more):
        """Run a program that has to succeed; give what it prints."""
        answer = self.run(*command, **more)
        assert answer.returncode == 0, (
            f"{' '.join(map(str, command))}: exit code {answer.returncode}\n{answer.stdout}{answer.stderr}"
        )
        return answer.stdout


def files():
    """What is committed, or would be."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        answer = subprocess.run(command, cwd=cache.CHECKOUT, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError) as error:
        required.require(f"this is not a git checkout, or git is not installed: {error}")
    return sorted(name for name in answer.stdout.split("\0") if name and (cache.CHECKOUT / name).is_file())


@pytest.fixture(scope="session")
def repository_files():
    """The names of all files of the repository."""
    return files()


@pytest.fixture(scope="session")
def copy(repository_files, tmp_path_factory):
    """The collection in a tree of its own, with a git repository: some tools write, and some resolve links."""
    tree = tmp_path_factory.mktemp("tree")
    root = tree / "ansible_collections" / "openmetadata" / "sso"
    for name in repository_files:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(cache.CHECKOUT / name, root / name, follow_symlinks=False)
    for command in (["git", "init", "--quiet"], ["git", "add", "--all", "--force"]):
        subprocess.run(command, cwd=root, check=True)
    return root


def newest_tools(name, copy):
    """The programs of the venv *name*, on a Python new enough for the newest ansible-core; they work on the copy."""
    python = interpreters.find(NEWEST_CORE)
    if not python:
        required.require(f"the programs of {name} want Python 3.12 or newer, and none is in PATH or kept by pyenv")
    try:
        venv = venvs.ensure(name, python)
    except venvs.Missing as missing:
        required.require(str(missing))
    tree = str(copy.parents[2])
    return Tools(venv, copy, ANSIBLE_COLLECTIONS_PATH=tree, PYTHONPATH="", PATH=real_path(venv), NO_COLOR="1")


@pytest.fixture(scope="session")
def tools(copy):
    """The linters."""
    return newest_tools("lint", copy)


@pytest.fixture(scope="session")
def tarball(tools, tmp_path_factory):
    """The built collection."""
    folder = tmp_path_factory.mktemp("built")
    tools.passes("ansible-galaxy", "collection", "build", "--output-path", folder)
    (found,) = folder.glob("openmetadata-sso-*.tar.gz")
    return found


@pytest.fixture(scope="session")
def home(tools):
    """A home for ansible-test in the cache: it keeps its downloads there, and looks there for a script."""
    (source,) = tools.venv.glob("lib/python3*/site-packages/ansible_test/_internal/python_requirements.py")
    (version,) = re.findall(r"pip='([0-9.]+)'", source.read_text(encoding="utf-8"))
    folder = cache.directory("ansible-test")
    script = cache.directory("ansible-test", ".ansible", "test", "cache") / f"get_pip_{version.replace('.', '_')}.py"
    script.write_text(BOOTSTRAP.format(python=interpreters.running().path), encoding="utf-8")
    return folder


def real_path(venv: Path) -> str:
    """PATH with the Pythons of pyenv but without its shims, which fail for a version that is not active."""
    entries = os.environ.get("PATH", os.defpath).split(os.pathsep)
    others = [entry for entry in entries if entry and Path(entry).name != "shims"]
    pythons = [str(Path(found.path).parent) for found in interpreters.every()]
    return os.pathsep.join(dict.fromkeys([str(venv / "bin"), *pythons, *others]))
