# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The token endpoint: whether the client is accepted. The status comes before the words, and a control before both."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ...module_utils._preflight.oidc_authorization import is_unavailable
from ...module_utils._preflight.oidc_token import (
    OTHER_METHOD,
    accepts_secret,
    alike,
    refuses_client,
    tells_apart,
)
from .._register import finding_of
from ._case import SECRET_ACCEPTED, Case, Check, failed, ok, unknown, unseen
from .authorization import accepted
from .refusals import SHORT, common_refusal, own_refusal, quoted, refused, said
from .vendors import CREDENTIALS, DEMANDS, METHOD, SECRET, TOKEN, Refusal

NO_GRANT = ("unauthorized_client", "unsupported_grant_type")


def judge(case: Case, answers: dict[str, Any]) -> Iterator[Check]:
    """Checks of the token endpoint, as far as it was asked."""
    if not case.secret_flow or "token" not in answers:
        return
    answer, option = answers["token"], case.options["client_secret"]
    if "withheld" in answer:
        yield unknown(f"client secret unknown ({answer['withheld']})")
    elif "error" in answer and answer["error"]["kind"] == "not_asked":
        yield unknown(f"client secret unknown ({answer['error']['text']})")
    elif is_unavailable(answer):
        what = answer["error"]["text"] if "error" in answer else f"it answered HTTP {answer['status']}{quoted(answer)}"
        yield unseen(case, "token endpoint not reached", option, f"The token endpoint: {what}.")
    else:
        yield from _refusal(case, answers) or _seen(case, answers)


def _refusal(case: Case, answers: dict[str, Any]) -> list[Check]:
    """What the client was refused for; empty where it was not."""
    answer = answers["token"]
    demand = common_refusal(answer, DEMANDS)
    if demand is not None:
        return [_demand(case, answer)]
    other, wrong = answers.get("token_other_method"), answers.get("token_other_method_wrong")
    if other is not None and wrong is not None and tells_apart(other, wrong):
        return [_other_method(case, answer)]
    row = own_refusal(case, answer, False)
    if row is None and refuses_client(answer):
        row = _credentials(case, answers)
    if row is None and answer["returned"].get("error") in NO_GRANT and _answered_like_a_stranger(case, answers):
        row = CREDENTIALS
    return [refused(case, row, answer)] if row is not None and row.about != "nothing" else []


def _demand(case: Case, answer: dict[str, Any]) -> Check:
    code = answer["returned"].get("error") or f"HTTP {answer['status']}"
    words = "" if said(answer) == code else quoted(answer)
    place = case.vendor.place("method")
    finding = finding_of(
        "PRE-03", case.options["client_id"], "token", said=code, words=words, provider=case.vendor.title, place=place
    )
    return failed("token request refused", finding)


def _other_method(case: Case, answer: dict[str, Any]) -> Check:
    """The same secret was accepted by another method."""
    method, option = case.wanted["client_auth_method"], "om_sso_client_auth_method"
    texts = {"method": method, "other": OTHER_METHOD[method], "provider": case.vendor.title, "words": quoted(answer)}
    finding = finding_of("FLOW-06", option, "other_method", place=case.vendor.place("method"), **texts)
    return failed(SHORT["method"], finding)


def _credentials(case: Case, answers: dict[str, Any]) -> Refusal:
    """Who was refused by 401 or ``invalid_client``: the method, the secret, or one of client id and secret."""
    answer, method = answers["token"], case.wanted["client_auth_method"]
    named = common_refusal(answer, (METHOD,))
    if named is not None:
        return named._replace(means=f"refuses {method}")
    offered = answers["discovery"].get("json", {}).get("token_endpoint_auth_methods_supported")
    if isinstance(offered, list) and offered and method not in offered:
        return METHOD._replace(means=f"refuses {method} and does not list it")
    stranger = answers.get("token_unknown_client")
    told_apart = stranger is not None and not is_unavailable(stranger) and not alike(answer, stranger, case.wanted)
    known = accepted(case, answers, "client") or told_apart
    return SECRET if known else CREDENTIALS


def _answered_like_a_stranger(case: Case, answers: dict[str, Any]) -> bool:
    stranger = answers.get("token_unknown_client")
    return stranger is not None and alike(answers["token"], stranger, case.wanted)


def _seen(case: Case, answers: dict[str, Any]) -> Iterator[Check]:
    """What the controls show of a request that was not refused for who sent it."""
    answer, wrong = answers["token"], answers.get("token_wrong_secret")
    if answer["returned"].get("error") in NO_GRANT and not case.wanted["credentials_scope"]:
        row = common_refusal(answer, TOKEN)
        if row is not None:
            yield refused(case, row, answer)
    if accepts_secret(answers):
        yield ok(SECRET_ACCEPTED)
    elif _public(case, answers):
        place = case.vendor.place("kind")
        finding = finding_of("FLOW-01", case.options["client_secret"], "public_at_provider", place=place)
        yield failed("client is public at the provider", finding)  # users sign in all the same
    else:
        yield unknown(f"client secret unknown ({_why(answer, wrong)})")


def _public(case: Case, answers: dict[str, Any]) -> bool:
    """Any secret and none are answered alike, and an unknown client is refused: so the code is not read first."""
    answer, others = answers["token"], [answers.get("token_wrong_secret"), answers.get("token_bare")]
    stranger = answers.get("token_unknown_client")
    if answer["returned"].get("error") != "invalid_grant" or stranger is None or is_unavailable(stranger):
        return False
    return all(other is not None and alike(answer, other, case.wanted) for other in others) and refuses_client(stranger)


def _why(answer: dict[str, Any], wrong: dict[str, Any] | None) -> str:
    if wrong is None:
        return answer["returned"].get("error") or f"HTTP {answer['status']}"
    if "error" in wrong:
        return str(wrong["error"]["text"])
    if is_unavailable(wrong):
        return f"a control request got HTTP {wrong['status']}"
    return "a wrong one is answered in the same way"
