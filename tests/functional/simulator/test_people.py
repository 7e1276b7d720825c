# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Users that a start makes, tokens, and who may call."""

import base64
import time
import types

import pytest
from om_simulator import identity, keys, tokens
from om_simulator.store import USERS
from om_simulator.web import HttpError

OKTA = {"AUTHENTICATION_PROVIDER": "okta"}
STATUS = "/api/v1/system/status"


def users(running):
    """The rows of all users by name."""
    return running.state.store.all(USERS)


def test_each_principal_becomes_an_administrator_of_the_domain(installed):
    running = installed("1.12.14").start(
        AUTHORIZER_ADMIN_PRINCIPALS="[admin,Jane.Doe]", AUTHORIZER_PRINCIPAL_DOMAIN="acme.io"
    )
    made = users(running)["jane.doe"]
    assert (made["email"], made["isAdmin"], made["password"]) == ("jane.doe@acme.io", True, "admin")


def test_a_colon_parts_name_and_password(installed):
    running = installed("1.12.14").start(AUTHORIZER_ADMIN_PRINCIPALS="['boss:s3cret']")
    assert users(running)["boss"]["password"] == "s3cret"


def test_principals_come_from_the_environment_also_where_rows_rule(installed):
    install = installed("1.12.14")
    install.start()
    running = install.start(AUTHORIZER_ADMIN_PRINCIPALS="[late]")
    assert users(running)["late"]["isAdmin"]
    assert running.security["authorizerConfiguration"]["adminPrincipals"] == ["admin"]


def test_the_address_of_an_administrator_stays_under_another_domain(installed):
    install = installed("1.12.6")
    install.start()
    assert users(install.start(AUTHORIZER_PRINCIPAL_DOMAIN="acme.io"))["admin"]["email"] == "admin@open-metadata.org"


def test_the_provider_in_effect_decides_about_passwords(installed):
    install = installed("1.12.6")
    install.start()
    assert users(install.start(**OKTA, AUTHORIZER_ADMIN_PRINCIPALS="[jane.doe]"))["jane.doe"]["password"] == "admin"


def test_the_ingestion_bot_is_not_an_administrator(installed):
    running = installed("1.12.6").start()
    assert running.call("GET", "/api/v1/system/security/config", token=running.token("ingestion-bot"))[0] == 403


CLAIMS = {"AUTHENTICATION_JWT_PRINCIPAL_CLAIMS": "[preferred_username,email,sub]"}
MAPPING = {"AUTHENTICATION_JWT_PRINCIPAL_CLAIMS_MAPPING": "['username:sub','email:mail']"}
ENFORCED = {"AUTHORIZER_ENFORCE_PRINCIPAL_DOMAIN": "true", "AUTHORIZER_PRINCIPAL_DOMAIN": "acme.io"}


@pytest.mark.parametrize(
    ("environment", "claims", "status"),
    [
        (CLAIMS, {"preferred_username": "admin"}, 200),
        (CLAIMS, {"Preferred_Username": "Admin"}, 200),
        (CLAIMS, {"preferred_username": "", "email": "admin@open-metadata.org"}, 404),
        (CLAIMS, {"preferred_username": 7, "email": "admin@open-metadata.org"}, 404),
        (CLAIMS, {"email": "admin@open-metadata.org"}, 200),
        (CLAIMS, {"email": "admin@elsewhere.io"}, 400),
        (CLAIMS, {"other": "admin"}, 401),
        (MAPPING, {"sub": "admin@idp", "mail": "admin@open-metadata.org"}, 200),
        (MAPPING, {"sub": "admin", "mail": "a.dmin@open-metadata.org"}, 400),
        (MAPPING, {"email": "admin@open-metadata.org"}, 401),
        ({**ENFORCED, **CLAIMS}, {"preferred_username": "admin"}, 401),
        ({**ENFORCED, **CLAIMS}, {"preferred_username": "admin@acme.io"}, 200),
        ({**ENFORCED, **CLAIMS}, {"preferred_username": "admin@ACME.io"}, 401),
    ],
)
def test_who_somebody_is_by_the_claims(environment, claims, status, installed):
    running = installed("1.12.6").start(**environment)
    token = tokens.make(claims, running.state.private, running.state.jwt["keyId"])
    assert running.call("GET", "/api/v1/users/loggedInUser", token=token)[0] == status


def test_an_enforced_domain_refuses_tokens_of_the_server_itself_where_the_first_claim_has_none(installed):
    running = installed("1.12.6").start(**ENFORCED, **CLAIMS)
    assert running.call("GET", STATUS, token=running.token())[0] == 200, "the claims themselves are read"
    assert running.call("GET", "/api/v1/users/loggedInUser", token=running.token())[0] == 401
    assert running.call("GET", "/api/v1/users/loggedInUser", token=running.token("ingestion-bot"))[0] == 200


@pytest.mark.parametrize(("release", "status"), [("1.13.1", 401), ("1.13.2", 200)])
def test_an_enforced_domain_counts_letter_case_to_1_13_1(release, status, installed):
    running = installed(release).start(**ENFORCED, **CLAIMS)
    token = tokens.make({"preferred_username": "admin@ACME.io"}, running.state.private, running.state.jwt["keyId"])
    assert running.call("GET", "/api/v1/users/loggedInUser", token=token)[0] == status


@pytest.mark.parametrize(("release", "status"), [("1.13.1", 401), ("1.13.2", 200)])
def test_own_tokens_are_held_to_an_enforced_domain_to_1_13_1(release, status, installed):
    running = installed(release).start(**ENFORCED, **CLAIMS)
    assert running.call("GET", "/api/v1/users/loggedInUser", token=running.token())[0] == status
    others = tokens.make({"preferred_username": "admin"}, running.state.private, running.state.jwt["keyId"])
    assert running.call("GET", "/api/v1/users/loggedInUser", token=others)[0] == 401, "by its issuer it is not our own"


@pytest.mark.parametrize(("release", "status"), [("1.12.3", 200), ("1.12.4", 400)])
def test_a_token_is_generated_for_people_to_1_12_3(release, status, installed):
    running = installed(release).start()
    path = f"/api/v1/users/generateToken/{users(running)['admin']['id']}"
    assert running.call("PUT", path, {"JWTTokenExpiry": "7"}, running.token())[0] == status


def test_the_published_key_has_the_sign_and_padding_of_java(installed):
    key = installed("1.12.6").start().call("GET", "/api/v1/system/config/jwks")[1]["keys"][0]
    assert key["n"].startswith("A") and key["n"].endswith("=") and keys.decode(key["n"])[0] == 0
    assert key["e"] == "AQAB"


def test_another_provider_takes_the_passwords_away_and_a_plain_user_stays_plain(installed):
    install = installed("1.9.7")
    running = install.start()
    running.state.store.put(
        USERS, "jane", {"id": "1", "name": "jane", "email": "jane@x.io", "isAdmin": False, "isBot": False}
    )
    running = install.start(**OKTA, AUTHORIZER_ADMIN_PRINCIPALS="[admin,jane]")
    assert "password" not in users(running)["admin"]
    assert not users(running)["jane"]["isAdmin"]


def test_principals_that_are_null_are_logged_and_no_obstacle(installed):
    install = installed("1.9.7")
    install.start(AUTHORIZER_ADMIN_PRINCIPALS="")
    assert any(line.startswith("[BootstrapUser] Encountered Exception") for line in install.log)


def test_a_deleted_administrator_is_back_after_a_start(installed):
    install = installed("1.12.14")
    running = install.start(AUTHORIZER_ADMIN_PRINCIPALS="[admin,boss]")
    identifier = running.call("GET", "/api/v1/users/name/admin", token=running.token("boss"))[1]["id"]
    assert running.call("DELETE", f"/api/v1/users/{identifier}?hardDelete=true", token=running.token("boss"))[0] == 200
    assert running.call("GET", "/api/v1/users/name/admin", token=running.token("boss"))[0] == 404
    assert "admin" in users(install.start())


def test_sign_in_by_password_is_for_basic_alone(installed):
    body = {"email": "admin@open-metadata.org", "password": base64.b64encode(b"admin").decode()}
    running = installed("1.12.14").start()
    _status, answer = running.call("POST", "/api/v1/users/login", body)
    assert running.call("GET", "/api/v1/users/loggedInUser", token=answer["accessToken"])[1]["name"] == "admin"
    assert running.call("POST", "/api/v1/users/login", {**body, "password": ""})[0] == 401
    assert installed("1.12.14", folder="other").start(**OKTA).call("POST", "/api/v1/users/login", body)[0] == 403


def test_a_changed_key_id_ends_every_token_until_the_bot_gets_a_new_one(installed):
    install = installed("1.12.14")
    old = install.start().token("ingestion-bot")
    running = install.start(JWT_KEY_ID="new")
    assert running.token("ingestion-bot") == old
    status, answer = running.call("GET", STATUS, token=old)
    assert status == 500
    assert "keyID doesn't match the configured keyID" in answer["message"]
    assert not running.call("GET", STATUS, token=running.token())[1]["jwks"]["passed"]
    bot = running.call("GET", "/api/v1/bots/name/ingestion-bot", token=running.token())[1]["botUser"]["id"]
    body = {"JWTTokenExpiry": "Unlimited"}
    shown = running.call("PUT", f"/api/v1/users/generateToken/{bot}", body, running.token())[1]["JWTToken"]
    made = running.call("GET", f"/api/v1/users/token/{bot}", token=running.token())[1]["JWTToken"]
    assert shown.startswith("fernet:") and made.startswith("eyJ")
    assert running.call("GET", STATUS, token=made)[1]["jwks"]["passed"]


def test_a_bot_must_use_the_stored_token(installed):
    running = installed("1.12.14").start()
    bot = users(running)["ingestion-bot"]
    other = tokens.make(
        {**tokens.claims_for(bot["name"], bot["email"], True, "x", None, 0), "n": 1},
        running.state.private,
        running.state.jwt["keyId"],
    )
    status, answer = running.call("GET", "/api/v1/users/loggedInUser", token=other)
    assert (status, answer["message"]) == (
        401,
        "Not Authorized! The given token does not match the current bot's token!",
    )


@pytest.mark.parametrize(("release", "status"), [("1.8.0", 401), ("1.9.7", 200)])
def test_an_old_release_needs_its_own_key_set_among_the_urls(release, status, installed):
    running = installed(release).start(AUTHENTICATION_PUBLIC_KEYS="[http://localhost:9/keys]")
    assert running.call("GET", STATUS, token=running.token())[0] == status


def test_a_token_of_another_domain_is_refused_where_the_domain_is_enforced(installed):
    install = installed("1.12.14")
    install.start()
    row = install.rows.get("openmetadata_settings", "authorizerConfiguration")
    install.rows.put(
        "openmetadata_settings",
        "authorizerConfiguration",
        {**row, "enforcePrincipalDomain": True, "principalDomain": "acme.io"},
    )
    running = install.start()
    assert running.call("GET", "/api/v1/users/loggedInUser", token=running.token())[0] == 401


def test_a_token_has_an_end(installed):
    running = installed("1.12.14").start()
    user = users(running)["admin"]
    claims = tokens.claims_for(user["name"], user["email"], False, "x", "OneHour", time.time() - 7200)
    expired = tokens.make(claims, running.state.private, running.state.jwt["keyId"])
    assert running.call("GET", STATUS, token=expired)[1]["message"] == "Expired token!"


@pytest.mark.parametrize("token", ["", "a.b.c", "a", "e30.e30.e30", "W10.e30.e30", "Bearer x"])
def test_a_thing_that_is_not_a_token_is_refused(token, installed):
    assert installed("2.0.1").start().call("GET", STATUS, token=token)[0] == 401


def test_our_signature_is_what_a_library_expects_and_the_reverse(installed):
    padding = pytest.importorskip("cryptography.hazmat.primitives.asymmetric.padding")
    from cryptography.hazmat.primitives import hashes, serialization

    home = installed("1.12.14").home / "conf"
    der, public = (home / "private_key.der").read_bytes(), keys.public_key((home / "public_key.der").read_bytes())
    library = serialization.load_der_private_key(der, None)
    assert library.public_key().public_numbers().n == public.modulus
    assert library.sign(b"text", padding.PKCS1v15(), hashes.SHA256()) == keys.sign(b"text", keys.private_key(der))
    assert keys.verify(b"text", keys.sign(b"text", keys.private_key(der)), public)
    assert not keys.verify(b"other", keys.sign(b"text", keys.private_key(der)), public)


@pytest.mark.parametrize(
    ("release", "options", "status"),
    [("2.0.1", (), 401), ("2.0.1", ("--switch", "unknown_key_is_500=true"), 500), ("1.12.14", (), 500)],
)
def test_an_unknown_key_id_is_answered_by_release(release, options, status, installed):
    running = installed(release, *options).start()
    assert running.call("GET", STATUS, token="eyJhbGciOiJSUzI1NiIsImtpZCI6Im8ifQ.e30.AAAA")[0] == status


def test_a_renewed_token_of_a_bot_that_called_is_refused_until_the_old_one_is_forgotten(installed, monkeypatch):
    running, now = installed("1.12.6").start(), [1000.0]
    monkeypatch.setattr(identity, "time", types.SimpleNamespace(monotonic=lambda: now[0]))
    bot, me = users(running)["ingestion-bot"], "/api/v1/users/loggedInUser"
    old = running.token("ingestion-bot")
    assert running.call("GET", me, token=old)[0] == 200
    expiry = {"JWTTokenExpiry": "7"}
    assert running.call("PUT", f"/api/v1/users/generateToken/{bot['id']}", expiry, running.token())[0] == 200
    new = running.token("ingestion-bot")
    status, answer = running.call("GET", me, token=new)
    assert (status, running.call("GET", me, token=old)[0]) == (401, 200)
    assert "does not match the current bot's token" in answer["message"]
    now[0] += running.state.install.bot_token_seconds
    assert [running.call("GET", me, token=token)[0] for token in (new, old)] == [200, 401]


def test_another_algorithm_signs_own_tokens_and_refuses_those_of_before(installed):
    install = installed("1.12.6", "--switch", "runs_from_rows=false")
    before = install.start().token("ingestion-bot")
    running = install.start(AUTHENTICATION_TOKEN_VALIDATION_ALGORITHM="RS512")
    me = "/api/v1/users/loggedInUser"
    assert tokens.header(running.token())["alg"] == "RS512" and running.call("GET", me, token=running.token())[0] == 200
    assert running.call("GET", "/api/v1/system/config/jwks")[1]["keys"][0]["alg"] == "RS256"
    status, answer = running.call("GET", me, token=before)
    assert status == 401 and "Public key mismatch" in answer["message"]


def test_an_algorithm_of_elliptic_curves_refuses_every_token_and_makes_none(installed):
    running = installed("1.12.6").start(AUTHENTICATION_TOKEN_VALIDATION_ALGORITHM="ES256")
    before = tokens.make({"email": "admin@open-metadata.org"}, running.state.private, running.state.jwt["keyId"])
    status, answer = running.call("GET", "/api/v1/users/loggedInUser", token=before)
    assert status == 500 and "EC algorithms require ECPublicKey" in answer["message"]
    assert "token" not in users(running)["ingestion-bot"]
    with pytest.raises(HttpError, match="Failed to generate JWT Token"):
        running.token()
