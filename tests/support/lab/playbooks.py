# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Running the collection's playbooks as an operator does, and every task's result beside what was printed."""

import contextlib
import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

from . import cache, environment, transcripts

#: The name of the task of the role that shows the lines of the result before it.
SHOWS = "Show the result"
#: The one that fails a host with what a task for many hosts found about it; without that it says nothing.
STOPS = "Stop each host that has an error"
#: The tasks that find errors of the variables and report them, for the role and for every playbook.
PLANNING = [
    "openmetadata.sso.om_sso : Plan single sign-on without changing anything",
    f"openmetadata.sso.om_sso : {STOPS}",
]
PLUGINS = cache.CHECKOUT / "tests" / "support" / "ansible_plugins"
KEPT_CODE = cache.CHECKOUT / "tests" / "support" / "kept_code" / "ansible-playbook"


class Unsafe(str):
    """A text that Ansible must not take for a template."""


class Vaulted(str):
    """A text that `ansible-vault` encrypted."""


class Result(NamedTuple):
    """One task on one host."""

    host: str
    task: str
    status: str
    data: dict


class Run(NamedTuple):
    """One run of a playbook."""

    status: int
    printed: str
    results: list[Result]

    @property
    def output(self) -> str:
        """What was printed, the lines of each `msg` as an operator reads them."""
        return transcripts.lines_of(self.printed)

    def of(self, host: str) -> dict:
        """The last result of a host, which is what its operator reads last."""
        found = [result.data for result in self.results if result.host == host and not _is_silent(result)]
        assert found, f"nothing of {host}\n{self.output}"
        return found[-1]

    def said(self, host: str) -> str:
        """The lines of the last result of a host."""
        message = self.of(host)["msg"]
        return message if isinstance(message, str) else "\n".join(message)

    def planned(self) -> dict[str, dict]:
        """The hosts of the last result of a task for many hosts."""
        return [result.data["hosts"] for result in self.results if "hosts" in result.data][-1]

    def tasks(self, host: str) -> list[str]:
        """The tasks that a host went through, skipped ones too, without those that say nothing of their own."""
        return [result.task for result in self.results if result.host == host and not _is_silent(result)]

    def passed(self) -> "Run":
        """The same run, which must have succeeded."""
        assert self.status == 0, self.output
        return self

    def failed(self) -> "Run":
        """The same run, which must have failed without an accident of Python's."""
        assert self.status == 2, self.output
        assert "Traceback" not in self.output, self.output
        return self


def _is_silent(result: Result) -> bool:
    return result.task.endswith(SHOWS) or (result.task.endswith(STOPS) and result.status != "failed")


class Controller:
    """A controller of its own: one ansible-core, one folder, one inventory."""

    def __init__(self, venv: Path, folder: Path, core: str):
        self.venv, self.folder, self.core = venv, folder, core
        self.record = folder / "record.jsonl"
        self.program = [str(venv / "bin" / "python"), str(KEPT_CODE)]
        if os.environ.get("OM_SSO_KEPT_CODE") == "no":
            self.program = [str(venv / "bin" / "ansible-playbook")]
        self.environment = {
            **environment.of(venv),
            "ANSIBLE_CALLBACK_PLUGINS": str(PLUGINS / "callback"),
            "ANSIBLE_CALLBACKS_ENABLED": "record",
            "ANSIBLE_HOME": str(folder / "home"),
            "ANSIBLE_LOCALHOST_WARNING": "False",
            "ANSIBLE_LOOKUP_PLUGINS": str(PLUGINS / "lookup"),
            "ANSIBLE_NOCOLOR": "1",
            "ANSIBLE_PIPELINING": "True",
            "OM_TEST_HOST_PYTHON": sys.executable,
            "OM_TEST_KEPT_CODE": str(cache.directory("kept_code")),
            "OM_TEST_RECORD": str(self.record),
        }
        self.environment.pop("ANSIBLE_FORCE_COLOR", None)

    @property
    def report(self) -> Path:
        """Where `inventory` lets the report go."""
        return self.folder / "report.json"

    @property
    def report_files(self) -> list[Path]:
        """A file of each kind that a report can have; those of the last run are there, where it was asked for them."""
        return [self.report.with_suffix(ending) for ending in (".json", ".html", ".xml", ".sarif", ".prom")]

    def inventory(self, hosts: dict[str, dict], /, **common) -> None:
        """Write the inventory: variables of each host and of all."""
        common = {"om_sso_report_path": str(self.report), **common}
        content = {
            "all": {"vars": {name: value for name, value in common.items() if value is not None}},
            "openmetadata": {"hosts": hosts},
        }
        (self.folder / "inventory.yml").write_text(yaml_of(content), encoding="utf-8")

    def run(self, playbook: str, *arguments: str, **more: str) -> Run:
        """Run a playbook of the collection (`sso`), or a file of the test's; `more` goes into the environment."""
        process = self.start(playbook, *arguments, **more)
        output, _nothing = process.communicate()
        return Run(process.returncode, output, self.results())

    def start(self, playbook: str, *arguments: str, **more: str) -> subprocess.Popen:
        """The same, without waiting for it; the process leads a group of its own."""
        self.record.unlink(missing_ok=True)
        for file in self.report_files:
            file.unlink(missing_ok=True)
        name = playbook if playbook.endswith(".yml") else f"openmetadata.sso.{playbook}"
        command = [
            *self.program,
            "--inventory",
            str(self.folder / "inventory.yml"),
            name,
            *arguments,
        ]
        return subprocess.Popen(
            command,
            cwd=self.folder,
            env={**self.environment, **more},
            text=True,
            start_new_session=True,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )

    def results(self) -> list[Result]:
        """What the callback of the tests wrote down in the last run, so far: a line without an end is still written."""
        lines = self.record.read_text(encoding="utf-8").splitlines(keepends=True) if self.record.exists() else []
        return [Result(**json.loads(line)) for line in lines if line.endswith("\n")]

    def reported(self) -> dict:
        """The JSON report of the last run."""
        return json.loads(self.report.read_text(encoding="utf-8"))

    def vault(self, text: str, password_file: Path) -> Vaulted:
        """The text encrypted."""
        command = [
            str(self.venv / "bin" / "ansible-vault"),
            "encrypt",
            "--vault-password-file",
            str(password_file),
            "--output",
            "-",
        ]
        answer = subprocess.run(command, input=text, env=self.environment, capture_output=True, text=True, check=True)
        return Vaulted(answer.stdout)


def kill_group(process: subprocess.Popen) -> None:
    """What a closed laptop does to a controller: it and all its workers end at once.

    Those of newer cores have a session of their own.
    """
    workers = [pid for pid in _descendants(process.pid) if b"ansible-playbook" in _of_process(pid, "cmdline")]
    os.killpg(process.pid, signal.SIGKILL)
    for pid in workers:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    process.communicate()


def _descendants(pid: int) -> list[int]:
    children = [int(child) for child in _of_process(pid, f"task/{pid}/children").split()]
    return children + [each for child in children for each in _descendants(child)]


def _of_process(pid: int, name: str) -> bytes:
    """A file of a process; empty when it has ended."""
    try:
        return Path(f"/proc/{pid}/{name}").read_bytes()
    except (FileNotFoundError, ProcessLookupError):
        return b""


def until(what, seconds: float = 90, every: float = 0.005):
    """Wait until `what()` is true, and give that."""
    end = time.monotonic() + seconds
    while True:
        found = what()
        if found:
            return found
        assert time.monotonic() < end, f"still not: {what}"
        time.sleep(every)


def yaml_of(value) -> str:
    """YAML in flow style, with Ansible's tags."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(str(name))}: {yaml_of(item)}" for name, item in value.items()) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(yaml_of(item) for item in value) + "]"
    tag = {Unsafe: "!unsafe ", Vaulted: "!vault "}.get(type(value), "")
    text = json.dumps(value, ensure_ascii=False)
    return tag + re.sub("[^ -~]", lambda match: f"\\U{ord(match.group()):08x}", text)
