# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Documents of a run are written now and then while hosts add to them, and completely at its end."""

import os
import time

import pytest
from ansible.errors import AnsibleActionFail
from ansible_collections.openmetadata.sso.plugins.plugin_utils._runtime import run_journal
from ansible_collections.openmetadata.sso.plugins.plugin_utils._runtime.run_journal import SHARE, RunJournal

pytestmark = pytest.mark.usefixtures("run")


@pytest.fixture
def journal(run):
    """A journal whose writings each add a line with the number of entries to the file ``written``."""

    def write(entries):
        time.sleep(0.01)
        with open(run / "written", "a", encoding="utf-8") as stream:
            stream.write(f"{len(entries)}\n")

    return RunJournal("test", write)


def written(run):
    """How many entries each writing had."""
    return [int(line) for line in (run / "written").read_text(encoding="utf-8").split()]


def in_worker(work):
    """Do something in a process of its own, as Ansible's workers are."""
    child = os.fork()
    if child == 0:
        work()
        os._exit(0)
    assert os.waitpid(child, 0)[1] == 0


def test_workers_write_now_and_then_and_the_main_process_in_the_end(journal, run):
    begin = time.monotonic()
    for number in range(100):
        in_worker(lambda number=number: journal.add({"host": number}))
    spent = time.monotonic() - begin
    journal.finish()
    counts = written(run)
    assert counts[0] == 1 and counts[-1] == 100
    assert len(counts) <= 2 + spent / (SHARE * 0.01)


def test_what_is_complete_is_not_written_again(journal, run):
    in_worker(lambda: journal.add({"host": 1}))
    journal.finish()
    journal.finish()
    assert written(run) == [1]


def test_a_worker_never_writes_at_its_end(journal, run):
    in_worker(lambda: (journal.add({"host": 1}), journal.add({"host": 2}), journal.finish()))
    assert written(run) == [1]


def test_a_process_without_an_end_that_is_known_writes_each_time(journal, run):
    journal.add({"host": 1})
    journal.add({"host": 2})
    assert written(run) == [1, 2]


def test_a_run_that_added_nothing_writes_nothing(journal, run):
    journal.finish()
    assert not (run / "written").exists() and list((run / "run").iterdir()) == []


def test_the_first_entry_alone_gets_what_is_said_once(run):
    seen = []
    journal = RunJournal("test", seen.append)
    for host in (1, 2):
        journal.add({"host": host}, {"expected": [1, 2, 3]})
    assert seen[-1] == [{"expected": [1, 2, 3], "host": 1}, {"host": 2}]


def test_a_failure_at_the_end_is_shown(run, monkeypatch):
    said = []
    monkeypatch.setattr(run_journal.Display, "error", lambda _self, text: said.append(text))

    def write(entries):
        if len(entries) > 1:
            raise AnsibleActionFail("could not write x.")

    journal = RunJournal("test", write)
    in_worker(lambda: journal.add({"host": 1}))
    monkeypatch.setattr(journal, "_is_due", lambda: False)
    in_worker(lambda: journal.add({"host": 2}))
    journal.finish()
    assert said == ["could not write x."]
