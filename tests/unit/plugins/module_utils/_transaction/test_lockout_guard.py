# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which users count as administrators, and what is said of the others.

With a server: tests/functional/test_lockout.py.
"""

import pytest
from ansible_collections.openmetadata.sso.plugins.module_utils._core.errors import HostError
from ansible_collections.openmetadata.sso.plugins.module_utils._deployment import server_log
from ansible_collections.openmetadata.sso.plugins.module_utils._transaction import lockout_guard
from fakes import host_plan


@pytest.mark.parametrize(
    ("user", "kind"),
    [
        (None, "absent"),
        ({"isAdmin": True}, "administrator"),
        ({"isAdmin": True, "isBot": True}, "bot"),
        ({"isAdmin": True, "deleted": True}, "absent"),
        ({"isAdmin": False}, "plain"),
        ({}, "plain"),
    ],
)
def test_a_stored_user_is_one_kind(user, kind):
    assert lockout_guard.kind_of(user, False) == kind


def test_promotion_is_for_plain_users_only():
    assert [lockout_guard.kind_of(user, True) for user in ({}, {"isBot": True}, None, {"isAdmin": True})] == [
        "sign-in",
        "bot",
        "absent",
        "administrator",
    ]


class Host:
    """A host whose users are seen by nobody, or by the holder of a token."""

    def __init__(self, names, token=None, ignore=False, **values):
        values = {"AUTHORIZER_ADMIN_PRINCIPALS": names, **values}
        self.plan = host_plan.made(*(host_plan.variable(*each) for each in values.items()), admin_token=token)
        self.ignores_rows = lambda _version: ignore


def seen(monkeypatch, names, found, **values):
    host = Host(names, "token", **values)
    host.server = lambda: type("Server", (), {"url": "http://om"})
    monkeypatch.setattr(lockout_guard, "_users", lambda _administration, _names: found)
    return lockout_guard.Administrators(host)


@pytest.mark.parametrize(
    ("found", "status", "text"),
    [
        ({"a": {"isAdmin": True}, "b": {"isAdmin": True}}, "verified", "a, b are administrators in the stored users"),
        ({"a": {"isAdmin": True}}, "verified", "a is administrator in the stored users; b is not a user"),
        ({"a": {"isBot": True}}, "missing", "No administrator is left: a is a bot; b is not a user."),
        ({}, "missing", "No administrator is left: a is not a user; b is not a user."),
    ],
)
def test_one_administrator_is_enough_and_none_is_not(monkeypatch, found, status, text):
    one = seen(monkeypatch, ["A", "b"], found)
    answer = one.status("1.9.7", None)
    assert (answer["status"], answer["text"]) == (status, text)
    if status == "missing":
        with pytest.raises(HostError, match="No administrator is left"):
            one.verify("1.9.7", None, lambda: "")


@pytest.mark.parametrize(
    ("provider", "client", "refused"),
    [
        ("auth0", "confidential", False),
        ("auth0", "public", True),
        ("ldap", "confidential", True),
        ("saml", "public", True),
        ("basic", "public", True),
    ],
)
def test_plain_users_alone_are_refused_where_no_sign_in_promotes(monkeypatch, provider, client, refused):
    one = seen(monkeypatch, ["a"], {"a": {}}, AUTHENTICATION_PROVIDER=provider, AUTHENTICATION_CLIENT_TYPE=client)
    if not refused:
        one.refuse()
        assert one.status("1.12.14", {"authorizerConfiguration": {"adminPrincipals": ["A"]}})["status"] == "expected"
        assert one.status("1.12.14", {"authorizerConfiguration": {"adminPrincipals": ["b"]}})["status"] == "missing", (
            "the list in effect does not have it"
        )
        return
    with pytest.raises(
        HostError, match=r"a is a user who is not an administrator, and no start makes them one\. Nothing was changed\."
    ):
        one.refuse()


def test_somebody_who_is_not_there_yet_is_made_by_the_start(monkeypatch):
    one = seen(monkeypatch, ["a", "b"], {"a": {"isBot": True}})
    one.refuse()
    assert one.names == ["a", "b"] and lockout_guard.kind_of(None, False) == lockout_guard.ABSENT


def test_without_a_token_nothing_is_called_good():
    one = lockout_guard.Administrators(Host(["a"]))
    one.refuse()
    assert one.status("1.9.7", None)["status"] == "unknown"
    assert one.status("1.9.7", None, lambda: "INFO all is well\n")["status"] == "unknown"
    assert lockout_guard.Administrators(Host([])).status("1.9.7", None) is None
    rows = {"authorizerConfiguration": {"adminPrincipals": ["admin"]}}
    assert one.status("1.12.14", rows) == {"status": "unknown", "text": "a not named in the stored rows"}


@pytest.mark.parametrize(
    "line",
    [
        "ERROR UserUtil - [BootstrapUser] Encountered Exception while",
        '{"message": "[BootstrapUser] Encountered Exception while"}',
    ],
)
def test_the_servers_own_words_count_without_a_token(line):
    with pytest.raises(HostError) as error:
        lockout_guard.Administrators(Host(["a"])).verify("1.9.7", None, lambda: "more\n" + line + "\nmore")
    assert (
        error.value.message
        == "The server's log says that no administrator is left: [BootstrapUser] Encountered Exception while."
    )


def test_only_what_was_written_since_is_read_from_a_log(tmp_path):
    log, other = tmp_path / "a.log", tmp_path / "b.log"
    log.write_text("before\n")
    mark = server_log.sizes([str(log), str(other)])
    with log.open("a") as stream:
        stream.write("after\n")
    other.write_text("new\n")
    assert server_log.grown(mark) == "after\n\nnew\n"
    log.write_text("x\n")
    assert server_log.grown(mark) == "x\n\nnew\n", "a file that is shorter is another one"
    log.unlink()
    assert server_log.grown(mark) == "\nnew\n"


def test_a_plan_without_administrators_has_no_status():
    """A verification of such a plan ended in a TypeError."""
    assert lockout_guard.Administrators(Host([])).verify("1.9.7", None, lambda: "") is None
