# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rules about the claims that name a user, and users whom another claim would lock out."""

from rule_cases._row import error, info, release, warning


def mapped(*entries):
    """The variable with these entries."""
    return {"jwt_principal_claims_mapping": list(entries)}


TABLE = [
    warning(
        "CLM-05",
        "okta",
        "jwt_principal_claims_mapping",
        release("1.12.6", **mapped("username:upn", "email:upn")),
        release("1.12.6", **mapped("username:email", "email:email")),
    ),
    warning(
        "CLM-27",
        "okta",
        "jwt_principal_claims_mapping",
        release("1.13.0", **mapped("username:nickname", "email:email")),
        release("1.13.1", **mapped("username:nickname", "email:email")),
    ),
    info(
        "CLM-27",
        "okta",
        "jwt_principal_claims_mapping",
        mapped("username:preferred_username", "email:email"),
        mapped("username:email", "email:email"),
    ),
    error(
        "CLM-27",
        "okta",
        "jwt_principal_claims_mapping",
        mapped("username:sub", "email:email"),
        mapped("username:email", "email:email"),
    ),
    error(
        "CLM-26",
        "okta",
        "jwt_principal_claims",
        {"jwt_principal_claims": ["preferred_username", "email"], "enforce_principal_domain": True},
        {"jwt_principal_claims": ["upn", "email", "preferred_username"], "enforce_principal_domain": True},
    ),
    error(
        "CLM-26",
        "okta",
        "jwt_principal_claims",
        {"jwt_principal_claims": ["upn", "username"], "enforce_principal_domain": True},
        {"jwt_principal_claims": ["preferred_username", "email"]},
    ),
    warning(
        "CLM-29",
        "okta",
        "jwt_principal_claims",
        release("2.0.2", jwt_principal_claims=["preferred_username", "email"]),
        release("2.0.2", jwt_principal_claims=["upn", "email", "preferred_username"]),
    ),
    warning(
        "CLM-29",
        "okta",
        "jwt_principal_claims",
        release("2.0.0", jwt_principal_claims=["preferred_username", "email"]),
        release("1.13.6", jwt_principal_claims=["preferred_username", "email"]),
    ),
    warning(
        "CLM-26",
        "okta",
        "jwt_principal_claims",
        release("1.13.2", jwt_principal_claims=["preferred_username", "email"], enforce_principal_domain=True),
        release("1.13.2", jwt_principal_claims=["email", "preferred_username"], enforce_principal_domain=True),
    ),
    error(
        "CLM-03", "okta", "jwt_principal_claims_mapping", mapped("username:sub"), mapped("username:sub", "email:email")
    ),
    error(
        "CLM-03",
        "okta",
        "jwt_principal_claims_mapping",
        mapped("username=sub", "email:email"),
        mapped("email:email", "username:upn"),
    ),
    error("CLM-03", "okta", "jwt_principal_claims_mapping", mapped("username:sub", "email:email", "email:mail"), {}),
    error(
        "CLM-02",
        "okta",
        "jwt_principal_claims",
        {"jwt_principal_claims": ["upn"]},
        {"jwt_principal_claims": ["upn", "email"]},
    ),
    warning(
        "CLM-19",
        "okta",
        "jwt_principal_claims",
        {"jwt_principal_claims": ["sub", "email"]},
        {"jwt_principal_claims": ["email", "sub"]},
    ),
    error(
        "CLM-05",
        "okta",
        "jwt_principal_claims_mapping",
        release("2.0.0", **mapped("username:upn", "email:email")),
        release("1.13.3", **mapped("username:upn", "email:email")),
    ),
    error(
        "CLM-05",
        "okta",
        "jwt_principal_claims_mapping",
        release("2.0.0", **mapped("username:upn", "email:email")),
        release("2.0.0", **mapped("username:preferred_username", "email:email")),
    ),
    warning(
        "CLM-05",
        "okta",
        "jwt_principal_claims_mapping",
        release("2.0.3", **mapped("username:upn", "email:email")),
        release("2.0.2", **mapped("username:upn", "email:email")),
    ),
]
