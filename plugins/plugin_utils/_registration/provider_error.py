# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What can go wrong between us and a provider's API, in the same words for every provider."""

from __future__ import annotations

#: {kind: what it means}. The text of an error is the provider's own, without a secret.
KINDS = {
    "denied": "the administrator's credentials lack a permission",
    "unauthenticated": "the administrator's credentials are wrong or have expired",
    "not_found": "there is no such object",
    "conflict": "an object with this name or id exists already",
    "rate_limited": "too many requests",
    "unavailable": "the API failed or cannot be reached",
    "timeout": "there was no answer in time; whether the request was carried out is not known",
    "refused": "the provider does not accept the request",
}
#: Kinds after which the same request may succeed later.
PASSING = frozenset(("rate_limited", "unavailable", "timeout"))
#: Kinds that an HTTP status means for all providers alike.
OF_STATUS = {401: "unauthenticated", 403: "denied", 404: "not_found", 409: "conflict", 429: "rate_limited"}


class ProviderError(Exception):
    """A call of the provider's API that failed.

    ``kind`` is one of ``KINDS``, ``text`` what the provider says (never a secret), ``retry_after`` the seconds that it
    asks to wait, ``operation`` the method of the provider class that failed, which ``PERMISSIONS`` has an entry for.
    """

    def __init__(self, kind: str, text: str, retry_after: float | None = None, operation: str = "") -> None:
        if kind not in KINDS:
            raise ValueError(f"{kind} is not a kind of ProviderError")
        super().__init__(f"{kind}: {text}")
        self.kind, self.text, self.retry_after, self.operation = kind, text, retry_after, operation


def kind_of_status(status: int | None) -> str:
    """The kind of an HTTP status; ``None`` where there was no answer."""
    if status is None:
        return "unavailable"
    return OF_STATUS.get(status, "timeout" if status in (408, 504) else "unavailable" if status >= 500 else "refused")


def seconds(retry_after: str | None) -> float | None:
    """The header Retry-After, where it is a number; a date is not read."""
    return float(retry_after) if retry_after and retry_after.isascii() and retry_after.isdigit() else None


class RegistrationError(Exception):
    """A decision that is the operator's: an ambiguous match, an application of others, a missing library or credential.

    ``option`` is the role variable that decides it.
    """

    def __init__(self, text: str, option: str = "om_sso_client_registration") -> None:
        super().__init__(text)
        self.option = option
