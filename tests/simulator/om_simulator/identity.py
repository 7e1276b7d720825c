# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who is calling: bearer tokens to users."""
from typing import Any, Dict

from om_simulator import tokens
from om_simulator.state import State
from om_simulator.store import USERS
from om_simulator.web import HttpError, Request


def claims(state: State, request: Request) -> Dict[str, Any]:
    """The claims of the caller's token; raises HttpError 401."""
    header = request.headers.get("Authorization") or ""
    if not header.startswith("Bearer "):
        raise HttpError(401, "Not Authorized! Token not present")
    try:
        return tokens.read(header[len("Bearer "):].strip(), state.public, state.jwt.get("keyId") or "")
    except tokens.TokenRefused as error:
        raise HttpError(401, str(error)) from error


def caller(state: State, request: Request) -> Dict[str, Any]:
    """The calling user's row; raises HttpError 401."""
    found = claims(state, request)
    user = state.store.get(USERS, str(found.get("sub", "")).lower())
    if user is None:
        raise HttpError(401, "User not found: %s" % found.get("sub"))
    if user.get("isBot"):
        token = (request.headers.get("Authorization") or "")[len("Bearer "):].strip()
        if token != user.get("token"):
            raise HttpError(401, "Not Authorized! The given token does not match the current bot's token!")
    return user


def admin(state: State, request: Request) -> Dict[str, Any]:
    """The calling user when an administrator; raises HttpError 401 or 403."""
    user = caller(state, request)
    if not user.get("isAdmin"):
        raise HttpError(403, "Principal: CatalogPrincipal{name='%s'} is not admin" % user["name"])
    return user
