# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Bad input: everything at once, in the operator's words, before a host is touched."""

import json
import re

import pytest
from lab.playbooks import PLANNING, Unsafe

#: Auth0 with every mistake that its guide invites, and the rule and option that each must be found by.
AUTH0 = {
    "om_sso_provider": "auth0",
    "om_sso_auth0_domain": "https://https://acme.eu.auth0.com/",
    "om_sso_server_url": "https://metadata.acme.io/",
    "om_sso_client_id": "{Client ID}",
    "om_sso_client_secret": None,
    "om_sso_callback_url": "https://other.acme.io/callback",
    "om_sso_admin_principals": ["data.admin@acme.io"],
    "om_sso_principal_domain": "acme.io",
}
AUTH0_FOUND = {
    ("ENV-24", "om_sso_auth0_domain"),
    ("URL-12", "om_sso_server_url"),
    ("ENV-22", "om_sso_client_id"),
    ("FLOW-01", "om_sso_client_secret"),
    ("RED-04", "om_sso_callback_url"),
    ("CLM-12", "om_sso_admin_principals"),
}
AZURE = {
    "om_sso_provider": "azure",
    "om_sso_flow": "implicit",
    "om_sso_azure_tenant_id": "acme.onmicrosoft.com",
    "om_sso_server_url": "metadata.acme.io",
    "om_sso_client_id": "Kx81abcdefgh",
    "om_sso_client_secret": "9c1b4f0e-0000-4000-8000-0123456789ab",
    "om_sso_admin_principals": [],
    "om_sso_principal_domain": "https://acme.io",
    "om_sso_authority": "https://https://login.microsoftonline.com/x",
}
AZURE_FOUND = {
    ("URL-03", "om_sso_azure_tenant_id"),
    ("ENV-21", "om_sso_server_url"),
    ("URL-18", "om_sso_client_id"),
    ("FLOW-01", "om_sso_client_secret"),
    ("FLOW-07", "om_sso_client_secret"),
    ("CLM-12", "om_sso_admin_principals"),
    ("CLM-06", "om_sso_principal_domain"),
    ("ENV-06", "om_sso_authority"),
}


@pytest.fixture(scope="module")
def hosts(install):
    """Two hosts whose servers run."""
    return {"om-1": install("om-1").start(), "om-2": install("om-2").start()}


def found(controller, host):
    """(rule, option) of a host's findings in the report of the last run."""
    return {(finding["rule"], finding["option"]) for finding in controller.reported()["hosts"][host]["findings"]}


@pytest.mark.parametrize("verb", ["plan", "sso"])
def test_every_mistake_on_every_host_is_found_at_once(hosts, each_controller, verb):
    variables = {"om-1": {**hosts["om-1"].variables, **AUTH0}, "om-2": {**hosts["om-2"].variables, **AZURE}}
    before = {name: (host.tree(everything=True), host.pid) for name, host in hosts.items()}
    each_controller.inventory(variables)
    run = each_controller.run(verb).failed()
    assert found(each_controller, "om-1") >= AUTH0_FOUND
    assert found(each_controller, "om-2") >= AZURE_FOUND
    assert {result.task.partition(" : ")[2] for result in run.results if result.status == "failed"} == {
        "Stop each host that has an error"
    }
    for option in {option for _rule, option in AUTH0_FOUND | AZURE_FOUND}:
        assert re.search(rf"^  ERROR .*\b{option}\b.* \S", run.output, re.MULTILINE), option
    assert {name: (host.tree(everything=True), host.pid) for name, host in hosts.items()} == before


TYPOS = {"om_sso_flow": "implict", "om_sso_replicas": "lots", "om_sso_auth0_domain": "https://acme.eu.auth0.com/"}


@pytest.mark.parametrize(
    "roles", ["[openmetadata.sso.om_sso]", "[{role: openmetadata.sso.om_sso, om_sso_flow: implict}]"]
)
def test_the_role_reports_what_the_playbook_reports(hosts, each_controller, operator, tmp_path, roles):
    each_controller.inventory({"om-1": {**hosts["om-1"].variables, **operator, **TYPOS}})
    by_playbook = each_controller.run("plan").failed()
    found_by_playbook = found(each_controller, "om-1")
    play = tmp_path / "play.yml"
    play.write_text(f"- hosts: all\n  gather_facts: false\n  roles: {roles}\n", encoding="utf-8")
    by_role = each_controller.run(str(play)).failed()
    assert (
        found(each_controller, "om-1")
        == found_by_playbook
        >= {("OPT-02", "om_sso_flow"), ("OPT-02", "om_sso_replicas"), ("ENV-24", "om_sso_auth0_domain")}
    )
    assert by_role.tasks("om-1") == by_playbook.tasks("om-1") == PLANNING
    assert by_role.of("om-1")["msg"] == by_playbook.of("om-1")["msg"]


def left_out(controller, playbook, *arguments):
    """A run refuses because of what its arguments leave out."""
    run = controller.run(playbook, *arguments)
    assert run.status != 0 and run.results == [], run.output
    assert "The plan or a check of this run was left out, and no host is changed without them." in run.output


def test_a_run_whose_plan_is_left_out_by_tags_touches_no_host(hosts, each_controller, operator):
    each_controller.inventory({name: host.variables for name, host in hosts.items()}, **operator)
    left_out(each_controller, "sso", "--skip-tags", "always")


def test_a_rotation_that_starts_behind_its_checks_touches_no_host(hosts, controller, operator):
    controller.inventory({name: host.variables for name, host in hosts.items()}, **operator)
    left_out(controller, "rotate_keys", "--start-at-task", "Change the key pair, restart and verify")


def test_one_bad_host_keeps_the_others_untouched(hosts, controller, operator):
    bad = {**operator, "om_sso_client_id": "{Client ID}"}
    controller.inventory({"om-1": {**hosts["om-1"].variables, **operator}, "om-2": {**hosts["om-2"].variables, **bad}})
    before = hosts["om-1"].tree(everything=True)
    run = controller.run("sso").failed()
    assert "om-2" in run.output and "ENV-22" in run.output
    assert hosts["om-1"].tree(everything=True) == before


def test_a_plan_fails_where_one_host_has_an_error_and_the_others_none(hosts, each_controller, operator):
    bad = {**operator, "om_sso_client_id": "{Client ID}"}
    each_controller.inventory({"om-1": {**hosts["om-1"].variables, **operator}, "om-2": bad})
    run = each_controller.run("plan").failed()
    assert re.search(r"^om-2 +: ok=.* failed=1 ", run.output, re.MULTILINE) and "om-1 " in run.output


CASES = {
    "an unknown option": (
        {"om_sso_client_secrets": "x"},
        "OPT-01",
        "om_sso_client_secrets",
        "Did you mean om_sso_client_secret?",
    ),
    "no provider": ({"om_sso_provider": None}, "OPT-03", "om_sso_provider", "Set it to one of: auth0, azure"),
    "a provider in capitals": ({"om_sso_provider": "Auth0"}, "URL-17", "om_sso_provider", "Did you mean auth0?"),
    "text for a number": (
        {"om_sso_health_timeout": "soon"},
        "OPT-02",
        "om_sso_health_timeout",
        "is not a whole number",
    ),
    "a number for text": ({"om_sso_client_id": 12345678}, "OPT-02", "om_sso_client_id", "Write it in quotes"),
    "text for a truth value": (
        {"om_sso_self_signup": "perhaps"},
        "OPT-02",
        "om_sso_self_signup",
        "is not true or false",
    ),
    "a dictionary for a list": (
        {"om_sso_admin_principals": {"a": "b"}},
        "OPT-02",
        "om_sso_admin_principals",
        "Write a YAML list",
    ),
    "a list for a dictionary": (
        {"om_sso_extra_environment": ["A=b"]},
        "OPT-02",
        "om_sso_extra_environment",
        "name: value pairs",
    ),
    "a flow that does not exist": ({"om_sso_flow": "hybrid"}, "OPT-02", "om_sso_flow", "authorization_code, implicit"),
    "a deployment that does not exist": (
        {"om_sso_deployment": "docker"},
        "OPT-02",
        "om_sso_deployment",
        "docker_compose, bare_metal",
    ),
    "a number that is too small": ({"om_sso_health_timeout": 0}, "OPT-02", "om_sso_health_timeout", "is less than 1"),
    "a variable of nobody": (
        {"om_sso_extra_environment": {"JWT_ISSUR": "x"}},
        "ENV-08",
        "om_sso_extra_environment.JWT_ISSUR",
        "Did you mean JWT_ISSUER?",
    ),
    "a relative folder": ({"om_sso_home": "openmetadata"}, "OPT-06", "om_sso_home", "not an absolute path"),
    "a release that is none": (
        {"om_sso_openmetadata_version": "latest"},
        "OPT-05",
        "om_sso_openmetadata_version",
        "'1.12.14'",
    ),
    "the mask of OpenMetadata": (
        {"om_sso_client_secret": "*********"},
        "DB-05",
        "om_sso_client_secret",
        "Copy the secret from the provider",
    ),
    "a line end": ({"om_sso_client_secret": "secret\n"}, "ENV-02", "om_sso_client_secret", "rstrip=true"),
    "a NUL": ({"om_sso_client_secret": "a\u0000b"}, "OPT-02", "om_sso_client_secret", "NUL"),
}


def test_each_mistake_names_its_option_and_the_way_out(hosts, controller, operator):
    """One run for all: each mistake on a host of its own."""
    inventory = {
        name: {**hosts["om-1"].variables, **operator, **changes}
        for name, (changes, _rule, _option, _words) in CASES.items()
    }
    controller.inventory({re.sub("[^a-z]", "-", name): variables for name, variables in inventory.items()})
    controller.run("plan").failed()
    wrong = []
    for name, (_changes, rule, option, words) in CASES.items():
        host = re.sub("[^a-z]", "-", name)
        part = controller.reported()["hosts"][host]
        texts = [
            (finding["rule"], finding["option"], f"{finding['message']} {finding['fix']}")
            for finding in part["findings"]
        ]
        if not any((rule, option) == (one, other) and words in text for one, other, text in texts):
            wrong.append((name, texts))
        if len([finding for finding in part["findings"] if finding["severity"] == "error"]) != 1:
            wrong.append((name, "more than one finding", texts))
    assert wrong == []


UNEVALUABLE = {
    "a lookup that fails": "{{ lookup('ansible.builtin.file', '/nonexistent/secret') }}",
    "an undefined variable": "{{ nobody_defined_this }}",
    "a template that is none": "{{ unclosed",
    "an error of Python": "{{ 1 / 0 }}",
    "a filter that nobody has": "{{ 'x' | no_such_filter }}",
    "a plugin that nobody has": "{{ lookup('acme.vault.secret', 'x') }}",
}


def test_a_value_that_cannot_be_evaluated_is_one_finding(hosts, each_controller, operator):
    """One run for all: each expression on a host of its own."""
    names = {expression: re.sub("[^a-z]", "-", name.lower()) for name, expression in UNEVALUABLE.items()}
    each_controller.inventory(
        {name: {**hosts["om-1"].variables, "om_sso_client_secret": expression} for expression, name in names.items()},
        **{**operator, "om_sso_client_secret": None},
    )
    run = each_controller.run("plan").failed()
    assert {name: found(each_controller, name) for name in names.values()} == {
        name: {("OPT-07", "om_sso_client_secret")} for name in names.values()
    }
    blocks = re.findall(
        r"^(.+?)(?: \(\d+ hosts\))?  1 error; nothing was changed\n"
        r"  ERROR    OPT-07   om_sso_client_secret cannot be evaluated: .",
        run.output,
        re.MULTILINE,
    )
    # hosts with the same finding share a block
    assert sorted(name for block in blocks for name in block.split(", ")) == sorted(names.values())


def test_a_hand_written_value_is_named_by_its_line(hosts, controller, operator):
    host = hosts["om-1"]
    text = host.configuration.read_text(encoding="utf-8")
    lines = text.splitlines(keepends=True)
    number = next(index for index, line in enumerate(lines) if line.startswith("  clientId: "))
    lines[number] = '  clientId: "ByHand"\n'
    host.configuration.write_text("".join(lines), encoding="utf-8")
    controller.inventory({"om-1": host.variables}, **operator)
    before = host.tree(everything=True)
    try:
        run = controller.run("sso").failed()
        assert (
            f"{host.configuration}:{number + 1}: authenticationConfiguration.clientId is a hand-written value"
            in run.output
        )
        assert "ENV-25" in run.output and "AUTHENTICATION_CLIENT_ID" in run.output
        assert "ByHand" not in run.output, "a value of the operator's file may be a secret"
        after = host.tree(everything=True)
        assert {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)} <= {
            ".openmetadata-sso",
            ".openmetadata-sso/key",
            ".openmetadata-sso/lock",
        }
        assert controller.run("sso", "--check").status == 2
    finally:
        host.configuration.write_text(text, encoding="utf-8")


def test_a_variable_of_the_operators_own_file_is_named_by_its_line(hosts, controller, operator):
    host = hosts["om-2"]
    host.hook.write_text("# Ours\nexport DB_HOST=db\nexport AUTHENTICATION_PROVIDER=basic\n", encoding="utf-8")
    controller.inventory({"om-2": host.variables}, **operator)
    run = controller.run("sso").passed()
    assert f"WARNING  ENV-26   {host.hook}:3 sets AUTHENTICATION_PROVIDER too" in run.output
    assert "DB_HOST" not in run.output
    assert host.served()["provider"] == "auth0", "ours is read last"


def test_another_release_than_the_named_one_stops_the_change(hosts, controller, operator):
    host = hosts["om-1"]
    controller.inventory({"om-1": host.variables}, **operator)
    pid = host.pid
    run = controller.run("sso", "-e", json.dumps({"om_sso_openmetadata_version": "1.8.2"})).failed()
    assert "om_sso_openmetadata_version is 1.8.2, but the server is 1.9.7" in run.output
    assert host.pid == pid


def test_choices_may_be_unsafe_texts(hosts, each_controller, operator):
    """As a lookup, ``add_host`` or ``!unsafe`` gives them."""
    choices = {"om_sso_provider": "auth0", "om_sso_flow": "authorization_code", "om_sso_deployment": "bare_metal"}
    unsafe = {name: Unsafe(value) for name, value in choices.items()}
    each_controller.inventory({"om-1": {**hosts["om-1"].variables, **operator, **unsafe}})
    each_controller.run("plan").passed()
    unsafe["om_sso_flow"] = Unsafe("implict")
    each_controller.inventory({"om-1": {**hosts["om-1"].variables, **operator, **unsafe}})
    each_controller.run("plan").failed()
    assert found(each_controller, "om-1") == {("OPT-02", "om_sso_flow")}
