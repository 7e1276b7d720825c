# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where everything is required, no way of skipping a test stays green."""

import os
import shutil
import subprocess
import sys

import pytest
from lab import cache

WAYS = {
    "the helper": "def test(require):\n    require('no tool')\n",
    "pytest's own skip": "import pytest\ndef test():\n    pytest.skip('no tool')\n",
    "a mark": "import pytest\n@pytest.mark.skipif(True, reason='no tool')\ndef test():\n    pass\n",
    "a whole file": "import pytest\npytest.importorskip('no_such_module', reason='no tool')\ndef test():\n    pass\n",
    "a fixture": "import pytest\n@pytest.fixture\ndef tool():\n    pytest.skip('no tool')\ndef test(tool):\n    pass\n",
}
OPTIONAL = "import pytest\n@pytest.mark.optional\ndef test(require):\n    pytest.skip('no tool')\n"


@pytest.fixture
def outcome(tmp_path):
    """Run one test file under this suite's conftest, in a process of its own; give exit code and output."""
    for name in ("pyproject.toml", "tests/conftest.py"):
        target = tmp_path / name
        target.parent.mkdir(exist_ok=True)
        shutil.copy(cache.CHECKOUT / name, target)
    (tmp_path / "tests" / "support").symlink_to(cache.CHECKOUT / "tests" / "support")

    def run(text, everything):
        (tmp_path / "tests" / "test_it.py").write_text(text, encoding="utf-8")
        environment = {**os.environ, "OM_SSO_REQUIRE": "all" if everything else ""}
        command = [sys.executable, "-m", "pytest", "-rs", "-p", "no:cacheprovider", "-c", "pyproject.toml"]
        answer = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
        return answer.returncode, answer.stdout

    return run


@pytest.mark.parametrize("way", WAYS)
def test_a_skip_prints_its_reason(way, outcome):
    code, output = outcome(WAYS[way], everything=False)
    assert code in (0, 5), output
    assert "no tool" in output


@pytest.mark.parametrize("way", WAYS)
def test_a_skip_fails_where_everything_is_required(way, outcome):
    code, output = outcome(WAYS[way], everything=True)
    assert code in (1, 2), output
    assert "no tool" in output


def test_an_optional_test_may_be_skipped_everywhere(outcome):
    code, output = outcome(OPTIONAL, everything=True)
    assert code == 0, output
    assert "no tool" in output
