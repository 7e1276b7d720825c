# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a provider's no is about: its error codes, and its words where they are an error's and not a page's."""

from __future__ import annotations

import base64
import binascii
from typing import Any

from ...module_utils._preflight.oidc_authorization import is_refused
from .._model.options import OPENID_CONNECT, PREFIX
from .._register import finding_of
from ._case import Case, Check, failed
from .vendors import Refusal

SHORT = {
    "client": "client id unknown to the provider",
    "redirect": "redirect URI not registered",
    "flow": "flow switched off",
    "scope": "scope refused",
    "pkce": "PKCE does not fit",
    "prompt": "prompt refused",
    "secret": "client secret refused",
    "credentials": "client id or secret refused",
    "kind": "client of the other kind",
    "method": "authentication method refused",
}
#: The option to name, of ``Case.options`` or by itself.
OPTIONS = {
    "client": "client_id",
    "redirect": "callback",
    "scope": "scopes",
    "secret": "client_secret",
    "credentials": "client_secret",
}
OTHER_OPTIONS = {"pkce": "om_sso_pkce", "prompt": "om_sso_prompt", "method": "om_sso_client_auth_method"}
#: What the user interface of OpenMetadata decides in the implicit flow: the options have no effect there.
OF_CODE_FLOW = ("scope", "pkce", "prompt")
WORDS = 160


def said(answer: dict[str, Any]) -> str:
    """The provider's own words, short and without a full stop; of a page only if its status is an error."""
    returned = answer["returned"]
    text = returned.get("error_description") or _decoded(returned.get("authError", "")) or returned.get("error", "")
    if not text and is_refused(answer):
        text = answer.get("text", "")
    text = " ".join(text.replace('"', "'").split())
    return text[:WORDS] + "…" if len(text) > WORDS else text.rstrip(" .")


def quoted(answer: dict[str, Any]) -> str:
    """`` ("…")``, to be put behind a sentence's last word; empty where the provider says nothing."""
    words = said(answer)
    return f' ("{words}")' if words else ""


def _decoded(text: str) -> str:
    """Google's error page has its error in Base64."""
    try:
        return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)).decode("utf-8", "ignore")
    except (binascii.Error, ValueError):
        return ""


def _error(answer: dict[str, Any]) -> str:
    """The error and its description, and the words of a page whose status is an error."""
    returned = answer["returned"]
    parts = [returned.get("error", ""), returned.get("error_description", ""), _decoded(returned.get("authError", ""))]
    parts += [answer.get("text", "")] if 400 <= answer["status"] < 500 else []
    return " ".join(parts).strip()


def own_refusal(case: Case, answer: dict[str, Any], on_own_domain: bool) -> Refusal | None:
    """The vendor's own error; one that is on a page with status 200 counts on the vendor's domain only."""
    text = _error(answer)
    if on_own_domain and answer["status"] < 500:
        text += f" {answer.get('text', '')} {answer.get('scripts', '')}"
    return next((row for row in case.vendor.refusals if row.matches(text)), None)


def common_refusal(answer: dict[str, Any], common: tuple[Refusal, ...]) -> Refusal | None:
    """The first row of the standard's errors that fits. Who is sent back to a redirect URI has it registered."""
    if not is_refused(answer):
        return None
    text = _error(answer)
    return next(
        (row for row in common if row.matches(text) and not (answer.get("back") and row.about == "redirect")), None
    )


def refused(case: Case, row: Refusal, answer: dict[str, Any]) -> Check:
    """The check of a refusal, with what to do about it."""
    flow = "code" if case.wanted["response_type"] == "code" else "implicit"
    place = case.vendor.place({"flow": flow, "credentials": "secret"}.get(row.about, row.about))
    option = case.options[OPTIONS[row.about]] if row.about in OPTIONS else OTHER_OPTIONS.get(row.about, "om_sso_flow")
    cause = f"refused_{row.about}"
    if row.about in OF_CODE_FLOW and not case.secret_flow:
        option, cause = "om_sso_flow", f"refused_public_{row.about}"
    texts = {
        "callback": case.wanted["callback_url"],
        "other_pkce": str(not case.wanted["pkce"]).lower(),
        "prompts": " or ".join(choices("prompt", case.wanted["prompt"])),
        "methods": " or ".join(usable_methods(case)),
        "words": quoted(answer),
        "place": place,
    }
    finding = finding_of(row.rule, option, cause, provider=case.vendor.title, means=row.means, **texts)
    return failed(SHORT[row.about], finding)


def choices(name: str, without: str | None, offered: Any = None) -> list[str]:
    """The values that an option takes, without one of them, and only those offered where the provider lists any."""
    options = next(option for option in OPENID_CONNECT["OpenID Connect"] if option.name in (name, PREFIX + name))
    values = [str(value) for value in options.choices or () if value != without]
    listed = [value for value in values if isinstance(offered, list) and value in offered]
    return listed or values


def usable_methods(case: Case, offered: Any = None) -> list[str]:
    """The other authentication methods with which users of OpenMetadata can sign in."""
    usable = [
        method
        for method in ("client_secret_post", "client_secret_basic")
        if method != case.wanted["client_auth_method"]
    ]
    return [method for method in usable if not isinstance(offered, list) or method in offered]
