# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A run that outlasts its calls: the lines that it prints, the file that it keeps, and a connection that is dropped.

Calls and lines come ten times as often as those of an operator. What becomes of a run without its controller is in
test_killed.py.
"""

import json
import re

import pytest
from lab import cache, canary
from lab.playbooks import until

SSH = cache.CHECKOUT / "tests" / "support" / "ssh_stub"
CHANGE = {"om_sso_client_id": "AnotherClient1", "om_sso_client_secret": f"{canary.MARK}secret"}
FASTER = {"OM_TEST_FASTER": "10"}
LINE = re.compile(
    r"^om-1  waiting for a healthy server since \d\d:\d\d:\d\d, until \d\d:\d\d:\d\d at most(; log: .+)?$", re.MULTILINE
)


def change(controller):
    """What is changed, in a file: the canary tests beside this one read the command lines of all processes."""
    path = controller.folder / "changes.json"
    path.write_text(json.dumps(CHANGE), encoding="utf-8")
    return ("-e", f"@{path}")


@pytest.fixture(scope="module")
def host(install, controller, operator):
    """A configured host, reached over an ssh that counts."""
    made = install("progress").start()
    over_ssh = {
        "ansible_connection": "ssh",
        **{f"ansible_{name}_executable": str(SSH / name) for name in ("ssh", "scp", "sftp")},
    }
    controller.inventory({"om-1": {**made.variables, **over_ssh, "ansible_host": "om-1"}}, **operator)
    return made


def test_a_run_that_outlasts_its_calls_prints_lines_and_keeps_no_secret(host, controller, tmp_path):
    calls = tmp_path / "calls"
    calls.touch()
    host.fault("slow_start", "4\nonce")
    with canary.CommandLines() as lines:
        process = controller.start("sso", *change(controller), OM_TEST_CALLS=str(calls), OM_TEST_DROPPED="2", **FASTER)
        kept = until(lambda: [path for path in host.state.glob("run-*") if "healthy server" in path.read_text()])[0]
        text, mode = kept.read_text(encoding="utf-8"), kept.stat().st_mode
        output, _nothing = process.communicate()
    assert process.returncode == 0, output
    assert host.served()["clientId"] == "AnotherClient1"
    assert LINE.findall(output), output
    assert len(calls.read_text(encoding="utf-8").splitlines()) >= 3, "the run was begun, lost once, and followed"
    assert mode & 0o777 == 0o600 and {"what", "since", "seconds"} <= set(json.loads(text.splitlines()[-1])["wait"])
    assert not canary.traces(text + output + "".join(lines.seen))
    assert host.state_files() == ["key", "last_good.json", "lock"], "what was fetched is not kept"


def test_a_run_that_ends_sooner_prints_no_line(host, controller, tmp_path):
    calls = tmp_path / "calls"
    run = controller.run("sso", *change(controller), OM_TEST_CALLS=str(calls)).passed()
    assert "waiting for" not in run.output and len(calls.read_text(encoding="utf-8").splitlines()) == 1
