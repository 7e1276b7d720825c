# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A long run is followed in short calls: how long each is, when a line comes, and what a dropped connection costs."""

from types import SimpleNamespace

import pytest
from ansible.errors import AnsibleActionFail, AnsibleAuthenticationFailure, AnsibleConnectionFailure, AnsibleError
from ansible_collections.openmetadata.sso.plugins.plugin_utils._runtime import call_deadline, progress, short_calls

WAIT = {"what": "a healthy server", "elapsed": 1, "seconds": 600, "restoring": False, "log": "INFO x"}
DROPPED = AnsibleConnectionFailure("Connection reset by peer.")
#: What Ansible raises, or returns with pipelining, where the host has no space for a module.
FULL = AnsibleError("Failed to create temporary directory.")
NOT_RUN = {"failed": True, "msg": "MODULE FAILURE: No space left on device", "rc": 1}


class Host:
    """A host whose run takes ``takes`` seconds of a clock of its own; ``dropped`` are calls without an answer."""

    def __init__(self, monkeypatch, takes, dropped=(), no_log=False, error=DROPPED):
        self.host, self._task = "om-1", SimpleNamespace(no_log=no_log)
        self.check_mode = False
        self.now, self.takes, self.dropped, self.error = 0.0, takes, dropped, error
        self.calls, self.limits, self.lines = [], [], []
        monkeypatch.setattr(short_calls.time, "monotonic", lambda: self.now)
        monkeypatch.setattr(short_calls.time, "sleep", self._pass)
        display = SimpleNamespace(display=lambda line, stderr: self.lines.append((self.now, line, stderr)))
        monkeypatch.setattr(progress, "Display", lambda: display)

    def _pass(self, seconds):
        self.now += seconds

    def ask_host(self, content, seconds=call_deadline.WHOLE):
        self.calls.append(content)
        self.limits.append(seconds)
        self._pass(0.5)
        if len(self.calls) in self.dropped:
            if isinstance(self.error, dict):
                return dict(self.error)
            raise self.error
        self._pass(min(content["follow"]["seconds"], max(0.0, self.takes - self.now)))
        return {"answer": {"changed": True} if self.now >= self.takes else {"changed": False, "waiting": WAIT}}


def carried_out(host, verb="apply"):
    return short_calls.ShortCalls(host).carry_out({"verb": verb, "secrets": ["x"]})


def test_a_run_that_ends_in_its_first_call_is_one_call_without_a_line(monkeypatch):
    host = Host(monkeypatch, takes=9)
    assert carried_out(host) == {"answer": {"changed": True}}
    assert len(host.calls) == 1 and host.lines == []


def test_a_long_run_is_followed_with_one_key_in_calls_of_ten_seconds_at_most_and_a_line_every_fifteen(monkeypatch):
    host = Host(monkeypatch, takes=120)
    assert carried_out(host) == {"answer": {"changed": True}}
    assert [call["verb"] for call in host.calls] == ["apply", *["follow"] * (len(host.calls) - 1)]
    assert len({call["follow"]["key"] for call in host.calls}) == 1
    assert max(call["follow"]["seconds"] for call in host.calls) <= short_calls.CALL
    assert set(host.limits) == {call_deadline.FOLLOWED}
    times = [moment for moment, _line, _stderr in host.lines]
    assert len(times) == 7 and all(15 <= late - early <= 16 for early, late in zip([0, *times], times))
    assert host.lines[0][1].startswith("om-1  waiting for a healthy server since ")
    assert all(line.endswith("; log: INFO x") and stderr for _moment, line, stderr in host.lines)


def test_a_task_with_no_log_shows_nothing_that_a_program_wrote(monkeypatch):
    host = Host(monkeypatch, takes=40, no_log=True)
    carried_out(host)
    assert host.lines and not [line for _moment, line, _stderr in host.lines if "INFO" in line]


@pytest.mark.parametrize("error", [DROPPED, FULL, NOT_RUN])
def test_a_call_that_fails_in_between_is_made_again(monkeypatch, error):
    host = Host(monkeypatch, takes=60, dropped=range(2, 12), error=error)
    assert carried_out(host) == {"answer": {"changed": True}}
    assert host.lines[0][1].startswith("om-1  no answer since ")


def test_a_host_without_space_for_a_module_says_at_last_that_its_run_goes_on(monkeypatch):
    host = Host(monkeypatch, takes=600, dropped=range(2, 900), error=FULL)
    with pytest.raises(AnsibleError, match=r"temporary directory\. The run on the host goes on by itself"):
        carried_out(host)
    assert short_calls.PATIENCE < host.now < short_calls.PATIENCE + 30


@pytest.mark.parametrize(
    ("returned", "told"),
    [(NOT_RUN, "MODULE FAILURE: No space left on device. "), ({"failed": True}, "The module did not answer. ")],
)
def test_a_module_that_does_not_start_any_more_says_at_last_that_the_run_goes_on(monkeypatch, returned, told):
    host = Host(monkeypatch, takes=600, dropped=range(2, 900), error=returned)
    assert carried_out(host)["msg"] == told + short_calls.GOES_ON
    assert short_calls.PATIENCE < host.now < short_calls.PATIENCE + 30


def test_a_task_that_ends_itself_is_not_asked_again(monkeypatch):
    host = Host(monkeypatch, takes=60, dropped=[2], error=AnsibleActionFail("no"))
    with pytest.raises(AnsibleActionFail):
        carried_out(host)
    assert len(host.calls) == 2


def test_a_host_that_stays_away_is_unreachable_and_its_run_goes_on(monkeypatch):
    host = Host(monkeypatch, takes=600, dropped=range(2, 900))
    with pytest.raises(AnsibleConnectionFailure, match=r"reset by peer\. The run on the host goes on by itself"):
        carried_out(host)
    assert short_calls.PATIENCE < host.now < short_calls.PATIENCE + 30


def test_a_first_call_that_breaks_is_made_once_more_with_its_key(monkeypatch):
    host = Host(monkeypatch, takes=60, dropped=[1])
    assert carried_out(host) == {"answer": {"changed": True}}
    assert host.calls[0] == host.calls[1]
    assert host.calls[2]["verb"] == "follow" and len({call["follow"]["key"] for call in host.calls}) == 1


@pytest.mark.parametrize("words", ["ssh: port 22: Connection refused", "ssh: port 22: Connection refused.\r\n"])
def test_what_ssh_says_without_an_end_is_a_sentence_of_its_own(monkeypatch, words):
    host = Host(monkeypatch, takes=60, dropped=[1, 2], error=AnsibleConnectionFailure(words))
    with pytest.raises(AnsibleConnectionFailure, match=r"Connection refused\. If the run had begun"):
        carried_out(host)


def test_a_host_that_cannot_be_reached_is_told_at_once_with_what_may_go_on(monkeypatch):
    host = Host(monkeypatch, takes=60, dropped=[1, 2])
    with pytest.raises(AnsibleConnectionFailure, match=r"reset by peer\. If the run had begun on the host, it goes on"):
        carried_out(host)
    assert len(host.calls) == 2 and host.now < 5


@pytest.mark.parametrize(("verb", "check_mode"), [("verify", False), ("apply", True)])
def test_a_call_that_only_reads_has_begun_nothing(monkeypatch, verb, check_mode):
    host = Host(monkeypatch, takes=60, dropped=[1])
    host.check_mode = check_mode
    with pytest.raises(AnsibleConnectionFailure, match=r"reset by peer\.$"):
        carried_out(host, verb)
    assert len(host.calls) == 1 and host.limits == [call_deadline.WHOLE]


def test_who_is_not_let_in_does_not_try_again(monkeypatch):
    host = Host(monkeypatch, takes=60, dropped=[1], error=AnsibleAuthenticationFailure("Permission denied."))
    with pytest.raises(AnsibleAuthenticationFailure, match=r"Permission denied\.$"):
        carried_out(host)
    assert len(host.calls) == 1
