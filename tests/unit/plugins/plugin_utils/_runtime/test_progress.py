# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A line about a wait of this machine is printed when it is due, and not before."""

from types import SimpleNamespace

from ansible_collections.openmetadata.sso.plugins.module_utils._system import waiting
from ansible_collections.openmetadata.sso.plugins.plugin_utils._runtime import progress


def test_a_line_comes_every_fifteen_seconds(monkeypatch):
    now, lines = [0.0], []
    monkeypatch.setattr(progress.time, "monotonic", lambda: now[0])
    display = SimpleNamespace(display=lambda line, stderr: lines.append((now[0], line, stderr)))
    monkeypatch.setattr(progress, "Display", lambda: display)
    with waiting.followed(progress.Progress("om-1").tell), waiting.restoring(), waiting.waiting("the rollout", 600):
        for now[0] in range(40):
            waiting.still()
    assert [(moment, stderr) for moment, _line, stderr in lines] == [(15, True), (30, True)]
    assert lines[0][1].startswith("om-1  restoring the old state, waiting for the rollout since ")
