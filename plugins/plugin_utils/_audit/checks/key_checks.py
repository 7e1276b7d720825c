# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Keys that are public, and keys that are not served."""

from __future__ import annotations

from ....module_utils._core.text import some
from ..._model.releases import older
from ..._register.family_jwk import OWN_KEYS_FIRST
from .._check import Verdict, check, finding, not_applicable, ok, unknown
from ..observed import AUTHENTICATION, Seen, shown


@check(
    "JWK-13",
    "Own key pair",
    how="key files and JWT_KEY_ID on the host; the key set that the server serves",
    option="om_sso_jwt_key_id",
)
def shipped_pair(seen: Seen) -> Verdict:
    """The server signs with a key pair of its own, not with the default one."""
    served = seen.keys["served"]
    public = [key["kid"] for key in served or () if key["shipped"]]
    if public:
        return finding(f"{shown(seen.server['url'])}/api/v1/system/config/jwks serves the shipped key {public[0]}.")
    if seen.keys["id"]["shipped"]:
        return finding(f"The key id is the shipped one ({seen.keys['id']['where']}).")
    pair = seen.keys["pair"]
    if pair["state"] == "shipped":
        return finding(f"{pair['where']} is the public key of a pair that is published.")
    if pair["state"] == "place":
        reason = (
            f"The key id is your own; whether {pair['where']}, where releases put the shipped key, was "
            "replaced is unknown."
        )
        return unknown(
            reason,
            (
                "Set om_sso_jwt_key_id and run openmetadata.sso.rotate_keys, or put your pair elsewhere "
                "and name its files."
            ),
        )
    if served:
        where = f" from {pair['where']}" if pair["state"] == "own" else ""
        return ok(f"The server serves the key {', '.join(key['kid'] for key in served)}{where}.")
    if pair["state"] == "own" and seen.keys["id"]["shipped"] is False:
        return ok(
            f"{pair['where']} and the key id ({seen.keys['id']['where']}) are not the shipped ones; the "
            "server itself serves no key."
        )
    return unknown(
        f"No key was seen: {seen.silence if not seen.answers else pair['where']}.",
        "Start the server, or read its log.",
    )


@check(
    "JWK-01",
    "Own keys served",
    how="publicKeyUrls in effect; that address and /api/v1/system/config/jwks asked",
    option="om_sso_public_key_urls",
)
def own_keys(seen: Seen) -> Verdict:
    """The key URLs in effect hold the server's own keys."""
    if not seen.answers:
        return unknown(f"Nothing was asked: {seen.silence}.", "Start the server.")
    if not seen.keys["served"]:
        return finding(f"{shown(seen.server['url'])}/api/v1/system/config/jwks does not hold a key.", "no_key_served")
    urls = seen.setting(AUTHENTICATION + "publicKeyUrls")
    if not urls.known:
        return unknown(
            f"The key URLs were not seen: {urls.where}.",
            "Set om_sso_admin_token, or let the rows be read (om_sso_stored_configuration).",
        )
    own = seen.own_keys
    release = seen.server["version"]
    if own is None and release and not older(release, OWN_KEYS_FIRST):
        return ok(f"OpenMetadata {release} needs none of its own key URLs: it asks its own key pair first.")
    if own is None:
        cause = "not_own_cognito" if seen.provider == "aws-cognito" else ""
        return finding(f"None of the key URLs is the server's own ({urls.where}).", cause)
    if not own["kids"]:
        return unknown(
            f"{shown(own['url'])} does not answer from the host ({own['reason'] or 'no keys'}); the "
            "server may reach it."
        )
    if not set(own["kids"]) & {key["kid"] for key in seen.keys["served"]}:
        return finding(f"{shown(own['url'])} serves other keys than this server.", "other_keys_served")
    return ok(f"{shown(own['url'])} answers with the key {', '.join(own['kids'])}.")


@check(
    "BOT-06",
    "Own Fernet key",
    how="FERNET_KEY as the server has it, compared on the host; it does not leave it",
    option="om_sso_extra_environment.FERNET_KEY",
)
def shipped_fernet(seen: Seen) -> Verdict:
    """The Fernet key is not a default one."""
    fernet = seen.keys["fernet"]
    if fernet["shipped"] is None:
        return unknown(f"The Fernet key was not seen: {fernet['where'].rstrip('.')}.", seen.remedy)
    if fernet["shipped"]:
        return finding(f"FERNET_KEY is the shipped one ({fernet['where']}).")
    return ok(f"FERNET_KEY is your own ({fernet['where']}).")


@check(
    "AUD-04",
    "Bot tokens end",
    how="each bot's token read by om_sso_admin_token; only its end leaves the host",
    option="om_sso_bots",
)
def bot_tokens(seen: Seen) -> Verdict:
    """The token of each bot expires."""
    bots = seen.administration["bots"]
    if bots is None:
        return unknown(
            f"The tokens were not seen: {seen.administration['reason']}.".replace("..", "."), "Set om_sso_admin_token."
        )
    forever = [bot["name"] for bot in bots if bot["state"] == "forever"]
    if forever:
        return finding(f"The token of {some(forever, 4)} never ends (of {len(bots)} bots).")
    unreadable = [bot["name"] for bot in bots if bot["state"] == "unreadable"]
    if unreadable:
        return unknown(
            f"The token of {some(unreadable, 4)} could not be read.", "Give that bot a new one (openmetadata.sso.bots)."
        )
    if not bots:
        return not_applicable("The server has no bot.")
    ends = [f"{bot['name']} in {bot['days']} days" for bot in bots if bot["state"] == "ends"]
    return ok(f"{len(bots)} bots; tokens end: {some(ends, 4)}." if ends else f"{len(bots)} bots, none with a token.")
