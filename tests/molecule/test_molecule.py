# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The Molecule scenarios.

Target hosts with systemd, sshd, Docker and Compose v2, and the playbooks as users call them.
"""

import re
import subprocess

import pytest
from lab import cache, docker, environment, images, required, venvs

SCENARIOS = sorted(
    path.parent.name for path in (cache.CHECKOUT / "molecule").glob("*/molecule.yml") if path.parent.name != "default"
)
THOROUGH = ("fleet", "replicas", "stored_rows")
"""Before a release only: they take a quarter of an hour, and tests/functional has the same without SSH and systemd."""


@pytest.fixture(scope="module")
def molecule():
    """Run Molecule; skip where there is no Docker, or no image of a target host can be made."""
    try:
        docker.available()
        images.target()
        venv = venvs.ensure("molecule")
    except (venvs.Missing, docker.Failed) as missing:
        required.require(str(missing))

    def run(*arguments):
        variables = {**environment.of(venv), "NO_COLOR": "1"}
        command = [venv / "bin" / "molecule", *arguments]
        return subprocess.run(
            command,
            cwd=cache.CHECKOUT,
            env=variables,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )

    run("destroy")  # what a run that was cut off has left
    yield run
    run("destroy")


def failed_tasks(output):
    """The tasks that failed with what they said: Molecule's own summary, which is last, has neither."""
    tasks = re.split(r"^ *(?=TASK \[|PLAY RECAP|INFO )", output, flags=re.MULTILINE)
    return "\n".join(task[-3000:] for task in tasks if re.search(r"^ *(fatal|failed): \[", task, re.MULTILINE))


@pytest.mark.parametrize(
    "scenario", [pytest.param(name, marks=[pytest.mark.thorough] * (name in THOROUGH)) for name in SCENARIOS]
)
def test_a_scenario_passes_from_its_first_step_to_its_last(scenario, molecule):
    answer = molecule("test", "--scenario-name", scenario)
    assert answer.returncode == 0, f"{answer.stdout[-20000:]}\n{failed_tasks(answer.stdout)}"
    # Molecule goes on without a playbook that it does not find.
    assert "Missing playbook" not in answer.stdout, answer.stdout
