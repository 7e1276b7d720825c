# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who is calling: bearer tokens to users, as the server's JwtFilter does [S]."""

import time
from typing import Any, Dict, NamedTuple, Optional

from om_simulator import key_sets, keys, startup_checks, tokens
from om_simulator.state import State
from om_simulator.store import USERS
from om_simulator.web import HttpError, Request

#: How the server answers an exception that it does not expect [M 1.12.6].
EXCEPTION = "An exception with message [%s] was thrown while processing request."


#: An RSA key, and an algorithm of elliptic curves: also the server's own tokens are refused [M 1.12.6].
NEEDS_CURVES = "Failed to create algorithm from JWK: EC algorithms require ECPublicKey/ECPrivateKey."


class UnknownKey(tokens.TokenRefused):
    """No key of the server or of its key URLs has the token's key id."""


def _token(request: Request) -> str:
    header = request.headers.get("Authorization") or ""
    if not header.startswith("Bearer "):
        raise HttpError(401, "Not Authorized! Token not present")
    return header[len("Bearer ") :].strip()


def claims(state: State, request: Request) -> Dict[str, Any]:
    """The claims of the caller's token; raises HttpError 401."""
    token = _token(request)
    try:
        key_id = tokens.header(token).get("kid")
        key = key_sets.find(state, key_id)
        if key is None and key_id != state.jwt.get("keyId"):
            raise UnknownKey(
                "JWT Token keyID doesn't match the configured keyID. This usually happens if you didn't "
                "configure proper publicKeyUrls under authentication configuration."
            )
        if key is None:
            raise tokens.TokenRefused("Token signing key not found in configured public keys")
        if state.algorithm not in keys.ALGORITHMS:
            raise HttpError(500, EXCEPTION % NEEDS_CURVES)
        return tokens.read(token, key, state.algorithm)
    except UnknownKey as error:
        if state.install.has["unknown_key_is_500"]:
            raise HttpError(500, EXCEPTION % ("com.auth0.jwk.SigningKeyNotFoundException: %s" % error)) from error
        raise HttpError(401, str(error)) from error
    except tokens.TokenRefused as error:
        raise HttpError(401, str(error)) from error


def caller(state: State, request: Request) -> Dict[str, Any]:
    """The calling user's row; raises HttpError 401, 404 or 400, in the order of the real server [M 1.12.6]."""
    found = claims(state, request)
    who = principal(state.authentication, state.authorizer, found)
    if not (state.install.has["spares_own_tokens_the_domain"] and _is_own(state, request, found)):
        _enforce(state, who)
    user = state.store.get(USERS, who.name)
    if user is None or user.get("deleted"):
        myself = request.path.endswith("/loggedInUser")
        text = (
            "Cannot find user with provided name and email" if myself else "user instance for %s not found" % who.name
        )
        raise HttpError(404, text)
    if user.get("isBot"):
        if _token(request) != _token_of(state, user):
            raise HttpError(401, "Not Authorized! The given token does not match the current bot's token!")
    elif found.get("tokenType") == "OM_USER" and not state.install.has["takes_any_signed_token"]:
        raise HttpError(401, "Invalid token")
    if user["email"].lower() != who.email:
        raise HttpError(400, ACCOUNT_EXISTS)
    return user


def _token_of(state: State, bot: Dict[str, Any]) -> Optional[str]:
    """The token that a bot is held to: the one it had when it was read, until that is forgotten.

    A renewed token is refused and the old one taken for up to two minutes (BotTokenCache) [M 1.12.6].
    """
    known = state.bot_tokens.get(bot["name"])
    if known is None or not known[1] or time.monotonic() - known[0] >= state.install.bot_token_seconds:
        known = state.bot_tokens[bot["name"]] = (time.monotonic(), bot.get("token") or "")
    return known[1]


#: Somebody of that name is there with another mail address: nobody signs in so, now and later.
ACCOUNT_EXISTS = "Account already exists. Please contact administrator."


class Principal(NamedTuple):
    """Who the claims name: name and mail address in lower case, and the domain as the claim has it."""

    name: str
    email: str
    domain: str
    is_bot: bool


def principal(authentication: Dict[str, Any], authorizer: Dict[str, Any], found: Dict[str, Any]) -> Principal:
    """By the configured claims, as SecurityUtil does it [M 1.12.6 by real sign-ins]; raises HttpError 401.

    The first claim that is present counts, also an empty one or one that is not a text. A mapping counts alone.
    """
    known = {str(name).lower(): value for name, value in found.items()}
    is_bot = found.get("isBot") is True
    domain = str(authorizer.get("principalDomain"))
    mapping = startup_checks.claims_mapping(authentication.get("jwtPrincipalClaimsMapping") or [])
    if mapping and not is_bot:
        name, email = (_text(known.get(mapping[one].lower())) for one in ("username", "email"))
        if not name:
            raise HttpError(401, "Invalid JWT token, 'username' claim is not present")
        if "@" not in email:
            raise HttpError(401, "Invalid JWT token, 'email' claim is not present or invalid : %s" % email)
        return Principal(name.split("@")[0].lower(), email.lower(), email.split("@")[1], False)
    order = authentication.get("jwtPrincipalClaims") or []
    first = next((known[str(name).lower()] for name in order if str(name).lower() in known), None)
    if first is None:
        text = "Invalid JWT token, none of the following claims are present [%s]" % ", ".join(map(str, order))
        raise HttpError(401, text)
    value = _text(first)
    email = value if "@" in value else "%s@%s" % (value, domain)
    return Principal(value.split("@")[0].lower(), email.lower(), value.partition("@")[2], is_bot)


def _text(value: Any) -> str:
    """A claim that is not a text is an empty one."""
    return value if isinstance(value, str) else ""


def _is_own(state: State, request: Request, found: Dict[str, Any]) -> bool:
    """Whether the server issued the token itself, by its key id and issuer."""
    ours = (state.jwt.get("keyId"), state.jwt.get("jwtissuer"))
    return (tokens.header(_token(request)).get("kid"), found.get("iss")) == ours


def _enforce(state: State, who: Principal) -> None:
    """The domain as the claim has it, to 1.13.1 in its letter case; one without an @ has none, and nobody passes."""
    authorizer = state.authorizer
    if who.is_bot or not authorizer.get("enforcePrincipalDomain"):
        return
    allowed = authorizer.get("allowedDomains")
    wanted = authorizer.get("principalDomain")
    known, domain = [str(name) for name in allowed or [wanted]], who.domain
    if state.install.has["compares_domains_without_case"]:
        known, domain = [name.lower() for name in known], domain.lower()
    if domain not in known:
        text = "Not Authorized! Email does not match the principal domain %s"
        raise HttpError(401, text % (who.domain if allowed else wanted))


def admin(state: State, request: Request) -> Dict[str, Any]:
    """The calling user when an administrator; raises HttpError 401 or 403."""
    user = caller(state, request)
    if not user.get("isAdmin"):
        raise HttpError(403, "Principal: CatalogPrincipal{name='%s'} is not admin" % user["name"])
    return user
