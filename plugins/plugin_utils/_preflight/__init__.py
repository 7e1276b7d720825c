# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Preflight: an identity provider's answers to findings, before a host is touched.

Pure; asking is module_utils/probe.
"""

from __future__ import annotations

from typing import Any

from . import authn_request, client, discovery, ldap, offers, saml, sample_token
from ._case import Case, Check, Verdict
from .probe_request import case_of

#: What is judged, by the kind of provider.
JUDGES = {
    "oidc": (discovery.judge, client.judge, offers.judge, sample_token.judge),
    "ldap": (ldap.judge,),
    "saml": (saml.judge,),
}


def to_ask(case: Case) -> dict[str, Any]:
    """What the probe is given: ``wanted``, for SAML with the requests that are new every time."""
    if case.wanted["kind"] != "saml":
        return case.wanted
    return {**case.wanted, "requests": authn_request.requests(case.wanted, case.own_key)}


def judge(case: Case, answers: dict[str, Any]) -> Verdict:
    """Everything that the answers say about the configuration."""
    checks: list[Check] = []
    for judge_part in JUDGES[case.wanted["kind"]]:
        known = {(check.finding.rule, check.finding.option) for check in checks if check.finding}
        # A thing that the documents say already is not said again by the endpoints.
        checks += [
            check
            for check in judge_part(case, answers)
            if check.finding is None or (check.finding.rule, check.finding.option) not in known
        ]
    return Verdict(case.subject or case.wanted["authority"], checks)


__all__ = ["Case", "Check", "Verdict", "case_of", "judge", "to_ask"]
