# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""`nox` lists the sessions that CONTRIBUTING.md names, and runs them."""

import os
import re
from pathlib import Path

from lab import interpreters


def test_nox_lists_the_sessions(tools):
    listed = set(re.findall(r"^[*-] (\S+) -> ", tools.passes("nox", "--list"), re.MULTILINE))
    assert {"lint", "units", "sanity", "docs", "functional", "cores", "docs-check", "ansible-test-units-2.21"} <= listed


def test_the_settings_of_antsibull_nox_are_valid(tools):
    tools.passes("antsibull-nox", "lint-config")


def test_a_session_runs(tools):
    options = ["--no-venv", "--session", "units", "--", "tests/quality/test_licence.py", "-q", "-n0"]
    path = os.pathsep.join([str(Path(interpreters.running().path).parent), tools.environment["PATH"]])
    answer = tools.run(tools.venv / "bin" / "nox", *options, PATH=path)
    assert answer.returncode == 0, answer.stdout + answer.stderr
    assert "Session units was successful" in answer.stderr, answer.stderr
