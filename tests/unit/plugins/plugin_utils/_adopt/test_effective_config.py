# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is in effect is read as the server reads it.

The stand-in server's loader, which is held against the real one, is the measure.
"""

import pytest
from ansible_collections.openmetadata.sso.plugins.plugin_utils._adopt import effective_config
from ansible_collections.openmetadata.sso.plugins.plugin_utils._model.catalogue import CATALOGUE, read_by
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lab.existing import stock
from oracles import simulator_loader
from oracles.dropwizard_oracle import Refused

RELEASE = "1.12.14"
MASK = "*" * 9
#: A text, a list, a truth and a number.
NAMES = (
    "OIDC_CLIENT_SECRET",
    "AUTHORIZER_ADMIN_PRINCIPALS",
    "AUTHORIZER_ENFORCE_PRINCIPAL_DOMAIN",
    "AUTHENTICATION_LDAP_PORT",
    "OIDC_MAX_AGE",
)
SMALL = """
authorizerConfiguration:
  adminPrincipals: ${AUTHORIZER_ADMIN_PRINCIPALS:-[admin]}
  enforcePrincipalDomain: ${AUTHORIZER_ENFORCE_PRINCIPAL_DOMAIN:-false}
authenticationConfiguration:
  oidcConfiguration:
    secret: ${OIDC_CLIENT_SECRET:-""}
    maxAge: ${OIDC_MAX_AGE:-"0"}
  ldapConfiguration:
    port: ${AUTHENTICATION_LDAP_PORT:-}
"""
PIECES = [
    "${X}",
    "${X:-y}",
    "$${X}",
    "$",
    "{",
    "}",
    "[",
    "]",
    ",",
    " ",
    "#",
    ":",
    "'",
    '"',
    "\\",
    "a",
    "0012",
    "1e5",
    "0x1F",
    "true",
    "null",
    "yes",
    "12:30",
    "-",
    "@",
]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=6).map("".join)


def read(environment, rows=None, text=None):
    return effective_config.effective(effective_config.Server(text or stock(RELEASE), environment, rows, RELEASE))


def at(tree, path):
    for key in path.split("."):
        tree = tree.get(key) if isinstance(tree, dict) else None
    return tree


@given(name=st.sampled_from(NAMES), text=TEXTS)
@settings(max_examples=300, deadline=None)
@example(name="OIDC_CLIENT_SECRET", text="0012")
@example(name="OIDC_CLIENT_SECRET", text="1e5")
@example(name="OIDC_CLIENT_SECRET", text="00121e5")
@example(name="OIDC_CLIENT_SECRET", text="-1e-9")
@example(name="OIDC_CLIENT_SECRET", text="1.5e22")
@example(name="OIDC_CLIENT_SECRET", text="12:30")
@example(name="OIDC_CLIENT_SECRET", text="2020-01-01")
@example(name="OIDC_CLIENT_SECRET", text="")
@example(name="OIDC_CLIENT_SECRET", text="yes")
@example(name="OIDC_CLIENT_SECRET", text="a ${Y:-q} b")
@example(name="AUTHORIZER_ADMIN_PRINCIPALS", text="[1, true, a b]")
@example(name="AUTHENTICATION_LDAP_PORT", text='"636"')
@example(name="AUTHENTICATION_LDAP_PORT", text="'null'")
@example(name="AUTHENTICATION_LDAP_PORT", text="1e50012")
@example(name="AUTHORIZER_ENFORCE_PRINCIPAL_DOMAIN", text="'null'")
def test_a_value_is_read_as_the_server_reads_it(name, text):
    path = CATALOGUE[name].paths[0]
    bound = simulator_loader.read_model(SMALL, {name: text}, RELEASE)
    if isinstance(bound, Refused):
        return  # no server runs with it
    found = read({name: text}, text=SMALL).values[name]
    assert found == at(bound, path) or effective_config.equal(name, found, at(bound, path)), (found, at(bound, path))


def test_without_any_variable_everything_is_as_shipped():
    found = read({"PATH": "/bin"})
    assert found.values == found.shipped
    assert set(found.values) == {name for name, variable in CATALOGUE.items() if read_by(variable, RELEASE)}
    assert found.values["AUTHENTICATION_PROVIDER"] == "basic"


def test_stored_rows_win_and_what_they_overrule_is_named():
    rows = {"authenticationConfiguration": {"provider": "okta", "clientId": "a"}, "authorizerConfiguration": {}}
    found = read(
        {
            "AUTHENTICATION_PROVIDER": "auth0",
            "AUTHENTICATION_CLIENT_ID": "a",
            "AUTHORIZER_PRINCIPAL_DOMAIN": "x",
            "JWT_ISSUER": "y",
        },
        rows,
    )
    assert (found.values["AUTHENTICATION_PROVIDER"], found.values["AUTHENTICATION_CLIENT_ID"]) == ("okta", "a")
    assert found.values["AUTHORIZER_PRINCIPAL_DOMAIN"] == "open-metadata.org", (
        "a field that the row lacks has its default"
    )
    assert found.values["JWT_ISSUER"] == "y", "no row has it"
    assert found.overruled == ("AUTHENTICATION_PROVIDER",)


def test_asterisks_are_not_a_secret():
    found = read(
        {"OIDC_CLIENT_SECRET": "of the file"}, {"authenticationConfiguration": {"oidcConfiguration": {"secret": MASK}}}
    )
    assert found.masked == ("OIDC_CLIENT_SECRET",)


@pytest.mark.parametrize(
    ("text", "environment", "said"),
    [
        ("a: [", {}, "is not valid YAML at line 1"),
        ("a: ${X}", {"X": "${X}"}, "The value of X refers to X itself"),
        ("a: ${X}", {"X": "b: c"}, "is not valid YAML at line 1"),
    ],
)
def test_what_cannot_be_read_is_said_without_the_value(text, environment, said):
    with pytest.raises(effective_config.Unreadable, match=said):
        read(environment, text=text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "text",
        "authenticationConfiguration: x",
        "server: [1]",
        "authenticationConfiguration: {oidcConfiguration: []}",
    ],
)
def test_a_file_of_another_form_has_no_values(text):
    assert read({}, text=text or " ").values["AUTHENTICATION_PROVIDER"] is None


def test_the_order_of_keys_in_the_role_mapping_does_not_count():
    one, other = '{"cn=a": ["Admin"], "cn=b": []}', '{"cn=b":[],"cn=a":["Admin"]}'
    assert effective_config.equal("AUTH_ROLES_MAPPING", one, other)
    assert not effective_config.equal("AUTH_ROLES_MAPPING", one, other.replace("[]", '["X"]'))
