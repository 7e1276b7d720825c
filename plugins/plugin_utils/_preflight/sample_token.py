# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A sample token or its claims: whether it is the provider's, and which user OpenMetadata makes of it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any, NamedTuple

from ...module_utils._formats import jwt
from .._model import principal_claims as claim_rules
from .._register import finding_of
from ._case import Case, Check, failed, ok, unknown

TOKEN, CLAIMS = "om_sso_sample_token", "om_sso_sample_claims"


class Sample(NamedTuple):
    """What the operator gave, and the rules it goes through. A token never leaves the controller."""

    token: str | None
    claims: dict[str, Any] | None
    rules: claim_rules.Rules


def judge(case: Case, answers: dict[str, Any]) -> Iterator[Check]:
    """Nothing without a sample."""
    sample = case.sample
    if sample is None or not (sample.token or sample.claims):
        return
    found = sample.claims
    if sample.token:
        try:
            header, found, signed, signature = jwt.decode(sample.token)
        except ValueError:
            yield failed("no token", finding_of("JWK-15", TOKEN, "not_a_token"))
            return
        yield _signature(case, answers, header, signed, signature)
        yield from _for_us(case, answers, found)
    user = claim_rules.user_of(found or {}, sample.rules)
    yield ok(user.line) if user.name else Check("failed", user.line)
    for finding in user.findings:
        # What is wrong with claims that were given as they are, the plan says (rule CLM-25), whether
        # the provider is asked or not.
        if sample.token or finding.severity != "error":
            yield Check("failed", "", finding)


def _signature(case: Case, answers: dict[str, Any], header: dict[str, Any], signed: bytes, signature: bytes) -> Check:
    algorithm, wanted = str(header.get("alg")), case.wanted["algorithm"]
    option = "om_sso_token_validation_algorithm"
    if algorithm != wanted:
        return failed(
            f"token signed with {algorithm}",
            finding_of(
                "JWK-10",
                option,
                "sample_algorithm",
                wanted=wanted,
                algorithm=algorithm,
                place=case.vendor.place("keys"),
            ),
        )
    keys = [
        key for url in case.wanted["public_key_urls"] for key in answers.get("keys", {}).get(url, {}).get("keys", ())
    ]
    if not keys:
        return unknown("token's signature unknown (no keys were seen)")
    fitting = [key for key in keys if key.get("kid") == header.get("kid")]
    if not fitting:
        return failed(
            "token's key not found",
            finding_of("JWK-03", case.options["keys"], "no_key_of_token", kid=header.get("kid")),
        )
    if algorithm not in jwt.DIGESTS or "n" not in fitting[0]:
        return unknown(f"token's signature unknown ({algorithm} is not computed here)")
    if not jwt.is_signed_by(algorithm, signed, signature, fitting[0]):
        return failed("token's signature wrong", finding_of("JWK-03", TOKEN, "wrong_signature"))
    return ok("token's signature ok")


def _for_us(case: Case, answers: dict[str, Any], found: dict[str, Any]) -> Iterator[Check]:
    """Issuer, audience and time."""
    document = answers["discovery"].get("json")
    if isinstance(document, dict) and found.get("iss") != document.get("issuer"):
        yield failed(
            "token of another issuer",
            finding_of(
                "URL-15", TOKEN, "token_of_other_issuer", issuer=found.get("iss"), expected=document.get("issuer")
            ),
        )
    audience = found.get("aud")
    if case.wanted["client_id"] not in (audience if isinstance(audience, list) else [audience]):
        yield failed("token for another client", finding_of("JWK-15", TOKEN, "other_audience", audience=audience))
    if isinstance(found.get("exp"), (int, float)) and found["exp"] < time.time():
        yield unknown("token expired")
