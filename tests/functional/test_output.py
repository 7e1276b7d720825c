# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an operator reads comes from results alone: every callback shows the same lines, once, and no secret."""

import json
import os
import re
import subprocess

import pytest
import yaml
from lab import bundles, required, transcripts, venvs
from lab.playbooks import SHOWS

SECRET = "a-secret-of-auth0"
BAD_ID = ("-e", "om_sso_client_id='{Client ID}'")
NO_HOME = ("-e", "om_sso_home=/nonexistent/openmetadata")
PASSING = ("plan", "sso", "verify")
#: Name: playbooks of one run, arguments, and whether it passes. The host was configured before: nothing changes.
PLAYBOOKS = {
    "those that pass": (PASSING, (), True),
    "a bad plan": (("sso",), BAD_ID, False),
    "a failure on the host": (("sso",), NO_HOME, False),
}
MODULES = {
    "plan": ("plan", (), True),
    "sso": ("configuration", (), True),
    "verify": ("configuration_info", (), True),
    "a bad plan": ("plan", BAD_ID, False),
    "a failure on the host": ("configuration", NO_HOME, False),
}
#: Where a result begins in the output of `default` and `minimal`.
RESULT = re.compile(r"^(?:(?:ok|changed|fatal): \[om-1\].*|om-1 \| .*) => ?(?=\{|\n )", re.MULTILINE)


@pytest.fixture(scope="module")
def configured(install, each_controller, operator):
    """A host that serves its plan."""
    host = install(f"om-1-{each_controller.core}").start()
    each_controller.inventory({"om-1": host.variables}, **operator)
    each_controller.run("sso").passed()
    return host


@pytest.fixture(params=PLAYBOOKS.values(), ids=PLAYBOOKS)
def played(request, configured, each_controller):
    """`played(**environment)` runs playbooks of the collection in one play file and returns the output."""
    verbs, arguments, passes = request.param
    imports = [{"import_playbook": f"openmetadata.sso.{verb}"} for verb in verbs]
    (each_controller.folder / "played.yml").write_text(yaml.safe_dump(imports), encoding="utf-8")

    def run(**more):
        return ansible(each_controller, "ansible-playbook", "played.yml", *arguments, passes=passes, **more)

    return run


def ansible(controller, *command, passes, **more):
    """The output of a program of Ansible, without what it writes to stderr."""
    controller.record.unlink(missing_ok=True)
    done = subprocess.run(
        [str(controller.venv / "bin" / command[0]), "--inventory", "inventory.yml", *command[1:]],
        cwd=controller.folder,
        env={**controller.environment, **more},
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        check=False,
    )
    assert (done.returncode == 0) is passes, done.stdout + done.stderr
    assert SECRET not in done.stdout + done.stderr
    return done.stdout


def recorded(controller):
    """The lines of all results that succeeded or failed, in their order, each result once."""
    results = [result for result in controller.results() if not result.task.endswith(SHOWS)]
    lines = [line for result in results for line in result.data.get("msg") or []]
    assert lines
    return lines


def shown(output, read):
    """The lines of the results in an output; ``read`` reads the one that an output begins with."""
    results = [read(output[found.end() :]) for found in RESULT.finditer(output)]
    return [line for result in results if isinstance(result.get("msg"), list) for line in result["msg"]]


def first_json(text):
    """The JSON that a text begins with."""
    return json.JSONDecoder().raw_decode(text)[0]


def first_yaml(text):
    """The indented YAML that a text begins with."""
    return yaml.safe_load(re.match(r"(?:(?: .*)?\n)*", text).group())


def said_once(output, lines):
    """Lines that the output has more or less often than the results have them."""
    counts = {line: output.count(json.dumps(line, ensure_ascii=False)[1:-1].strip()) for line in lines}
    return {line: count for line, count in counts.items() if count != lines.count(line)}


def test_the_default_callback_shows_every_line_once(played, each_controller):
    output = played()
    lines = recorded(each_controller)
    assert shown(output, first_json) == lines
    assert said_once(output, lines) == {}
    assert len(output.splitlines()) < len(lines) + 90, "a failure is not a dump of data"
    assert all(f"\n{line}\n" in transcripts.lines_of(output) for line in lines)


def test_the_result_format_yaml_shows_the_same_lines(played, each_controller):
    assert shown(played(ANSIBLE_CALLBACK_RESULT_FORMAT="yaml"), first_yaml) == recorded(each_controller)


@pytest.fixture(scope="session")
def posix():
    """Where ansible.posix is, which has the callback `json`; ansible-core itself has none that prints a document."""
    try:
        return bundles.of_bundle("ansible.posix")
    except venvs.Missing as missing:
        required.require(str(missing))


def test_the_callback_json_prints_one_document(played, each_controller, posix):
    paths = os.pathsep.join([each_controller.environment["ANSIBLE_COLLECTIONS_PATH"], str(posix)])
    document = json.loads(played(ANSIBLE_STDOUT_CALLBACK="json", ANSIBLE_COLLECTIONS_PATH=paths))
    tasks = [task for play in document["plays"] for task in play["tasks"]]
    results = [(task["task"]["name"], task["hosts"]["om-1"]) for task in tasks if "om-1" in task["hosts"]]
    lines = [
        line
        for task, result in results
        if task.endswith(SHOWS) or result.get("failed")
        for line in result.get("msg") or []
    ]
    assert lines == recorded(each_controller)


@pytest.mark.parametrize("name", MODULES)
@pytest.mark.parametrize("options", [(), ("--one-line",)], ids=["minimal", "oneline"])
def test_a_module_alone_shows_every_line_once(configured, each_controller, name, options):
    module, arguments, passes = MODULES[name]
    command = ("ansible", "om-1", "-m", f"openmetadata.sso.{module}", *options, *arguments)
    output = ansible(each_controller, *command, passes=passes, ANSIBLE_LOAD_CALLBACK_PLUGINS="True")
    lines = recorded(each_controller)
    assert shown(output, first_json) == lines
    assert said_once(output, lines) == {}
