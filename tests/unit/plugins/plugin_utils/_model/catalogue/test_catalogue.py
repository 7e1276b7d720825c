# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The catalogue by itself: complete rows, and what it answers for a release."""

import json

import pytest
import yaml
from ansible_collections.openmetadata.sso.plugins.plugin_utils._model.catalogue import (
    CATALOGUE,
    PASSED_BUT_READ_BY_NOTHING,
    RELEASES,
    SCHEMA_FIELDS_WITHOUT_A_VARIABLE,
    choices_of,
    default_at,
    line_of,
    passed_by_compose,
    read_by,
)
from ansible_collections.openmetadata.sso.plugins.plugin_utils._model.encoding import process_text

VARIABLES = sorted(CATALOGUE.values())
PATHS = [path for variable in VARIABLES for path in variable.paths]


def test_it_holds_every_known_variable_once():
    assert len(CATALOGUE) == 118
    assert len(PATHS) == len(set(PATHS))
    assert not set(CATALOGUE) & set(PASSED_BUT_READ_BY_NOTHING)
    assert not set(PATHS) & set(SCHEMA_FIELDS_WITHOUT_A_VARIABLE)


@pytest.mark.parametrize("variable", VARIABLES, ids=lambda variable: variable.name)
def test_a_default_is_of_the_type_of_its_variable(variable):
    python = {"string": str, "enum": str, "boolean": bool, "integer": int, "list": list, "map": dict}[variable.type]
    for path in variable.paths:
        value = yaml.safe_load(default_at(variable, path))
        if isinstance(value, str) and python in (bool, int):
            value = json.loads(value)  # a number between quotes, which the server takes for a number
        assert (
            value is None
            or isinstance(value, python)
            or (variable.type == "string" and default_at(variable, path) in ("true", "0.0.0.0"))
        )


@pytest.mark.parametrize("variable", [v for v in VARIABLES if v.type == "enum"], ids=lambda variable: variable.name)
def test_an_enum_has_its_default_among_its_choices_in_every_release(variable):
    for release in RELEASES:
        assert yaml.safe_load(variable.default) in choices_of(variable, release)
    assert all(process_text(choice, "enum") == choice for choice in variable.choices)
    assert {choice for _since, choice in variable.later_choices} <= set(variable.choices)


def test_only_an_enum_has_choices():
    assert {v.type for v in VARIABLES if v.choices} == {"enum"}
    assert all(v.choices for v in VARIABLES if v.type == "enum")


def test_the_secrets_are_marked():
    assert {v.name for v in VARIABLES if v.secret} == {
        "AUTHENTICATION_LDAP_KEYSTORE_PASSWORD",
        "AUTHENTICATION_LOOKUP_ADMIN_PWD",
        "FERNET_KEY",
        "OIDC_CLIENT_SECRET",
        "OM_SM_ACCESS_KEY",
        "OM_SM_CLIENT_SECRET",
        "SAML_IDP_CERTIFICATE",
        "SAML_KEYSTORE_PASSWORD",
        "SAML_SP_CERTIFICATE",
        "SAML_SP_PRIVATE_KEY",
    }


@pytest.mark.parametrize(
    ("name", "release", "expected"),
    [
        ("OIDC_CLIENT_ID", "1.8.0", True),
        ("OIDC_SESSION_EXPIRY", "1.8.1", False),
        ("OIDC_SESSION_EXPIRY", "1.8.2", True),
        ("OIDC_SESSION_EXPIRY", "1.8", True),
        ("FORCE_SECURE_SESSION_COOKIE", "1.9", False),
        ("FORCE_SECURE_SESSION_COOKIE", "1.10.4", False),
        ("FORCE_SECURE_SESSION_COOKIE", "1.10.14", True),
        ("FORCE_SECURE_SESSION_COOKIE", "1.10", True),
        ("SAML_AUTHORITY_URL", "1.11.14", True),
        ("SAML_AUTHORITY_URL", "1.11", True),
        ("SAML_AUTHORITY_URL", "1.12.0", False),
        ("SAML_AUTHORITY_URL", "1.12", False),
        ("AUTHENTICATION_SESSION_EXPIRY", "1.13.6", False),
        ("AUTHENTICATION_SESSION_EXPIRY", "2.0.0-rc1", True),
        ("AUTHENTICATION_SESSION_EXPIRY", "2.1", True),
    ],
)
def test_a_release_reads_what_it_knows(name, release, expected):
    assert read_by(CATALOGUE[name], release) is expected


@pytest.mark.parametrize(
    ("name", "release", "expected"),
    [
        ("OIDC_CLIENT_ID", "1.8.12", True),
        ("OIDC_SESSION_EXPIRY", "1.8.12", False),
        ("OIDC_SESSION_EXPIRY", "1.9.7", True),
        ("AUTHENTICATION_SESSION_EXPIRY", "2.0.7", True),
        ("AUTHENTICATION_SESSION_EXPIRY", "1.13.6", False),
        ("SAML_IDP_ENTITY_ID", "1.12.14", False),
        ("OM_SM_CLIENT_ID", "1.9.7", False),
        ("AUTHORIZER_USE_ROLES_FROM_PROVIDER", "2.0", False),
    ],
)
def test_stock_compose_passes_what_it_has_a_line_for(name, release, expected):
    assert passed_by_compose(CATALOGUE[name], release) is expected


def test_an_enum_grows_with_the_releases():
    algorithm = CATALOGUE["AUTHENTICATION_TOKEN_VALIDATION_ALGORITHM"]
    assert choices_of(algorithm, "1.11.14") == ("RS256", "RS384", "RS512")
    assert choices_of(algorithm, "1.12.0") == algorithm.choices


def test_one_variable_may_have_another_default_at_another_path():
    variable = CATALOGUE["AUTHENTICATION_LDAP_EXAMINE_VALIDITY_DATES"]
    assert [default_at(variable, path) for path in variable.paths] == ["", "true"]


@pytest.mark.parametrize(
    ("release", "line"),
    [("1.8.0", "1.8"), ("1.13.6", "1.13"), ("2.0.7", "2.0"), ("2.1.0", "2.0"), ("1.14", "1.13"), ("1.6.4", "1.8")],
)
def test_a_release_belongs_to_a_line(release, line):
    assert line_of(release) == line


@pytest.mark.parametrize("release", ["", "latest", "2", "v1.9.7"])
def test_what_is_not_a_release_is_refused(release):
    with pytest.raises(ValueError, match="is not a release"):
        read_by(CATALOGUE["OIDC_CLIENT_ID"], release)
