# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Between Ansible and the pure plan: variables in, plans, files for review and parts of the report out."""

import os
import types

import pytest
from ansible.errors import AnsibleActionFail
from ansible_collections.openmetadata.sso.plugins.plugin_utils._model import settings
from ansible_collections.openmetadata.sso.plugins.plugin_utils._model.findings import Finding
from ansible_collections.openmetadata.sso.plugins.plugin_utils._runtime import planning
from ansible_collections.openmetadata.sso.plugins.plugin_utils._runtime.variables import Variables

VALUES = {
    "om_sso_provider": "auth0",
    "om_sso_auth0_domain": "acme.eu.auth0.com",
    "om_sso_server_url": "https://metadata.acme.io",
    "om_sso_client_id": "abc",
    "om_sso_client_secret": "a-secret",
    "om_sso_admin_principals": ["a"],
    "om_sso_principal_domain": "acme.io",
    "om_sso_deployment": "bare_metal",
}


def plan_of(*unevaluable, **changes):
    values = {name: value for name, value in {**VALUES, **changes}.items() if name not in unevaluable}
    return planning.plan_of(
        Variables(
            values, [Finding("OPT-07", "error", name, f"{name} cannot be evaluated.", "") for name in unevaluable]
        )
    )


def test_a_variable_that_cannot_be_evaluated_is_not_missing_as_well():
    for name in ("om_sso_client_secret", "om_sso_auth0_domain", "om_sso_provider", "om_sso_admin_principals"):
        plan = plan_of(name)
        assert [(finding.rule, finding.option) for finding in plan.errors] == [("OPT-07", name)], name
        assert plan.environment == (), "nothing is made of half of the settings"


def test_other_errors_are_found_beside_it():
    plan = plan_of("om_sso_client_secret", om_sso_server_url="https://metadata.acme.io/")
    assert [finding.rule for finding in plan.errors] == ["OPT-07", "URL-12"]


@pytest.mark.parametrize(
    ("version", "passes"), [("2.8.0", True), ("2.14.3", True), ("3.0.1", True), ("2.7.4", False), ("1.10.13", False)]
)
def test_pydantic_must_be_new_enough(monkeypatch, version, passes):
    monkeypatch.setattr(
        settings, "pydantic", types.SimpleNamespace(VERSION=version, __file__="/venv/pydantic/__init__.py")
    )
    if passes:
        planning.require_pydantic()
        return
    with pytest.raises(AnsibleActionFail) as error:
        planning.require_pydantic()
    assert str(error.value).startswith(
        f"pydantic is {version} (/venv/pydantic/__init__.py); pydantic 2.8 or newer is needed for the Python that runs"
    )


def test_a_controller_without_pydantic_is_told_for_which_python(monkeypatch):
    monkeypatch.setattr(settings, "pydantic", None)
    with pytest.raises(AnsibleActionFail, match="pydantic is not installed for the Python that runs Ansible"):
        planning.require_pydantic()


BOTS = [{"name": "x", "expiry": "91"}, {"deliver": [{"variable": "X"}]}]


def test_some_variables_are_checked_without_a_plan_of_the_others():
    """A task that keeps bots needs no provider; what is wrong elsewhere is not its business."""
    read = Variables({"om_sso_bots": BOTS, "om_sso_serverurl": "x", "om_sso_cluster": ["no text"]}, [])
    found = planning.of_some(["om_sso_bots", "om_sso_cluster"], read).findings
    assert [finding.option for finding in found] == [
        "om_sso_cluster",
        "om_sso_bots.0.expiry",
        "om_sso_bots.1.name",
        "om_sso_bots.1.deliver.0.path",
    ]
    assert planning.of_some(["om_sso_cluster"], Variables({"om_sso_bots": BOTS}, [])).findings == []


def test_the_deployment_may_be_one_of_them_and_need_not_be_given():
    """The token of a bot has no place on a Helm release."""
    bots = [{"name": "x", "deliver": [{"path": "/etc/token"}]}]
    names = ["om_sso_bots", "om_sso_deployment"]
    assert planning.of_some(names, Variables({"om_sso_bots": bots}, [])).findings == []
    read = Variables({"om_sso_bots": bots, "om_sso_deployment": "kubernetes"}, [])
    assert [finding.rule for finding in planning.of_some(names, read).findings] == ["BOT-09"]


def test_some_variables_may_not_be_evaluated():
    undefined = [Finding("OPT-07", "error", name, "undefined", "Define it.") for name in ("om_sso_bots", "om_sso_flow")]
    found = planning.of_some(["om_sso_bots"], Variables({}, undefined)).findings
    assert [finding.option for finding in found] == ["om_sso_bots"]


@pytest.mark.parametrize(
    ("service", "names"), [("openmetadata.service", {"systemd.env", "systemd.conf"}), ("", {"shell.env", "shell.hook"})]
)
def test_files_for_review_are_for_the_caller_alone(tmp_path, service, names):
    old = os.umask(0)
    try:
        planning.write_for_review("om-1", plan_of(om_sso_service=service, om_sso_render_directory=str(tmp_path)))
    finally:
        os.umask(old)
    written = {path.name: path for path in (tmp_path / "om-1").iterdir()}
    assert set(written) == names
    assert {oct(path.stat().st_mode)[-3:] for path in written.values()} == {"600"}
    assert oct((tmp_path / "om-1").stat().st_mode)[-3:] == "700"


def test_a_plan_with_errors_writes_nothing(tmp_path):
    planning.write_for_review("om-1", plan_of(om_sso_client_id=None, om_sso_render_directory=str(tmp_path)))
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_made_is_named(tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(AnsibleActionFail) as error:
        planning.write_for_review("om-1", plan_of(om_sso_render_directory=str(tmp_path / "file")))
    assert str(error.value) == f"om_sso_render_directory: could not write {tmp_path}/file/om-1: Not a directory."


def test_a_template_that_fails_is_an_error_of_the_task(tmp_path):
    (tmp_path / "shell.env.j2").write_text("{{ nothing_of_that_name }}")
    with pytest.raises(
        AnsibleActionFail, match=r"shell\.env\.j2 cannot be rendered: 'nothing_of_that_name' is undefined"
    ):
        planning.rendered(plan_of(om_sso_service="", om_sso_template_directory=str(tmp_path)))


def test_a_part_of_the_report_has_every_field_even_without_settings():
    fields = {
        "version",
        "provider",
        "flow",
        "deployment",
        "result",
        "restarted",
        "files",
        "findings",
        "effective",
        "administrators",
        "drift",
        "expires",
    }
    assert set(planning.part(plan_of(), "planned")) == fields
    part = planning.part(planning.plan_of(Variables({}, [])), "failed")
    assert set(part) == fields and part["provider"] is None and part["findings"]
    assert planning.part(plan_of(), "changed", restarted=True)["restarted"] is True


def test_the_findings_of_all_hosts_are_counted():
    plans = {"a": plan_of(om_sso_client_id=None), "b": plan_of(om_sso_max_age=0), "c": plan_of()}
    assert planning.summary(plans) == "1 error, 1 warning"


def recovery(to, **changes):
    values = {**VALUES, "om_sso_home": "/opt/om", "om_sso_recover_to": to, **changes}
    given = Variables({name: value for name, value in values.items() if value is not None}, [])
    return planning.of_state(to or "", given)


def test_the_way_back_needs_only_what_says_where_the_server_is():
    verb, plan = recovery(
        "last_good",
        om_sso_client_id=None,
        om_sso_admin_principals=[],
        om_sso_provider="no-such-provider",
        om_sso_server_url=7,
    )
    assert (verb, plan.errors, plan.environment) == ("recover", [], ())
    assert plan.settings.home == "/opt/om"


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"om_sso_home": "opt/om"}, "OPT-06"),
        ({"om_sso_state_directory": "../state"}, "OPT-06"),
        ({"om_sso_deployment": None}, "OPT-03"),
    ],
)
def test_the_way_back_ends_where_that_is_wrong(change, rule):
    assert [finding.rule for finding in recovery("last_good", **change)[1].errors] == [rule]


@pytest.mark.parametrize(("asked", "found"), [({}, False), ({"om_sso_recover_self_signup": True}, True)])
def test_basic_lets_nobody_make_an_account_unless_that_is_asked_for(asked, found):
    """Self sign-up of an identity provider's people is another thing than that of everybody."""
    verb, plan = recovery("basic", om_sso_self_signup=True, **asked)
    assert (verb, plan.errors, plan.settings.self_signup) == ("apply", [], found)
    (text,) = [entry.text for entry in plan.environment if entry.name == "AUTHENTICATION_ENABLE_SELF_SIGNUP"]
    assert text == str(found).lower()


def test_nothing_is_restored_without_being_told_where_to():
    verb, plan = recovery(None)
    assert (verb, [(finding.rule, finding.option) for finding in plan.errors]) == (
        "recover",
        [("OPT-03", "om_sso_recover_to")],
    )


@pytest.mark.parametrize(("to", "rule"), [("lastgood", "OPT-02"), ("", "OPT-03")])
def test_a_state_that_the_role_variable_gives_is_a_finding_that_names_the_variable(to, rule):
    plan = recovery(to)[1]
    assert [(finding.rule, finding.option) for finding in plan.errors] == [(rule, "om_sso_recover_to")]


def test_a_state_that_the_task_gives_is_named_with_those_there_are():
    with pytest.raises(AnsibleActionFail, match="state is lastgood; it must be one of present, last_good, basic"):
        planning.of_state("lastgood", Variables(dict(VALUES), []))


def test_the_state_present_is_the_plan_of_the_variables():
    verb, plan = planning.of_state("present", Variables(dict(VALUES), []))
    assert (verb, plan) == ("apply", planning.plan_of(Variables(dict(VALUES), [])))


def test_back_to_passwords_is_a_plan_of_its_own_with_the_same_people_and_no_secret():
    verb, plan = recovery("basic", om_sso_client_id=7, om_sso_auth0_domain=None)
    values = {entry.name: entry.value for entry in plan.environment}
    assert (verb, plan.errors) == ("apply", [])
    assert (
        values["AUTHENTICATION_PROVIDER"],
        values["AUTHORIZER_ADMIN_PRINCIPALS"],
        values["AUTHORIZER_PRINCIPAL_DOMAIN"],
    ) == ("basic", ["a"], "acme.io")
    assert "a-secret" not in str(plan.environment) + str(plan.secrets)


def test_back_to_passwords_still_needs_administrators():
    assert [finding.option for finding in recovery("basic", om_sso_admin_principals=[])[1].errors] == [
        "om_sso_admin_principals"
    ]


def test_what_could_not_be_evaluated_leaves_nothing_to_be_carried_out():
    plan = plan_of("om_sso_client_secret", om_sso_provider="ldap")
    assert (plan.environment, plan.served, plan.stored) == ((), {}, ())


def test_a_file_for_review_that_others_could_read_is_closed(tmp_path):
    (tmp_path / "om-1").mkdir()
    old = tmp_path / "om-1" / "systemd.env"
    old.write_text("of an earlier run, and much longer than what comes now\n" * 200)
    old.chmod(0o644)
    planning.write_for_review("om-1", plan_of(om_sso_render_directory=str(tmp_path)))
    assert oct(old.stat().st_mode)[-3:] == "600" and "earlier" not in old.read_text()


def test_nothing_is_written_for_review_where_nobody_asked(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    planning.write_for_review("om-1", plan_of())
    assert list(tmp_path.iterdir()) == []


def test_a_template_of_the_operators_own_replaces_the_roles_and_the_others_stay(tmp_path):
    own = plan_of(om_sso_service="", om_sso_template_directory=str(tmp_path))
    (tmp_path / "shell.env.j2").write_text("# mine\n{% for entry in environment %}{{ entry.name }}\n{% endfor %}")
    (tmp_path / "systemd.env.j2").write_text("{{ never_used }}")
    found = planning.rendered(own)
    assert found["shell.env.j2"].startswith("# mine\nAUTHORIZER_CLASS_NAME\n")
    assert found["shell.hook.j2"] == planning.rendered(plan_of(om_sso_service=""))["shell.hook.j2"]


def test_going_back_to_passwords_keeps_the_key_pair():
    """Another pair would end every token as well."""
    _verb, plan = recovery("basic", om_sso_jwt_key_id="2026-11")
    assert {entry.name: entry.value for entry in plan.environment}["JWT_KEY_ID"] == "2026-11"
