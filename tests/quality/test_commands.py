# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""`./run` sets up what a command needs, keeps the user's own settings out, and says what is wrong."""

import io
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from bench import apply
from lab import cache, environment, interpreters, progress, required, venvs


def run(*arguments, **variables):
    """Call `./run` as a user does."""
    command = [cache.CHECKOUT / "run", *arguments]
    return subprocess.run(
        command, cwd="/", env={**os.environ, **variables}, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("arguments", [[], ["tset"]])
def test_without_a_command_it_tells_which_there_are(arguments):
    answer = run(*arguments)
    assert answer.returncode == 2
    assert answer.stdout == ""
    assert all(f"./run {name}" in answer.stderr for name in ("demo", "test", "molecule", "bench"))
    assert run("--help").stdout == answer.stderr


def test_every_measurement_is_listed_and_can_be_asked_what_it_takes():
    names = sorted(
        path.stem for path in (cache.CHECKOUT / "tests" / "support" / "bench").glob("*.py") if path.stem != "__main__"
    )
    program = [sys.executable, str(cache.CHECKOUT / "tests" / "support" / "bench")]
    listed = subprocess.run(program, capture_output=True, text=True, check=False)
    assert listed.returncode == 2 and [line.split()[0] for line in listed.stdout.splitlines()] == names
    for name in names:
        told = subprocess.run(
            [*program, name, "--help"],
            env=environment.of(Path(sys.prefix)),
            capture_output=True,
            text=True,
            check=False,
        )
        assert told.returncode == 0 and told.stdout.startswith(f"usage: {name}.py"), told.stderr


def test_a_measurement_of_an_apply_runs_what_an_operator_runs(tmp_path):
    try:
        made = apply.controller((), tmp_path, 5, apply.KINDS["docker_compose"])
    except venvs.Missing as missing:
        required.require(str(missing))
    assert made.program == [str(made.venv / "bin" / "ansible-playbook")]
    assert not [name for name in made.environment if name.startswith("ANSIBLE_CALLBACK")]


def test_arguments_reach_the_program(tmp_path):
    (tmp_path / "test_it.py").write_text("def test_one():\n    pass\n", encoding="utf-8")
    answer = run("test", "-q", "--rootdir", tmp_path, tmp_path / "test_it.py")
    assert answer.returncode == 0, answer.stderr
    assert answer.stdout.splitlines()[-1].startswith("1 passed")


TESTS = """
import pytest, time

@pytest.mark.parametrize("number", range(3))
def test_with_a_tool(number):
    pytest.skip("there is no tool")

def test_that_fails():
    assert 1 == 2, "one is not two"

def test_that_takes_long():
    time.sleep(1)
"""
FAILED = "test_it.py::test_that_fails: AssertionError: one is not two"
CONFTEST = """
import sys, pytest
sys.path.insert(0, {support!r})
from lab import reporting, resume

def pytest_addoption(parser):
    resume.add_option(parser)

@pytest.hookimpl(trylast=True)
def pytest_configure(config):
    reporting.register(config)
    resume.register(config)
"""


@pytest.fixture
def project(tmp_path):
    """Tests of somebody else, with what we print."""
    support = str(cache.CHECKOUT / "tests" / "support")
    (tmp_path / "conftest.py").write_text(CONFTEST.format(support=support), encoding="utf-8")
    (tmp_path / "test_it.py").write_text(TESTS, encoding="utf-8")
    return ["--rootdir", tmp_path, tmp_path / "test_it.py"]


@pytest.mark.parametrize("processes", ["0", "2"])
def test_a_failure_is_printed_when_it_happens_and_skips_by_their_reason(project, processes):
    answer = run("test", "-n", processes, *project, COLUMNS="300")
    lines = answer.stdout.splitlines()
    (failed,) = (number for number, line in enumerate(lines) if line.endswith(FAILED))
    assert failed < lines.index(next(line for line in lines if "FAILURES" in line))
    assert any(re.fullmatch(r" +3  there is no tool \(\S*test_it\.py\)", line) for line in lines)
    assert any("test_it.py::test_that_fails - " in line for line in lines[failed + 1 :])  # pytest writes more in CI
    assert "1 failed, 1 passed, 3 skipped" in lines[-1]


def test_only_what_failed_is_run_again(project):
    assert run("test", "-q", *project).returncode == 1
    (project[2].parent / "test_it.py").write_text(TESTS.replace("1 == 2", "1 == 1"), encoding="utf-8")
    answer = run("test", "-q", "--last-failed", *project)
    assert answer.returncode == 0 and answer.stdout.splitlines()[-1].startswith("1 passed"), answer.stdout


def test_a_run_that_was_killed_goes_on(project):
    text = f"{TESTS}\n\ndef test_that_ends_it_all():\n    os.kill(os.getpid(), 9)\n"
    (project[2].parent / "test_it.py").write_text(f"import os\n{text}", encoding="utf-8")
    assert run("test", "-q", "-n", "0", *project).returncode == -9
    (project[2].parent / "test_it.py").write_text(text.replace("os.kill(os.getpid(), 9)", "assert 0"), encoding="utf-8")
    answer = run("test", "-q", "-n", "0", "--resume", *project)
    assert "2 failed, 3 skipped, 1 deselected" in answer.stdout.splitlines()[-1], answer.stdout


@pytest.mark.thorough
def test_a_run_in_several_processes_goes_on(project):
    assert run("test", "-q", "-n", "2", *project).returncode == 1
    answer = run("test", "-q", "-n", "2", "--resume", *project)
    assert "1 failed, 3 skipped" in answer.stdout.splitlines()[-1], answer.stdout


def test_the_quick_part_is_of_tests_that_exist_and_takes_arguments():
    answer = run("test", "quick", "-n", "0", "--collect-only", "-q", "-k", "licence_is_whole or habit_of_old")
    assert answer.returncode == 0, answer.stdout + answer.stderr
    assert [line for line in answer.stdout.splitlines() if "::" in line] == [
        "tests/quality/test_licence.py::test_the_licence_is_whole",
        "tests/unit/docs/test_english.py::test_no_file_has_a_habit_of_old",
    ], answer.stdout


def test_settings_of_the_user_do_not_reach_ansible(monkeypatch, tmp_path):
    monkeypatch.setenv("ANSIBLE_CONFIG", "/home/somebody/ansible.cfg")
    monkeypatch.setenv("ANSIBLE_VAULT_PASSWORD_FILE", "/home/somebody/.vault")
    monkeypatch.setenv("ANSIBLE_FORCE_COLOR", "1")
    variables = environment.of(tmp_path)
    assert "ANSIBLE_VAULT_PASSWORD_FILE" not in variables
    assert variables["ANSIBLE_FORCE_COLOR"] == "1"
    with open(variables["ANSIBLE_CONFIG"], encoding="utf-8") as handle:
        assert handle.read() == ""


def test_the_collection_is_found_in_this_checkout():
    assert (cache.collections_path() / "ansible_collections/openmetadata/sso").resolve() == cache.CHECKOUT


def test_another_requirement_or_python_is_another_environment(monkeypatch, tmp_path):
    monkeypatch.setattr(venvs, "REQUIREMENTS", tmp_path)
    made = []
    monkeypatch.setattr(venvs, "_make", lambda venv, _python: venv.mkdir(parents=True))
    monkeypatch.setattr(venvs, "_install", lambda venv, _python, _file: made.append(venv))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    included, python = tmp_path / "more.txt", interpreters.running()
    (tmp_path / "some.txt").write_text("-r more.txt\n", encoding="utf-8")
    included.write_text("one\n", encoding="utf-8")
    assert venvs.ensure("some", python) == venvs.ensure("some", python)
    included.write_text("two\n", encoding="utf-8")
    venvs.ensure("some", python)
    venvs.ensure("some", python._replace(version=(3, 99, 0)))
    assert len(set(made)) == len(made) == 3


def test_an_environment_that_was_not_finished_is_made_anew(monkeypatch, tmp_path):
    monkeypatch.setattr(venvs, "REQUIREMENTS", tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    (tmp_path / "some.txt").write_text("-r no-such-file\n", encoding="utf-8")
    (tmp_path / "no-such-file").write_text("this is not a requirement\n", encoding="utf-8")
    with pytest.raises(venvs.Missing, match=r"pip could not install some\.txt"):
        venvs.ensure("some")
    (tmp_path / "no-such-file").write_text("# nothing\n", encoding="utf-8")
    (leftover,) = (tmp_path / "cache").glob("openmetadata.sso/venvs/some-*")
    assert venvs.ensure("some") != leftover
    assert not (leftover / "complete").exists()


def test_a_long_command_shows_that_it_goes_on(monkeypatch):
    monkeypatch.setattr(progress, "EVERY", 0)
    stream, script = io.StringIO(), "print('one'); print('two' * 99); raise SystemExit(3)"
    done = progress.followed([sys.executable, "-c", script], stream)
    assert done == (3, "one\n" + "two" * 99 + "\n")
    lines = stream.getvalue().splitlines()
    assert len(lines) == 3 and lines[0].endswith(" s  one") and lines[2].endswith(" s  failed")
    assert max(map(len, lines)) == progress.WIDTH


def test_an_environment_is_made_without_ensurepip_where_there_is_a_pip(monkeypatch, tmp_path):
    monkeypatch.setattr(venvs, "REQUIREMENTS", tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "broken"))
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "ensurepip.py").write_text(
        "raise ImportError('taken out, as Debian does')\n", encoding="utf-8"
    )
    (tmp_path / "none.txt").write_text("# nothing\n", encoding="utf-8")
    python = venvs.ensure("none") / "bin" / "python"
    answer = subprocess.run([python, "-c", "import sys; print(sys.prefix)"], check=True, capture_output=True, text=True)
    assert answer.stdout.strip() == str(python.parents[1])


def test_what_lies_in_pythonpath_is_not_taken_for_installed(monkeypatch, tmp_path):
    monkeypatch.setattr(venvs, "REQUIREMENTS", tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    information = tmp_path / "elsewhere" / "om_sso_elsewhere-1.0.dist-info"
    information.mkdir(parents=True)
    (information / "METADATA").write_text(
        "Metadata-Version: 2.1\nName: om-sso-elsewhere\nVersion: 1.0\n", encoding="utf-8"
    )
    monkeypatch.setenv("PYTHONPATH", str(information.parent))
    monkeypatch.delenv("PIP_FIND_LINKS", raising=False)
    (tmp_path / "some.txt").write_text("--no-index\nom-sso-elsewhere\n", encoding="utf-8")
    with pytest.raises(venvs.Missing, match=r"pip could not install some\.txt"):
        venvs.ensure("some")
