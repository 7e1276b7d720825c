# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""./run tells what it can do, and every measurement can be called by its name."""

import subprocess
import sys
from pathlib import Path

from lab import __main__ as commands, cache, environment


def run(*words):
    return subprocess.run([str(cache.CHECKOUT / "run"), *words], capture_output=True, text=True, check=False)


def test_without_a_command_the_commands_are_told():
    answer = run()
    assert (answer.returncode, answer.stdout) == (2, "")
    assert all(f"./run {name} " in answer.stderr for name in commands.COMMANDS)
    assert run("--help").stdout == answer.stderr


def test_every_measurement_is_listed_and_can_be_asked_what_it_takes():
    names = sorted(path.stem for path in (cache.CHECKOUT / "tests" / "bench").glob("*.py") if path.stem != "__main__")
    program = [sys.executable, str(cache.CHECKOUT / "tests" / "bench")]
    listed = subprocess.run(program, capture_output=True, text=True, check=False)
    assert listed.returncode == 2 and [line.split()[0] for line in listed.stdout.splitlines()] == names
    for name in names:
        told = subprocess.run([*program, name, "--help"], env=environment.of(Path(sys.prefix)), capture_output=True, text=True, check=False)
        assert told.returncode == 0 and told.stdout.startswith(f"usage: {name}.py"), told.stderr
