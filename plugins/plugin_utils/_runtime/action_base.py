# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The base class of all actions: arguments, variables, report and result.

An action prints nothing itself to stdout, so that every callback shows the same; lines about a long wait (``progress``)
and the summary of a run over several hosts (``summary``) go to stderr. What an operator reads is ``msg``, a list of
lines:

* A task that succeeds returns its lines and data, which the callbacks of ansible-core do not print.
  The role shows the lines with a following ``ansible.builtin.debug`` task.
* A task that fails returns its lines and a few scalars only, and asks the callback to indent them.
  The report (``om_sso_report_path``) has all data of a failed task too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, ClassVar, NamedTuple

from ansible.errors import AnsibleAction, AnsibleActionFail, AnsibleConnectionFailure, AnsibleError
from ansible.plugins.action import ActionBase

from ...module_utils._core import encryption, signals
from ...module_utils._core.errors import defect
from ...module_utils._core.text import printable
from .._model.findings import Finding
from .._output import run_summary
from .._plan import host_request
from .._plan.plan import Plan
from . import (
    call_deadline,
    debug_settings,
    planning,
    registered,
    report,
    stash,
    summary,
    told_once,
    variable_files,
    variables,
)
from .variables import Variables

#: From ansible-core 2.19 on an exception can carry the result of its task, which keeps its message and the lines apart.
#: A failed result that is returned has its ``msg`` printed twice there: once as an error, once in the result.
CARRIES_RESULT = isinstance(getattr(AnsibleAction, "result", None), property)
#: Types of the values that a failed task returns beside its lines.
SCALARS = (str, int, float)
#: Lines and characters a line that are shown of what a failed module wrote.
LOG_LINES, LOG_WIDTH = 10, 200
#: Characters of Ansible's words that a report has of a connection that fails.
REASON = 300
#: What a report has of an error of Ansible's own, whose words may hold a value.
NOT_CARRIED_OUT = "Ansible could not carry the task out on the host; its output says why."
#: What a task returns beside its lines where the host cannot be reached.
UNREACHABLE = {"unreachable": True, "_ansible_verbose_always": True}
HOSTS = {"type": "list", "elements": "str"}
#: With ``fail: false`` a task returns the failures of its hosts, with which a later task fails each of them.
FAIL = {"type": "bool", "default": True}
#: What it returns then: {host that fails: the lines to fail with}. Its own lines are those of the other hosts.
FAILURES = "failures"


class Outcome(NamedTuple):
    """What an action found or did.

    ``lines`` are what an operator reads, ``data`` is what the task returns beside them, ``failure`` is one sentence and
    makes the task fail, ``parts`` are the hosts' parts of the report, ``diff`` is shown in diff mode. ``passing`` are
    the lines where a later task tells the failures (see ``FAIL``).
    """

    lines: list[str]
    data: Mapping[str, Any] = {}
    failure: str = ""
    parts: Mapping[str, dict[str, Any]] = {}
    diff: Iterable[dict[str, Any]] = ()
    passing: Iterable[str] = ()


class NoAnswer(Exception):
    """The module on the host did not run to its end.

    ``returned`` is what Ansible returned instead, ``plan`` is reported as failed.
    """

    def __init__(self, returned: Mapping[str, Any], plan: Plan | None = None) -> None:
        super().__init__()
        self.returned, self.plan = returned, plan


class Action(ActionBase):
    """One task of the collection. A subclass says what it takes and implements ``carry_out``."""

    _supports_check_mode = True
    _supports_async = False

    #: The arguments of the task, as for ``validate_argument_spec``.
    ARGUMENTS: ClassVar[dict[str, Any]] = {}
    #: The module that runs on the host. Actions with the same work there share one: a run packs each module once.
    MODULE: ClassVar[str] = ""
    #: The verb of the report.
    VERB: ClassVar[str] = ""

    arguments: dict[str, Any]
    task_vars: dict[str, Any]
    #: The task's own host.
    host: str
    #: What ``read`` found, by host.
    variables: dict[str, Variables]

    def run(self, tmp: str | None = None, task_vars: dict[str, Any] | None = None) -> dict[str, Any]:
        """Carry the task out, add to the report and return the result."""
        signals.reset()
        result: dict[str, Any] = super().run(tmp, task_vars)
        self.arguments = self.validate_argument_spec(self.ARGUMENTS)[1]
        planning.require_pydantic()
        debug_settings.warn()
        self.task_vars = task_vars or {}
        self.host, self.variables = self.task_vars["inventory_hostname"], {}
        try:
            outcome = self.carry_out()
            self.report(outcome.parts)
        except NoAnswer as error:
            outcome = no_answer(self.host, error.returned)
            if error.plan is not None:
                self.report({self.host: planning.part(error.plan, "failed")})
        except AnsibleActionFail as error:
            outcome = failed(self.host, str(error))
        except AnsibleConnectionFailure as error:
            self._remember({self.host: "unreachable"})
            self._report_failed(printable(unreachable(error, REASON)))
            raise
        except AnsibleAction:
            raise
        except AnsibleError:  # a module that cannot be copied to the host, a password of become
            self._remember({self.host: "failed"})
            self._report_failed(NOT_CARRIED_OUT)
            raise
        except Exception as error:  # Ansible would print its text, and at -vvv its values
            outcome = failed(self.host, str(defect(error)))
        if outcome.failure:
            outcome = _told_once(self.host, _with_notes(outcome, self.notes()))
        outcome = _in_lines(outcome)
        self._remember(_results(self.host, outcome))
        if outcome.failure and (FAILURES not in outcome.data or self.arguments.get("fail", True)):
            return _failure(result, outcome)
        if outcome.data.get("_ansible_no_log"):
            self._task.no_log = True  # up to ansible-core 2.16.12 and 2.17.5 what a result says of it is overwritten
        lines = list(outcome.passing) if outcome.failure else outcome.lines
        result.update({"changed": False, **outcome.data, "msg": lines})
        if self._task.diff and outcome.diff:
            result["diff"] = [_printable(entry) for entry in outcome.diff]
        return result

    def carry_out(self) -> Outcome:
        """What the task does. An ``AnsibleActionFail`` becomes a failed task with one line."""
        raise NotImplementedError

    @property
    def verb(self) -> str:
        """The verb of the report."""
        return self.VERB

    @property
    def check_mode(self) -> bool:
        """Whether nothing may be changed."""
        return bool(self._task.check_mode)

    def notes(self) -> list[str]:
        """Lines about what stays at the provider where the task fails."""
        return registered.left(self.variables or [self.host])

    def read(
        self,
        hosts: Iterable[str] | None = None,
        ids: Mapping[str, str] | None = None,
        look: Callable[[str], dict[str, Any] | None] = stash.look,
    ) -> dict[str, Variables]:
        """The variables of the hosts, or of the task's own host where there are none.

        ``ids`` are those of the task ``plan``.
        """
        others = variables.OtherHosts(self._loader, self._task, self.task_vars)
        for host in hosts or [self.host]:
            kept = look(ids[host]) if ids and host in ids else None
            if kept is not None:
                found = Variables(kept, [])
            elif hosts:
                found = others.of(host)
            else:
                found = variables.of_task(self._templar, self.task_vars)
            self.variables[host] = registered.applied(host, found, self._loader)
        return self.variables

    def read_own(self, look: Callable[[str], dict[str, Any] | None] = stash.look) -> Variables:
        """The variables of the task's own host; the argument ``plan`` is its id of the task ``plan``."""
        plan = self.arguments.get("plan")
        return self.read(ids={self.host: plan} if plan else None, look=look)[self.host]

    def plans(self, hosts: Iterable[str] | None = None, ids: Mapping[str, str] | None = None) -> dict[str, Plan]:
        """The plans of the hosts, see ``read``."""
        read = self.read(hosts, ids)
        plans = {host: registered.warned(planning.plan_of(values), values.values) for host, values in read.items()}
        return {host: variable_files.explained(host, plan, self.task_vars) for host, plan in plans.items()}

    def ask_host(
        self,
        content: dict[str, Any],
        own: Mapping[str, Any] | None = None,
        seconds: float = call_deadline.WHOLE,
    ) -> dict[str, Any]:
        """What the module on the task's own host answers to ``content``; ``own`` are its arguments beside that.

        Without an answer it is what Ansible returned instead. Raises ``AnsibleConnectionFailure``, also where there is
        no answer after so many ``seconds``.
        """
        key = encryption.new_key()
        arguments = {**(own or {}), "payload": host_request.pack({**content, "key": key})}
        with call_deadline.limited(seconds):
            answer = self._execute_module(module_name=self.MODULE, module_args=arguments, task_vars=self.task_vars)
        returned = dict(answer)
        sealed = returned.pop("sealed", None)
        return returned if sealed is None else {**returned, **encryption.unseal(key, sealed)}

    def _report_failed(self, reason: str) -> None:
        """What an earlier step has planned is not what became of a host that cannot be reached, or not be worked on."""
        known = self.variables.get(self.host)
        if known is None or not self.verb:
            return
        plan = planning.plan_of(known)
        # A verb that needs no whole plan, such as recover, has nothing to say of its errors.
        plan = plan._replace(findings=[]) if plan.errors else plan
        self.report({self.host: planning.part(plan, "failed", reason=reason)})

    def _remember(self, results: Mapping[str, str]) -> None:
        """For the closing summary."""
        known = self.variables.get(self.host) or next(iter(self.variables.values()), None)
        summary.add(self.verb, self.check_mode, results, report.paths(known.values) if known else [])

    def report(self, parts: Mapping[str, dict[str, Any]]) -> None:
        """Add the hosts' parts to the files that their variables name."""
        by_paths: dict[tuple[str, ...], dict[str, dict[str, Any]]] = {}
        for host, part in parts.items():
            by_paths.setdefault(tuple(report.paths(self.variables[host].values)), {})[host] = part
        expected = self.task_vars.get("ansible_play_hosts_all") or [self.host]
        for paths, hosts in by_paths.items():
            if paths:
                sources = {host: self._inventory_file(host) for host in hosts}
                report.add(paths, self.verb, hosts, expected, sources)

    def _inventory_file(self, host: str) -> str:
        """The inventory file in which a host is, or the empty string."""
        hostvars = self.task_vars.get("hostvars")
        known = self.task_vars if host == self.host or hostvars is None else hostvars.raw_get(host)
        source = known.get("inventory_file")
        return source if isinstance(source, str) else ""


def unreachable(error: AnsibleConnectionFailure, longest: int) -> str:
    """That a host cannot be reached, with up to ``longest`` characters of Ansible's words."""
    return f"The host cannot be reached: {' '.join(str(error).split())[:longest].rstrip('.')}."


def _with_notes(outcome: Outcome, notes: list[str]) -> Outcome:
    return outcome._replace(lines=[*outcome.lines, *notes], passing=[*outcome.passing, *notes])


def _told_once(host: str, outcome: Outcome) -> Outcome:
    """The outcome without the errors that other hosts have told; that of a task for many hosts stays as it is."""
    if FAILURES in outcome.data or "_ansible_verbose_always" in outcome.data or not outcome.lines:
        return outcome
    part = outcome.parts.get(host) or {}
    told = told_once.by_host(host, outcome.lines, [Finding(**found) for found in part.get("findings") or ()])
    if told is None:
        return outcome
    if not told.sentence:
        return outcome._replace(lines=told.lines)
    data = {**outcome.data, "_ansible_verbose_always": False}
    return outcome._replace(lines=told.lines, failure=told.sentence, data=data)


def _results(host: str, outcome: Outcome) -> dict[str, str]:
    """{host: its result}. A task without parts of a report tells whether it failed."""
    results = {name: str(part["result"]) for name, part in outcome.parts.items() if part.get("result")}
    if outcome.data.get("unreachable"):
        return {**results, host: "unreachable"}
    if not outcome.failure:
        return results or {host: "passed"}
    if len(results) > 1 or results.get(host, "audited") not in run_summary.GOOD:
        return results
    return {host: str(outcome.data.get("result") or "failed")}


def _in_lines(outcome: Outcome) -> Outcome:
    """The outcome with nothing in its lines that a terminal acts on, such as the end of a line in a server's value."""
    lines, passing = ([printable(line) for line in lines] for lines in (outcome.lines, outcome.passing))
    return outcome._replace(lines=lines, passing=passing)


def _printable(entry: Mapping[str, Any]) -> dict[str, Any]:
    """An entry of a diff, whose texts may be those of another hand."""
    return {name: printable(text, "\n\t") if isinstance(text, str) else text for name, text in entry.items()}


def failed(host: str, message: str) -> Outcome:
    """The outcome of a task that could do nothing, for one reason."""
    return Outcome([f"{host}  {message}"], {"result": "failed"}, f"{host}: failed, see msg.")


def no_answer(host: str, returned: Mapping[str, Any]) -> Outcome:
    """The outcome where the module did not run to its end, with the end of what it wrote."""
    outcome = failed(host, str(returned.get("msg") or "The module did not answer."))
    written = f"{returned.get('module_stdout') or ''}\n{returned.get('module_stderr') or ''}".splitlines()
    logged = [line.rstrip()[:LOG_WIDTH] for line in written if line.strip()]
    return outcome._replace(lines=outcome.lines + [f"  log         {line}" for line in logged[-LOG_LINES:]])


def _failure(result: dict[str, Any], outcome: Outcome) -> dict[str, Any]:
    """The result of a failed task; raised where that keeps ``msg`` from being printed twice."""
    scalars = {name: value for name, value in outcome.data.items() if isinstance(value, SCALARS)}
    result.update({"changed": False, **scalars})
    result.update(msg=outcome.lines, failed=True)
    result.setdefault("_ansible_verbose_always", True)
    if CARRIES_RESULT:
        raise AnsibleAction(outcome.failure, result=result)
    return result
