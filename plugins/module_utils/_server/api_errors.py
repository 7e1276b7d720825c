# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Why the server refused a call, in words, by the texts that it uses (facts: JwtFilter, JWTTokenGenerator)."""

import re
from collections import namedtuple

from ansible_collections.openmetadata.sso.plugins.module_utils._core import json_text
from ansible_collections.openmetadata.sso.plugins.module_utils._core.errors import HostError
from ansible_collections.openmetadata.sso.plugins.module_utils._core.text import some

#: ``kind`` is for programs; ``text`` is what the server says, ``meaning`` what it means to the operator.
Refusal = namedtuple("Refusal", "kind text meaning")

REFUSALS = (
    Refusal("replaced", "does not match the current bot's token", "the bot has another token now"),
    Refusal(
        "other_key_id",
        "keyID doesn't match the configured keyID",
        "it was signed under a key id that the server does not have any more",
    ),
    Refusal(
        "unknown_key",
        "signing key not found in configured public keys",
        "none of the public key URLs has the key that signed it",
    ),
    Refusal("other_key", "Public key mismatch", "it was signed by another key pair"),
    Refusal("expired", "Expired token", "it has expired"),
    Refusal("no_user", "User not found", "its user does not exist any more"),
    Refusal("no_user", "Cannot find user with provided name and email", "its user does not exist any more"),
    Refusal("other_person", "Account already exists", "its user name belongs to a user with another e-mail address"),
    Refusal("domain", "does not match the principal domain", "its e-mail address is of another domain"),
    Refusal("cannot_sign", "Failed to generate JWT Token", "the server cannot read its own key files"),
    Refusal("cannot_sign", "JWTTokenGenerator", "the server cannot read its own key files"),
    Refusal("not_admin", "is not admin", "its user is not an administrator"),
    Refusal("invalid", "Invalid token", "it is not a token of this server"),
    Refusal("invalid", "Token not present", "there is no token"),
    Refusal("password", "invalid username or password", "user name or password are wrong"),
)
#: Kinds that say that a token which once was good is dead.
DEAD = ("replaced", "other_key_id", "unknown_key", "other_key", "expired", "no_user")
#: The head of every token is JSON, which begins so in Base64.
_JWT = re.compile(r"eyJ[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]*)?")
#: Characters of a text that are searched for tokens; each token is shorter.
SEARCHED = 8000
#: Kinds that refuse the token itself, whatever the status: 1.12.6 answers 500 for an unknown key id, 404 for an unknown
#: user and 400 for another e-mail address.
OF_THE_TOKEN = (*DEAD, "other_person", "domain", "invalid")


def is_token(text):
    """Whether a text has the form of a JSON web token; an encrypted or a masked one has not."""
    return bool(_JWT.fullmatch(text))


def refuses_token(error):
    """Whether a ``HostError`` of a call says that the token, not the request, was refused.

    401 and 403 say so by themselves; any other error only by words that are known, so that a failure of the server
    never counts as a refusal.
    """
    return _is_of_token(error.more.get("status"), error.more.get("kind"))


def is_refusal_of_token(status, text):
    """The same of an answer itself."""
    refusal = of(status, text)
    return _is_of_token(status, refusal.kind if refusal else None)


def _is_of_token(status, kind):
    return status in (401, 403) or kind in OF_THE_TOKEN


def shown(text):
    """A text of the server, in one line, without anything that looks like a token."""
    return _JWT.sub("<token>", " ".join(text[:SEARCHED].split()))[:300]


def said(text):
    """The message of an error body."""
    try:
        found = json_text.parse(text).get("message")
    except (ValueError, AttributeError):
        found = None
    return shown(str(found or text))


def shape_of(value):
    """What a JSON value is, in words, without what it holds: that may be secret."""
    if isinstance(value, dict):
        return f"an object with {some([shown(str(name)) for name in value])}" if value else "an empty object"
    return {list: "a list", str: "a text", type(None): "nothing"}.get(type(value), "a number or a boolean")


def unexpected(what, value, option, status=200):
    """A ``HostError`` for an answer with a status of success that is not what was asked for."""
    return HostError(
        f"{what} answered HTTP {status} with {shape_of(value)}, which is not understood.",
        option,
        "Check that OpenMetadata answers there, in a release that the collection knows.",
        status=status,
        kind="unexpected",
    )


def of(status, text):
    """The refusal that an answer is, or ``None`` when it is none that we know."""
    words = said(text)
    for refusal in REFUSALS:
        if status >= 400 and refusal.text in words:
            return refusal
    return None


def refused(what, status, text, option):
    """A ``HostError`` with ``status`` and ``kind``: what was asked, what came, what it means."""
    refusal = of(status, text)
    words = said(text) or "no reason given"
    if status == 0:
        message, fix = (
            "The server does not answer to {}: {}.".format(what, words.rstrip(".")),
            "Is it up, and is its address right?",
        )
    elif is_refusal_of_token(status, text):
        meaning = refusal.meaning if refusal else words.rstrip(".")
        message = f"The server refuses {option} for {what} (HTTP {status}): {meaning}."
        fix = (
            "Use the token of an administrator, made after the last change of keys."
            if option.endswith("token")
            else "Correct it."
        )
    else:
        meaning = ": " + refusal.meaning if refusal else ""
        message = "{} failed (HTTP {}{}): {}.".format(what, status, meaning, words.rstrip("."))
        fix = "Check the files that jwtTokenConfiguration names." if refusal and refusal.kind == "cannot_sign" else ""
    return HostError(message, option, fix, status=status, kind=refusal.kind if refusal else "unknown")
