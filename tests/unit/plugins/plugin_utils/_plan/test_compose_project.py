# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The files of a Compose project are judged by what the server's container gets."""

import pytest
from ansible_collections.openmetadata.sso.plugins.plugin_utils._plan import host_config_files
from ansible_collections.openmetadata.sso.plugins.plugin_utils._plan import plan as planner
from ansible_collections.openmetadata.sso.plugins.plugin_utils._rules import FILE_RULES
from ansible_collections.openmetadata.sso.plugins.plugin_utils._rules.env_file import ENVIRONMENT
from rule_cases import FILE_TABLE

PLACE = {"om_sso_deployment": "docker_compose", "om_sso_compose_directory": "/opt/om"}
PLAN = planner.located(PLACE, planner.TARGET_VARIABLES)
OF_VALUES = {rule.id for rule in FILE_RULES if rule.kind == ENVIRONMENT}


def found(files, plan=PLAN, own=(), project_files=()):
    """[(rule, file:line)] of the files {name: text} below /opt/om."""
    listed = [
        {
            "path": f"/opt/om/{name}",
            "kind": "compose_file" if name.endswith((".yml", ".yaml")) else "env_file",
            "dialect": None if name.endswith((".yml", ".yaml")) else "compose",
            "text": text,
        }
        for name, text in files.items()
    ]
    answer = {"files": listed, "own": list(own), "problems": [], "version": "1.12.14", "findings": []}
    answer["project_files"] = [f"/opt/om/{name}" for name in project_files]
    return [
        (finding.rule, finding.option.removeprefix("/opt/om/")) for finding in host_config_files.findings(answer, plan)
    ]


def server(*lines):
    """A Compose file whose server has these lines of environment, the first one in line 4."""
    return "services:\n  openmetadata-server:\n    environment:\n" + "".join(f"      {line}\n" for line in lines)


ROWS = [
    row for row in FILE_TABLE if row.kind == "env_file" and row.rule in OF_VALUES and not row.context.get("variables")
]


@pytest.mark.parametrize("row", ROWS, ids=[f"{row.rule}-{number}" for number, row in enumerate(ROWS)])
def test_a_value_of_an_env_file_is_judged_in_the_container(row):
    files = {"docker-compose.yml": "services:\n  openmetadata-server:\n    env_file: sso.env\n", "sso.env": row.fires}
    rules = [rule for rule, _where in found(files)]
    assert row.rule in rules or "ENV-30" in rules


def test_every_rule_on_values_has_a_row():
    assert {row.rule for row in ROWS} >= OF_VALUES - {"JWK-11", "BOT-06"}


def test_a_value_of_dotenv_takes_the_place_of_a_default():
    files = {"docker-compose.yml": server("AUTHENTICATION_PROVIDER: ${P:-basic}", "OIDC_CLIENT_ID: om")}
    assert found(files) == [("ENV-15", "docker-compose.yml:4")]
    assert found({**files, ".env": "P=custom-oidc\n"}) == []


def test_dotenv_beside_a_compose_file_in_a_subfolder_counts_and_that_of_the_folder_wins():
    files = {"docker/om.yml": server("AUTHENTICATION_PROVIDER: ${P:-basic}", "OIDC_CLIENT_ID: om")}
    assert found({**files, "docker/.env": "P=custom-oidc\n"}) == []
    assert found({**files, "docker/.env": "P=custom-oidc\n", ".env": "P=basic\n"}) == [("ENV-15", "docker/om.yml:4")]


def test_environment_wins_over_an_env_file():
    files = {
        "docker-compose.yml": server("AUTHENTICATION_PROVIDER: ${P:-basic}").replace(
            "    env", "    env_file: o.env\n    env"
        ),
        "o.env": "AUTHENTICATION_PROVIDER=auth0\nOIDC_CLIENT_ID=om\n",
    }
    assert found(files) == [("ENV-15", "docker-compose.yml:5")]


def test_a_finding_names_the_line_that_sets_the_value():
    files = {
        "docker-compose.yml": server("AUTHENTICATION_AUTHORITY: ${ISSUER:-}"),
        ".env": "# where\nISSUER=${BASE}/realms/x\nBASE=id.example.com\n",
        "docker-compose.override.yml": "services: {}\n",
    }
    assert found(files) == [("ENV-21", ".env:2")]


def test_a_comment_and_blanks_are_cut_as_compose_does():
    lines = (
        "AUTHENTICATION_PROVIDER=auth0   # mine\nAUTHENTICATION_CLIENT_TYPE= public\nAUTHENTICATION_CLIENT_ID: abc\n"
    )
    assert found({"docker-compose.yml": server().replace("environment:", "env_file: .env"), ".env": lines}) == []


def test_a_list_of_json_is_a_list():
    keys = '["https://id.example.com/keys","http://localhost:8585/api/v1/system/config/jwks"]'
    files = {"docker-compose.yml": server("AUTHENTICATION_PUBLIC_KEYS: ${K}"), ".env": f"K={keys}\n"}
    assert found(files) == []


def test_variables_of_another_service_are_left_alone():
    portal = "  portal:\n    environment:\n      OIDC_ISSUER_URL: ${OIDC_ISSUER_URL}\n"
    files = {
        "docker-compose.yml": server("AUTHENTICATION_PROVIDER: auth0") + portal,
        ".env": "OIDC_ENABLED=true\nOIDC_ISSUER_URL=https://id.example.com\n",
    }
    assert found(files) == []
    own = server("AUTHENTICATION_PROVIDER: auth0", "OIDC_ISSUER_URL: ${OIDC_ISSUER_URL}")
    assert found({**files, "docker-compose.yml": own}) == [("ENV-08", ".env:2")]


@pytest.mark.parametrize(
    ("files", "where"),
    [
        ({"docker-compose.yml": server("A: ${B")}, "docker-compose.yml:4"),
        ({"docker-compose.yml": server("A: 1", "A: 2")}, "docker-compose.yml:5"),
        ({"docker-compose.yml": server("A: ${B:?not here}")}, "docker-compose.yml:4"),
        ({"docker-compose.yml": server("A: 1"), ".env": "X=1\nA B=2\n"}, ".env:2"),
        ({"docker-compose.yml": server("A: 1"), ".env": "X=1\nA='open\nB=2\n"}, ".env:2"),
    ],
    ids=["reference", "twice", "required", "blank in name", "open quote"],
)
def test_what_compose_refuses_is_an_error_with_its_line(files, where):
    assert ("ENV-30", where) in found(files)


WRONG = "AUTHENTICATION_CLIENT_ID: '{client-id}'"


def of_image(name, *lines, profile=""):
    """A service that runs OpenMetadata's image."""
    head = f"  {name}:\n    image: openmetadata/server:1.12.14\n"
    chosen = f"    profiles: [{profile}]\n" if profile else ""
    return head + chosen + "    environment:\n" + "".join(f"      {line}\n" for line in lines)


def test_a_service_of_a_profile_is_judged_where_the_profile_is_chosen():
    files = {"docker-compose.yml": "services:\n" + of_image("a", "A: b") + of_image("b", WRONG, profile="test")}
    assert found(files) == []
    assert found({**files, ".env": "COMPOSE_PROFILES=other,test\n"}) == [("ENV-22", "docker-compose.yml:10")]
    assert found({"docker-compose.yml": "services:\n" + of_image("b", WRONG, profile="test")}) == [
        ("ENV-22", "docker-compose.yml:6")
    ]


def test_a_value_of_a_raw_env_file_is_taken_as_it_is():
    listed = "    env_file:\n      - path: om.env\n        format: %s\n"
    compose = "services:\n  a:\n    image: openmetadata/server:1.12.14\n" + listed
    files = {"om.env": "# said\nAUTHENTICATION_AUTHORITY=$URL/x\n", ".env": "URL=https://id.acme.io\n"}
    assert found({"docker-compose.yml": compose % "raw", **files}) == [("ENV-21", "om.env:2")]
    assert found({"docker-compose.yml": compose % "''", **files}) == []
    refused = {"docker-compose.yml": compose % "raw", "om.env": "A=b\nC D=e\n"}
    assert found(refused) == [("ENV-30", "om.env:2")]


def test_an_included_project_is_judged_and_a_file_that_no_call_reads_is_not():
    included = {"docker-compose.yml": "include:\n  - sub/om.yml\n", "sub/om.yml": "services:\n" + of_image("a", WRONG)}
    assert found(included, project_files=["docker-compose.yml"]) == [("ENV-22", "sub/om.yml:5")]
    beside = {
        "docker-compose.yml": "services:\n" + of_image("a", "A: b"),
        "test.yml": "services:\n" + of_image("b", WRONG),
    }
    assert found(beside, project_files=["docker-compose.yml"]) == []
