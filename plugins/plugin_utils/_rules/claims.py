# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The claims that name a user."""

from __future__ import annotations

import re

from .._model.principal_claims import rules_of, user_of
from ._rule import CODE, OPENID_CONNECT, Case, rule

CLAIMS, MAPPING_OPTION = "om_sso_jwt_principal_claims", "om_sso_jwt_principal_claims_mapping"
MAPPING = re.compile(r"(username|email):[a-zA-Z0-9_-]+")
STANDARD_CLAIMS = ("email", "preferred_username", "sub")
#: Claims of the tokens that the server issues itself.
OWN_CLAIMS = (*STANDARD_CLAIMS, "username")


@rule("CLM-03", "error", "The claims mapping names user name and e-mail")
def claims_mapping(case: Case):
    mapping = case.settings.jwt_principal_claims_mapping
    if not mapping:
        return
    wrong = [item for item in mapping if not MAPPING.fullmatch(item)]
    if wrong or sorted(item.partition(":")[0] for item in mapping) != ["email", "username"]:
        message = f"{MAPPING_OPTION} needs one entry username:CLAIM and one email:CLAIM; the server refuses to start otherwise."
        yield MAPPING_OPTION, message, "For example [username:preferred_username, email:email]."


@rule("CLM-02", "error", "A claim that every provider sends")
def principal_claims(case: Case):
    claims = case.settings.jwt_principal_claims
    if claims is not None and not set(claims) & set(STANDARD_CLAIMS):
        message = f"{CLAIMS} holds none of {', '.join(STANDARD_CLAIMS)}: users without the other claims cannot sign in."
        yield CLAIMS, message, "Add one of them."


@rule("CLM-19", "warning", "The first claim is one that people know")
def opaque_first(case: Case):
    claims = case.settings.jwt_principal_claims
    if claims and claims[0] == "sub" and not case.settings.jwt_principal_claims_mapping:
        message = f"{CLAIMS} begins with sub: users are named by an opaque id, existing ones get a second account, and administrators are not recognized."
        yield CLAIMS, message, "Begin with email or preferred_username."


def _names_other_claims(case: Case) -> bool:
    mapping = case.settings.jwt_principal_claims_mapping or ()
    return any(item.partition(":")[2] not in OWN_CLAIMS for item in mapping if MAPPING.fullmatch(item))


@rule("CLM-05", "error", "The mapping is one that 2.0.0 can use", flows=CODE, since="2.0.0", until="2.0.1")
def custom_claim(case: Case):
    if _names_other_claims(case):
        message = f"{MAPPING_OPTION} names a claim that the server's own token lacks: with OpenMetadata 2.0.0 nobody can sign in."
        yield MAPPING_OPTION, message, f"Map to {', '.join(OWN_CLAIMS)} only, or stay on 1.13."


@rule("CLM-05", "warning", "The mapping is one that 2.0 can use", flows=CODE, since="2.0.1")
def custom_claim_later(case: Case):
    if _names_other_claims(case):
        message = (
            f"{MAPPING_OPTION} names a claim that the server's own token lacks: with OpenMetadata 2.0.0 nobody could "
            "sign in, and a later fix is not confirmed."
        )
        yield MAPPING_OPTION, message, "Try a sign-in on a test server first."


@rule("CLM-25", "error", "The administrator of the sample would be one", providers=OPENID_CONNECT)
def sample_administrator(case: Case):
    """Computed from the claims alone, so it counts whatever om_sso_preflight says."""
    option, sample, rules = "om_sso_sample_claims", case.settings.sample_claims, rules_of(case.settings, case.release)
    if not sample or rules is None:
        return
    user = user_of({name: value for name, value in sample.items() if isinstance(name, str)}, rules)
    refused = [finding for finding in user.findings if finding.severity == "error"]
    for finding in refused:
        yield option, f"{option}: this administrator would be locked out. {finding.message}", finding.fix
    if not refused and not user.admin:
        message = f"{option}: OpenMetadata would call this user {user.name or 'nothing at all'}, whom om_sso_admin_principals does not name."
        yield option, message, "Give the claims of an administrator, or name the user in om_sso_admin_principals."
