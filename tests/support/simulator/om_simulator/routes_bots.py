# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Making a bot: its user by PUT /users with isBot, then the bot itself, as the pages of Settings do it [S 1.12.6]."""

import re
import uuid
from typing import Any, Dict, List

from om_simulator import identity, people, tokens
from om_simulator.state import State
from om_simulator.store import BOTS, USERS
from om_simulator.web import HttpError, Request, Response, Route


def routes(state: State) -> List[Route]:
    """Routes of the application port."""

    def put_user(request: Request) -> Response:
        identity.admin(state, request)
        return Response(201, _user(state, request.json()))

    def make_bot(request: Request) -> Response:
        identity.admin(state, request)
        return Response(201, _bot(state, request.json()))

    def listed(request: Request) -> Response:
        identity.caller(state, request)
        bots = list(state.store.all(BOTS).values())
        return Response(200, {"data": bots, "paging": {"total": len(bots)}})

    return [("PUT", "/api/v1/users", put_user), ("POST", "/api/v1/bots", make_bot), ("GET", "/api/v1/bots", listed)]


def _text(body: Any, name: str) -> str:
    value = body.get(name) if isinstance(body, dict) else None
    if not value or not isinstance(value, str):
        raise HttpError(400, "[query param %s must not be null]" % name)
    return value


def _user(state: State, body: Any) -> Dict[str, Any]:
    """A bot's user; a person of that name stays who they are [S UserResource of 1.12.6]."""
    name, email = _text(body, "name").lower(), _text(body, "email")
    if not re.match(r"^\S+@\S+\.\S+$", email):
        raise HttpError(400, "[email must be a well-formed email address]")
    if not body.get("isBot"):
        raise HttpError(501, "OpenMetadata simulator: only users of bots are made this way")
    known = state.store.get(USERS, name)
    if known is not None and not known.get("isBot"):
        raise HttpError(400, "User [%s] already exists." % name)
    config = (body.get("authenticationMechanism") or {}).get("config") or {}
    expiry = config.get("JWTTokenExpiry")
    user = people.new_user(name, email.lower(), is_bot=True)
    if expiry in tokens.EXPIRY_SECONDS or expiry == "Unlimited":
        user.update(expiry=expiry, token=people.token_for(state, user, expiry))
    state.store.put(USERS, name, user)
    return {key: value for key, value in user.items() if key not in ("token", "expiry")}


def _bot(state: State, body: Any) -> Dict[str, Any]:
    name, user = _text(body, "name"), state.store.get(USERS, _text(body, "botUser").lower())
    if user is None or not user.get("isBot"):
        raise HttpError(404, "user instance for %s not found" % body["botUser"])
    bot = {"id": str(uuid.uuid4()), "name": name, "botUser": {"id": user["id"], "type": "user", "name": user["name"]}}
    if not state.store.put(BOTS, name, bot, True):
        raise HttpError(409, "Entity already exists")
    return bot
