# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Findings of reading the variables and of a target release, which the plan makes without a rule function."""

from rule_cases._row import error, extra, release, warning

TABLE = [
    error("OPT-01", "okta", "cleint_id", {"cleint_id": "0oa9kx3pQzLmN7vB2d7c"}, {}),
    error("OPT-02", "okta", "flow", {"flow": "implict"}, {"flow": "authorization_code"}),
    error("OPT-03", "okta", "okta_issuer", {"okta_issuer": None}, {}),
    warning("OPT-04", "ldap", "pkce", {"pkce": True}, {}),
    warning(
        "OPT-04",
        "auth0",
        "mint_admin_token",
        {"deployment": "kubernetes", "mint_admin_token": True},
        {"mint_admin_token": True},
    ),
    error("OPT-05", "okta", "openmetadata_version", release("latest"), release("1.12.14")),
    error(
        "OPT-06",
        "okta",
        "compose_directory",
        {"compose_directory": "openmetadata"},
        {"compose_directory": "/opt/openmetadata"},
    ),
    error("OPT-06", "okta", "state_directory", {"state_directory": "~/state"}, {"state_directory": "/srv/state"}),
    warning(
        "UPG-01",
        "saml",
        "extra_environment.SAML_AUTHORITY_URL",
        release("1.11.0", target_version="1.12.0", **extra(SAML_AUTHORITY_URL="https://metadata.acme.io/x")),
        release("1.11.0", target_version="1.12.0"),
    ),
    warning(
        "UPG-02",
        "okta",
        "target_version",
        release("1.9.7", target_version="1.12.14"),
        release("1.12.6", target_version="1.12.14"),
    ),
    error(
        "UPG-03",
        "okta",
        "target_version",
        release("1.12.14", target_version="1.9.7"),
        release("1.9.7", target_version="1.12.14"),
    ),
]
