# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Users, bots and their tokens, as UserResource and BotResource of 1.12.6 answer them [S]."""

import base64
from typing import Any, Dict, List

from om_simulator import identity, people, routes_ingestion, tokens
from om_simulator.state import State
from om_simulator.store import BOTS, USERS
from om_simulator.web import HttpError, Request, Response, Route


def routes(state: State) -> List[Route]:
    """Routes of the application port."""

    def login(request: Request) -> Response:
        return Response(200, _login(state, request.json()))

    def listed(request: Request) -> Response:
        identity.caller(state, request)
        users = [_shown(user) for user in state.store.all(USERS).values() if not user.get("deleted")]
        for field in ("isAdmin", "isBot"):
            if field in request.query and state.install.has["lists_by_kind"]:
                users = [user for user in users if bool(user.get(field)) == (request.query[field] == "true")]
        return Response(200, routes_ingestion.page(sorted(users, key=lambda user: user["name"]), request))

    def by_name(request: Request) -> Response:
        identity.caller(state, request)
        return Response(200, _shown(_named(state, request.match[0], request.query.get("include") == "all")))

    def by_id(request: Request) -> Response:
        identity.caller(state, request)
        return Response(200, _shown(_with_id(state, request.match[0])))

    def myself(request: Request) -> Response:
        return Response(200, _shown(identity.caller(state, request)))

    def delete(request: Request) -> Response:
        identity.admin(state, request)
        hard = request.query.get("hardDelete") == "true"
        user = _with_id(state, request.match[0], hard)
        if hard:
            state.store.delete(USERS, user["name"])
        else:
            state.store.put(USERS, user["name"], dict(user, deleted=True))
        return Response(200, _shown(user))

    def make_token(request: Request) -> Response:
        identity.admin(state, request)
        return Response(200, _make_token(state, _with_id(state, request.match[0]), request.json()))

    def read_token(request: Request) -> Response:
        identity.admin(state, request)
        user = _with_id(state, request.match[0])
        return Response(200, {"JWTToken": user.get("token") or "", "JWTTokenExpiry": user.get("expiry") or "Unlimited"})

    def bot(request: Request) -> Response:
        identity.caller(state, request)
        found = state.store.get(BOTS, request.match[0])
        if found is None:
            raise HttpError(404, "bot instance for %s not found" % request.match[0])
        return Response(200, found)

    users = "/api/v1/users"
    return [
        ("POST", users + "/login", login),
        ("GET", users, listed),
        ("GET", users + "/loggedInUser", myself),
        ("GET", users + "/name/([^/]+)", by_name),
        ("PUT", users + "/generateToken/([^/]+)", make_token),
        ("GET", users + "/token/([^/]+)", read_token),
        ("GET", users + "/([^/]+)", by_id),
        ("DELETE", users + "/([^/]+)", delete),
        ("GET", "/api/v1/bots/name/([^/]+)", bot),
    ]


def _shown(user: Dict[str, Any]) -> Dict[str, Any]:
    return {name: value for name, value in user.items() if name not in ("password", "token", "expiry")}


def _named(state: State, name: str, deleted_too: bool = False) -> Dict[str, Any]:
    user = state.store.get(USERS, name.lower())
    if user is None or (user.get("deleted") and not deleted_too):
        raise HttpError(404, "user instance for %s not found" % name)
    return user


def _with_id(state: State, identifier: str, deleted_too: bool = False) -> Dict[str, Any]:
    for user in state.store.all(USERS).values():
        if user["id"] == identifier and (deleted_too or not user.get("deleted")):
            return user
    raise HttpError(404, "user instance for %s not found" % identifier)


def _make_token(state: State, user: Dict[str, Any], body: Any) -> Dict[str, Any]:
    expiry = body.get("JWTTokenExpiry") if isinstance(body, dict) else None
    if expiry not in tokens.EXPIRY_SECONDS and expiry != "Unlimited":
        raise HttpError(400, "Unable to process JSON: JWTTokenExpiry %s" % expiry)
    if state.install.has["generates_for_bots_only"] and not user.get("isBot"):
        raise HttpError(400, "Generating JWT token is only supported for bot users")
    if state.private is None:
        raise HttpError(500, "JWTTokenGenerator has no key")
    made = people.token_for(state, user, expiry)
    state.store.put(USERS, user["name"], dict(user, token=made, expiry=expiry))
    shown = "fernet:" + made[::-1] if state.install.has["answers_encrypted_token"] else made
    return {"JWTToken": shown, "JWTTokenExpiry": expiry}


def _login(state: State, body: Any) -> Dict[str, Any]:
    """Basic sign-in: e-mail and the password in base64."""
    if state.authentication.get("provider") != "basic":
        raise HttpError(403, "Forbidden operation: sign-in by password needs the provider basic")
    try:
        email, password = body["email"], base64.b64decode(body["password"]).decode()
    except (KeyError, TypeError, ValueError) as error:
        raise HttpError(400, "Unable to process JSON: email and password in base64 are needed") from error
    for user in state.store.all(USERS).values():
        if user["email"].lower() == str(email).lower() and not user.get("deleted") and user.get("password") == password:
            if state.private is None:
                raise HttpError(500, "JWTTokenGenerator has no key")
            return {
                "accessToken": people.token_for(state, user, "OneHour"),
                "tokenType": "Bearer",
                "expiryDuration": 3600,
            }
    raise HttpError(401, "You have entered an invalid username or password.")
