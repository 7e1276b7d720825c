# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""However the role and the playbooks are called.

Strategies, serial, tags, limits, and callers with variables of any name.
"""

import pytest

HOSTILE = {
    name: f"of the caller: {name}"
    for name in [
        "name",
        "path",
        "state",
        "item",
        "environment",
        "hosts",
        "host",
        "plan",
        "verb",
        "payload",
        "result",
        "msg",
        "changed",
        "failed",
        "content",
        "values",
        "mode",
        "owner",
        "files",
        "options",
        "provider",
        "flow",
        "home",
        "user",
        "service",
        "templates",
        "services",
        "variable",
        "text",
        "server",
        "url",
        "version",
        "secret",
        "client_secret",
        "client_id",
    ]
}


@pytest.fixture(scope="module")
def hosts(install):
    """Three hosts."""
    return {name: install(name).start().keep() for name in ("om-1", "om-2", "om-3")}


@pytest.fixture
def three(hosts):
    """The same as at first."""
    return {name: host.back() for name, host in hosts.items()}


def providers(hosts):
    """What each host serves."""
    return [host.served()["provider"] for host in hosts.values()]


def play(tmp_path, *lines):
    """A playbook of the caller's."""
    path = tmp_path / "play.yml"
    path.write_text(
        "\n".join(["- hosts: all", "  gather_facts: false", *(f"  {line}" for line in lines), ""]), encoding="utf-8"
    )
    return str(path)


@pytest.mark.parametrize(
    "lines",
    [["strategy: linear"], ["strategy: free"], ["strategy: host_pinned"], ["serial: 1"]],
    ids=lambda lines: lines[0],
)
def test_every_strategy_configures_every_host(three, controller, operator, tmp_path, lines):
    controller.inventory({name: host.variables for name, host in three.items()}, **operator)
    controller.run(play(tmp_path, *lines, "roles: [openmetadata.sso.om_sso]")).passed()
    assert providers(three) == ["auth0"] * 3
    assert set(controller.reported()["hosts"]) == set(three)


def test_the_playbook_goes_on_only_when_the_canary_is_well(three, controller, operator):
    controller.inventory({name: host.variables for name, host in three.items()}, **operator)
    three["om-1"].fault("refuse_start", "once")
    run = controller.run("sso").failed()
    assert providers(three) == ["basic"] * 3
    assert run.of("om-1")["result"] == "restored"
    assert not any(result.data.get("changed") for result in run.results if result.host != "om-1")
    controller.run("sso").passed()
    assert providers(three) == ["auth0"] * 3


def test_two_names_of_one_server_with_different_plans_change_nothing(three, each_controller, operator):
    host = three["om-1"]
    aliases = {"om-1": host.variables, "alias": {**host.variables, "om_sso_client_id": "another-client"}}
    each_controller.inventory({**aliases, "om-2": three["om-2"].variables}, **operator)
    run = each_controller.run("sso").failed()
    assert "are one server under two names, and their plans differ" in run.output
    assert providers(three) == ["basic"] * 3


def test_a_limit_leaves_the_other_hosts_alone(three, controller, operator):
    controller.inventory({name: host.variables for name, host in three.items()}, **operator)
    controller.run("sso", "--limit", "om-2").passed()
    assert providers(three) == ["basic", "auth0", "basic"]
    assert list(controller.reported()["hosts"]) == ["om-2"]


@pytest.mark.parametrize(("tag", "expected"), [("plan", "basic"), ("apply", "auth0")])
def test_the_tags_of_the_role_choose_a_phase(three, controller, operator, tmp_path, tag, expected):
    controller.inventory({"om-1": three["om-1"].variables}, **operator)
    controller.run(play(tmp_path, "roles: [openmetadata.sso.om_sso]"), "--tags", tag).passed()
    assert three["om-1"].served()["provider"] == expected


@pytest.mark.parametrize(("tag", "expected"), [("plan", "basic"), ("apply", "auth0")])
def test_the_playbook_has_the_tags_of_the_role(three, controller, operator, tag, expected):
    controller.inventory({"om-1": three["om-1"].variables}, **operator)
    controller.run("sso", "--tags", tag).passed()
    assert three["om-1"].served()["provider"] == expected


def test_a_hostile_caller_changes_nothing(three, each_controller, operator, tmp_path):
    """Variables with the names of everything that the collection might use, of the inventory, the play and the task."""
    host = three["om-1"]
    each_controller.inventory({"om-1": host.variables}, **{**HOSTILE, **operator})
    lines = [
        f"vars: {HOSTILE}",
        "module_defaults: {openmetadata.sso.configuration: {}}",
        "tasks:",
        "  - ansible.builtin.include_role: {name: openmetadata.sso.om_sso}",
        f"    vars: {HOSTILE}",
        "    loop: [of the loop]",
    ]
    each_controller.run(play(tmp_path, *lines)).passed()
    assert host.served()["clientId"] == "Kx81abcdefgh"
    assert not any("of the caller" in text for text in host.environ().values())


def test_variables_of_the_play_and_of_the_role_count(three, controller, operator, tmp_path):
    host = three["om-1"]
    controller.inventory({"om-1": host.variables}, **{**operator, "om_sso_client_id": None})
    lines = [
        "vars: {om_sso_client_id: OfThePlay123, om_sso_health_timeout: 19}",
        "roles: [{role: openmetadata.sso.om_sso, om_sso_max_age: 3600}]",
    ]
    controller.run(play(tmp_path, *lines)).passed()
    assert host.served()["clientId"] == "OfThePlay123"
    assert host.environ()["OIDC_MAX_AGE"].strip('"') == "3600"


def test_the_role_can_be_used_twice_in_a_play(three, controller, operator, tmp_path):
    host = three["om-1"]
    controller.inventory({"om-1": host.variables}, **operator)
    include = "  - ansible.builtin.include_role: {name: openmetadata.sso.om_sso}"
    lines = [
        "tasks:",
        include,
        "    vars: {om_sso_client_id: TheFirstOne1}",
        include,
        "    vars: {om_sso_client_id: TheSecondOne}",
    ]
    run = controller.run(play(tmp_path, *lines)).passed()
    assert host.served()["clientId"] == "TheSecondOne"
    assert run.of("om-1")["restarted"] is True


def test_a_controller_without_pydantic_is_told_which_python_and_how(three, controller, operator, tmp_path):
    (tmp_path / "pydantic.py").write_text("raise ImportError('not here')\n", encoding="utf-8")
    controller.inventory({"om-1": three["om-1"].variables}, **operator)
    run = controller.run("plan", PYTHONPATH=f"{tmp_path}:{controller.environment['PYTHONPATH']}").failed()
    python = controller.venv / "bin" / "python"
    assert f"pydantic is not installed for the Python that runs Ansible ({python}" in run.output
    assert "-m pip install 'pydantic>=2.8'" in run.output
