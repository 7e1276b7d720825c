# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The token of a bot.

Whether it lives is decided from the token itself and the keys that the server publishes, so that any run can go on.
"""

import time

from ansible_collections.openmetadata.sso.plugins.module_utils._core.errors import HostError
from ansible_collections.openmetadata.sso.plugins.module_utils._formats import jwt
from ansible_collections.openmetadata.sso.plugins.module_utils._server import api_errors
from ansible_collections.openmetadata.sso.plugins.module_utils._server.admin_api import Administration
from ansible_collections.openmetadata.sso.plugins.module_utils._server.server import MASK, get_json

DAY = 86400
#: Seconds that a token lives, by what the API calls it; the others live for ever.
LIFETIMES = {"OneHour": 3600, "1": DAY, "7": 7 * DAY, "30": 30 * DAY, "60": 60 * DAY, "90": 90 * DAY}
#: A server of a cluster keeps a bot's old token for up to two minutes (BotTokenCache).
CACHED = 130
_SLACK = 120
UNLIMITED = "Unlimited"


def published(url):
    """The server's own keys by key id, as it publishes them to everybody."""
    answer, reason = get_json(url + "/api/v1/system/config/jwks")
    if not isinstance(answer, dict) or not isinstance(answer.get("keys"), list):
        raise HostError(
            "{}/api/v1/system/config/jwks: {}.".format(url, reason or "no keys"),
            "om_sso_server_internal_url",
            status=0,
            kind="no_answer",
        )
    return {str(key.get("kid")): key for key in answer["keys"] if isinstance(key, dict)}


def facts(token):
    """(key id, issued at, expires at) of a token, times as seconds or ``None``; raises ``ValueError``."""
    header, claims, _signed, _signature = jwt.decode(token)
    times = [claims.get(name) if isinstance(claims.get(name), (int, float)) else None for name in ("iat", "exp")]
    return header.get("kid"), times[0], times[1]


def wants_renewal(token, keys, expiry=None, renew_within=0, now=None):
    """Why a token has to be renewed, in words, or the empty string.

    ``keys`` as from ``published``, ``renew_within`` in seconds.

    A token is never renewed in the first half of its life, or one that lives an hour would be renewed in every run.
    """
    now = time.time() if now is None else now
    if not token:
        return "it has none"
    try:
        kid, issued, expires = facts(token)
        header, _claims, signed, signature = jwt.decode(token)
    except ValueError:
        return "it is not a token"
    if kid not in keys:
        return "it was signed under the key id {}, and the server has {}".format(kid, ", ".join(sorted(keys)) or "none")
    # By the algorithm of the token: the server signs with that of tokenValidationAlgorithm, and its key set says RS256.
    algorithm = header.get("alg") if header.get("alg") in jwt.DIGESTS else "RS256"
    if not jwt.is_signed_by(algorithm, signed, signature, keys[kid]):
        return "it was signed by another key pair than the server has now"
    if expires is not None and expires <= now:
        return f"it expired {_span(now - expires)} ago"
    life = None if expires is None or issued is None else expires - issued
    if expires is not None and expires - now < min(renew_within, (life or renew_within * 2) / 2):
        return f"it expires in {_span(expires - now)}"
    return _other_life(life, expires, expiry)


def _other_life(life, expires, expiry):
    """Why the lifetime is not the wanted one; nothing is wanted when ``expiry`` is left out."""
    if expiry is None:
        return ""
    wanted = LIFETIMES.get(expiry)
    if wanted is None:
        return "it expires, and is to live for ever" if expires is not None else ""
    if expires is None:
        return "it never expires"
    if life is not None and abs(life - wanted) > _SLACK:
        return f"it was made to live {_span(life)}"
    return ""


def _span(seconds):
    for size, name in ((DAY, "d"), (3600, "h"), (60, "min")):
        if seconds >= 2 * size:
            return f"{int(seconds // size)} {name}"
    return f"{int(seconds)} s"


def ensure(admin, wanted, really=True):
    """Make sure that a bot has a valid token.

    ``wanted``: ``name``, ``state``, ``expiry``, ``renew_within`` (days), ``create``, ``email``.

    Returns ``changed``, ``created``, ``renewed`` (why, or empty), ``old`` and ``token`` (``None`` when ``really`` is
    false and it would be new).
    """
    bot = admin.bot(wanted["name"])
    if bot is None:
        return _create(admin, wanted, really)
    user_id = bot["botUser"]["id"]
    old = admin.token_of(user_id)
    if old and not old.strip("*"):
        message = "The server shows the token of {} masked ({}).".format(wanted["name"], MASK)
        raise HostError(message, admin.option, "Use state: rotated, or the token of another administrator.")
    keys = published(admin.url)
    reason = (
        "asked for"
        if wanted["state"] == "rotated"
        else wants_renewal(old, keys, wanted["expiry"], (wanted["renew_within"] or 0) * DAY)
    )
    if not reason:
        _refuse_what_the_server_refuses(admin, wanted["name"], old)
    token = old
    if reason:
        token = admin.generate(user_id, wanted["expiry"] or UNLIMITED) if really else None
    return {"changed": bool(reason), "created": False, "renewed": reason, "old": old, "token": token}


def _create(admin, wanted, really):
    name = wanted["name"]
    if not wanted["create"]:
        raise HostError(f"There is no bot {name}.", "name", "Correct the name, or set create: true to make it.")
    user = admin.find_user(name)
    if user is not None:
        message = "There is no bot {}, but a user of that name{}.".format(
            name, " which was deleted" if user.get("deleted") else ""
        )
        raise HostError(message, "name", "Making the bot would take the user over (CLM-14). Choose another name.")
    token = None
    if really:
        email = wanted["email"] or f"{name}@{_domain(admin.url)}"
        bot = admin.create_bot(name, email, wanted["expiry"] or UNLIMITED)
        token = admin.token_of(bot["botUser"]["id"]) or admin.generate(
            bot["botUser"]["id"], wanted["expiry"] or UNLIMITED
        )
    return {"changed": True, "created": True, "renewed": "it has none", "old": "", "token": token}


def _domain(url):
    answer, reason = get_json(url + "/api/v1/system/config/authorizer")
    domain = answer.get("principalDomain") if isinstance(answer, dict) else None
    if not domain:
        raise HostError(
            "The server does not say its principal domain ({}).".format(reason or "none set"), "email", "Set email."
        )
    return domain


def _refuse_what_the_server_refuses(admin, name, token):
    """A token that is right in itself and refused all the same would be renewed for ever."""
    refusal = refused(admin.url, token)
    if refusal is not None:
        kind, text = refusal
        fix = (
            "The server's own key URL has to be in om_sso_public_key_urls."
            if kind in ("unknown_key", "other_key_id")
            else ""
        )
        raise HostError(
            f"The token of {name} is right in itself, and the server refuses it: {text}.",
            "name",
            fix,
            kind=kind,
        )


def refused(url, token):
    """``None`` when the server takes a token, else (kind, why not) of its refusal.

    Raises ``HostError`` when it gives no answer.
    """
    try:
        Administration(url, token, "the token").me()
    except HostError as error:
        if not api_errors.refuses_token(error):
            raise
        kind = error.more["kind"]
        meaning = next(
            (refusal.meaning for refusal in api_errors.REFUSALS if refusal.kind == kind), error.message.rstrip(".")
        )
        return kind, meaning
    return None


def verify(url, old, new, wait=CACHED, pause=2):
    """The new token opens an authenticated call and the old one does not any more.

    Returns (seconds it took, why the old one is refused).

    Waits where a server still holds the bot's old token in its memory. ``old`` may be empty. Raises ``HostError`` when
    it does not come about.
    """
    start = time.monotonic()
    while True:
        alive = refused(url, new)
        dead = refused(url, old) if old and old != new else ("", "")
        if alive is None and dead is not None:
            if dead[0] and dead[0] not in api_errors.DEAD:
                raise HostError(f"The old token is refused, but for another reason: {dead[1]}.", kind=dead[0])
            return int(time.monotonic() - start), dead[1]
        if time.monotonic() - start > wait or (alive is not None and alive[0] != "replaced"):
            break
        time.sleep(pause)
    if alive is not None:
        fix = (
            "The server's own key URL has to be in om_sso_public_key_urls."
            if alive[0] in ("unknown_key", "other_key_id")
            else ""
        )
        raise HostError(f"The server refuses the new token: {alive[1]}.", "name", fix, kind=alive[0])
    raise HostError(
        f"The old token is still taken after {int(time.monotonic() - start)} s.", "name", kind="still_alive"
    )


def work(case):
    """The task of ``openmetadata.sso.bot_token``: a valid token, verified where it is new."""
    wanted = case.arguments
    answer = ensure(case.admin, wanted, not case.check_mode)
    old = answer.pop("old")
    answer.update(key_id=None, issued_at=None, expires_at=None, seconds=0, old_token="")
    if answer["token"] is not None:
        answer["key_id"], answer["issued_at"], answer["expires_at"] = facts(answer["token"])
        if answer["changed"]:
            answer["seconds"], answer["old_token"] = verify(case.url, old, answer["token"])
    return answer
