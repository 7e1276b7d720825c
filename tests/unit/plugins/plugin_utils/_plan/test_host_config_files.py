# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a host has already is judged.

Flaws of the guides are found with file and line, what is right or ours is left alone.
"""

import collections
import os
from pathlib import Path

import pytest
from ansible_collections.openmetadata.sso.plugins.plugin_utils._plan import (
    host_config_files,
    host_request,
    render,
)
from ansible_collections.openmetadata.sso.plugins.plugin_utils._plan import (
    plan as planner,
)
from ansible_collections.openmetadata.sso.plugins.plugin_utils._rules import check_file
from examples import EXAMPLES, flawed

ROOT = Path(__file__).resolve().parents[5]
UPSTREAM = Path(os.environ.get("OM_SSO_UPSTREAM") or ROOT.parent / "shared" / "upstream")
PLACE = {"om_sso_deployment": "docker_compose", "om_sso_compose_directory": "/opt/om"}
TARGET = planner.located(PLACE, planner.TARGET_VARIABLES)
STOCK = (
    "services:\n  openmetadata-server:\n    environment:\n"
    "      AUTHENTICATION_PROVIDER: ${AUTHENTICATION_PROVIDER:-basic}\n"
)
LDAP = "AUTHENTICATION_PROVIDER=ldap\nAUTHENTICATION_LDAP_HOST=ldap.acme.io\nAUTHENTICATION_LDAP_PORT=636\n"


def file(path, text, kind="env_file", dialect="compose"):
    return {"path": path, "kind": kind, "dialect": dialect if kind == "env_file" else None, "text": text}


def answer(*files, own=(), problems=(), version="1.12.14", found=()):
    return {
        "files": list(files),
        "own": list(own),
        "problems": list(problems),
        "version": version,
        "findings": list(found),
    }


def found(answer, plan=TARGET):
    return [(finding.rule, finding.option) for finding in host_config_files.findings(answer, plan)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [(flawed.AS_IN_THE_GUIDE, flawed.FOUND_IN_THE_GUIDE), (flawed.FILLED_IN, flawed.FOUND_IN_THE_FILLED)],
    ids=["as it is", "filled in"],
)
def test_each_flaw_of_the_guide_is_found_with_file_and_line(text, expected):
    lines = collections.defaultdict(list)
    for rule, where in found(answer(file("/opt/om/auth0.env", text))):
        path, _colon, number = where.rpartition(":")
        assert path == "/opt/om/auth0.env"
        lines[rule].append(int(number))
    assert {rule: lines[rule] for rule in expected} == expected


def test_what_the_guide_means_is_left_alone():
    compose = file(
        "/opt/om/docker-compose.yml",
        "services:\n  openmetadata-server:\n    env_file: auth0.env\n",
        "compose_file",
    )
    assert found(answer(file("/opt/om/auth0.env", flawed.AS_IT_SHOULD_BE), compose)) == []


@pytest.mark.parametrize("dialect", ["shell", "systemd"])
def test_each_reader_of_such_lines_is_judged_by_what_it_does(dialect):
    exported = "export AUTHENTICATION_CLIENT_ID=abc # mine\n"
    rules = [rule for rule, _where in found(answer(file("/opt/om/x", exported, dialect=dialect)))]
    assert rules == ([] if dialect == "shell" else ["ENV-01", "ENV-33"])


def test_an_env_file_alone_reaches_no_container():
    compose = file("/opt/om/docker-compose.yml", STOCK, "compose_file")
    assert ("LDAP-03", "/opt/om/docker-compose.yml:3") in found(answer(compose, file("/opt/om/.env", LDAP)))
    assert [rule for rule, _where in found(answer(compose, file("/opt/om/.env", LDAP)))].count("ENV-07") == 1


def test_what_another_compose_file_or_ours_hands_over_does_reach_it():
    compose = file("/opt/om/docker-compose.yml", STOCK, "compose_file")
    names = [line.partition("=")[0] for line in LDAP.splitlines()]
    other = "services:\n  openmetadata-server:\n    environment:\n" + "".join(
        f"      {name}: ${{{name}}}\n" for name in names
    )
    assert (
        found(
            answer(
                compose, file("/opt/om/.env", LDAP), file("/opt/om/docker-compose.override.yml", other, "compose_file")
            )
        )
        == []
    )
    assert found(answer(compose, file("/opt/om/.env", LDAP), own=[["/opt/om/docker-compose.override.yml", None]])) == []


def test_a_file_of_ours_is_judged_by_whether_a_hand_changed_it():
    own = [["/opt/om/conf/openmetadata-sso.sh", None], ["/opt/om/conf/openmetadata-sso.env", 3]]
    assert found(answer(own=own)) == [("ENV-31", "/opt/om/conf/openmetadata-sso.env:3")]


def test_other_programs_variables_in_the_same_file_are_left_alone():
    assert found(answer(file("/opt/om/.env", "MYSQL_DATABASE= om # theirs\nAIRFLOW_URL=http://http://x\n"))) == []


def test_a_rule_that_is_ignored_is_not_reported():
    plan = planner.located({**PLACE, "om_sso_ignore_rules": {"ENV-02": "a reason"}}, planner.TARGET_VARIABLES)
    text = file("/opt/om/.env", "JWT_ISSUER= x\n")
    assert (found(answer(text)), found(answer(text), plan)) == ([("ENV-02", "/opt/om/.env:1")], [])


def test_what_could_not_be_read_is_said():
    assert found(answer(problems=[["/etc/om.env", "Could not read /etc/om.env: Permission denied."]])) == [
        ("ENV-34", "/etc/om.env")
    ]


def test_a_key_that_the_plan_would_change_is_said_and_the_same_one_is_not():
    plan = planner.make({**EXAMPLES["auth0-implicit"], **PLACE, "om_sso_extra_environment": {"JWT_KEY_ID": "new"}})
    assert [rule for rule, _where in found(answer(file("/opt/om/.env", "JWT_KEY_ID=old\n")), plan)] == ["JWK-11"]
    assert found(answer(file("/opt/om/.env", "JWT_KEY_ID=new\n")), plan) == []


@pytest.mark.parametrize("name", EXAMPLES)
def test_what_we_write_would_pass_for_right_too(name):
    """Our own files are not judged by these rules.

    Were they copied under another name, hardly anything could be said.
    """
    variables = {**EXAMPLES[name], "om_sso_deployment": "docker_compose", "om_sso_compose_directory": "/opt/om"}
    plan = planner.make(variables)
    texts = render.render(
        host_request.templates_of(plan.settings),
        host_request.context_of(plan),
        [ROOT / "roles" / "om_sso" / "templates"],
    )
    assert {rule for rule, _where in found(answer(file("/opt/om/copied.env", texts["compose.env.j2"])))} <= {
        "SAML-01",
        "ENV-07",
    }


def stock(pattern):
    paths = sorted(UPSTREAM.glob(pattern))
    absent = pytest.param(None, marks=pytest.mark.skip(reason=f"no {pattern} under {UPSTREAM}: set OM_SSO_UPSTREAM"))
    return [pytest.param(path, id=path.parent.name) for path in paths] or [absent]


@pytest.mark.optional  # the texts are another project's and not part of this repository
@pytest.mark.parametrize("path", stock("*/openmetadata.yaml"))
def test_the_shipped_configuration_is_left_alone(path):
    assert check_file("openmetadata_yaml", "x", path.read_text(encoding="utf-8")) == []


@pytest.mark.optional  # the same
@pytest.mark.parametrize("path", stock("*/docker-compose.yml"))
def test_of_the_shipped_compose_file_only_the_stray_brace_is_said(path):
    """Which is a known fault of that file (ENV-09)."""
    assert {finding.rule for finding in check_file("compose_file", "x", path.read_text(encoding="utf-8"))} <= {"ENV-09"}


@pytest.mark.parametrize(
    ("named", "target", "version", "rules"),
    [
        ("1.12", None, "1.12.14", []),
        ("1.12.6", None, "1.12.14", ["MISC-01"]),
        ("2.0", None, "1.12.14", ["MISC-01"]),
        (None, "1.11.4", "1.12.14", ["UPG-03"]),
        (None, "2.0", "1.12.14", []),
        (None, "1.11.4", None, []),
    ],
)
def test_the_release_that_runs_is_compared_with_the_planned_one(named, target, version, rules):
    settings = TARGET.settings.model_copy(update={"openmetadata_version": named, "target_version": target})
    names = ("MISC-01", "UPG-03")
    found_here = found(answer(version=version), TARGET._replace(settings_or_none=settings))
    assert [rule for rule, _option in found_here if rule in names] == rules
