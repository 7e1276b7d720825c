# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The authorization endpoint: what it refuses, and what it is seen to have read.

What a log-in page shows is not a sign of anything. A thing counts as right only where the provider answers a control
request, with that thing wrong, in another way.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from ...module_utils._preflight.oidc_authorization import (
    WOULD_ASK,
    controls,
    is_refused,
    is_unavailable,
    own_values,
    shape,
)
from ...module_utils._preflight.oidc_token import accepts_secret
from .._register import finding_of
from ._case import Case, Check, failed, ok, unknown, unseen
from .refusals import common_refusal, own_refusal, quoted, refused, said
from .vendors import AUTHORIZE, CLIENT, REDIRECT, Refusal

#: What a control shows, by its name, and how it is called where it is not shown.
NAMES = {
    "client": "client id",
    "redirect": "redirect URI",
    "flow": "response type",
    "pkce": "PKCE",
    "scope": "scopes",
}
ALIKE = "a request with a wrong one is answered in the same way"
NO_ERROR = "a request with a wrong one is answered in another way, but without an error"
NOTHING_READ = "the provider answers a request that cannot be right in the same way"


def judge(case: Case, answers: dict[str, Any]) -> Iterator[Check]:
    """Checks of the authorization endpoint, as far as it was asked."""
    if "authorize" not in answers:
        return
    answer, option = answers["authorize"], case.options["client_id"]
    if "error" in answer and answer["error"]["kind"] == "not_asked":
        yield unknown(f"client id and redirect URI unknown ({answer['error']['text']})")
        return
    if is_unavailable(answer):
        what = answer["error"]["text"] if "error" in answer else f"it answered HTTP {answer['status']}{quoted(answer)}"
        yield unseen(case, "authorization endpoint not reached", option, f"The authorization endpoint: {what}.")
        return
    check = _refusal(case, answers)
    if check is not None:
        yield check
        # Who is sent back to a redirect URI has it registered, if another one is not taken as well.
        if _compared(answers)["back"] and not not_seen(case, answers, "redirect"):
            yield ok("redirect URI registered")
    else:
        yield from _seen(case, answers)
    if "silent" in answers and (check is None or check.finding is None or check.finding.rule != "PRE-02"):
        yield from _silent(
            case, answers, check is None or (check.finding is not None and check.finding.rule == "RED-01")
        )


def accepted(case: Case, answers: dict[str, Any], name: str) -> bool:
    """Whether the request was accepted, and would not have been with another value of one thing (see ``NAMES``)."""
    answer = answers.get("authorize")
    if answer is None or is_unavailable(answer) or _refusal(case, answers) is not None:
        return False
    return not not_seen(case, answers, name)


def _compared(answers: dict[str, Any]) -> dict[str, Any]:
    """The answer that the controls differ from in one thing."""
    answer: dict[str, Any] = answers.get("compared", answers["authorize"])
    return answer


def _refusal(case: Case, answers: dict[str, Any]) -> Check | None:
    """What the request was refused for, or would have been after the log-in."""
    answer = answers["authorize"]
    own_row = own_refusal(case, answer, _own_domain(case, answers))
    if own_row is None and not is_refused(answer):
        answer = _compared(answers)
    row = own_row or _standard(case, answers, answer)
    if row is not None:
        return refused(case, row, answer) if row.about != "nothing" else None
    if not is_refused(answer):
        return None
    option = case.options["client_id"]
    code = answer["returned"].get("error") or f"HTTP {answer['status']}"
    if answer["status"] == 403 and not answer["returned"] and _like(case, answers) == {"redirect", "client"}:
        message = f"The authorization endpoint answers every request from here with HTTP 403{quoted(answer)}."
        return unseen(case, "authorization endpoint not reached", option, message)
    words = "" if said(answer) == code else quoted(answer)
    if _like(case, answers) == {"redirect", "client"}:
        words += ", as it refuses a client id that does not exist"
    finding = finding_of(
        "PRE-03",
        option,
        "authorization",
        said=code,
        words=words,
        provider=case.vendor.title,
        place=case.vendor.place("client"),
    )
    return failed("authorization request refused", finding)


def _standard(case: Case, answers: dict[str, Any], answer: dict[str, Any]) -> Refusal | None:
    """A refusal by the standard's errors; which answer is the same shows what it is about, in any language."""
    row = common_refusal(answer, AUTHORIZE)
    if not is_refused(answer) or (row is not None and row.about not in ("client", "redirect")):
        return row
    like = _like(case, answers)
    if like == {"client"}:
        return CLIENT
    if row is not None and row.about == "client" and like == {"redirect"}:
        return row  # of a client that is refused, no redirect URI is read
    return REDIRECT if like == {"redirect"} and not answer["back"] else row


def _like(case: Case, answers: dict[str, Any]) -> set[str]:
    """The first controls that are answered as the request itself is."""
    own, answered = own_values(case.wanted), answers.get("controls", {})
    seen = {name: answered[name] for name in ("redirect", "client") if name in answered}
    return {
        name
        for name, control in seen.items()
        if not is_unavailable(control) and shape(control, own) == shape(_compared(answers), own)
    }


def not_seen(case: Case, answers: dict[str, Any], name: str) -> str:
    """Why a control does not show that its thing is right; empty where it does, being answered in another way."""
    answer, control = _compared(answers), answers.get("controls", {}).get(name)
    if control is None:
        return ALIKE
    if "error" in control:
        return str(control["error"]["text"])
    if is_unavailable(control):
        return f"a control request got HTTP {control['status']}"
    own = own_values(case.wanted)
    if shape(control, own) == shape(answer, own):
        return ALIKE
    own_error = own_refusal(case, control, _own_domain(case, answers)) is not None
    return "" if own_error or is_refused(control) or _asks_who(case, answer) else NO_ERROR


def _asks_who(case: Case, answer: dict[str, Any]) -> bool:
    """Whether an answer asks who the user is, here or at another provider that this one trusts."""
    shown = f"{answer['page']} {answer['text']} {answer['scripts']}"
    known = bool(case.vendor.login) and re.search(case.vendor.login, shown, re.IGNORECASE) is not None
    if answer["returned"].get("error") in WOULD_ASK:
        return True
    return answer["form"] or answer["asks"] or bool(answer["elsewhere"]) or (known and answer["status"] == 200)


def _seen(case: Case, answers: dict[str, Any]) -> Iterator[Check]:
    """What the controls show of a request that was not refused, and a line for each reason why others do not."""
    names = [name for name in NAMES if name in controls(case.wanted)]
    reasons = {name: not_seen(case, answers, name) for name in names}
    # A provider that does not tell clients apart may refuse an address for its form alone.
    reasons["redirect"] = reasons["redirect"] or reasons["client"]
    if reasons["client"] and accepts_secret(answers):
        del reasons["client"]  # the token endpoint knows it
    for name in ("redirect", "flow", "pkce", "scope"):
        if reasons.get(name) == "":
            yield ok(_good(case, name))
    if reasons.get("client") == "" and reasons["redirect"]:
        yield ok("client id known")
    if reasons["redirect"] == ALIKE and all(reasons.values()):
        reasons = dict.fromkeys(reasons, NOTHING_READ)
    for reason in dict.fromkeys(filter(None, reasons.values())):
        listed = _listed([NAMES[name] for name, why in reasons.items() if why == reason])
        yield unknown(f"{listed} unknown ({reason})")


def _good(case: Case, name: str) -> str:
    pkce = "PKCE accepted" if case.wanted["pkce"] else "no PKCE needed"
    return {"redirect": "redirect URI registered", "flow": "response type accepted", "scope": "scopes accepted"}.get(
        name, pkce
    )


def _listed(names: list[str]) -> str:
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))


def _own_domain(case: Case, answers: dict[str, Any]) -> bool:
    """Whether the endpoint is on a domain of the vendor, so that a page in its words is the vendor's."""
    document = answers["discovery"].get("json")
    host = urlsplit(str(document.get("authorization_endpoint")) if isinstance(document, dict) else "").hostname or ""
    return any(host == domain or host.endswith("." + domain) for domain in case.vendor.domains)


def _silent(case: Case, answers: dict[str, Any], only_redirect: bool) -> Iterator[Check]:
    """The user interface renews its token in a hidden frame, by a redirect URI of its own.

    ``only_redirect``: nothing else in the request is wrong, so that an answer like that to a wrong redirect URI is
    about that.
    """
    answer, own = answers["silent"], [case.wanted["silent_callback_url"], *own_values(case.wanted)]
    if is_unavailable(answer):
        return
    control = answers["controls"].get("redirect")
    row = own_refusal(case, answer, _own_domain(case, answers)) or common_refusal(answer, AUTHORIZE)
    like = (
        control is not None
        and is_refused(answer)
        and not is_unavailable(control)
        and shape(answer, own) == shape(control, own)
    )
    if (like and only_redirect) or (row is not None and row.about == "redirect"):
        url = case.wanted["silent_callback_url"]
        texts = {"url": url, "place": case.vendor.place("redirect")}
        yield failed("silent callback not registered", finding_of("RED-03", case.options["callback"], "", **texts))
    elif not answer["back"]:
        yield unknown("silent callback unknown (the provider does not send the browser back to it)")
