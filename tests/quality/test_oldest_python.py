# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Python 3.10, the oldest of a controller: ansible-core 2.16 and 2.17 run on it.

A new machine of CI does not have it; there `test_types.py` finds names that it does not know.
"""

import subprocess

import pytest
from lab import cache, cores, environment, interpreters, required, venvs

OLDEST = cores.RELEASES[cores.OLDEST][0]


@pytest.mark.thorough
def test_the_unit_tests_pass_on_the_oldest_python_with_the_oldest_of_everything():
    python = interpreters.oldest(OLDEST, (OLDEST[0], OLDEST[1] + 1))
    if python is None:
        required.require(f"no Python {OLDEST[0]}.{OLDEST[1]} is in PATH or kept by pyenv")
    venv = venvs.ensure("oldest", python)
    answer = subprocess.run(
        [str(venv / "bin" / "python"), "-m", "pytest", "tests/unit", "-q", "-p", "no:cacheprovider"],
        cwd=cache.collections_path() / "ansible_collections" / "openmetadata" / "sso",
        env=environment.of(venv),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    assert answer.returncode == 0, answer.stdout[-10000:]
