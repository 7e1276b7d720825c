# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The shipped administrator goes only when nothing speaks against it, and everything that does is said at once."""

import types

import pytest
from ansible_collections.openmetadata.sso.plugins.module_utils._admin import default_admin as subject
from ansible_collections.openmetadata.sso.plugins.module_utils._core.errors import HostError
from fakes import host_plan


@pytest.mark.parametrize(
    ("value", "names"),
    [
        ("[admin]", ["admin"]),
        ("[admin,jane.doe]", ["admin", "jane.doe"]),
        ("['Boss:s3cret', \"b\"]", ["boss", "b"]),
        ("admin, x", ["admin", "x"]),
        (["Admin", "y:z"], ["admin", "y"]),
        ("[]", []),
        ("", []),
    ],
)
def test_a_list_of_principals_is_read_in_every_form(value, names):
    assert subject.names(value) == names


ADMIN = {"id": "1", "name": "admin", "email": "admin@open-metadata.org", "isAdmin": True}
BOSS = {"id": "2", "name": "boss", "email": "boss@acme.io", "isAdmin": True}


class Server:
    """A server with users; what it was started with, and the list in its rows."""

    def __init__(self, monkeypatch, started="[boss]", rows=None, users=(ADMIN, BOSS), acting="boss", written=None):
        self.users = {user["name"]: dict(user) for user in users}
        self.acting, self.deleted, self.check_mode = acting, [], False
        environment = {} if started is None else {"AUTHORIZER_ADMIN_PRINCIPALS": started}
        deployment = types.SimpleNamespace(environment=lambda: environment, openmetadata_yaml=lambda: written)
        version = "1.9.7" if rows is None else "1.12.14"
        self.host = types.SimpleNamespace(
            deployment=deployment,
            plan=host_plan.made(stored_rows_since="1.10.0"),
            server=lambda: types.SimpleNamespace(version=lambda: version),
        )
        self.admin, self.url, self.arguments = self, "http://x", {"hard": False}
        self.token = "t"
        tree = {"authorizerConfiguration": {"adminPrincipals": rows}}
        monkeypatch.setattr(subject, "SecurityApi", lambda *_arguments: types.SimpleNamespace(peek=lambda: tree))
        monkeypatch.setattr(subject, "get_json", lambda _url: ({"principalDomain": "acme.io"}, None))

    def find_user(self, name):
        return self.users.get(name)

    def me(self):
        return next(user for user in (ADMIN, BOSS) if user["name"] == self.acting)

    def people(self, administrators):
        assert administrators
        return [
            user
            for user in self.users.values()
            if user.get("isAdmin") and not user.get("isBot") and not user.get("deleted")
        ]

    def delete_user(self, user_id, hard):
        self.deleted.append((user_id, hard))
        name = next(name for name, user in self.users.items() if user["id"] == user_id)
        if hard:
            del self.users[name]
        else:
            self.users[name]["deleted"] = True


def test_it_goes_when_somebody_else_is_there_and_no_list_names_it(monkeypatch):
    server = Server(monkeypatch, rows=["boss"])
    assert subject.work(server) == {
        "changed": True,
        "user": "admin@open-metadata.org",
        "administrators": ["boss"],
        "acting": "boss",
    }
    assert server.deleted == [("1", False)]
    assert subject.work(server)["changed"] is False and len(server.deleted) == 1


def test_hard_also_removes_what_could_be_restored(monkeypatch):
    server = Server(monkeypatch, users=({**ADMIN, "deleted": True}, BOSS))
    assert subject.work(server)["changed"] is False
    server.arguments = {"hard": True}
    assert subject.work(server)["changed"] is True and server.deleted == [("1", True)]


def test_a_look_removes_nothing(monkeypatch):
    server = Server(monkeypatch)
    server.check_mode = True
    assert subject.work(server)["changed"] is True and server.deleted == []


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"started": "[admin,boss]"}, "the next start would make it again"),
        ({"started": None}, "the next start would make it again"),
        ({"rows": ["admin", "boss"]}, "the stored rows name it"),
        ({"acting": "admin"}, "the one whose token"),
        ({"users": (ADMIN,)}, r"no other administrator \(the list names boss\)"),
        ({"users": (ADMIN, {**BOSS, "isAdmin": False})}, "no other administrator"),
        ({"users": (ADMIN, {**BOSS, "isBot": True})}, "no other administrator"),
        ({"users": (ADMIN, {**BOSS, "deleted": True})}, "no other administrator"),
        ({"rows": ["somebody"]}, "no other administrator"),
        ({"users": ({**ADMIN, "email": "admin@elsewhere.org"}, BOSS)}, "but admin@elsewhere.org"),
        ({"users": ({**ADMIN, "isBot": True}, BOSS)}, "but a bot"),
        ({"written": "authorizerConfiguration:\n  adminPrincipals: [admin]\n"}, "the next start would make it again"),
    ],
)
def test_whatever_speaks_against_it_is_said_and_nothing_is_removed(monkeypatch, more, words):
    server = Server(monkeypatch, **more)
    with pytest.raises(HostError, match=words):
        subject.work(server)
    assert server.deleted == []


def test_everything_is_said_at_once(monkeypatch):
    with pytest.raises(HostError) as caught:
        subject.work(Server(monkeypatch, started="[admin]", rows=["admin"], users=(ADMIN,), acting="admin"))
    assert len(caught.value.more["problems"]) == 4


@pytest.mark.parametrize(
    "written", ["authorizerConfiguration:\n  adminPrincipals: ${AUTHORIZER_ADMIN_PRINCIPALS:-[admin]}\n", None]
)
def test_the_files_reference_leaves_it_to_the_environment(monkeypatch, written):
    assert subject.work(Server(monkeypatch, written=written))["changed"]


def test_the_mail_address_of_the_principal_domain_is_the_shipped_one_too(monkeypatch):
    assert subject.work(Server(monkeypatch, users=({**ADMIN, "email": "admin@ACME.io"}, BOSS)))["changed"]


@pytest.mark.parametrize(
    ("lists", "refused"),
    [
        ({"started": ["boss"], "stored": None}, ""),
        ({"started": ["boss"], "stored": ["boss"]}, ""),
        (
            {"started": ["admin", "boss"], "stored": ["boss"]},
            "AUTHORIZER_ADMIN_PRINCIPALS of the running server names it",
        ),
        ({"started": ["boss"], "stored": ["admin", "boss"]}, "the stored rows name it"),
        ({"started": ["boss"], "stored": ["jane"]}, "there is no other administrator (the list names jane)"),
    ],
)
def test_lists_that_were_read_elsewhere_count_and_no_host_is_asked(monkeypatch, lists, refused):
    server = Server(monkeypatch)
    server.host, server.arguments = None, {"hard": False, "lists": lists}
    if refused:
        with pytest.raises(HostError, match="was not removed") as error:
            subject.work(server)
        assert refused in error.value.message
    else:
        assert subject.work(server)["administrators"] == ["boss"]
