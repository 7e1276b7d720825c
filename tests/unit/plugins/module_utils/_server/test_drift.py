# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is wanted against what is there: environments, stored rows, what is served."""

import json

import pytest
from ansible_collections.openmetadata.sso.plugins.module_utils._formats import dotted_path
from ansible_collections.openmetadata.sso.plugins.module_utils._server import drift
from ansible_collections.openmetadata.sso.plugins.module_utils._server.server import MASK
from hypothesis import given
from hypothesis import strategies as st

WANTED = {"A": "1", "B": "2"}
PROVIDER = {
    "name": "AUTHENTICATION_PROVIDER",
    "paths": ["authenticationConfiguration.provider"],
    "value": "auth0",
    "text": "auth0",
    "secret": False,
}
SECRET = {
    "name": "OIDC_CLIENT_SECRET",
    "paths": ["authenticationConfiguration.oidcConfiguration.secret"],
    "value": "s",
    "text": "s",
    "secret": True,
}
ADMINS = {
    "name": "AUTHORIZER_ADMIN_PRINCIPALS",
    "paths": ["authorizerConfiguration.adminPrincipals"],
    "value": ["a"],
    "text": "[a]",
    "secret": False,
}
FILE_ONLY = {
    "name": "JWT_ISSUER",
    "paths": ["jwtTokenConfiguration.jwtissuer"],
    "value": "x",
    "text": "x",
    "secret": False,
}
VARIABLES = [PROVIDER, SECRET, ADMINS, FILE_ONLY]
TREES = st.recursive(
    st.none() | st.booleans() | st.text(max_size=3),
    lambda inner: st.dictionaries(st.sampled_from("abcd"), inner, max_size=3),
    max_leaves=8,
)


@pytest.mark.parametrize(
    ("previous", "actual", "differs"),
    [
        ([], {"A": "1", "B": "2", "PATH": "/bin"}, False),
        ([], {"A": "1", "B": "2", "C": "of somebody else"}, False),
        (["A", "B"], {"A": "1", "B": "2"}, False),
        ([], {"A": "1", "B": "other"}, True),
        ([], {"A": "1"}, True),
        (["A", "C"], {"A": "1", "B": "2", "C": "no longer wanted"}, True),
        (["A", "C"], {"A": "1", "B": "2"}, False),
        ([], None, True),
    ],
)
def test_when_an_environment_asks_for_a_restart(previous, actual, differs):
    assert drift.environment_differs(WANTED, previous, actual) is differs


@pytest.mark.parametrize(
    ("actual", "names"), [({"A": "1", "B": "2"}, []), ({"A": "1 "}, ["A", "B"]), ({}, ["A", "B"]), (None, ["A", "B"])]
)
def test_what_did_not_arrive(actual, names):
    assert drift.environment_errors(WANTED, actual) == names


@pytest.mark.parametrize(
    ("wanted", "found", "same"),
    [
        (None, "", True),
        ([], None, True),
        ({}, [], True),
        ("", {}, True),
        (False, None, False),
        (None, False, True),
        (None, True, True),
        (0, "", False),
        (True, "true", True),
        ("true", True, True),
        (False, "False", False),
        (604800, "604800", True),
        (1, True, False),
        ("a", "A", False),
        (["a", "b"], ["b", "a"], False),
        (["a"], "a", False),
        ({"a": 1}, {"a": 1}, True),
        ('{"cn=a": ["Admin"], "cn=b": []}', '{"cn=b":[],"cn=a":["Admin"]}', True),
        ('{"cn=a": ["Admin"], "cn=b": []}', '{"cn=a":[],"cn=b":["Admin"]}', False),
    ],
)
def test_equality_as_the_server_sees_it(wanted, found, same):
    assert drift.same(wanted, found) is same


def stored(**more):
    return {
        "authenticationConfiguration": {"provider": "basic", "oidcConfiguration": {"secret": MASK}, "byHand": 1},
        "authorizerConfiguration": {"adminPrincipals": ["a"]},
        **more,
    }


def test_only_rows_that_differ_change_and_a_mask_is_not_a_difference():
    assert drift.row_changes(VARIABLES, stored()) == [("authenticationConfiguration.provider", "auth0")]
    assert ("authenticationConfiguration.oidcConfiguration.secret", "s") in drift.row_changes(VARIABLES, {})
    assert drift.row_changes([FILE_ONLY], {}) == [], "what is not in the rows is not looked for there"


def test_merging_keeps_what_an_administrator_wrote():
    before = stored()
    copy = json.loads(json.dumps(before))
    after = drift.merged(
        before, [("authenticationConfiguration.provider", "auth0"), ("authenticationConfiguration.new.deep", [1])]
    )
    assert before == copy, "the original is the way back"
    assert after["authenticationConfiguration"] == {
        "provider": "auth0",
        "oidcConfiguration": {"secret": MASK},
        "byHand": 1,
        "new": {"deep": [1]},
    }


def test_rows_of_the_api_are_known_whatever_the_order_of_keys_in_a_text_of_json():
    known = {"ldapConfiguration": {"authRolesMapping": '{"cn=a": ["Admin"], "cn=b": []}'}}
    seen = {"ldapConfiguration": {"authRolesMapping": '{"cn=b":[],"cn=a":["Admin"]}'}}
    assert drift.same_unless_masked(seen, known)


@given(TREES, st.lists(st.sampled_from("abcd"), min_size=1, max_size=3), st.integers())
def test_what_was_merged_is_found_there(tree, keys, value):
    tree = tree if isinstance(tree, dict) else {}
    path = ".".join(keys)
    assert dotted_path.read(drift.merged(tree, [(path, value)]), path) == value


def table(written=None, rows=None, served=None):
    layers = drift.Layers(written, rows, served)
    found = drift.table(
        VARIABLES, ["provider", "clientId"], layers, lambda text: text, lambda value: "hash of " + json.dumps(value)
    )
    return {row["field"]: row for row in found}


def test_a_layer_that_was_not_seen_is_unknown_and_no_drift():
    rows = table()
    assert {row["status"] for row in rows.values()} == {"unknown"}
    assert set(rows) == {"provider", "oidcConfiguration.secret", "adminPrincipals"}


@pytest.mark.parametrize(
    ("layers", "status"),
    [
        ({"served": {"provider": "auth0"}}, "ok"),
        ({"served": {"provider": "basic"}}, "drift"),
        ({"written": {"AUTHENTICATION_PROVIDER": "auth0"}, "served": {"provider": "auth0"}}, "ok"),
        ({"written": {"AUTHENTICATION_PROVIDER": "basic"}, "served": {"provider": "auth0"}}, "drift"),
        ({"written": {}, "served": {"provider": "auth0"}}, "drift"),
        ({"rows": stored(), "served": {"provider": "auth0"}}, "drift"),
        ({"served": {"clientId": "x"}}, "unknown"),
    ],
)
def test_one_layer_that_differs_is_drift(layers, status):
    assert table(**layers)["provider"]["status"] == status


def test_a_secret_is_a_hash_in_every_layer_and_a_masked_one_unknown():
    row = table(written={"OIDC_CLIENT_SECRET": "old"}, rows=stored())["oidcConfiguration.secret"]
    assert (row["wanted"], row["file"], row["stored"], row["served"]) == ('hash of "s"', 'hash of "old"', None, None)


def masked(**more):
    rows = {"authenticationConfiguration": {"oidcConfiguration": {"secret": MASK}}}
    return table(
        written={"OIDC_CLIENT_SECRET": next(v["text"] for v in VARIABLES if v["name"] == "OIDC_CLIENT_SECRET")},
        rows=rows,
        **more,
    )


def test_a_masked_secret_is_unknown_even_when_the_file_is_right():
    assert masked()["oidcConfiguration.secret"]["status"] == "unknown", "the file does not decide"


def test_rows_that_decide_and_were_not_read_leave_what_is_served():
    files = {variable["name"]: variable["text"] for variable in VARIABLES}
    layers = drift.Layers(files, None, {"provider": "auth0"}, rows_decide=True)
    found = {row["field"]: row["status"] for row in drift.table(VARIABLES, ["provider"], layers, str, str)}
    assert found == {"provider": "ok", "oidcConfiguration.secret": "unknown", "adminPrincipals": "unknown"}


def test_a_field_that_no_variable_carries_is_looked_for_in_no_file():
    field = {
        "name": "om_sso_ldap.is_full_dn",
        "text": None,
        "secret": False,
        "paths": ["authenticationConfiguration.x"],
        "value": True,
    }
    found = drift.table([field], [], drift.Layers({}, {"authenticationConfiguration": {"x": True}}, None), str, str)
    assert [(row["file"], row["stored"], row["status"]) for row in found] == [(None, True, "ok")]


def test_a_field_that_a_release_does_not_serve_is_not_drift():
    assert drift.served_drift({"provider": "auth0", "clientId": "x"}, {"provider": "basic"}) == [
        ("provider", "basic", "auth0")
    ]


@pytest.mark.parametrize(
    ("seen", "known", "expected"),
    [
        ({"a": {"s": drift.MASK, "n": 1}}, {"a": {"s": "secret", "n": 1}}, True),
        ({"a": {"s": drift.MASK, "n": 2}}, {"a": {"s": "secret", "n": 1}}, False),
        ({"a": {"s": drift.MASK}}, {"a": {"s": ""}}, False),
        ({"a": {"s": drift.MASK}}, {"a": {}}, False),
        ({"a": {"s": "", "l": [], "d": {"x": None}}}, {"a": {}}, True),
        ({"a": {"d": {"x": "y"}}}, {"a": {}}, False),
        ({"a": {}}, {"a": {"d": {"x": "y"}}}, False),
        ({"a": {"n": False}}, {"a": {}}, False),
        ({"a": ["x"]}, {"a": ["y"]}, False),
        ({"a": {"b": 1}}, {"a": "b"}, False),
        ({}, {}, True),
    ],
)
def test_rows_with_masks_are_compared_with_those_that_are_known(seen, known, expected):
    assert drift.same_unless_masked(seen, known) is expected
