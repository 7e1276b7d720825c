# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an operator reads of a rotation of keys: where a host stands, what will happen, how long tokens are dead, and why it cannot begin."""

from __future__ import annotations

from typing import Any

from ...module_utils._formats import jwt
from .._model.value import shortened
from .._plan.plan import Plan
from .apply import labelled

#: Seconds that a bot's new token takes, measured against the simulator (docs/operate/key-rotation.md); a real server's restart is what counts.
SECONDS_A_BOT = 10


def stands(host: str, plan: Plan, answer: dict[str, Any]) -> list[str]:
    """The lines before anything is touched."""
    kids = ", ".join(shortened(kid) for kid in answer["kids"])
    signs = f"signs with {kids}" if kids else f"publishes no key ({answer['reason']})"
    everybodys = " (published: anybody can make a valid token)" if answer["published"] else ""
    lines = [f"{host}  {signs}{everybodys}, wanted {answer['wanted'] or 'as it is'}"]
    bots = [bot["name"] for bot in _bots(plan)]
    if answer["swapped"] or not answer["wanted"]:
        lines.append(labelled("stands", "the pair is in effect; what is left is looked at bot by bot"))
    else:
        what = f"restart the server with the pair {answer['wanted']} ({_have(answer['pair'])})"
        lines.append(labelled("will", f"{what}; every token that the server made dies with the old one"))
        lines.append(
            labelled(
                "window", f"stated: the server's start, which is given up after {_restart(plan)} s, then {_after(bots)}"
            )
        )
    lines.append(
        labelled(
            "bots",
            ", ".join(bots)
            if bots
            else "none in om_sso_bots: whoever uses a bot's token has to get the new one by hand",
        )
    )
    return lines


def _have(pair: dict[str, Any] | None) -> str:
    if pair is None:
        return "the pair is the operator's"
    return "a pair is made" if pair["is_new"] else "the pair lies there"


def _restart(plan: Plan) -> int:
    """Seconds; replicas are restarted one after the other, and bots get tokens when all have the new pair."""
    return plan.settings.health_timeout * (plan.settings.replicas if plan.settings.cluster else 1)


def _after(bots: list[str]) -> str:
    return f"about {SECONDS_A_BOT} s a bot ({len(bots) * SECONDS_A_BOT} s)" if bots else "nothing: no bot gets a token"


def measured(host: str, bot: str, seconds: int | None) -> list[str]:
    """The line after a bot has its new token."""
    if seconds is None:
        return [
            f"{host}  bot {bot}: how long it was without a living token is not known, for the pair is not om_sso_jwt_key_id's"
        ]
    return [
        f"{host}  bot {bot}: without a living token for {seconds} s (measured, from the new pair on the host to the token where it is used)"
    ]


def problem(plan: Plan, answer: dict[str, Any], missing: list[str]) -> str:
    """Why a rotation must not be begun; empty when nothing speaks against it."""
    if missing:
        which = f"{', '.join(missing)} of the cluster {plan.settings.cluster} is not part of this run"
        return f"{which}, and all its replicas share one key pair. Leave out --limit."
    if answer["swapped"] or not answer["has_run"] or not _bots(plan):
        return ""
    settings = plan.settings
    if settings.mint_admin_token or (settings.admin_email and settings.admin_password):
        return ""
    if not settings.admin_token:
        why = "om_sso_admin_token is missing"
    elif _key_id(settings.admin_token) in answer["kids"]:
        why = "om_sso_admin_token was made by OpenMetadata itself and dies with the old pair"
    else:
        return ""
    return (
        f"Nobody could make new tokens for bots after the swap: {why}. Give one of your identity provider, with the provider basic "
        "om_sso_admin_email and om_sso_admin_password, or set om_sso_mint_admin_token: true."
    )


def _bots(plan: Plan) -> list[dict[str, Any]]:
    """As the operator wrote them; a nested model of the settings is read like a dictionary."""
    return [{"name": bot["name"] if isinstance(bot, dict) else bot.name} for bot in plan.settings.bots or []]


def _key_id(token: str) -> str | None:
    try:
        return jwt.decode(token)[0].get("kid")
    except ValueError:
        return None
