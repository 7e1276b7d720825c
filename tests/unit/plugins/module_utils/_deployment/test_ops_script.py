# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The script that runs openmetadata-ops.sh.

Rows pass through a folder of our own, and a writer waits for one that a killed run left in its container.
"""

import os
import signal
import subprocess
import time

import pytest
from ansible_collections.openmetadata.sso.plugins.module_utils._server.stored_config import SCRIPT

OPS = """#!/bin/sh
verb=$1
while [ $# -gt 0 ]; do case $1 in -f | -o) file=$2 ;; esac; shift; done
case $verb in
  get-security-config) echo "---" >"$file" ;;
  update-security-config) sleep "$(cat delay)"; cat "$file" >>written ;;
  remove-security-config) echo removed >>written ;;
esac
"""


@pytest.fixture
def home(tmp_path):
    """A server's home with an ops command that takes as long as the file `delay` says."""
    (tmp_path / "home" / "bootstrap").mkdir(parents=True)
    (tmp_path / "tmp").mkdir()
    ops = tmp_path / "home" / "bootstrap" / "openmetadata-ops.sh"
    ops.write_text(OPS)
    ops.chmod(0o755)
    (tmp_path / "home" / "delay").write_text("0")
    return tmp_path / "home"


def start(home, verb, patience=30):
    environment = {"PATH": os.environ["PATH"], "TMPDIR": str(home.parent / "tmp")}
    command = ["sh", "-c", SCRIPT, "openmetadata-sso", verb, str(patience)]
    return subprocess.Popen(
        command,
        cwd=home,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def run(home, verb, text="", patience=30):
    process = start(home, verb, patience)
    out, err = process.communicate(text, timeout=60)
    return process.returncode, out, err


def folders(home):
    return list((home.parent / "tmp").iterdir())


def test_rows_are_read_written_and_removed_and_nothing_is_left(home):
    assert run(home, "get")[:2] == (0, "---\n")
    assert run(home, "update", "a: ü\n")[0] == 0 and run(home, "remove")[0] == 0
    assert (home / "written").read_text(encoding="utf-8") == "a: ü\nremoved\n" and folders(home) == []


def slow_one(home):
    """A writer at work, whose caller is gone."""
    (home / "delay").write_text("1.5")
    first = start(home, "update")
    first.stdin.write("first\n")
    first.stdin.close()
    while not folders(home) or not list(folders(home)[0].glob("rows")):
        time.sleep(0.02)
    time.sleep(0.2)
    (home / "delay").write_text("0")
    return first


def test_a_writer_waits_for_the_one_before(home):
    first = slow_one(home)
    assert run(home, "update", "second\n")[0] == 0
    assert (home / "written").read_text() == "first\nsecond\n" and first.wait(10) == 0
    assert folders(home) == []


def test_but_not_for_ever_and_says_which_process_it_is(home):
    first = slow_one(home)
    status, _out, err = run(home, "remove", patience=0)
    assert (status, err) == (8, f"process {first.pid} of a run that was killed still writes the stored rows\n")
    assert first.wait(10) == 0 and (home / "written").read_text() == "first\n"


def test_a_reader_waits_for_nobody(home):
    first = slow_one(home)
    assert run(home, "get", patience=0)[:2] == (0, "---\n")
    first.wait(10)


def test_what_a_killed_writer_left_is_removed(home):
    """Its folder holds secrets."""
    first = slow_one(home)
    os.killpg(first.pid, signal.SIGKILL)
    first.wait(10)
    assert folders(home)
    assert run(home, "update", "second\n")[0] == 0
    assert folders(home) == [] and (home / "written").read_text() == "second\n"
