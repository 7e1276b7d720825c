# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who is calling: bearer tokens to users, as the server's JwtFilter does [S]."""

from typing import Any, Dict

from om_simulator import key_sets, startup_checks, tokens
from om_simulator.state import State
from om_simulator.store import USERS
from om_simulator.web import HttpError, Request

#: How the server answers an exception that it does not expect [M 1.12.6].
EXCEPTION = "An exception with message [%s] was thrown while processing request."


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
        return tokens.read(token, key)
    except UnknownKey as error:
        if state.install.has["unknown_key_is_500"]:
            raise HttpError(500, EXCEPTION % ("com.auth0.jwk.SigningKeyNotFoundException: %s" % error)) from error
        raise HttpError(401, str(error)) from error
    except tokens.TokenRefused as error:
        raise HttpError(401, str(error)) from error


def caller(state: State, request: Request) -> Dict[str, Any]:
    """The calling user's row; raises HttpError 401."""
    found = claims(state, request)
    name, domain = principal(state.authentication, found)
    user = state.store.get(USERS, name)
    if user is None or user.get("deleted"):
        raise HttpError(404, "Cannot find user with provided name and email")
    if user.get("isBot"):
        if _token(request) != user.get("token"):
            raise HttpError(401, "Not Authorized! The given token does not match the current bot's token!")
    elif found.get("tokenType") == "OM_USER" and not state.install.has["takes_any_signed_token"]:
        raise HttpError(401, "Invalid token")
    elif state.authorizer.get("enforcePrincipalDomain") and domain != state.authorizer.get("principalDomain"):
        raise HttpError(
            401,
            "Not Authorized! Email does not match the principal domain %s" % state.authorizer.get("principalDomain"),
        )
    return user


def principal(authentication: Dict[str, Any], found: Dict[str, Any]) -> tuple:
    """User name and e-mail domain by the configured claims; raises HttpError 401."""
    mapping = startup_checks.claims_mapping(authentication.get("jwtPrincipalClaimsMapping") or [], False)
    if mapping and found.get(mapping["username"]):
        email = str(found.get(mapping["email"]) or "")
        return str(found[mapping["username"]]).lower(), email.partition("@")[2]
    # Without the mapped claim, as in tokens of bots, the order of claims decides [I].
    for name in authentication.get("jwtPrincipalClaims") or []:
        if found.get(name):
            local, _at, domain = str(found[name]).partition("@")
            return local.lower(), domain
    raise HttpError(
        401, "Invalid JWT token, none of the following claims are present %s" % authentication.get("jwtPrincipalClaims")
    )


def email_of(authentication: Dict[str, Any], authorizer: Dict[str, Any], found: Dict[str, Any]) -> str:
    """The mail address by the configured claims.

    Made of the user name and the principal domain where no claim holds one [S].
    """
    mapping = startup_checks.claims_mapping(authentication.get("jwtPrincipalClaimsMapping") or [], False)
    for name in [mapping["email"]] if mapping else authentication.get("jwtPrincipalClaims") or []:
        if "@" in str(found.get(name) or ""):
            return str(found[name]).lower()
    return "%s@%s" % (principal(authentication, found)[0], authorizer.get("principalDomain"))


def admin(state: State, request: Request) -> Dict[str, Any]:
    """The calling user when an administrator; raises HttpError 401 or 403."""
    user = caller(state, request)
    if not user.get("isAdmin"):
        raise HttpError(403, "Principal: CatalogPrincipal{name='%s'} is not admin" % user["name"])
    return user
