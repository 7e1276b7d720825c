# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which application is ours, and what differs."""

import pytest
from ansible_collections.openmetadata.sso.plugins.plugin_utils._registration import reconcile
from ansible_collections.openmetadata.sso.plugins.plugin_utils._registration.provider_error import RegistrationError
from ansible_collections.openmetadata.sso.plugins.plugin_utils._registration.registration import Registration, Wanted

WANTED = Wanted("OpenMetadata", "keycloak", "oidc", "om", {"redirect_uris": ["a", "b"], "require_pkce": "none"})
OURS, THEIRS = Registration("1", "om", {}, True), Registration("2", "om", {}, False)
FIELDS = frozenset(("redirect_uris", "require_pkce"))


def test_the_one_with_the_mark_is_ours():
    assert reconcile.chosen([OURS], WANTED) == OURS
    assert reconcile.chosen([OURS, OURS], WANTED) == OURS, "one that is found in two ways is one"
    assert reconcile.chosen([], WANTED) is None


@pytest.mark.parametrize(
    ("found", "words"),
    [
        ([OURS, OURS._replace(id="3", client_id="om-2")], "2 applications bear the mark openmetadata.sso:OpenMetadata"),
        ([THEIRS], "was not made by this collection"),
        ([OURS._replace(client_id="other")], "has the client id other"),
        ([OURS._replace(client_id="other"), THEIRS], "has the client id other"),
    ],
    ids=["several", "of others", "another client id", "another client id, and one of others"],
)
def test_what_is_not_clear_is_an_error_that_names_the_option(found, words):
    with pytest.raises(RegistrationError, match=words) as raised:
        reconcile.chosen(found, WANTED)
    assert raised.value.option.startswith("om_sso_") and "Nothing was changed" in str(raised.value)


def test_one_of_others_is_adopted_where_asked_for():
    assert reconcile.chosen([THEIRS], WANTED, adopt=True) == THEIRS


@pytest.mark.parametrize(
    ("current", "exact", "new"),
    [
        (["b", "a"], False, None),
        (["c"], False, ["a", "b", "c"]),
        (["a", "b", "c"], False, None),
        (["a", "b", "c"], True, ["a", "b"]),
        (None, False, ["a", "b"]),
    ],
)
def test_a_list_grows_and_holds_nothing_else_only_where_asked_for(current, exact, new):
    found = OURS._replace(fields={"redirect_uris": current, "require_pkce": "none"})
    changes = reconcile.differences(found, WANTED, FIELDS, exact)
    assert [change.new for change in changes] == ([] if new is None else [new])


def test_claims_are_never_removed():
    wanted = WANTED._replace(fields={"claims": ["email"]})
    found = OURS._replace(fields={"claims": ["email", "name"]})
    assert reconcile.differences(found, wanted, {"claims"}, exact=True) == []


def test_what_is_not_wanted_or_cannot_be_set_is_not_compared():
    wanted = WANTED._replace(fields={"refresh_tokens": None, "client_name": "OpenMetadata"})
    assert reconcile.differences(OURS, wanted, {"refresh_tokens"}) == []


def test_values_that_the_provider_does_not_tell_apart_are_the_same():
    same = {"method": {"basic": "post"}, "scope": {"openid": None}}
    told = reconcile.as_told(WANTED._replace(fields={"method": "basic", "scope": ["openid", "email"]}), same)
    assert told.fields == {"method": "post", "scope": ["email"]}


def test_only_what_is_ours_may_be_deleted():
    assert reconcile.may_delete(OURS, WANTED) == OURS
    with pytest.raises(RegistrationError, match="is not deleted"):
        reconcile.may_delete(THEIRS, WANTED)
