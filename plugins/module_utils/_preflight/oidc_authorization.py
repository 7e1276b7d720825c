# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The authorization endpoint: the request that OpenMetadata sends, and control requests that cannot be right.

A log-in page is not a sign that the provider has read the request. So each control differs in one thing that no
registration can allow; what the provider answers in another way is what it has read.
"""

import base64
import hashlib
import re
import secrets
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

from ansible_collections.openmetadata.sso.plugins.module_utils._core import json_text
from ansible_collections.openmetadata.sso.plugins.module_utils._preflight import oidc_page
from ansible_collections.openmetadata.sso.plugins.module_utils._system.http import HttpError

#: A word that no provider knows, and an address that nobody can have (RFC 2606).
UNKNOWN = "openmetadata-sso-preflight"
UNKNOWN_CALLBACK = "https://openmetadata-sso-preflight.invalid/callback"
#: Errors that come after the request was accepted (OpenID Connect Core 3.1.2.6).
WOULD_ASK = ("login_required", "interaction_required", "consent_required", "account_selection_required")
#: Errors of the client's registration, which are not about the prompt.
OF_CLIENT = ("unauthorized_client", "unsupported_response_type", "invalid_scope")
#: Errors of an outage.
OUTAGE = ("server_error", "temporarily_unavailable")
NOT_AVAILABLE = (429,)
#: Names of what is sent: a page at the endpoint itself has them in its address.
SENT = {"client_id", "redirect_uri", "response_type", "scope", "state", "nonce", "prompt", "max_age"} | {
    "code_challenge",
    "code_challenge_method",
}
#: What differs from call to call in a path or a text.
CHANGING = re.compile(r"[A-Za-z0-9_-]*[0-9][A-Za-z0-9_-]{7,}|[A-Za-z0-9_-]{16,}|[0-9]+")


def authorization_request(wanted, callback):
    """The parameters as OpenMetadata's flow sends them, with a state and nonce of our own."""
    parameters = [
        ("client_id", wanted["client_id"]),
        ("redirect_uri", callback),
        ("response_type", wanted["response_type"]),
    ]
    parameters += [
        ("scope", " ".join(wanted["scopes"])),
        ("state", secrets.token_urlsafe(16)),
        ("nonce", secrets.token_urlsafe(16)),
    ]
    if wanted["prompt"]:
        parameters.append(("prompt", wanted["prompt"]))
    if wanted["max_age"] is not None:
        parameters.append(("max_age", str(wanted["max_age"])))
    if wanted["pkce"]:
        digest = hashlib.sha256(secrets.token_urlsafe(48).encode("ascii")).digest()
        parameters += [("code_challenge", base64url(digest)), ("code_challenge_method", "S256")]
    return parameters


def unknown_client(client_id):
    """A client id in the form of a given one that nobody has: some providers refuse another form for that alone."""
    own, rest = re.match(r"([^.@]*)(.*)", client_id, re.S).groups()
    if len(own) < 16 or not re.search("[0-9]", own):
        return UNKNOWN
    table = str.maketrans("0123456789abcdefABCDEF", "5678901234defabcDEFABC")
    return own.translate(table) + rest


def controls(wanted):
    """{what cannot be right: {parameter: value}}, those first that show whether the request is read at all."""
    changes = {
        "redirect": {"redirect_uri": UNKNOWN_CALLBACK},
        "client": {"client_id": unknown_client(wanted["client_id"])},
        "flow": {"response_type": UNKNOWN},
        "pkce": {"code_challenge": "A" * 43, "code_challenge_method": UNKNOWN},
        "scope": {"scope": " ".join(wanted["scopes"] + [UNKNOWN])},
    }
    if wanted["response_type"] != "code":
        del changes["pkce"]  # there is no code to protect
    return changes


def authorize(client, endpoint, wanted, callback, follow=True, **control):
    """What a browser would get: a page, or a redirect with the provider's error. ``control`` replaces parameters.

    ``direct`` is whether the first answer was the last one; not to ``follow`` redirects saves requests.
    """
    parameters = dict(authorization_request(wanted, callback), **control)
    callback = parameters["redirect_uri"]
    url = endpoint + ("&" if "?" in endpoint else "?") + urlencode(parameters, quote_via=quote)
    try:
        answer = client.request(url, headers={"Accept": "text/html"}, follow=follow, stop=(callback,))
    except HttpError as error:
        return {"error": {"kind": error.kind, "text": error.text}}
    return dict(described(answer, callback), direct=answer.url == url)


def described(answer, callback):
    """An ``Answer`` as plain data.

    - ``status``; ``back``: the browser is sent to the callback; ``elsewhere``: the other host that it is sent to;
    - ``page``, ``query``: the path of the last address and the names of its parameters, but for those that are sent;
    - ``returned``: the provider's error, from the address or a JSON document;
    - ``asks``: 401 that has the browser ask who the user is; and what ``oidc_page.read`` says of the page.
    """
    parts = urlsplit(answer.location or answer.url)
    pairs = dict(parse_qsl(parts.query) + parse_qsl(parts.fragment))
    back = bool(answer.location) and answer.location.startswith(callback)
    names = ("error", "error_description", "authError")
    returned = {name: pairs[name][:500] for name in names if pairs.get(name)}
    return dict(
        oidc_page.read(answer.text),
        status=answer.status,
        back=back,
        elsewhere=parts.hostname or "" if answer.location and not back else "",
        page=parts.path,
        query=sorted(set(pairs) - SENT),
        returned=returned or (said_in_json(answer.text) if answer.status >= 400 else {}),
        asks=answer.status == 401 and "www-authenticate" in answer.headers,
    )


def said_in_json(text):
    """``error`` and ``error_description`` of a JSON document, as far as they are there."""
    try:
        content = json_text.parse(text)
    except ValueError:
        return {}
    content = content if isinstance(content, dict) else {}
    return {name: str(content[name])[:500] for name in ("error", "error_description") if content.get(name)}


def is_unavailable(answer):
    """Whether an answer says something of the provider's state only, or there is none."""
    if "error" in answer or answer["status"] >= 500 or answer["status"] in NOT_AVAILABLE:
        return True
    return answer["returned"].get("error") in OUTAGE


def is_refused(answer):
    """Whether an answer says no: an ``error``, or a status of 4xx. A page with status 200 never does."""
    if answer["returned"].get("authError"):
        return True
    if answer["returned"].get("error"):
        return answer["returned"]["error"] not in WOULD_ASK
    return 400 <= answer["status"] < 500 and not answer.get("asks")


def shape(answer, own=()):
    """What an answer looks like, without what differs from call to call or only names what was asked (``own``)."""

    def masked(text):
        for value in own:
            text = text.replace(value, "")
        return CHANGING.sub("", text)

    seen = [answer["status"], answer["back"], answer["elsewhere"], masked(answer["page"]), answer["query"]]
    seen += [answer["form"], sorted({masked(action) for action in answer["actions"]}), masked(answer["title"])]
    seen.append(answer["returned"].get("error", ""))
    if is_refused(answer):  # the words of an error tell it from another one with the same code
        seen += [masked(answer["returned"].get("error_description", "")), masked(answer["text"])]
    return seen


def own_values(wanted):
    """What a page may repeat of the request or of a control, longest first."""
    values = {text for change in controls(wanted).values() for text in change.values()}
    values |= {wanted["client_id"], wanted["callback_url"], urlsplit(wanted["callback_url"]).netloc, UNKNOWN}
    values |= {urlsplit(UNKNOWN_CALLBACK).netloc, wanted["response_type"], "S256"}
    values |= {quote(value, safe="") for value in values}
    return sorted((value for value in values if value), key=lambda value: (-len(value), value))


def authorization_answer(client, endpoint, wanted):
    """``authorize``, the answer to the request; ``silent``, the one for the callback of the silent renewal."""
    first = authorize(client, endpoint, wanted, wanted["callback_url"])
    answers = {"authorize": first, "compared": first, "controls": {}}
    if wanted["silent_callback_url"] and not is_unavailable(first):
        answers["silent"] = authorize(client, endpoint, dict(wanted, prompt="none"), wanted["silent_callback_url"])
    return answers


def control_answers(client, endpoint, wanted, first):
    """``controls`` and ``compared``, the answer that they differ from in one thing.

    That is the answer to the request, or to the same with ``prompt=none`` where that one shows more: many providers
    that show a log-in page first read the request then.
    """
    found = {} if is_unavailable(first) or is_refused(first) else _unprompted(client, endpoint, wanted)
    if not found and not is_unavailable(first):
        found = {"compared": first, "controls": _controlled(client, endpoint, wanted, ("redirect", "client"))}
    if not found or is_refused(found["compared"]) or all(_alike(found, wanted)):
        return found
    further, follow = ("flow", "pkce", "scope"), True
    if found["compared"] is not first:
        wanted, follow = dict(wanted, prompt="none"), not found["compared"]["direct"]
    found["controls"].update(_controlled(client, endpoint, wanted, further, follow))
    return found


def _unprompted(client, endpoint, wanted):
    """``compared`` and ``controls`` of the request with ``prompt=none``; empty where they show nothing."""
    wanted = dict(wanted, prompt="none")
    answer = authorize(client, endpoint, wanted, wanted["callback_url"])
    if is_unavailable(answer) or not (answer["back"] or is_refused(answer)):
        return {}
    if answer["back"] and answer["returned"].get("error") not in WOULD_ASK + OF_CLIENT:
        return {}  # it may be the prompt that is refused
    # Where the first answer is the last one, another first answer is another answer, wherever it leads.
    follow = not answer["direct"]
    found = {"compared": answer, "controls": _controlled(client, endpoint, wanted, ("redirect",), follow)}
    if answer["back"] and any(_alike(found, wanted)):
        return {}  # anyone is sent anywhere
    found["controls"].update(_controlled(client, endpoint, wanted, ("client",), follow))
    alike = _alike(found, wanted)
    return {} if all(alike) or (not answer["back"] and not any(alike)) else found


def _alike(found, wanted):
    """For each control that was answered, whether it was answered as the compared request."""
    own = own_values(wanted)
    seen = [answer for answer in found["controls"].values() if not is_unavailable(answer)]
    return [shape(answer, own) == shape(found["compared"], own) for answer in seen]


def _controlled(client, endpoint, wanted, names, follow=True):
    changes = controls(wanted)
    return {
        name: authorize(client, endpoint, wanted, wanted["callback_url"], follow, **changes[name])
        for name in names
        if name in changes
    }


def base64url(data):
    """Bytes as text, as in a JWT."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")
