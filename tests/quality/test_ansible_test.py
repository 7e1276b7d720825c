# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The commands that contributors of collections know: `ansible-test units` and `ansible-test integration`."""

import re

from lab import cache, interpreters
from quality.conftest import NEWEST_CORE

TARGETS = "tests/integration/targets/"
SUITES = "tests/functional/"


def scripts(names):
    """{target: the tests that its script names}."""
    found = [name for name in names if name.startswith(TARGETS) and name.endswith("/runme.sh")]
    return {
        name.split("/")[3]: re.findall(rf"{SUITES}\S+", (cache.CHECKOUT / name).read_text(encoding="utf-8"))
        for name in found
    }


def test_units_pass_under_ansible_test(tools, home):
    """The folders that have both contexts of ansible-test: without a controller's code around, and with it."""
    folders = [f"tests/unit/plugins/{folder}/" for folder in ("module_utils/_core", "plugin_utils/_model")]
    command = ["ansible-test", "units", "--venv", "--requirements", "--color", "no", *folders]
    python = [f"--python={'.'.join(map(str, interpreters.find(NEWEST_CORE).version[:2]))}"]
    answer = tools.run(*command, *python, HOME=str(home))
    text = answer.stdout + answer.stderr
    assert answer.returncode == 0, text
    assert "Unit test module_utils" in text and "Unit test controller" in text, text
    assert len(re.findall(r"=+ \d+ passed[, ]", text)) == 2, text


def test_every_target_is_listed(tools, home, repository_files):
    listed = tools.passes("ansible-test", "integration", "--list-targets", HOME=str(home)).split()
    assert listed == sorted(scripts(repository_files)) != []


def test_every_functional_test_belongs_to_one_target(repository_files):
    named = [suite for suites in scripts(repository_files).values() for suite in suites]
    tests = [name for name in repository_files if re.match(rf"{SUITES}(.*/)?test_\w+\.py$", name)]
    assert tests
    owners = {name: [suite for suite in named if f"{name}/".startswith(f"{suite}/")] for name in tests}
    assert {name: found for name, found in owners.items() if len(found) != 1} == {}
    assert {suite for suite in named if not any(f"{name}/".startswith(f"{suite}/") for name in tests)} == set()
