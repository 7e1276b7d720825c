# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The way of a browser through a confidential client's sign-in, at a provider that is played here."""

import contextlib
import json
import time
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

import pytest
from fakes import loopback
from om_simulator import keys, tokens
from om_simulator.store import USERS

CALLBACK = "http://localhost:8585/callback"
LANDING = "http://localhost:8585/auth/callback"
LOGIN = "/api/v1/auth/login?" + urlencode({"redirectUri": LANDING})
KEY_ID = "provider-1"


@contextlib.contextmanager
def playing(private):
    """A provider that gives tokens for any code with the right secret; `asked` are the forms that came."""

    class Handler(loopback.Handler):
        def do_GET(self):
            if self.path == "/keys":
                return self.give(200, keys.jwks(keys.PublicKey(private.modulus, 65537), KEY_ID))
            return self.give(
                200, {"issuer": url, "authorization_endpoint": url + "/authorize", "token_endpoint": url + "/token"}
            )

        def do_POST(self):
            form = dict(parse_qsl(self.rfile.read(int(self.headers["Content-Length"])).decode()))
            server.asked.append({**form, "authorization": self.headers.get("Authorization")})
            if form.get("client_secret") != "s3cret" and not self.headers.get("Authorization"):
                return self.give(401, {"error": "invalid_client", "error_description": "wrong secret"})
            return self.give(200, {"id_token": tokens.make(server.claims, private, KEY_ID), "access_token": "x"})

        def give(self, status, content):
            self.reply(status, json.dumps(content).encode())

    with loopback.serving(Handler) as server:
        url = server.url
        server.asked, server.claims = [], {"email": "Jane.Doe@acme.io", "exp": time.time() + 60}
        yield server


@pytest.fixture
def played(installed):
    """The provider; its key is that of an install nobody starts."""
    private = keys.private_key((installed("1.12.14", folder="keys").home / "conf" / "private_key.der").read_bytes())
    with playing(private) as server:
        yield server


def variables(url="https://sso.acme.io", **changes):
    """A confidential client of that provider."""
    return {
        "AUTHENTICATION_PROVIDER": "custom-oidc",
        "AUTHENTICATION_CLIENT_TYPE": "confidential",
        "AUTHENTICATION_AUTHORITY": url,
        "AUTHENTICATION_CLIENT_ID": "om",
        "AUTHENTICATION_CALLBACK_URL": CALLBACK,
        "AUTHENTICATION_PUBLIC_KEYS": f"[{url}/keys]",
        "AUTHENTICATION_JWT_PRINCIPAL_CLAIMS": "[email]",
        "AUTHORIZER_ADMIN_PRINCIPALS": "[jane.doe]",
        "AUTHORIZER_PRINCIPAL_DOMAIN": "acme.io",
        "OIDC_CLIENT_ID": "om",
        "OIDC_CLIENT_SECRET": "s3cret",
        "OIDC_DISCOVERY_URI": f"{url}/.well-known/openid-configuration",
        "OIDC_CALLBACK": CALLBACK,
        "OIDC_SERVER_URL": "http://localhost:8585",
        "OIDC_SCOPE": "openid email",
        "OIDC_PROMPT_TYPE": "",
        "OIDC_MAX_AGE": "",
        "OIDC_CLIENT_AUTH_METHOD": "client_secret_post",
        **changes,
    }


def sent(answer):
    """Where a redirect leads to, and its parameters."""
    assert answer.status == 302, answer
    parts = urlsplit(answer.headers["Location"])
    return f"{parts.scheme}://{parts.netloc}{parts.path}", {
        name: value for name, (value,) in parse_qs(parts.query, strict_parsing=True).items()
    }


FAILED = "<p> [Auth Callback Servlet] Authentication failed. Please try again. </p>"
"""What a browser is shown since 1.12, whatever the cause."""


def logged(running):
    """The last line of the server's log."""
    with open(f"{running.state.install.home}/logs/openmetadata.log", encoding="utf-8") as stream:
        return json.loads(stream.readlines()[-1])["message"]


def go_back(running, **changes):
    """A whole sign-in: to the provider, and back with a code; `changes` are of what comes back."""
    begun = running.get(LOGIN)
    _where, parameters = sent(begun)
    query = {"code": "c0de", "state": parameters["state"], **changes}
    return parameters, running.get("/callback?" + urlencode(query), Cookie=begun.headers["Set-Cookie"].split(";")[0])


def test_a_sign_in_begins_at_the_provider_with_what_is_configured(installed):
    where, parameters = sent(installed("1.12.14").start(**variables()).get(LOGIN))
    assert where == "https://sso.acme.io/authorize"
    assert len(parameters.pop("state")) > 7 and len(parameters.pop("nonce")) > 15
    assert parameters == {
        "client_id": "om",
        "redirect_uri": CALLBACK,
        "response_type": "code",
        "response_mode": "query",
        "scope": "openid email",
    }


def test_prompt_age_pkce_and_parameters_of_ones_own_are_sent_where_they_are_set(installed):
    changes = {
        "OIDC_PROMPT_TYPE": "login",
        "OIDC_MAX_AGE": "0",
        "OIDC_DISABLE_PKCE": "false",
        "OIDC_USE_NONCE": "false",
    }
    custom = {"OIDC_CUSTOM_PARAMS": '{"customParamKey1": "domain_hint", "customParamValue1": "acme.io"}'}
    _where, parameters = sent(installed("1.12.14").start(**variables(**changes, **custom)).get(LOGIN))
    assert (parameters["prompt"], parameters["max_age"], parameters["domain_hint"]) == ("login", "0", "acme.io")
    assert (
        len(parameters["code_challenge"]) == 43
        and parameters["code_challenge_method"] == "S256"
        and "nonce" not in parameters
    )


@pytest.mark.parametrize(("release", "sends"), [("1.9.7", CALLBACK), ("1.12.3", LANDING), ("1.12.14", CALLBACK)])
def test_one_release_sends_another_redirect_uri(release, sends, installed):
    assert sent(installed(release).start(**variables()).get(LOGIN))[1]["redirect_uri"] == sends


def test_a_sign_in_comes_back_to_the_callback_where_no_place_is_asked_for(installed):
    answer = installed("1.9.7").start(**variables()).get("/api/v1/auth/login")
    assert answer.status == 500 and "Redirect URI is required" in answer.body and answer.body.startswith("<p>")
    assert installed("1.12.6", folder="newer").start(**variables()).get("/api/v1/auth/login").status == 302


@pytest.mark.parametrize(("release", "status"), [("1.12.14", 302), ("2.0.7", 400)])
def test_a_foreign_place_to_come_back_to_is_refused_from_2_0_on(release, status, installed):
    assert (
        installed(release).start(**variables()).get("/api/v1/auth/login?redirectUri=https://evil.example/").status
        == status
    )


def test_a_public_client_signs_in_by_the_page_alone(installed):
    running = installed("1.12.14").start(**variables(AUTHENTICATION_CLIENT_TYPE="public"))
    assert running.get(LOGIN).status == 404
    for path in ("/", "/callback"):
        answer = running.get(path)
        assert answer.headers["Content-Type"].startswith("text/html") and "<script>" in answer.body


@pytest.mark.parametrize("method", ["client_secret_post", "client_secret_basic"])
@pytest.mark.parametrize("release", ["1.9.7", "1.12.14", "2.0.7"])
def test_a_code_becomes_a_token_that_opens_the_api(release, method, played, installed):
    changes = {"OIDC_DISABLE_PKCE": "false", "OIDC_CLIENT_AUTH_METHOD": method, "OIDC_USE_NONCE": "false"}
    running = installed(release, "--ask-provider").start(**variables(played.url, **changes))
    _parameters, answer = go_back(running)
    where, handed = sent(answer)
    assert (where, handed["email"], handed["name"]) == (LANDING, "jane.doe@acme.io", "jane.doe")
    assert (tokens.header(handed["id_token"])["kid"] == KEY_ID) == (release != "2.0.7")
    assert running.call("GET", "/api/v1/users/loggedInUser", token=handed["id_token"])[1]["isAdmin"]
    (asked,) = played.asked
    assert (asked["code"], asked["redirect_uri"], len(asked["code_verifier"])) == ("c0de", CALLBACK, 58)
    assert ("client_secret" in asked) == (method == "client_secret_post") and bool(asked["authorization"]) == (
        method == "client_secret_basic"
    )


def test_the_nonce_must_come_back(played, installed):
    running = installed("1.12.14", "--ask-provider").start(**variables(played.url))
    assert go_back(running)[1].body == FAILED
    assert "Unexpected JWT nonce" in logged(running)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"state": "other"}, "State parameter is different"),
        ({"state": ""}, "Missing state parameter"),
        ({"error": "access_denied"}, "Bad authentication response"),
    ],
)
def test_what_comes_back_wrong_is_refused(changes, words, installed):
    running = installed("1.12.14").start(**variables())
    assert go_back(running, **changes)[1].body == FAILED
    assert words in logged(running)


def test_a_callback_without_its_session_is_refused(installed):
    running = installed("1.12.14").start(**variables())
    answer = running.get("/callback?code=c0de&state=x")
    assert (answer.status, answer.body) == (500, FAILED) and "No session found for callback" in logged(running)


def test_the_providers_refusal_is_logged(played, installed):
    install = installed("1.12.14", "--ask-provider")
    answer = go_back(install.start(**variables(played.url, OIDC_CLIENT_SECRET="wrong")))[1]
    assert answer.body == FAILED and "Bad token response, error=invalid_client" in install.log[-1]


def test_an_older_release_shows_why_a_sign_in_failed(installed):
    running = installed("1.9.7").start(**variables())
    assert "No session found for callback" in running.get("/callback?code=c0de&state=x").body


def test_a_provider_that_is_down_is_a_failed_sign_in(installed):
    install = installed("1.12.14", "--ask-provider")
    running = install.start(**variables("http://127.0.0.1:1"))
    assert running.get(LOGIN).status == 404
    assert any("SSO will not be available" in line and "127.0.0.1:1" in line for line in install.log)


def test_somebody_new_becomes_a_user_only_where_that_is_allowed(played, installed):
    played.claims = {"email": "new@acme.io"}
    for allowed in ("true", "false"):
        running = installed("1.12.14", "--ask-provider", folder=allowed).start(
            **variables(played.url, OIDC_USE_NONCE="false", AUTHENTICATION_ENABLE_SELF_SIGNUP=allowed)
        )
        answer = go_back(running)[1]
        assert (answer.status == 302) == (allowed == "true")


@pytest.mark.parametrize(("release", "email"), [("1.13.0", "x77@acme.io"), ("1.13.1", "jane.doe@acme.io")])
def test_somebody_new_has_the_mapped_address_from_1_13_1_on(release, email, played, installed):
    played.claims = {**played.claims, "sub": "x77"}
    mapping = {"AUTHENTICATION_JWT_PRINCIPAL_CLAIMS_MAPPING": "['username:sub','email:email']"}
    running = installed(release, "--ask-provider").start(
        **variables(played.url, OIDC_USE_NONCE="false", AUTHENTICATION_ENABLE_SELF_SIGNUP="true", **mapping)
    )
    assert go_back(running)[1].status == 302
    assert running.state.store.get(USERS, "x77")["email"] == email


@pytest.mark.parametrize(("domain", "status"), [("acme.io", 200), ("open-metadata.org", 400)])
def test_the_own_token_of_2_0_completes_a_bare_name_with_the_principal_domain(domain, status, played, installed):
    changes = {
        "OIDC_USE_NONCE": "false",
        "AUTHENTICATION_ENABLE_SELF_SIGNUP": "true",
        "AUTHENTICATION_JWT_PRINCIPAL_CLAIMS": "[preferred_username,email]",
        "AUTHORIZER_ADMIN_PRINCIPALS": "[admin]",
        "AUTHORIZER_PRINCIPAL_DOMAIN": domain,
    }
    played.claims = {**played.claims, "preferred_username": "jane.doe@acme.io"}
    running = installed("2.0.2", "--ask-provider").start(**variables(played.url, **changes))
    begun = running.get("/api/v1/auth/login?redirectUri=http://localhost:8585/auth/callback")
    query = urlencode({"code": "c0de", "state": sent(begun)[1]["state"]})
    _where, found = sent(running.get("/callback?" + query, Cookie=begun.headers["Set-Cookie"].split(";")[0]))
    assert running.call("GET", "/api/v1/users/loggedInUser", token=found["id_token"])[0] == status


def test_a_logout_ends_the_session(installed):
    running = installed("1.12.14").start(**variables())
    cookie = running.get(LOGIN).headers["Set-Cookie"].split(";")[0]
    assert running.get("/api/v1/auth/logout", Cookie=cookie).headers["Location"] == "http://localhost:8585/logout"
    assert running.get("/callback?code=c&state=s", Cookie=cookie).body == FAILED
    assert "No session found" in logged(running)


def test_the_cookie_is_for_https_where_the_file_says_so(installed):
    cookie = (
        installed("1.12.14").start(**variables(FORCE_SECURE_SESSION_COOKIE="true")).get(LOGIN).headers["Set-Cookie"]
    )
    assert cookie.endswith("; Path=/; HttpOnly; Secure")
