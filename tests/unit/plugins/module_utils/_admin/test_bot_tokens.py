# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""When a bot's token has to be renewed, and that the old one is dead afterwards.

Told from the token and the server alone.
"""

import base64
import json

import pytest
from ansible_collections.openmetadata.sso.plugins.module_utils._admin import bot_tokens
from ansible_collections.openmetadata.sso.plugins.module_utils._core.errors import HostError

NOW = 1_800_000_000
DAY = 86400
#: A small RSA key of the tests: what counts is that one half signs what the other one opens.
KEY = {"kid": "own", "kty": "RSA"}
OTHER = {"kid": "own", "kty": "RSA", "n": "AQAB", "e": "AQAB"}


def encoded(content):
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


def token(issued=NOW, expires=None, kid="own"):
    """A token as the server makes it; what signs it is decided by the fixture."""
    claims = {"iss": "open-metadata.org", "sub": "ingestion-bot", "iat": issued, "exp": expires}
    return ".".join(
        (
            encoded(json.dumps({"alg": "RS256", "kid": kid}).encode()),
            encoded(json.dumps(claims).encode()),
            encoded(b"signature"),
        )
    )


@pytest.fixture(autouse=True)
def signatures(monkeypatch):
    """A signature is good when the key has no modulus of its own: arithmetic is tested elsewhere."""
    monkeypatch.setattr(bot_tokens.jwt, "is_signed_by", lambda _algorithm, _signed, _signature, key: "n" not in key)


def reason(made, keys=None, **wanted):
    return bot_tokens.wants_renewal(made, {"own": KEY} if keys is None else keys, now=NOW, **wanted)


@pytest.mark.parametrize(
    ("made", "wanted", "words"),
    [
        ("", {}, "it has none"),
        ("no.token", {}, "it is not a token"),
        (token(kid="Gb389a"), {}, "signed under the key id Gb389a, and the server has own"),
        (token(expires=NOW - 2 * DAY), {}, "it expired 2 d ago"),
        (token(NOW - 26 * DAY, NOW + 4 * DAY), {"renew_within": 7 * DAY}, "it expires in 4 d"),
        (token(), {"expiry": "30"}, "it never expires"),
        (token(expires=NOW + 30 * DAY), {"expiry": "Unlimited"}, "is to live for ever"),
        (token(NOW - DAY, NOW + 89 * DAY), {"expiry": "30"}, "made to live 90 d"),
    ],
)
def test_a_token_that_is_dead_dying_or_of_another_life_is_renewed(made, wanted, words):
    assert words in reason(made, **wanted)


@pytest.mark.parametrize(
    ("made", "wanted"),
    [
        (token(), {}),
        (token(), {"expiry": "Unlimited", "renew_within": 7 * DAY}),
        (token(NOW - 20 * DAY, NOW + 10 * DAY), {"expiry": "30", "renew_within": 7 * DAY}),
        (token(NOW - 60, NOW + 3540), {"expiry": "OneHour", "renew_within": 7 * DAY}),
        (token(NOW - 20 * DAY, NOW + 10 * DAY), {}),
    ],
)
def test_a_valid_token_stays_and_a_short_one_is_not_renewed_in_every_run(made, wanted):
    assert reason(made, **wanted) == ""


def test_new_key_files_under_the_old_key_id_are_noticed():
    assert "another key pair" in reason(token(), {"own": OTHER})


def test_a_server_without_keys_is_said():
    assert reason(token(), {}).endswith("and the server has none")


class Server:
    """Takes the tokens of a set; the others are refused in the server's words."""

    def __init__(self, monkeypatch, *answers):
        self.answers = list(answers)
        monkeypatch.setattr(
            bot_tokens,
            "refused",
            lambda _url, one: self.answers[0][one] if len(self.answers) == 1 else self.answers.pop(0)[one],
        )


def test_both_halves_are_verified(monkeypatch):
    Server(monkeypatch, {"new": None, "old": ("replaced", "the bot has another token now")})
    assert bot_tokens.verify("http://x", "old", "new")[1] == "the bot has another token now"
    assert bot_tokens.verify("http://x", "", "new") == (0, "")


def test_a_server_that_remembers_the_old_token_is_waited_for(monkeypatch):
    late = {"new": ("replaced", "the bot has another token now"), "old": None}
    Server(monkeypatch, late, late, {"new": None, "old": ("replaced", "x")})
    assert bot_tokens.verify("http://x", "old", "new", pause=0)[1] == "x"


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        (
            {"new": ("unknown_key", "no key URL has it"), "old": ("replaced", "x")},
            "refuses the new token: no key URL has it",
        ),
        ({"new": None, "old": None}, "old token is still taken"),
        ({"new": None, "old": ("unknown", "something new")}, "for another reason: something new"),
    ],
)
def test_what_cannot_be_verified_is_an_error(monkeypatch, answers, words):
    Server(monkeypatch, answers)
    with pytest.raises(HostError, match=words):
        bot_tokens.verify("http://x", "old", "new", wait=0, pause=0)
