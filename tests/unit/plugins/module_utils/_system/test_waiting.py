# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who follows a run is told what it waits for, and a wait within another one gives way to it at its end."""

from ansible_collections.openmetadata.sso.plugins.module_utils._system import waiting


def test_waits_are_told_as_they_begin_and_end():
    told = []
    with waiting.followed(told.append):
        with waiting.marked(7), waiting.waiting("a server", 60), waiting.waiting("a program", 5):
            waiting.still()
        with waiting.restoring(), waiting.waiting("the old server", 60):
            pass
    short = [each and (each["what"], each["seconds"], each["mark"], each["restoring"]) for each in told]
    outer, inner = ("a server", 60, 7, False), ("a program", 5, 7, False)
    assert short == [outer, inner, inner, outer, None, ("the old server", 60, None, True), None]


def test_nobody_is_told_without_a_follower():
    told = []
    with waiting.followed(told.append):
        pass
    with waiting.waiting("a server", 60):
        waiting.still()
    assert told == []
