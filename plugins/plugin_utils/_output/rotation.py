# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an operator reads of a key rotation: its state, what is planned, and how long tokens are invalid."""

from __future__ import annotations

from typing import Any

from .._model.value import shortened
from .._plan import key_rotation
from .._plan.plan import Plan
from .lines import labelled

NO_BOTS = "none in om_sso_bots: you have to replace the token of every bot yourself"


def status(host: str, plan: Plan, answer: dict[str, Any], blocked: str = "") -> list[str]:
    """The lines before anything is changed."""
    kids = ", ".join(shortened(kid) for kid in answer["kids"])
    signs = f"signs with {kids}" if kids else f"publishes no key ({answer['reason']})"
    public = " (a published private key: anyone can make a valid token)" if answer["published"] else ""
    lines = [f"{host}  {signs}{public}, planned key {answer['wanted'] or 'unchanged'}"]
    bots = key_rotation.bots(plan)
    if answer["swapped"] or not answer["wanted"]:
        lines.append(labelled("current", "the key pair is in effect; each bot's token is checked"))
    else:
        restart = f"restart the server with the key pair {answer['wanted']} ({_source(answer['pair'])})"
        lines.append(labelled("planned", f"{restart}; this invalidates every token that the server made"))
        start = f"until the server is healthy (at most {key_rotation.restart_seconds(plan)} s)"
        lines.append(labelled("downtime", f"{start}, then {_renewal(bots)}"))
    lines.append(labelled("bots", ", ".join(bots) or NO_BOTS))
    return [*lines, labelled("blocked", blocked)] if blocked else lines


def _source(pair: dict[str, Any] | None) -> str:
    if pair is None:
        return "given by you"
    if not pair["is_new"]:
        return f"it is in the Secret {pair['secret']}" if pair.get("secret") else "it is on the host"
    return "it is om_sso_jwt_private_key" if pair["fingerprint"] else "it will be generated"


def _renewal(bots: list[str]) -> str:
    each = key_rotation.SECONDS_A_BOT
    return f"about {each} s a bot ({len(bots) * each} s)" if bots else "no bot's token is renewed"


def measured(host: str, bot: str, seconds: int | None) -> list[str]:
    """The line after a bot's token was renewed."""
    if seconds is None:
        return [
            f"{host}  bot {bot}: time without a valid token unknown, because the key pair is not om_sso_jwt_key_id's"
        ]
    return [f"{host}  bot {bot}: {seconds} s without a valid token (from the new key pair to the delivered token)"]
