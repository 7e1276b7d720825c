# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Users and bots: who is made at every start, and what their rows hold.

A row: {id, name, email, isAdmin, isBot, and where they apply password (in clear: this is a simulator), token, deleted}.
"""

import time
import uuid
from typing import Any, Dict

from om_simulator import keys, tokens
from om_simulator.state import State
from om_simulator.store import BOTS, USERS
from om_simulator.web import HttpError

INGESTION_BOT = "ingestion-bot"


def new_user(name: str, email: str, is_admin: bool = False, is_bot: bool = False) -> Dict[str, Any]:
    """A row for somebody new."""
    return {"id": str(uuid.uuid4()), "name": name, "email": email, "isAdmin": is_admin, "isBot": is_bot}


def prepare(state: State) -> None:
    """The admins and the bot of every start: the file's principals and domain, the provider in effect [M 1.12.6]."""
    authorizer = state.configuration.get("authorizerConfiguration") or {}
    authentication = state.authentication or {}
    domain = str(authorizer.get("principalDomain"))
    try:
        if "bootstrap_fails" in state.faults:
            raise ValueError("fault bootstrap_fails")
        for principal in authorizer.get("adminPrincipals"):
            name, colon, password = str(principal).partition(":")
            if colon and not password:
                raise ValueError("Index 1 out of bounds for length 1")
            _admin(state, name, password, domain, authentication.get("provider") == "basic")
    except (TypeError, ValueError) as error:
        state.log.error("UserUtil", "[BootstrapUser] Encountered Exception while bootstrapping admin user: %s" % error)
    _bot(state, domain)


def _admin(state: State, name: str, password: str, domain: str, basic: bool) -> None:
    user = state.store.get(USERS, name.lower())
    if user is None:
        user = new_user(name.lower(), "%s@%s" % (name.lower(), domain.lower()), is_admin=True)
    elif user.get("isBot"):
        state.log.error(
            "UserUtil",
            "You configured bot user %s in initialAdmins config. Bot user cannot be promoted to be an admin."
            % user["name"],
        )
        return
    elif not user.get("isAdmin"):
        return  # an existing plain user is not promoted at the start [S]
    # The mail address of one who is there stays, also after another principal domain [M 1.12.6].
    if not basic:
        user.pop("password", None)
    elif "password" not in user:
        user["password"] = password or "admin"
    state.store.put(USERS, name.lower(), user)


def _bot(state: State, domain: str) -> None:
    """The ingestion bot once, which is not an administrator; it keeps its token after a change of keys [M 1.12.6]."""
    if state.store.get(USERS, INGESTION_BOT) is not None:
        return
    user = new_user(INGESTION_BOT, "%s@%s" % (INGESTION_BOT, domain), is_bot=True)
    if state.private is not None:
        try:
            user["token"] = token_for(state, user, "Unlimited")
        except HttpError as error:
            state.log.error("JWTTokenGenerator", str(error))
    state.store.put(USERS, INGESTION_BOT, user)
    state.store.put(
        BOTS,
        INGESTION_BOT,
        {
            "id": str(uuid.uuid4()),
            "name": INGESTION_BOT,
            "botUser": {"id": user["id"], "type": "user", "name": INGESTION_BOT},
        },
    )


def token_for(state: State, user: Dict[str, Any], expiry: str) -> str:
    """A new token of a user or bot; raises HttpError 500 where the algorithm is one of elliptic curves [M 1.12.6]."""
    if state.algorithm not in keys.ALGORITHMS:
        raise HttpError(500, "Failed to generate JWT Token")
    claims = tokens.claims_for(
        user["name"], user["email"], user["isBot"], state.jwt.get("jwtissuer") or "", expiry, time.time()
    )
    return tokens.make(claims, state.private, state.jwt.get("keyId") or "", state.algorithm)
