# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rules about administrators and domains."""

from rule_cases._row import error, release, warning

TABLE = [
    warning(
        "CLM-10",
        "okta",
        "principal_domain",
        release("1.13.1", principal_domain="Acme.io", enforce_principal_domain=True),
        release("1.13.2", principal_domain="Acme.io", enforce_principal_domain=True),
    ),
    warning(
        "CLM-10",
        "okta",
        "admin_principals",
        {"admin_principals": ["Data.Admin"]},
        {"admin_principals": ["data.admin"]},
    ),
    warning(
        "CLM-10",
        "okta",
        "principal_domain",
        {"principal_domain": "Acme.io", "enforce_principal_domain": True},
        {"principal_domain": "Acme.io"},
    ),
    warning(
        "CLM-10",
        "okta-implicit",
        "allowed_domains",
        {"allowed_domains": ["acme.io", "Acme.com"], "enforce_principal_domain": True},
        {"allowed_domains": ["acme.io", "acme.com"], "enforce_principal_domain": True, "principal_domain": "acme.io"},
    ),
    error(
        "CLM-12",
        "okta",
        "admin_principals",
        {"admin_principals": ["data.admin@acme.io"]},
        {"admin_principals": ["data.admin"]},
    ),
    error(
        "CLM-12",
        "okta",
        "admin_principals",
        {"admin_principals": ["admin:password"]},
        {"admin_principals": ["a-b_c.d"]},
    ),
    error("CLM-12", "okta", "admin_principals", {"admin_principals": []}, {}),
    warning(
        "CLM-11", "okta", "admin_principals", {"admin_principals": ["jürgen"]}, {"admin_principals": ["first.last"]}
    ),
    error(
        "CLM-14", "okta", "admin_principals", {"admin_principals": ["ingestion-bot"]}, {"admin_principals": ["bottom"]}
    ),
    warning(
        "ENV-15", "okta", "admin_principals", {"admin_principals": ["admin"]}, {"admin_principals": ["administrator"]}
    ),
    warning(
        "ENV-15",
        "basic",
        "admin_principals",
        {"admin_principals": ["admin"], "production": True},
        {"admin_principals": ["admin"]},
    ),
    error(
        "CLM-07",
        "okta",
        "principal_domain",
        {"principal_domain": "acme.io, acme.com"},
        {"principal_domain": "acme.io", "allowed_domains": ["acme.com"]},
    ),
    error("CLM-07", "okta", "allowed_domains", {"allowed_domains": ["@acme.com"]}, {"allowed_domains": ["acme.com"]}),
    error("CLM-06", "okta", "principal_domain", {"principal_domain": "@acme.io"}, {"principal_domain": "mail.acme.io"}),
    error(
        "CLM-06",
        "okta",
        "allowed_domains",
        {"allowed_domains": ["acme.com"], "enforce_principal_domain": True},
        {"allowed_domains": ["acme.com", "acme.io"], "enforce_principal_domain": True},
    ),
    warning(
        "CLM-24",
        "okta",
        "allowed_domains",
        {"allowed_domains": ["acme.io", "acme.com"]},
        {"allowed_domains": ["acme.io", "acme.com"], "enforce_principal_domain": True},
    ),
    warning(
        "CLM-23",
        "okta",
        "principal_domain",
        {"principal_domain": "open-metadata.org"},
        {"principal_domain": "openmetadata.org"},
    ),
    warning(
        "CLM-23",
        "ldap",
        "principal_domain",
        {"principal_domain": "open-metadata.org"},
        {"provider": "basic", "principal_domain": "open-metadata.org"},
    ),
]
