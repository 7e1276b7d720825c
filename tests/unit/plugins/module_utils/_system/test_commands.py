# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Programs of the host: no shell, an environment of our own, a limit of time."""

import os
import re
import sys
import time

import pytest
from ansible_collections.openmetadata.sso.plugins.module_utils._core.errors import HostError
from ansible_collections.openmetadata.sso.plugins.module_utils._system import commands
from lab.time_limits import AT_ONCE, at_once


def python(code, **keywords):
    return commands.run([sys.executable, "-c", code], **keywords)


def test_status_and_texts_come_back():
    result = python("import sys; print('out'); sys.stderr.write('err ü\\n\\n'); sys.exit(3)")
    assert (result.status, result.out, result.err) == (3, "out\n", "err ü\n\n")


@pytest.mark.parametrize(
    ("out", "err", "line"),
    [("a\nb\n", "", "b"), ("a\n", "c\n \n", "a"), ("", "c\n \n", "c"), ("", "", "exit status 4, no output")],
)
def test_the_last_thing_it_said_is_shown(out, err, line):
    assert commands.Result(4, out, err).last_line == line


def test_no_shell_reads_the_arguments():
    assert commands.run(["printf", "%s", "$HOME; `id` *"]).out == "$HOME; `id` *"


def test_variables_of_the_caller_that_would_count_are_dropped(monkeypatch):
    monkeypatch.setenv("OIDC_CLIENT_SECRET", "of the caller")
    monkeypatch.setenv("KEPT", "yes")
    result = python(
        "import os; print(os.environ.get('OIDC_CLIENT_SECRET'), os.environ.get('KEPT'), os.environ['LC_ALL'])",
        drop={"OIDC_CLIENT_SECRET"},
    )
    assert result.out == "None yes C.UTF-8\n"
    assert os.environ["OIDC_CLIENT_SECRET"] == "of the caller"


def test_another_environment_replaces_ours(monkeypatch):
    monkeypatch.setenv("KEPT", "yes")
    assert python("import os; print(os.environ.get('KEPT'), os.environ['A'])", environment={"A": "b"}).out == "None b\n"


def test_input_reaches_it_and_else_it_has_none():
    assert python("print(input())", text="ü text\n").out == "ü text\n"
    assert "EOFError" in python("input()").err


def test_bytes_that_are_not_text_are_handled():
    assert python("import sys; sys.stdout.buffer.write(b'\\xff')").out == "\ufffd"


def test_the_folder_is_the_one_that_was_asked_for(tmp_path):
    assert python("import os; print(os.getcwd())", cwd=str(tmp_path)).out.strip() == os.path.realpath(tmp_path)


def test_what_a_program_leaves_behind_with_its_output_holds_nobody_up(monkeypatch):
    """It left the group of the program, so that it is not ended with it, and keeps its output open."""
    monkeypatch.setattr(commands, "REST", 0.2)
    left = "import subprocess, time; print('said', flush=True); "
    left += "subprocess.Popen(['sleep', '30'], start_new_session=True)"
    for rest in ("", "; time.sleep(30)"):
        with at_once(), pytest.raises(commands.TimedOut) as error:
            python(left + rest, timeout=0.5)
        assert "the last that it wrote: said" in error.value.message


def test_a_server_that_is_left_behind_holds_nobody_up():
    with at_once():
        python("import subprocess; subprocess.Popen(['sleep', '30'])", quiet=True)


def test_a_program_that_does_not_end_is_ended_and_said():
    with at_once(), pytest.raises(commands.TimedOut) as error:
        commands.run(["sh", "-c", "echo migrating v1_12 >&2\nsleep 30"], timeout=0.5)
    pattern = r"sh -c did not finish within 0\.5 s \(\S+ to \S+\) and was ended; the last .*: migrating v1_12\."
    assert re.fullmatch(pattern, error.value.message)


def test_of_a_program_that_wrote_nothing_that_is_said():
    with pytest.raises(HostError) as error:
        commands.run(["sleep", "30"], timeout=0.2, quiet=True)
    assert error.value.message.startswith("sleep 30 did not finish within 0.2 s")
    assert error.value.message.endswith("the last that it wrote: nothing.")


def test_what_it_called_is_ended_with_it(tmp_path):
    """A late write of a grandchild would overtake what is done next."""
    path = tmp_path / "written"
    with pytest.raises(HostError):
        commands.run(["sh", "-c", f"(sleep 0.6; echo late >{path}); true"], timeout=0.2)
    time.sleep(0.8)
    assert not path.exists()


def test_programs_inherit_the_lock_but_for_those_that_leave_a_server_behind(tmp_path, monkeypatch):
    with open(tmp_path / "lock", "w", encoding="ascii") as stream:
        monkeypatch.setattr(commands, "INHERITED", {stream.fileno()})
        code = f"import os; print(os.path.exists('/proc/self/fd/{stream.fileno()}'), file=open('{tmp_path}/seen', 'a'))"
        python(code)
        python(code, quiet=True)
    assert (tmp_path / "seen").read_text() == "True\nFalse\n"


def test_a_missing_program_is_named():
    with pytest.raises(HostError) as error:
        commands.run(["no-such-program", "x"])
    assert str(error.value) == "The host has no program no-such-program. Install it."


def test_a_file_that_cannot_be_run_is_named(tmp_path):
    path = tmp_path / "script"
    path.write_text("#!/bin/sh\n")
    with pytest.raises(HostError) as error:
        commands.run([str(path)])
    assert error.value.message == f"Could not run {path}: Permission denied."


def test_a_folder_that_is_missing_is_not_a_missing_program(tmp_path):
    with pytest.raises(HostError) as error:
        commands.run(["true"], cwd=str(tmp_path / "nothing"))
    assert str(tmp_path / "nothing") in error.value.message


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another user")
def test_another_user_runs_it():
    result = commands.run(["id", "-u"], user=(65534, 65534))
    assert result.out == "65534\n"
    assert commands.run(["id", "-G"], user=(65534, 65534)).out == "65534\n", "no group of root's is left"


@pytest.mark.parametrize("stream", ["stdout", "stderr"])
def test_a_program_that_writes_without_end_is_ended_and_said(monkeypatch, stream):
    """The files of a container are read by programs: one of them may be a device, or have a hundred gigabytes."""
    monkeypatch.setattr(commands, "LONGEST", 1 << 20)
    with at_once(), pytest.raises(HostError, match=r"-c wrote more than 1 MiB and was ended\.$"):
        python(f"import sys\nwhile True: sys.{stream}.write('x' * 65536)")


def test_a_long_input_and_a_long_output_pass_each_other():
    text = "0123456789abcdef" * 40_000
    assert python("import sys; sys.stdout.write(sys.stdin.read())", text=text).out == text


def test_a_program_need_not_read_its_input():
    assert python("print(1)", text="x" * 1_000_000).out == "1\n"


def test_a_program_that_closes_its_output_has_its_time_all_the_same():
    begin = time.monotonic()
    with pytest.raises(commands.TimedOut):
        python("import os, time; os.close(1); os.close(2); time.sleep(30)", timeout=1)
    assert 1 <= time.monotonic() - begin < AT_ONCE
