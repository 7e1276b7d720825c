# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether a key rotation may begin, and how long it takes."""

from __future__ import annotations

from typing import Any

from ...module_utils._formats import jwt
from .._model.deployments import in_cluster
from .plan import Plan

#: Seconds that a bot's new token takes, measured against the simulator (docs/operate/key-rotation.md); a real server's
#: restart is what counts.
SECONDS_A_BOT = 10


def bots(plan: Plan) -> list[str]:
    """The names of ``om_sso_bots``, whose items may be dictionaries or models."""
    return [bot["name"] if isinstance(bot, dict) else bot.name for bot in plan.settings.bots or []]


def restart_seconds(plan: Plan) -> int:
    """The longest restart.

    Replicas are restarted one after the other, and bots get tokens when all have the new key pair.
    """
    return plan.settings.health_timeout * (plan.settings.replicas if plan.settings.cluster else 1)


def blocked(plan: Plan, answer: dict[str, Any], missing: list[str]) -> str:
    """Why a rotation must not begin; empty where it may.

    ``answer`` is the host's ``rotation_status``, ``missing`` are replicas of its cluster that this play does not reach.
    """
    if missing:
        which = f"{', '.join(missing)} of the cluster {plan.settings.cluster} is not part of this run"
        return f"{which}, but all its replicas share one key pair. Run without --limit."
    if answer["swapped"] or not answer["has_run"] or not bots(plan):
        return ""
    settings, release = plan.settings, in_cluster(plan.settings)
    if release and not settings.api_url:
        return "No new tokens for bots could be made after the change, which needs om_sso_api_url."
    if (settings.mint_admin_token and not release) or (settings.admin_email and settings.admin_password):
        return ""
    if not settings.admin_token:
        why = "om_sso_admin_token is missing"
    elif _key_id(settings.admin_token) in answer["kids"]:
        why = "om_sso_admin_token was made by OpenMetadata itself and becomes invalid with the old key pair"
    else:
        return ""
    return (
        f"No new tokens for bots could be made after the change: {why}. Set a token of your identity provider, "
        "with the provider basic om_sso_admin_email and om_sso_admin_password"
        + ("." if release else ", or om_sso_mint_admin_token: true.")
    )


def _key_id(token: str) -> str | None:
    try:
        key_id = jwt.decode(token)[0].get("kid")
    except ValueError:
        return None
    return None if key_id is None else str(key_id)
