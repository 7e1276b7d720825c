# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is asked of a provider, for whom, and what came of it."""

from __future__ import annotations

import time
from typing import Any, Literal, NamedTuple

from .._model.findings import Finding
from .._register import finding_of
from .vendors import Vendor

#: ok: seen to be right; failed: seen to be wrong; unknown: the provider shows no more; unseen: no answer this time.
Status = Literal["ok", "failed", "unknown", "unseen"]
SECRET_ACCEPTED = "client secret accepted"


class Case(NamedTuple):
    """One host's provider.

    ``wanted`` is what the probe is given (the only part that reaches another machine, with the secret), ``options``
    the role variable to name by subject, ``required`` whether an outage is an error, ``claims`` the claims that name
    a user, ``subject`` the name to begin the operator's line with (the authority when it is empty), ``sample`` a
    token to be read, ``own_key`` the private key that signs requests (it stays on the controller),
    ``saves_checked`` whether the release compares what is saved with the discovery document.
    """

    wanted: dict[str, Any]
    options: dict[str, str]
    vendor: Vendor
    required: bool
    claims: tuple[str, ...] = ()
    secret_flow: bool = True
    from_host: bool = False
    subject: str = ""
    sample: Any = None
    own_key: str | None = None
    saves_checked: bool = False


class Check(NamedTuple):
    """One check: a short text for the operator's line, and its finding when there is one."""

    status: Status
    text: str
    finding: Finding | None = None


class Verdict(NamedTuple):
    """All checks of a provider."""

    subject: str
    checks: list[Check]

    @property
    def findings(self) -> list[Finding]:
        """The findings of the checks."""
        return [check.finding for check in self.checks if check.finding is not None]

    @property
    def accepts_secret(self) -> bool:
        """Whether the provider was seen to accept the client secret."""
        return any(check.text == SECRET_ACCEPTED for check in self.checks)

    @property
    def line(self) -> str:
        """``https://…: discovery ok, issuer ok, 2 keys, redirect URI registered, client secret accepted``."""
        return f"{self.subject}: {', '.join(check.text for check in self.checks if check.text)}"

    @property
    def labelled(self) -> list[tuple[str, str]]:
        """The same as lines with their labels: what was seen, and what was not, with the reasons."""
        seen = [check.text for check in self.checks if check.text and check.status != "unknown"]
        open_ = [
            check.text.replace(" unknown", "", 1) for check in self.checks if check.text and check.status == "unknown"
        ]
        lines = [("provider", f"{self.subject}: {', '.join(seen)}" if seen else self.subject)]
        return [*lines, ("unknown", "; ".join(open_))] if open_ else lines


def day(seconds: float) -> str:
    """``2027-03-01``, in UTC."""
    return time.strftime("%Y-%m-%d", time.gmtime(seconds))


def ok(text: str = "") -> Check:
    """A check that found nothing."""
    return Check("ok", text)


def unknown(text: str) -> Check:
    """A check that the answer does not decide."""
    return Check("unknown", text)


def failed(text: str, finding: Finding) -> Check:
    """A check that found something."""
    return Check("failed", text, finding)


def unseen(case: Case, text: str, option: str, message: str) -> Check:
    """An outage: a warning, or an error where the operator requires an answer."""
    cause = "required" if case.required else "warn"
    return Check("unseen", text, finding_of("PRE-01", option, cause, problem=message))
