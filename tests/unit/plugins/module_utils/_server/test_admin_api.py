# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""An administrator's calls: what is sent, what comes back, and what a refusal means in words."""

import json

import pytest
from ansible_collections.openmetadata.sso.plugins.module_utils._core.errors import HostError
from ansible_collections.openmetadata.sso.plugins.module_utils._server import admin_api, api_errors
from ansible_collections.openmetadata.sso.plugins.module_utils._server.admin_api import Administration
from fakes import loopback
from fakes.quoting import quoting

TOKEN = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhZG1pbiJ9.c2lnbmF0dXJl"
NEW = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJuZXcifQ.c2ln"
KEY_ID = "JWT Token keyID doesn't match the configured keyID."


class Handler(loopback.Handler):
    """Answers what the test said, and remembers what was asked."""

    def _answer(self):
        length = int(self.headers.get("Content-Length") or 0)
        self.server.asked.append(
            (self.command, self.path, self.headers.get("Authorization"), self.rfile.read(length).decode())
        )
        status, body = self.server.answers.pop(0) if len(self.server.answers) > 1 else self.server.answers[0]
        self.send_response(status)
        self.end_headers()
        self.wfile.write((body if isinstance(body, str) else json.dumps(body)).encode())

    def do_GET(self):
        self._answer()

    def do_PUT(self):
        self._answer()

    def do_POST(self):
        self._answer()

    def do_DELETE(self):
        self._answer()


@pytest.fixture(scope="module")
def running():
    """A server on this machine."""
    with loopback.serving(Handler) as made:
        yield made


@pytest.fixture
def server(running):
    """The same with nothing asked yet; `answers` are given in order, the last one again and again."""
    running.asked, running.answers = [], [(200, {})]
    return running


@pytest.fixture
def admin(server):
    return Administration(server.url + "/", TOKEN)


def test_a_new_token_is_asked_for_with_its_expiry_alone(server, admin):
    server.answers = [(200, {"JWTToken": "fernet:encrypted", "JWTTokenExpiry": "7"}), (200, {"JWTToken": NEW})]
    assert admin.generate("an-id", "7") == NEW
    assert [asked[:2] for asked in server.asked] == [
        ("PUT", "/api/v1/users/generateToken/an-id"),
        ("GET", "/api/v1/users/token/an-id"),
    ]
    assert server.asked[0][2:] == (f"Bearer {TOKEN}", '{"JWTTokenExpiry": "7"}')


@pytest.mark.parametrize("text", ["fernet:encrypted", "*********", ""])
def test_a_text_that_is_not_a_token_is_never_handed_out(server, admin, text):
    server.answers = [(200, {"JWTToken": "fernet:encrypted"}), (200, {"JWTToken": text})]
    with pytest.raises(HostError, match="made no token") as caught:
        admin.generate("an-id", "7")
    assert "encrypted" not in str(caught.value)


@pytest.mark.parametrize("answer", [{}, {"JWTToken": ""}, [], None])
def test_no_token_in_the_answer_is_an_error(server, admin, answer):
    server.answers = [(200, answer)]
    with pytest.raises(HostError, match="made no token") as caught:
        admin.generate("an-id", "7")
    assert caught.value.more["kind"] == "no_token"


def test_what_is_not_there_is_none_and_what_is_refused_is_said(server, admin):
    server.answers = [(404, {"code": 404, "message": "user instance for x not found"})]
    assert admin.user("x/../y") is None and server.asked[0][1] == "/api/v1/users/name/x%2F..%2Fy"
    server.answers = [(500, {"message": "broken"})]
    with pytest.raises(HostError, match=r"failed \(HTTP 500\): broken\."):
        admin.user("x")


def test_all_pages_of_a_list_are_read_and_only_living_people_count(server, admin):
    person = {"name": "a", "isAdmin": True}
    server.answers = [
        (200, {"data": [person, {"name": "b", "isBot": True, "isAdmin": True}], "paging": {"after": "MQ=="}}),
        (200, {"data": [{"name": "c", "isAdmin": True, "deleted": True}, {"name": "d"}], "paging": {}}),
    ]
    assert admin.people(administrators=True) == [person]
    assert [path.split("?")[1] for _method, path, _token, _body in server.asked] == [
        "isBot=false&isAdmin=true&limit=100",
        "isBot=false&isAdmin=true&limit=100&after=MQ%3D%3D",
    ]


def test_a_list_that_never_ends_is_left(server, admin, monkeypatch):
    monkeypatch.setattr(admin_api, "PAGES", 3)
    server.answers = [(200, {"data": [{"name": "a"}], "paging": {"after": "again"}})]
    with pytest.raises(HostError, match="does not end after 3 pages"):
        admin.people()
    assert len(server.asked) == 3


def test_the_code_of_a_deployment_is_inside_the_answer(server, admin):
    server.answers = [
        (200, {"code": 500, "reason": f"no Airflow at http://x, {TOKEN} was refused", "platform": "Airflow"})
    ]
    assert admin.deploy("p") == (500, "no Airflow at http://x, <token> was refused")


def test_a_bot_is_its_user_and_itself(server, admin):
    server.answers = [(200, {"id": "u"}), (201, {"name": "etl", "botUser": {"id": "u"}})]
    assert admin.create_bot("etl", "etl@acme.io", "30")["botUser"] == {"id": "u"}
    sent = [json.loads(body) for *_rest, body in server.asked]
    assert (
        sent[0]["authenticationMechanism"] == {"authType": "JWT", "config": {"JWTTokenExpiry": "30"}}
        and sent[0]["isBot"] is True
    )
    assert sent[1] == {"name": "etl", "botUser": "etl"}


@pytest.mark.parametrize(
    ("status", "message", "kind"),
    [
        (401, "Not Authorized! The given token does not match the current bot's token!", "replaced"),
        (401, "JWT Token keyID doesn't match the configured keyID. This usually happens if", "other_key_id"),
        (401, "Token signing key not found in configured public keys", "unknown_key"),
        (401, "Invalid token. Token verification failed. Public key mismatch.", "other_key"),
        (401, "Expired token!", "expired"),
        (403, "Principal: CatalogPrincipal{name='x'} is not admin", "not_admin"),
        (500, "Failed to generate JWT Token. Please check your OpenMetadata Configuration.", "cannot_sign"),
        (401, "something new", "unknown"),
        (500, f"An exception with message [com.auth0.jwk.SigningKeyNotFoundException: {KEY_ID}] was", "other_key_id"),
        (404, "Cannot find user with provided name and email", "no_user"),
        (400, "Account already exists. Please contact administrator.", "other_person"),
    ],
)
def test_the_servers_own_words_are_recognised(server, admin, status, message, kind):
    server.answers = [(status, {"code": status, "message": message})]
    with pytest.raises(HostError) as caught:
        admin.me()
    assert (caught.value.more["kind"], caught.value.more["status"]) == (kind, status)
    assert TOKEN not in str(caught.value) and caught.value.option == "om_sso_admin_token"


@pytest.mark.parametrize(
    ("status", "message", "refuses"),
    [
        (401, "something new", True),
        (403, "something new", True),
        (500, f"An exception with message [com.auth0.jwk.SigningKeyNotFoundException: {KEY_ID}] was", True),
        (404, "Cannot find user with provided name and email", True),
        (400, "Account already exists. Please contact administrator.", True),
        (500, "An exception with message [Connection refused] was thrown while processing request.", False),
        (502, "Bad Gateway", False),
        (404, "HTTP 404 Not Found", False),
    ],
)
def test_only_known_words_or_401_and_403_refuse_a_token(server, admin, status, message, refuses):
    server.answers = [(status, {"code": status, "message": message})]
    with pytest.raises(HostError) as caught:
        admin.me()
    assert api_errors.refuses_token(caught.value) is refuses


def test_nobody_there_is_an_error_of_its_own():
    with pytest.raises(HostError, match="does not answer to GET /api/v1/users/loggedInUser") as caught:
        Administration("http://127.0.0.1:1", TOKEN).me()
    assert caught.value.more["status"] == 0


def test_a_password_becomes_a_token_and_a_wrong_one_an_error(server):
    server.answers = [(200, {"accessToken": "t.t.t"})]
    assert admin_api.login(server.url, "admin@open-metadata.org", "admin") == "t.t.t"
    assert json.loads(server.asked[0][3])["password"] == "YWRtaW4="
    server.answers = [(401, {"message": "You have entered an invalid username or password."})]
    with pytest.raises(HostError, match="om_sso_admin_password") as caught:
        admin_api.login(server.url, "a", "secret-word")
    assert caught.value.more["kind"] == "password" and "secret-word" not in str(caught.value)


def test_nothing_like_a_token_is_ever_shown():
    assert api_errors.shown(f"before {TOKEN}\n after") == "before <token> after"
    assert (
        api_errors.shown("openmetadata.internaldomain.example and 1.12.14")
        == "openmetadata.internaldomain.example and 1.12.14"
    )


CALLS = {
    "me": lambda admin: admin.me(),
    "user": lambda admin: admin.user("x"),
    "find_user": lambda admin: admin.find_user("x"),
    "bot": lambda admin: admin.bot("x"),
    "create_bot": lambda admin: admin.create_bot("x", "x@acme.io", "7"),
    "people": lambda admin: admin.people(),
    "pipelines": lambda admin: admin.pipelines(),
    "deploy": lambda admin: admin.deploy("1"),
    "bots": lambda admin: list(admin.listed("bots", {})),
}
ODD = {
    "a list": [],
    "a text": '"yes"',
    "a number": "7",
    "null": "null",
    "an empty object": {},
    "another object": {"status": "ok", "secretField": "s3cret-of-theirs"},
    "a page": "<html>It works!</html>",
    "data that is not a list": {"data": {"a": 1}, "botUser": [], "code": "fine", "id": 7, "name": ["x"]},
    "a list of other things": {"data": ["x"], "botUser": {"name": "x"}, "id": None},
}


@pytest.mark.parametrize("body", ODD.values(), ids=ODD)
@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS)
def test_an_answer_of_an_unknown_form_is_never_a_success(server, admin, call, body):
    server.answers = [(200, body)]
    with pytest.raises(HostError) as error:
        call(admin)
    assert (
        error.value.message.startswith(("GET /api/v1/", "POST /api/v1/", "PUT /api/v1/"))
        and "200" in error.value.message
    )
    assert error.value.more["status"] == 200 and error.value.more["kind"] in ("unexpected", "unknown")
    assert "s3cret" not in str(error.value)


@pytest.mark.parametrize("status", [206, 299, 302, 402, 409, 418, 429, 499, 500, 502, 599])
@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS)
def test_an_unknown_status_is_told_with_its_text(server, admin, call, status):
    server.answers = [(status, {"message": "the moon is full", "data": [], "id": "1", "name": "x"})]
    with pytest.raises(HostError) as error:
        call(admin)
    assert f"(HTTP {status})" in error.value.message and "the moon is full" in error.value.message
    assert error.value.more["status"] == status


@pytest.mark.parametrize("answer", [{"JWTToken": {"a": 1}}, {"JWTToken": 7}, [], "7"])
def test_a_stored_token_that_is_not_a_text_is_never_handed_out(server, admin, answer):
    server.answers = [(200, answer)]
    with pytest.raises(HostError, match="which is not understood"):
        admin.token_of("1")


@pytest.mark.parametrize("answer", [{"accessToken": {"x": 1}}, {"accessToken": ""}, {"token": "s3cret"}, [], "s3cret"])
def test_a_sign_in_without_a_token_is_not_one_and_its_text_is_not_shown(server, answer):
    server.answers = [(200, answer)]
    with pytest.raises(HostError) as error:
        admin_api.login(server.url, "jane@acme.io", "password")
    assert "the answer has no accessToken" in error.value.message and "s3cret" not in str(error.value)


@pytest.mark.parametrize("status", [401, 500])
def test_a_sign_in_that_is_refused_with_a_quotation_does_not_show_the_password(status):
    with quoting(status) as server:
        with pytest.raises(HostError) as error:
            admin_api.login(server.url, "admin@acme.io", "a-password-of-somebody")
        assert "YS1wYXNzd29yZC1vZi1zb21lYm9keQ==" in server.asked[-1]
    assert "a-password-of-somebody" not in error.value.message and "YS1wYXNzd29yZC" not in error.value.message
