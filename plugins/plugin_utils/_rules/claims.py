# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The claims that name a user."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .._model.principal_claims import MAPPED_ADDRESS_SINCE, OWN_TOKENS_SPARED_SINCE, rules_of, user_of
from .._model.releases import older
from .._register import Problem, at
from ._rule import CODE, OPENID_CONNECT, Case, rule

CLAIMS, MAPPING_OPTION = "om_sso_jwt_principal_claims", "om_sso_jwt_principal_claims_mapping"
MAPPING = re.compile(r"(username|email):[a-zA-Z0-9_-]+")
STANDARD_CLAIMS = ("email", "preferred_username", "sub")
#: Claims whose value never precedes the @ of an address.
OPAQUE = ("sub", "oid", "sid", "jti")
#: Claims that most providers fill with the address itself, or with what precedes its @.
USUAL = ("preferred_username", "upn")
#: Claims of the tokens that the server issues itself.
OWN_CLAIMS = (*STANDARD_CLAIMS, "username")


@rule("CLM-03")
def claims_mapping(case: Case) -> Iterator[Problem]:
    """The claims mapping names user name and e-mail address."""
    mapping = case.settings.jwt_principal_claims_mapping
    if not mapping:
        return
    wrong = [item for item in mapping if not MAPPING.fullmatch(item)]
    if wrong or sorted(item.partition(":")[0] for item in mapping) != ["email", "username"]:
        yield at(MAPPING_OPTION)


@rule("CLM-02")
def principal_claims(case: Case) -> Iterator[Problem]:
    """Principal claims include one that every provider sends."""
    claims = case.settings.jwt_principal_claims
    if claims is not None and not set(claims) & set(STANDARD_CLAIMS):
        yield at(CLAIMS)


@rule("CLM-19")
def opaque_first(case: Case) -> Iterator[Problem]:
    """The first principal claim identifies people."""
    claims = case.settings.jwt_principal_claims
    if claims and claims[0] == "sub" and not case.settings.jwt_principal_claims_mapping:
        yield at(CLAIMS)


def _names_other_claims(case: Case) -> bool:
    mapping = case.settings.jwt_principal_claims_mapping or ()
    return any(item.partition(":")[2] not in OWN_CLAIMS for item in mapping if MAPPING.fullmatch(item))


@rule("CLM-05")
def own_tokens(case: Case) -> Iterator[Problem]:
    """Tokens of the server itself hold the mapped claims."""
    if _names_other_claims(case):
        yield at(MAPPING_OPTION, "own_tokens")


@rule("CLM-27", providers=OPENID_CONNECT)
def two_names(case: Case) -> Iterator[Problem]:
    """The mapped user name precedes the @ of the mapped address."""
    if case.release and not older(case.release, MAPPED_ADDRESS_SINCE):
        return
    mapping = case.settings.jwt_principal_claims_mapping or ()
    claims = dict(item.split(":", 1) for item in mapping if MAPPING.fullmatch(item))
    if len(claims) == 2 and claims["username"] != claims["email"]:
        name = claims["username"]
        cause = "opaque" if name in OPAQUE else "usual" if name in USUAL else "other"
        yield at(MAPPING_OPTION, cause, name=name)


@rule("CLM-26", providers=OPENID_CONNECT)
def enforced_without_domain(case: Case) -> Iterator[Problem]:
    """With an enforced domain the claim that counts holds one."""
    if not case.settings.enforce_principal_domain:
        return
    claims, mapping = case.settings.jwt_principal_claims or (), case.settings.jwt_principal_claims_mapping
    # Of the server's own tokens the address alone has a domain; they hold name and address only.
    own = next((claim for claim in claims if claim.lower() in OWN_CLAIMS), None)
    if not mapping and own is not None and own.lower() != "email":
        spared = case.release and not older(case.release, OWN_TOKENS_SPARED_SINCE)
        yield at(CLAIMS, "users" if spared else "own_tokens", name=own)


@rule("CLM-29", providers=OPENID_CONNECT, flows=CODE)
def own_address(case: Case) -> Iterator[Problem]:
    """The server's own token names the user by the address."""
    settings = case.settings
    claims = [claim.lower() for claim in settings.jwt_principal_claims or ()]
    own = next((claim for claim in claims if claim in OWN_CLAIMS), "email")
    one_domain = settings.enforce_principal_domain and not settings.allowed_domains
    if own != "email" and not settings.jwt_principal_claims_mapping and settings.principal_domain and not one_domain:
        yield at(CLAIMS, name=own, domain=settings.principal_domain)


@rule("CLM-05", flows=CODE)
def custom_claim(case: Case) -> Iterator[Problem]:
    """The first 2.0 releases can use the claims mapping."""
    if _names_other_claims(case):
        yield at(MAPPING_OPTION, "refused")


@rule("CLM-05", flows=CODE)
def custom_claim_later(case: Case) -> Iterator[Problem]:
    """Later 2.0 releases can use the claims mapping."""
    if _names_other_claims(case):
        yield at(MAPPING_OPTION, "unconfirmed")


@rule("CLM-25", providers=OPENID_CONNECT)
def sample_administrator(case: Case) -> Iterator[Problem]:
    """Computed from the claims alone, so it counts whatever om_sso_preflight says."""
    option, sample, rules = "om_sso_sample_claims", case.settings.sample_claims, rules_of(case.settings, case.release)
    if not sample or rules is None:
        return
    user = user_of({name: value for name, value in sample.items() if isinstance(name, str)}, rules)
    refused = [finding for finding in user.findings if finding.severity == "error"]
    for finding in refused:
        yield at(option, "locked_out", message=finding.message, fix=finding.fix)
    if not refused and not user.admin:
        yield at(option, "not_named", name=user.name or "nothing at all")
