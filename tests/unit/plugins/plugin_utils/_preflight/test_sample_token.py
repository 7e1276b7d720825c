# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A sample token: decoded, verified against the provider's keys, and taken through the rules of a sign-in."""

import base64
import json
import time

import pytest
from ansible_collections.openmetadata.sso.plugins.plugin_utils import _preflight
from ansible_collections.openmetadata.sso.plugins.plugin_utils._model.principal_claims import Rules
from ansible_collections.openmetadata.sso.plugins.plugin_utils._preflight.sample_token import Sample, judge
from ansible_collections.openmetadata.sso.plugins.plugin_utils._preflight.vendors import VENDORS
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa

KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
OTHER = rsa.generate_private_key(public_exponent=65537, key_size=2048)
HASHES = {"RS256": hashes.SHA256(), "RS384": hashes.SHA384(), "RS512": hashes.SHA512()}
ISSUER = "https://idp.acme.io"
CLAIMS = {"iss": ISSUER, "aud": "om", "email": "jane.doe@acme.io", "sub": "0f3a", "exp": time.time() + 10 * 365 * 86400}


def encoded(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def number(value):
    return encoded(value.to_bytes((value.bit_length() + 7) // 8, "big"))


def jwk(key, **more):
    numbers = key.public_key().public_numbers()
    return {"kty": "RSA", "kid": "1", "n": number(numbers.n), "e": number(numbers.e), **more}


def token(claims=(), key=KEY, algorithm="RS256", kid="1"):
    parts = [{"alg": algorithm, "kid": kid}, {**CLAIMS, **dict(claims)}]
    signed = ".".join(encoded(json.dumps(part).encode()) for part in parts)
    return f"{signed}.{encoded(key.sign(signed.encode(), padding.PKCS1v15(), HASHES[algorithm]))}"


def checks(text, keys=None, algorithm="RS256", claims=None):
    wanted = {"algorithm": algorithm, "client_id": "om", "public_key_urls": ["https://keys"]}
    rules = Rules(("email", "sub"), domain="acme.io", admins=("jane.doe",))
    case = _preflight.Case(
        wanted, {"keys": "om_sso_public_key_urls"}, VENDORS["custom-oidc"], False, sample=Sample(text, claims, rules)
    )
    answers = {
        "discovery": {"json": {"issuer": ISSUER}},
        "keys": {"https://keys": {"keys": [jwk(KEY)] if keys is None else keys}},
    }
    return list(judge(case, answers))


def found(*arguments, **more):
    return [check.finding.rule for check in checks(*arguments, **more) if check.finding]


@pytest.mark.parametrize("algorithm", HASHES)
def test_a_good_token_shows_its_user(algorithm):
    said = [check.text for check in checks(token(algorithm=algorithm), algorithm=algorithm)]
    assert said == ["token's signature ok", "sample user jane.doe <jane.doe@acme.io>, administrator"]


def test_claims_alone_show_their_user():
    assert [check.text for check in checks(None, claims=CLAIMS)] == [
        "sample user jane.doe <jane.doe@acme.io>, administrator"
    ]


def test_what_is_wrong_with_claims_is_said_by_the_plan_and_not_twice():
    assert found(None, claims={"upn": "jane.doe"}) == [] and found(token({"email": None, "sub": None})) == ["CLM-01"]
    assert found(None, claims={"sub": "0f3a"}) == ["CLM-21"], "a warning is of preflight alone"


def test_no_sample_says_nothing():
    assert checks(None) == []


@pytest.mark.parametrize(
    "text",
    ["x", "a.b.c", "eyJ9.eyJ9.eyJ9", token() + ".more", "..", "ä.ö.ü", encoded(b"[]") + "." + encoded(b"1") + ".x"],
)
def test_what_is_not_a_token_is_told(text):
    assert found(text) == ["JWK-15"]


def test_another_key_is_found_out():
    assert found(token(key=OTHER)) == ["JWK-03"]


def test_a_changed_claim_is_found_out():
    header, _claims, signature = token().split(".")
    changed = encoded(json.dumps({**CLAIMS, "email": "root@acme.io"}).encode())
    assert found(f"{header}.{changed}.{signature}") == ["JWK-03"]


def test_a_key_that_is_not_published_is_told():
    assert found(token(kid="2")) == ["JWK-03"]


def test_another_algorithm_is_told():
    assert found(token(algorithm="RS512")) == ["JWK-10"]


def test_without_keys_nothing_is_verified():
    assert next(check.status for check in checks(token(), keys=[])) == "unknown"


def test_another_issuer_and_audience_are_told():
    assert found(token({"iss": "https://other", "aud": ["api"]})) == ["URL-15", "JWK-15"]


def test_an_old_token_is_read_all_the_same():
    assert [check.text for check in checks(token({"exp": 1}))][1:] == [
        "token expired",
        "sample user jane.doe <jane.doe@acme.io>, administrator",
    ]
