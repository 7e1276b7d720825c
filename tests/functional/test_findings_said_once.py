# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The same findings on many hosts are said once, and each host is in the recap."""

import re
import sys


def test_one_typo_on_many_hosts_is_said_once_and_each_of_them_is_in_the_recap(each_controller, operator):
    """A host that is right is not changed either: nothing is before all are. No line but one a host depends on them."""
    names = [f"om-{number}" for number in range(1, 26)]
    common = {**operator, "om_sso_deployment": "bare_metal", "om_sso_home": "/nonexistent", "om_sso_preflight": "off"}
    hosts = {name: {"ansible_connection": "local", "om_sso_flow": "implict"} for name in names}
    each_controller.inventory({**hosts, "om-right": {"ansible_connection": "local"}}, **common)
    run = each_controller.run("sso", "--forks", "2").failed()
    assert run.tasks("om-right") == [], "nothing of the plays that follow"
    said = {result.host: result.data["msg"] for result in run.results if result.status == "failed"}
    assert set(said) == set(names)
    assert said["om-1"][0] == "om-1, om-2, om-3, … (25 hosts)  1 error; nothing was changed"
    assert said["om-25"] == ["the same findings as om-1: OPT-02"]
    before, recap = run.output.split("PLAY RECAP")
    assert all(re.search(rf"^{name} +: ok=.* failed=1 ", recap, re.MULTILINE) for name in names)
    assert re.search(r"^om-right +: ok=.* failed=0 ", recap, re.MULTILINE)
    assert before.count("om_sso_flow is not one of") == 1
    rest = [line for line in before.splitlines() if not line.startswith(("fatal: ", "the same findings", "ok: "))]
    assert len(rest) <= 40, before


def test_an_error_that_is_found_on_each_host_is_said_once(each_controller, operator):
    """Each host is asked in a task of its own; the message of every one has what happened."""
    local = {"ansible_connection": "local", "ansible_python_interpreter": sys.executable}
    absent = {f"om-{number}": {**local, "om_sso_home": "/nonexistent"} for number in range(1, 5)}
    relative = {f"om-{number}": {**local, "om_sso_home": "relative"} for number in range(5, 9)}
    each_controller.inventory({**absent, **relative}, **operator, om_sso_deployment="bare_metal")
    run = each_controller.run("check_config").failed()
    said = {result.host: result.data["msg"] for result in run.results if result.status == "failed"}
    assert set(said) == {*absent, *relative}
    assert all("/nonexistent" in "".join(said[name]) for name in absent), "it is the whole message"
    assert run.output.count("is not an absolute path") == 1
    assert sum("the same findings as om-" in "".join(said[name]) for name in relative) == 3
    assert run.printed.count('"msg": [\n') == 2, "the others are one line each"
