# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A thread that has ended, for Python and for the kernel."""

import os
import threading

from ansible_collections.openmetadata.sso.plugins.module_utils._system import http
from ansible_collections.openmetadata.sso.plugins.module_utils._system import kernel_threads as subject


def test_no_thread_of_a_request_is_left_when_it_returns():
    """Of 200 threads, some were still ending after `join`: a child forked then waited for ever for a name."""
    folders = []
    for _number in range(200):
        http.with_deadline(5, lambda: folders.append(subject.this()))
        assert not os.path.exists(folders[-1])
    assert len(folders) == 200


def test_a_thread_that_goes_on_is_given_up(monkeypatch):
    monkeypatch.setattr(subject, "PAUSES", 3)
    folder, end = [], threading.Event()
    thread = threading.Thread(target=lambda: (folder.append(subject.this()), end.wait()))
    thread.start()
    try:
        while not folder:
            pass
        subject.wait_for_end(folder[0])
        assert thread.is_alive()
    finally:
        end.set()
        thread.join()


def test_a_system_without_proc(monkeypatch):
    def absent(_path):
        raise FileNotFoundError

    monkeypatch.setattr(subject.os, "readlink", absent)
    assert subject.this() is None
    subject.wait_for_end(None)
