# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A plan is written to a file, reviewed, and applied as it was reviewed, or not at all."""

import json
import re
import stat

import pytest
from lab.canary import traces

NAMES = ["om-1", "om-2", "om-3"]
KEY = "k3y-of-the-reviewers-0123456789abcdef"
SECRET = "a-secret-of-auth0"


@pytest.fixture(scope="module")
def hosts(install):
    """Three servers with their shipped settings."""
    return {name: install(name).start() for name in NAMES}


@pytest.fixture
def inventory(hosts, controller, operator):
    """`inventory(...)` writes the inventory with other variables; a host's shipped settings are back before each test."""

    def make(names=NAMES, **changes):
        common = {**operator, "om_sso_health_timeout": 30, "om_sso_plan_file_key": KEY, **changes}
        controller.inventory({name: hosts[name].variables for name in names}, **common)

    make()
    return make


@pytest.fixture
def plan(controller, inventory, tmp_path):
    """`plan(...)` makes a plan file and returns its path."""

    def make(*arguments):
        path = tmp_path / "plan.json"
        controller.run("plan", "-e", f"om_sso_plan_file={path}", *arguments).passed()
        return path

    return make


def looks(hosts):
    """Everything of the hosts that must not change."""
    return {name: (host.tree(), host.pid, host.served()) for name, host in hosts.items()}


def apply(controller, path, *arguments):
    """A run with a plan file."""
    return controller.run("sso", "-e", f"om_sso_plan_file={path}", *arguments)


def test_a_plan_file_says_what_would_change_and_changes_nothing(hosts, controller, plan):
    before = looks(hosts)
    path = plan()
    document = json.loads(path.read_text(encoding="utf-8"))
    assert looks(hosts) == before
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert (document["format"], document["signature"]["algorithm"]) == (1, "hmac-sha256")
    part = document["hosts"]["om-1"]
    assert (part["changes"], part["restart"]) == (True, True)
    assert part["planned"]["variables"]["OIDC_CLIENT_ID"] == "Kx81abcdefgh"
    assert part["planned"]["variables"]["OIDC_CLIENT_SECRET"].startswith("hmac-sha256:")
    assert part["current"]["provider (served)"] == "basic"
    assert not traces(path.read_text(encoding="utf-8"), SECRET)


def test_what_was_reviewed_is_applied_and_a_second_run_changes_nothing(hosts, controller, plan):
    path = plan()
    apply(controller, path).passed()
    assert {host.served()["clientId"] for host in hosts.values()} == {"Kx81abcdefgh"}
    pids = {name: host.pid for name, host in hosts.items()}
    run = apply(controller, path).passed()
    assert {name: host.pid for name, host in hosts.items()} == pids
    assert [run.of(name)["changed"] for name in NAMES] == [False] * 3
