# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One classifier for names, and each place where a variable can stand asks it."""

import os
from pathlib import Path

import pytest
from ansible_collections.openmetadata.sso.plugins.module_utils._formats import substitution
from ansible_collections.openmetadata.sso.plugins.plugin_utils._model import variable_names
from ansible_collections.openmetadata.sso.plugins.plugin_utils._model.catalogue import CATALOGUE
from ansible_collections.openmetadata.sso.plugins.plugin_utils._model.catalogue.other_names import ALIASES
from ansible_collections.openmetadata.sso.plugins.plugin_utils._model.catalogue.read_variables import SPANS
from ansible_collections.openmetadata.sso.plugins.plugin_utils._model.variable_names import (
    ALIAS,
    MANAGED,
    MISSPELLED,
    OTHER,
    READ,
    UNKNOWN,
    classify,
    edits,
    is_secret,
)
from ansible_collections.openmetadata.sso.plugins.plugin_utils._plan import host_config_files
from ansible_collections.openmetadata.sso.plugins.plugin_utils._plan import plan as planner
from ansible_collections.openmetadata.sso.plugins.plugin_utils._rules import check_file
from examples import example

UPSTREAM = Path(os.environ.get("OM_SSO_UPSTREAM") or Path(__file__).resolve().parents[5].parent / "shared" / "upstream")

CLASSES = [
    ("AUTHENTICATION_PROVIDER", MANAGED, ""),
    ("OIDC_CLIENT_SECRET", MANAGED, ""),
    ("LOG_LEVEL", READ, ""),
    ("OPENMETADATA_HEAP_OPTS", READ, ""),
    ("DB_USER_PASSWORD", READ, ""),
    ("ELASTICSEARCH_HOST", READ, ""),
    ("PIPELINE_SERVICE_CLIENT_ENDPOINT", READ, ""),
    ("AIRFLOW_PASSWORD", READ, ""),
    ("AUTHORIZER_INGESTION_PRINCIPALS", READ, ""),
    ("SERVER_MAX_THREADS", READ, ""),
    ("AUTHENTICATION_PUBLIC_KEY_URLS", ALIAS, "AUTHENTICATION_PUBLIC_KEYS"),
    ("AUTHENTICATION_PUBLIC_KEY", ALIAS, "AUTHENTICATION_PUBLIC_KEYS"),
    ("AUTHENTICATION_CLIENT_SECRET", ALIAS, "OIDC_CLIENT_SECRET"),
    ("AUTHENTICATION_DISCOVERY_URI", ALIAS, "OIDC_DISCOVERY_URI"),
    ("JWT_PRINCIPAL_CLAIM", ALIAS, "AUTHENTICATION_JWT_PRINCIPAL_CLAIMS"),
    ("AUTHORIZER_INITIAL_ADMINS", ALIAS, "AUTHORIZER_ADMIN_PRINCIPALS"),
    ("OIDC_REDIRECT_URI", ALIAS, "OIDC_CALLBACK"),
    ("AIRFLOW_AUTH_PROVIDER", ALIAS, ""),
    ("AIRFLOW__CORE__EXECUTOR", OTHER, "Airflow in the ingestion container"),
    ("MYSQL_ROOT_PASSWORD", OTHER, "MySQL"),
    ("KEYCLOAK_ADMIN", OTHER, "Keycloak"),
    ("PORTAL_OIDC_CLIENT_SECRET", OTHER, ""),
    ("OIDC_ENABLED", OTHER, ""),
    ("SAML_ENABLED", OTHER, ""),
    ("SERVER_HOSTS", OTHER, ""),
    ("JAVA_OPTS_APPEND", OTHER, ""),
    ("AUTHENTICATION_PUBLIC_KYES", MISSPELLED, "AUTHENTICATION_PUBLIC_KEYS"),
    ("AUTHENTICATON_PROVIDER", MISSPELLED, "AUTHENTICATION_PROVIDER"),
    ("oidc_client_id", MISSPELLED, "OIDC_CLIENT_ID"),
    ("JWT_KEYID", MISSPELLED, "JWT_KEY_ID"),
    ("AUTHORIZER_ANYTHING", UNKNOWN, ""),
    ("", OTHER, ""),
]


@pytest.mark.parametrize(("name", "kind", "right"), CLASSES)
def test_a_name_has_a_class(name, kind, right):
    assert classify(name) == (kind, right)


def test_a_name_has_one_class():
    read = [name for _since, _until, names in SPANS for name in names.split()]
    assert len(read) == len(set(read)) > 200
    assert not set(read) & set(CATALOGUE)
    assert not set(ALIASES) & {*read, *CATALOGUE}
    assert {right for right in ALIASES.values() if right} <= set(CATALOGUE)


def test_a_name_of_another_release_is_not_called_unknown():
    assert classify("RDF_REMOTE_ENDPOINT", "1.12.6").kind == READ
    assert classify("RDF_REMOTE_ENDPOINT", "1.13.1").kind == OTHER


@pytest.mark.parametrize(
    ("one", "other", "number"),
    [
        ("abc", "abc", 0),
        ("abc", "acb", 1),
        ("abc", "ab", 1),
        ("abc", "xabc", 1),
        ("abc", "axc", 1),
        ("", "ab", 2),
        ("abcd", "wxyz", 3),
        ("abcabc", "acbacb", 2),
    ],
)
def test_edits_are_counted(one, other, number):
    assert [edits(*pair) for pair in ((one, other), (other, one))] == [number, number]


def test_no_variable_is_a_misspelling_of_another():
    assert [name for name in CATALOGUE if classify(name).kind != MANAGED] == []
    assert variable_names.classify("JWT_ISSUER").kind == MANAGED


@pytest.mark.parametrize(
    ("name", "secret"),
    [
        ("OIDC_CLIENT_SECRET", True),
        ("AUTHENTICATION_CLIENT_SECRET", True),
        ("DB_USER_PASSWORD", True),
        ("OIDC_CLIENT_ID", False),
        ("OIDC_OM_REFRESH_TOKEN_VALIDITY", False),
        ("LOG_LEVEL", False),
    ],
)
def test_a_secret_is_known_by_its_name(name, secret):
    assert is_secret(name) is secret


def of_env_file(name):
    return check_file("env_file", "f", f"{name}=x\n")


def of_compose(name):
    text = f"services:\n  om:\n    image: openmetadata/server:1.12.6\n    environment:\n      {name}: x\n"
    files = [{"path": "/o/docker-compose.yml", "kind": "compose_file", "dialect": None, "text": text}]
    answer = {"files": files, "own": [], "problems": [], "version": "1.12.6", "findings": []}
    place = {"om_sso_deployment": "docker_compose", "om_sso_compose_directory": "/o"}
    return host_config_files.findings(answer, planner.located(place, planner.TARGET_VARIABLES))


def of_extra_envs(name):
    return check_file("helm_values", "f", f"extraEnvs:\n  - {{name: {name}, value: x}}\n")


def of_extra_environment(name):
    return planner.make(example("okta", extra_environment={name: "x"})).findings


def of_openmetadata_yaml(name):
    return check_file("openmetadata_yaml", "f", f"key: ${{{name}:-x}}\n")


PLACES = [of_env_file, of_compose, of_extra_envs, of_extra_environment, of_openmetadata_yaml]
NAMES = {
    "OIDC_TYPE": "",
    "LOG_LEVEL": "read",
    "AUTHENTICATION_PUBLIC_KEY_URLS": "AUTHENTICATION_PUBLIC_KEYS",
    "AUTHENTICATION_PUBLIC_KYES": "AUTHENTICATION_PUBLIC_KEYS",
    "MYSQL_USER": "other",
    "AUTHORIZER_ANYTHING": "unknown",
}


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.__name__)
@pytest.mark.parametrize("name", NAMES)
def test_each_place_asks_the_one_classifier(place, name):
    found = [finding for finding in place(name) if finding.rule == "ENV-08"]
    said = NAMES[name]
    if place is of_extra_environment:  # what the collection cannot hand over is an error, whosever it is
        assert [finding.severity for finding in found] == (["error"] if said else [])
        assert not found or (said in found[0].fix) or said in ("read", "other", "unknown")
        return
    if place is of_openmetadata_yaml:  # it may refer to any name that its environment has
        assert bool(found) == (classify(name).kind == MISSPELLED)
    else:
        assert bool(found) == (said not in ("", "read", "other"))
    for finding in found:
        assert finding.severity == "warning" or place in (of_env_file, of_compose)
        assert said in finding.fix or said == "unknown"
        assert "Remove it" not in finding.fix


def test_a_name_that_openmetadata_yaml_refers_to_is_read():
    env = {"path": "/c/e", "kind": "env_file", "dialect": "systemd", "text": "AUTHENTICATION_CLIENT_SECRET=x\n"}
    own = {"path": "/c/y", "kind": "openmetadata_yaml", "dialect": None, "text": "k: ${AUTHENTICATION_CLIENT_SECRET}\n"}
    plan = planner.located({"om_sso_deployment": "bare_metal"}, planner.TARGET_VARIABLES)
    for files, rules in (([env], {"ENV-08"}), ([env, own], set())):
        answer = {"files": files, "own": [], "problems": [], "version": "1.12.6", "findings": []}
        assert {finding.rule for finding in host_config_files.findings(answer, plan)} == rules


@pytest.mark.optional  # the texts are another project's and not part of this repository
@pytest.mark.parametrize(
    "path",
    sorted(UPSTREAM.glob("*/openmetadata.yaml"))
    or [pytest.param(None, marks=pytest.mark.skip(reason=f"no */openmetadata.yaml under {UPSTREAM}"))],
    ids=lambda path: path and path.parent.name,
)
def test_every_name_of_a_released_openmetadata_yaml_is_known(path):
    names = substitution.names(path.read_text(encoding="utf-8"))
    assert [name for name in names if classify(name).kind not in (MANAGED, READ)] == []
