# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Servers that do not answer hold up no other one, and those that answer are not asked all at the same time."""

import threading

import pytest
from ansible_collections.openmetadata.sso.plugins.plugin_utils._runtime import at_once

#: Of 2,000 servers in a bench 600 hang; a tenth of that shows the same.
SILENT, GOOD = 200, 400
#: Seconds after which the test gives up.
LONG = 120


class Servers:
    """What is asked: good servers, and silent ones that answer once all the others were asked."""

    def __init__(self, questions):
        self.questions = questions
        self.expected = len(self.questions)
        self.lock, self.everybody = threading.Lock(), threading.Event()
        self.now = self.most = self.asked = 0

    def ask(self, question):
        with self.lock:
            self.now += 1
            self.asked += 1
            self.most = max(self.most, self.now)
            if self.asked == self.expected:
                self.everybody.set()
        answered = question == "good" or self.everybody.wait(LONG)
        with self.lock:
            self.now -= 1
        return question, answered


def test_servers_that_hang_are_all_waited_for_at_the_same_time():
    servers = Servers(["silent", *["good"] * (GOOD // SILENT)] * SILENT)
    assert at_once.ask_all(servers.ask, servers.questions) == [(question, True) for question in servers.questions]
    assert SILENT <= servers.most <= SILENT + at_once.BUSY


def test_a_busy_machine_does_not_hold_them_up_either(monkeypatch):
    monkeypatch.setattr(at_once, "FIRST", 1000)
    servers = Servers(["silent"] * (at_once.BUSY + 8))
    assert all(answered for _question, answered in at_once.ask_all(servers.ask, servers.questions))


def test_no_more_than_there_are_open_files(monkeypatch):
    monkeypatch.setattr(at_once, "most_at_once", lambda: 40)
    servers = Servers(["silent"] * 100)
    threading.Timer(1, servers.everybody.set).start()
    assert all(answered for _question, answered in at_once.ask_all(servers.ask, servers.questions))
    assert servers.most <= 40


class FewThreads(threading.Thread):
    """What a container with a limit of processes has."""

    most = 3

    def start(self):
        if sum(isinstance(each, FewThreads) for each in threading.enumerate()) >= self.most:
            raise RuntimeError("can't start new thread")
        super().start()


def test_a_limit_of_threads_makes_it_slower_and_no_answer_is_missing(monkeypatch):
    monkeypatch.setattr(at_once.threading, "Thread", FewThreads)
    servers = Servers(["good"] * 50)
    assert at_once.ask_all(servers.ask, servers.questions) == [("good", True)] * 50


def test_where_no_thread_can_be_started_that_is_raised(monkeypatch):
    monkeypatch.setattr(at_once.threading, "Thread", FewThreads)
    monkeypatch.setattr(FewThreads, "most", 0)
    with pytest.raises(RuntimeError, match="can't start new thread"):
        at_once.ask_all(lambda question: question, ["good"])


def test_what_is_raised_is_raised_once_all_are_through():
    asked = []

    def ask(number):
        asked.append(number)
        if number == 3:
            raise LookupError(number)
        return number

    with pytest.raises(LookupError):
        at_once.ask_all(ask, range(50))
    assert sorted(asked) == list(range(50))


@pytest.mark.parametrize(("files", "most"), [(1024, 640), (256, 128), (64, 32), (-1, 640), (1048576, 640)])
def test_an_open_file_each(monkeypatch, files, most):
    monkeypatch.setattr(at_once.resource, "getrlimit", lambda _kind: (files, files))
    assert at_once.most_at_once() == most
