# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every action is a thin face of one base class, and a failed task returns its lines and little else."""

import ast
import importlib
import pathlib
import signal

import pytest
from ansible.errors import AnsibleConnectionFailure
from ansible_collections.openmetadata.sso.plugins.plugin_utils._runtime import (
    action_base,
    call_deadline,
    planning,
    short_calls,
)
from fakes import host_answers

FOLDER = pathlib.Path(__file__).resolve().parents[4] / "plugins" / "action"
NAMES = sorted(path.stem for path in FOLDER.glob("*.py") if path.stem != "__init__")


@pytest.mark.parametrize("name", NAMES)
def test_every_action_is_one_of_ours_and_prints_nothing(name):
    module = importlib.import_module(f"ansible_collections.openmetadata.sso.plugins.action.{name}")
    assert issubclass(module.ActionModule, action_base.Action)
    assert module.ActionModule.run is action_base.Action.run
    assert not hasattr(module, "display")


@pytest.mark.parametrize("name", NAMES)
def test_every_action_is_thin(name):
    tree = ast.parse((FOLDER / f"{name}.py").read_text(encoding="utf-8"))
    (action,) = (node for node in tree.body if isinstance(node, ast.ClassDef))
    methods = [node for node in action.body if isinstance(node, ast.FunctionDef)]
    assert sum(node.end_lineno - node.lineno + 1 for node in methods) <= 30


def test_a_failed_task_returns_lines_and_scalars(acts):
    done = acts("plan", om_sso_client_id="{Client ID}")
    assert set(done.result) <= {"changed", "failed", "msg", "result", "_ansible_verbose_always"}
    assert (done.result["failed"], done.result["changed"], done.result["_ansible_verbose_always"]) == (
        True,
        False,
        True,
    )


def test_a_module_that_does_not_answer_shows_the_end_of_what_it_wrote(acts):
    wrote = "".join(f"line {number}\n" for number in range(30))
    done = acts("configuration", {"failed": True, "msg": "MODULE FAILURE", "module_stderr": wrote + "x" * 300})
    assert done.result["msg"][0] == "om-1  MODULE FAILURE"
    assert done.result["msg"][-2:] == ["  log         line 29", "  log         " + "x" * 200]
    assert len(done.result["msg"]) == 1 + action_base.LOG_LINES
    assert acts.reported()["result"] == "failed"


def test_arguments_are_checked_by_ansible(acts):
    assert "no_such_argument" in acts("plan", arguments={"no_such_argument": 1}).failure


def test_an_error_that_nobody_foresaw_is_one_line_without_its_text(acts, monkeypatch):
    """Such as one of a library, whose text quotes the value that it was given."""

    def broken(_values):
        raise ValueError("cannot represent an object: a-secret-of-auth0")

    monkeypatch.setattr(planning, "plan_of", broken)
    done = acts("plan")
    assert len(done.result["msg"]) == 1 and "a-secret" not in done.said and done.failure
    assert done.said.startswith("om-1  Unexpected ValueError at ")


#: It clears the screen, and goes on with lines of its own; the end of it cannot be written to a terminal at all.
FORGED = "basic\x1b[2J\nSUMMARY\n  unchanged   40 of 40\x07\ud800"


@pytest.mark.parametrize("fails", [False, True])
def test_a_value_of_a_server_is_shown_in_its_line_without_what_a_terminal_acts_on(acts, fails):
    drift = [{**host_answers.ROWS[0], "served": FORGED, "status": "drift"}]
    answer = host_answers.answered(changed=False, variables=[], files=[], restarted=False, effective=drift)
    done = acts("configuration_info", answer, arguments={"fail_on_drift": fails})
    assert all(line.isprintable() for line in done.result["msg"]) and "basic?[2J?SUMMARY?" in done.said
    assert acts.reported()["effective"][0]["served"] != "basic", "the report has the value as it is"


def test_a_diff_is_shown_without_what_a_terminal_acts_on(acts):
    entry = {"before_header": "a\x1b[1m", "after_header": "a", "before": "A=\x1b[2Jx\n\tb\n", "after": "A=y\n"}
    done = acts("configuration", host_answers.answered(diff=[entry]), check_mode=True, diff=True)
    assert done.result["diff"][0]["before"] == "A=?[2Jx\n\tb\n" and done.result["diff"][0]["before_header"] == "a?[1m"


@pytest.mark.parametrize(
    ("name", "arguments", "more"),
    [
        (
            "configuration",
            {},
            " If the run had begun on the host, it goes on by itself; the next command says how it ended.",
        ),
        ("configuration_info", {"from": "host"}, ""),
    ],
)
def test_a_host_that_becomes_unreachable_is_in_the_report_as_failed(acts, monkeypatch, name, arguments, more):
    monkeypatch.setattr(short_calls, "PAUSE", 0)

    def unreachable(_request):
        raise AnsibleConnectionFailure("Connection refused\nby om-1.")

    acts("plan")
    assert acts.reported()["result"] == "planned"
    with pytest.raises(AnsibleConnectionFailure):
        acts(name, unreachable, arguments=arguments)
    found = acts.reported()
    assert (found["result"], found["provider"], found["restarted"]) == ("failed", "auth0", False)
    assert found["reason"] == "The host cannot be reached: Connection refused by om-1." + more
    acts("plan")
    assert "reason" not in acts.reported()


@pytest.fixture
def nobody_elses_alarm():
    """As in a worker of Ansible."""
    before = signal.signal(signal.SIGALRM, signal.SIG_DFL)
    yield
    signal.setitimer(signal.ITIMER_REAL, 0)
    signal.signal(signal.SIGALRM, before)


@pytest.mark.parametrize(
    ("name", "arguments", "more"),
    [
        ("audit", {}, {}),
        ("bot_token", {"name": "ingestion-bot"}, {"om_sso_admin_token": "the-token-of-an-administrator"}),
        ("configuration", {}, {}),
        ("configuration_info", {"from": "host"}, {}),
        ("default_admin", {}, {"om_sso_admin_token": "the-token-of-an-administrator"}),
        ("host_access_info", {}, {}),
        ("host_config_info", {}, {}),
        ("ingestion_pipelines", {"state": "listed"}, {"om_sso_admin_token": "the-token-of-an-administrator"}),
        ("key_rotation_info", {}, {"om_sso_jwt_key_id": "mine"}),
    ],
)
def test_no_call_waits_for_ever_for_a_host_that_says_nothing(acts, nobody_elses_alarm, name, arguments, more):
    """Such as one whose sshd is stopped: SSH would wait for as long as the host is silent."""
    left = []

    def silent(_request):
        left.append(signal.getitimer(signal.ITIMER_REAL)[0])
        return {"failed": True, "msg": "no answer"}

    done = acts(name, silent, arguments=arguments, **more)
    assert left and all(0 < seconds <= call_deadline.MANY for seconds in left), done.result["msg"]
    assert signal.getitimer(signal.ITIMER_REAL) == (0, 0)
