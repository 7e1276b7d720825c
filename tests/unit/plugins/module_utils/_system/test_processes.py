# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Processes as /proc tells of them."""

import os
import subprocess

from ansible_collections.openmetadata.sso.plugins.module_utils._system import processes


def test_a_process_has_one_identity_while_it_lives_and_no_other_has_it():
    with subprocess.Popen(["sleep", "30"]) as other:
        found = processes.identity(other.pid)
        assert found == processes.identity(other.pid) != processes.identity(os.getpid())
        assert len(found.split()) == 3 and found.split()[1] == str(other.pid)
        other.kill()
    assert processes.identity(other.pid) is None
    assert not processes.alive(other.pid) and processes.gone(other.pid)


def test_a_process_has_the_rights_of_a_user():
    assert processes.owner(os.getpid()) == os.geteuid()
    assert processes.owner(1 << 22) is None
