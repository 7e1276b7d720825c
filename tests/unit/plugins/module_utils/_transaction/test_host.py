# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One request, one answer: the verb is carried out, the state folder is private, an error is one masked dictionary."""

import os

import pytest
from ansible_collections.openmetadata.sso.plugins.module_utils._core.errors import HostError
from ansible_collections.openmetadata.sso.plugins.module_utils._deployment import registry
from ansible_collections.openmetadata.sso.plugins.module_utils._transaction import host as subject
from fakes import host_plan
from fakes.installation import OLD_ENVIRONMENT, PROVIDER, FakeDeployment, Installation

FIELD = host_plan.variable("OM_FIELD", "x", text="", paths=["authenticationConfiguration.field"], since="1.12.0")


@pytest.fixture
def server(tmp_path, monkeypatch):
    made = Installation(tmp_path, monkeypatch)
    monkeypatch.setitem(registry.CLASSES, "fake", lambda *_arguments: FakeDeployment(made))
    return made


def request(**fields):
    variable = host_plan.variable("AUTHENTICATION_PROVIDER", "auth0", paths=[PROVIDER])
    return dict(host_plan.made(variable, **{"served": {"provider": "auth0"}, **fields})._asdict())


def test_a_change_is_answered_as_json_has_it(server, monkeypatch):
    monkeypatch.setattr(subject.runs.background, "run", lambda work: work())
    answer, error = subject.run(request(), False)
    assert error is None and answer["changed"] is True and answer["version"] == "1.9.7"
    assert server.provider == "auth0"
    assert (server.folder / ".openmetadata-sso").stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize(("verb", "check"), [("apply", True), ("verify", False), ("rotation_status", False)])
def test_what_only_reads_makes_no_folder(server, verb, check):
    answer, error = subject.run(request(verb=verb), check)
    assert error is None and answer["changed"] is (verb == "apply")
    assert not (server.folder / ".openmetadata-sso").exists() and server.provider == "basic"


def test_the_answers_of_apply_verify_and_recover_have_the_same_keys(server, monkeypatch):
    monkeypatch.setattr(subject.runs.background, "run", lambda work: work())
    answers = [subject.run(request(verb=verb), False)[0] for verb in ("apply", "verify", "recover")]
    assert answers[0].keys() == answers[1].keys() == answers[2].keys()


def test_a_state_folder_that_others_may_read_is_closed(server, monkeypatch):
    monkeypatch.setattr(subject.runs.background, "run", lambda work: work())
    os.mkdir(server.folder / ".openmetadata-sso", 0o755)
    subject.run(request(), False)
    assert (server.folder / ".openmetadata-sso").stat().st_mode & 0o777 == 0o700


def test_a_file_in_place_of_the_state_folder_is_an_error_with_its_option(server):
    (server.folder / ".openmetadata-sso").write_text("")
    answer, error = subject.run(request(), False)
    assert answer is None and error["option"] == "om_sso_state_directory"


def test_a_deployment_that_cannot_be_used_is_an_error(server):
    server.failing = "check"
    assert subject.run(request(), False) == (None, {"message": "check failed.", "option": "/x", "fix": "Repair it."})


def test_an_error_holds_no_secret(server, monkeypatch):
    monkeypatch.setattr(subject.runs.background, "run", lambda work: work())

    def quoting(_self):
        raise HostError("bad line: hunter2hunter2", words="hunter2hunter2")

    monkeypatch.setattr(FakeDeployment, "prepare", quoting)
    error = subject.run(request(secrets=["hunter2hunter2"]), False)[1]
    assert "hunter2" not in str(error) and "<secret>" in error["message"]


def test_a_request_of_another_version_is_one_line(server):
    content = request()
    del content["mint"]
    answer, error = subject.run(content, False)
    assert answer is None and error["message"].startswith("Unexpected TypeError at host.py")


def test_variables_are_those_that_the_release_reads(server):
    host = server.host(stored_fields=[FIELD])
    for release, names in (("1.9.7", []), ("1.10.0", []), ("1.12.14", ["OM_FIELD"])):
        host.release = release
        assert [variable["name"] for variable in host.variables] == ["AUTHENTICATION_PROVIDER", *names]


@pytest.mark.parametrize(
    ("version", "reason"), [("1.9.7", "reads files alone"), ("1.10.0", "has no such field"), ("1.12.14", None)]
)
def test_a_field_without_effect_is_a_finding(server, version, reason):
    found = server.host(stored_fields=[FIELD]).findings(version)
    assert [next(iter(finding)) for finding in found] == (["ENV-28"] if reason else [])
    assert reason is None or reason in list(found[0])[3]


@pytest.mark.parametrize(
    ("stored", "version", "decide", "ignored"),
    [
        ("reconcile", "1.12.14", True, False),
        ("reconcile", "1.9.7", False, False),
        ("ignore", "1.12.14", False, True),
        ("ignore", "1.9.7", False, False),
        ("reconcile", None, False, False),
    ],
)
def test_who_decides_about_the_rows(server, stored, version, decide, ignored):
    host = server.host(stored_configuration=stored)
    assert (host.rows_decide(version), host.ignores_rows(version)) == (decide, ignored)


def test_the_fingerprint_tells_plans_apart_and_hides_them(server):
    one, other = server.host(), server.host()
    other.plan.environment[0]["value"] = "okta"
    assert one.fingerprint() == server.host().fingerprint() != other.fingerprint()
    assert "auth0" not in one.fingerprint()


@pytest.fixture
def configured(server, monkeypatch):
    """A host as planned."""
    monkeypatch.setattr(subject.runs.background, "run", lambda work: work())
    assert subject.run(request(), False)[0]["changed"]
    return server


def confirmed():
    """What is confirmed of the host, beside which one it is."""
    answer, error = subject.run(request(verb="confirm"), False)
    assert error is None and answer.pop("installation")
    return answer


def test_a_host_as_planned_is_confirmed_with_the_answer_of_a_change(configured):
    answer, error = subject.run(request(verb="confirm"), False)
    assert answer.pop("installation")
    assert (answer, error) == subject.run(request(), False)
    assert answer["changed"] is False and answer["effective"]


def test_a_host_that_nobody_configured_is_not_confirmed(server):
    assert confirmed() == {}
    assert not (server.folder / ".openmetadata-sso").exists() and server.provider == "basic"


def test_a_host_with_another_file_is_not_confirmed_and_its_rows_are_not_read(configured, monkeypatch):
    monkeypatch.setattr(subject.HostChange, "read", lambda *_arguments: pytest.fail("it was read"))
    configured.file.write_text("changed by hand")
    assert confirmed() == {}
    assert configured.file.read_text() == "changed by hand"


@pytest.mark.parametrize("what", ["is silent", "has another environment", "was interrupted", "has no record"])
def test_what_is_not_sure_is_left_to_the_change(configured, what):
    if what == "is silent":
        configured.silent = True
    elif what == "has another environment":
        configured.environment = dict(OLD_ENVIRONMENT)
    elif what == "was interrupted":
        (configured.folder / ".openmetadata-sso" / "journal.json").write_text("{}")
    else:
        (configured.folder / ".openmetadata-sso" / "last_good.json").unlink()
    assert confirmed() == {}


def test_a_host_that_cannot_be_changed_is_an_error_at_once(configured, monkeypatch):
    def missing(_self):
        raise HostError("The host has no Docker Compose v2.")

    monkeypatch.setattr(FakeDeployment, "check_programs", missing)
    assert subject.run(request(verb="confirm"), False)[1]["message"] == "The host has no Docker Compose v2."
