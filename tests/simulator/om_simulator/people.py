# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Users and bots: who is made at every start, and what their rows hold.

A row: {id, name, email, isAdmin, isBot, password (basic only, in clear: this is a simulator), token}.
"""
import hashlib
import time
import uuid
from typing import Any, Dict

from om_simulator import tokens
from om_simulator.startup_checks import StartRefused
from om_simulator.state import State
from om_simulator.store import BOTS, USERS

INGESTION_BOT = "ingestion-bot"


def new_user(name: str, email: str, is_admin: bool = False, is_bot: bool = False) -> Dict[str, Any]:
    """A row for somebody new."""
    return {"id": str(uuid.UUID(hashlib.md5(name.lower().encode()).hexdigest())) if is_bot else str(uuid.uuid4()),
            "name": name, "email": email, "isAdmin": is_admin, "isBot": is_bot}


def prepare(state: State) -> None:
    """The admins and the bot of every start, from the file's principals in every release [S]."""
    authorizer = state.configuration.get("authorizerConfiguration") or {}
    domain = authorizer.get("principalDomain")
    if authorizer.get("adminPrincipals") is None:
        raise StartRefused("java.lang.NullPointerException: adminPrincipals is null")
    for principal in authorizer["adminPrincipals"]:
        _admin(state, str(principal), str(domain))
    _bot(state, str(domain))


def _admin(state: State, principal: str, domain: str) -> None:
    name, _colon, password = principal.partition(":")
    basic = state.authentication.get("provider") == "basic"
    user = state.store.get(USERS, name.lower())
    if user is None:
        user = new_user(name, "", is_admin=True)
        if basic:
            user["password"] = password or "admin"
    elif not user.get("isAdmin"):
        return  # an existing plain user is not promoted at the start [S]
    user["email"] = "%s@%s" % (name, domain)
    if not basic:
        user.pop("password", None)
    state.store.put(USERS, name.lower(), user)


def _bot(state: State, domain: str) -> None:
    """The ingestion bot once; an existing bot keeps its token, also after a change of keys [S]."""
    if state.store.get(USERS, INGESTION_BOT) is not None:
        return
    user = new_user(INGESTION_BOT, "%s@%s" % (INGESTION_BOT, domain), is_admin=True, is_bot=True)
    if state.private is not None:
        user["token"] = token_for(state, user, "Unlimited")
    state.store.put(USERS, INGESTION_BOT, user)
    state.store.put(BOTS, INGESTION_BOT, {"name": INGESTION_BOT, "botUser": {"id": user["id"], "type": "user",
                                                                            "name": INGESTION_BOT}})


def token_for(state: State, user: Dict[str, Any], expiry: str) -> str:
    """A new token of a user or bot."""
    claims = tokens.claims_for(user["name"], user["email"], user["isBot"], state.jwt.get("jwtissuer") or "", expiry,
                               time.time())
    return tokens.make(claims, state.private, state.jwt.get("keyId") or "")
