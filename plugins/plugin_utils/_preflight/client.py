# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The client as the provider knows it: id, redirect URI, flow, scope and secret, read from how it answers."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator
from typing import Any

from .._register import finding_of
from ._case import Case, Check, failed, ok, unknown, unseen
from .vendors import AUTHORIZE, TOKEN, Refusal

#: What the operator should do, by what a refusal is about; ``{place}`` is in the provider's words.
SHORT = {
    "client": "client id unknown to the provider",
    "redirect": "redirect URI not registered",
    "flow": "flow switched off",
    "scope": "scope refused",
    "pkce": "PKCE does not fit",
    "prompt": "prompt refused",
    "secret": "client secret refused",
    "kind": "client of the other kind",
}
OPTIONS = {"client": "client_id", "redirect": "callback", "scope": "scopes", "secret": "client_secret"}


def judge(case: Case, answers: dict[str, Any]) -> Iterator[Check]:
    """Checks of the authorization and the token endpoint, as far as they were asked."""
    client = None
    if "authorize" in answers:
        client = _authorize(case, answers["authorize"])
        yield client
    if client is not None and client.finding is not None and client.finding.rule == "PRE-02":
        return  # The rest would only say the same again.
    if "silent" in answers:
        yield _silent(case, answers["silent"])
    if case.secret_flow and "token" in answers:
        yield _secret(case, answers["token"], answers.get("token_bare"))


def words(answer: dict[str, Any]) -> str:
    """Everything that an answer says, its error code first."""
    returned = answer.get("returned", {})
    parts = [returned.get("error", ""), returned.get("error_description", ""), _decoded(returned.get("authError", ""))]
    return " ".join([*parts, answer.get("text", ""), answer.get("scripts", "")]).strip()


def _decoded(text: str) -> str:
    """Google's error page has its error in Base64."""
    try:
        return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)).decode("utf-8", "ignore")
    except (binascii.Error, ValueError):
        return ""


def refusal(case: Case, answer: dict[str, Any], common: tuple[Refusal, ...]) -> Refusal | None:
    """The first row that fits; a provider's own texts are more exact than the codes of the standard."""
    text = words(answer)
    return next((row for row in (*case.vendor.refusals, *common) if row.matches(text)), None)


def _refused(case: Case, row: Refusal, callback: str) -> Check:
    flow = "code" if case.wanted["response_type"] == "code" else "implicit"
    place = case.vendor.place(flow if row.about == "flow" else row.about)
    option = (
        case.options[OPTIONS[row.about]]
        if row.about in OPTIONS
        else {"pkce": "om_sso_pkce", "prompt": "om_sso_prompt"}.get(row.about, "om_sso_flow")
    )
    texts = {"callback": callback, "other_pkce": str(not case.wanted["pkce"]).lower(), "place": place}
    finding = finding_of(row.rule, option, f"refused_{row.about}", provider=case.vendor.title, means=row.means, **texts)
    return failed(SHORT[row.about], finding)


def _authorize(case: Case, answer: dict[str, Any]) -> Check:
    option = case.options["client_id"]
    if "error" in answer:
        return unseen(
            case,
            "authorization endpoint not reached",
            option,
            f"The authorization endpoint: {answer['error']['text']}.",
        )
    login = _is_login(case, answer)
    row = None if login and not answer["returned"] else refusal(case, answer, AUTHORIZE)
    if row is not None and row.about != "nothing":
        return _refused(case, row, case.wanted["callback_url"])
    if answer["status"] >= 500:
        return unseen(
            case,
            "authorization endpoint not reached",
            option,
            f"The authorization endpoint answered HTTP {answer['status']}.",
        )
    if login or row is not None or (answer["back"] and not answer["returned"]):
        return _verified(case)
    if answer["returned"].get("error") or answer["status"] >= 400:
        said = answer["returned"].get("error") or f"HTTP {answer['status']}"
        return failed(
            "authorization request refused",
            finding_of("PRE-03", option, said=said, excerpt=excerpt(answer), place=case.vendor.place("client")),
        )
    return unknown("client and redirect URI unknown: the answer is not a known login page")


def excerpt(answer: dict[str, Any]) -> str:
    """The provider's own words, short."""
    said = answer["returned"].get("error_description") or answer.get("text", "")
    return (said[:160] + "…" if len(said) > 160 else said) or "nothing more."


def _is_login(case: Case, answer: dict[str, Any]) -> bool:
    """A page that asks who the user is, here or at another provider that this one trusts."""
    if answer["back"]:
        return False
    if answer["elsewhere"]:
        return case.vendor.federates
    shown = f"{answer['page']} {answer.get('text', '')} {answer.get('scripts', '')}"
    known = bool(case.vendor.login) and re.search(case.vendor.login, shown, re.IGNORECASE) is not None
    return answer["status"] == 200 and (answer["form"] or known) and not _own_refusal(case, answer)


def _own_refusal(case: Case, answer: dict[str, Any]) -> bool:
    """Some providers show their errors on a page like a login page."""
    return any(row.matches(words(answer)) for row in case.vendor.refusals)


def _verified(case: Case) -> Check:
    if {"client", "redirect"} <= case.vendor.verifies:
        return ok("redirect URI registered")
    return unknown(f"redirect URI unknown ({case.vendor.title} judges it after the sign-in)")


def _silent(case: Case, answer: dict[str, Any]) -> Check:
    """The user interface renews its token in a hidden frame, by a redirect URI of its own."""
    row = refusal(case, answer, AUTHORIZE) if "error" not in answer else None
    if row is None or row.about != "redirect":
        return ok()
    url = case.wanted["silent_callback_url"]
    texts = {"url": url, "place": case.vendor.place("redirect")}
    return failed("silent callback not registered", finding_of("RED-03", case.options["callback"], **texts))


def _secret(case: Case, answer: dict[str, Any], bare: dict[str, Any] | None) -> Check:
    option = case.options["client_secret"]
    if "withheld" in answer:
        return unknown(f"client secret unknown ({answer['withheld']})")
    if "error" in answer:
        return unseen(case, "token endpoint not reached", option, f"The token endpoint: {answer['error']['text']}.")
    if answer["status"] >= 500 or answer["status"] == 429:
        return unseen(
            case, "token endpoint not reached", option, f"The token endpoint answered HTTP {answer['status']}."
        )
    row = refusal(case, answer, TOKEN)
    if row is not None and row.about != "nothing":
        return _refused(case, row, case.wanted["callback_url"])
    if bare is not None and bare.get("returned", {}).get("error") == "invalid_grant":
        place = case.vendor.place("kind")
        return failed(
            "client is public at the provider", finding_of("FLOW-01", option, "public_at_provider", place=place)
        )  # users sign in all the same
    accepted = (row is not None and case.vendor.grant_verifies) or (
        answer["status"] == 200 and bool(case.wanted["credentials_scope"])
    )
    if accepted:
        return ok("client secret accepted")
    return unknown(f"client secret unknown ({answer['returned'].get('error') or 'HTTP ' + str(answer['status'])})")
