# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What passes over the network."""

from fakes.audit_answers import AUTHENTICATION, BASIC, LDAP, OIDC, SAML, answer

IMPLICIT = {AUTHENTICATION + "clientType": "public"}
DIRECTORY = {AUTHENTICATION + "provider": "ldap", LDAP + "host": "ldap.acme.io"}

#: (check, what a host answers, status, severity of a finding, words of the evidence)
ROWS = (
    ("FLOW-16", answer(), "ok", "", "https://metadata.acme.io"),
    (
        "FLOW-16",
        answer({AUTHENTICATION + "callbackUrl": "http://metadata.acme.io/callback"}),
        "finding",
        "error",
        "http://metadata.acme.io/callback",
    ),
    ("FLOW-16", answer({OIDC + "serverUrl": "HTTP://metadata.acme.io"}), "finding", "error", "serverUrl"),
    ("FLOW-16", answer({OIDC + "serverUrl": "http://localhost:8585"}), "ok", "", "localhost"),
    ("FLOW-16", answer({**IMPLICIT, OIDC + "serverUrl": "http://openmetadata:8585"}), "ok", "", ""),
    (
        "FLOW-16",
        answer({AUTHENTICATION + "provider": "saml", SAML + "sp.acs": "http://metadata.acme.io/api/v1/saml/acs"}),
        "finding",
        "error",
        "acs",
    ),
    ("FLOW-16", answer(unseen=[OIDC + "serverUrl"]), "unknown", "", "serverUrl"),
    ("FLOW-16", answer(BASIC), "not_applicable", "", "basic"),
    ("AUD-02", answer(), "ok", "", "acme.eu.auth0.com"),
    (
        "AUD-02",
        answer({AUTHENTICATION + "authority": "http://keycloak.acme.io/realms/x"}),
        "finding",
        "error",
        "authority is http://keycloak.acme.io",
    ),
    (
        "AUD-02",
        answer({AUTHENTICATION + "publicKeyUrls": ["http://keycloak.acme.io/certs"]}),
        "finding",
        "error",
        "publicKeyUrls",
    ),
    (
        "AUD-02",
        answer({AUTHENTICATION + "publicKeyUrls": ["http://openmetadata-server:8585/api/v1/system/config/jwks"]}),
        "ok",
        "",
        "",
    ),
    ("AUD-02", answer({**DIRECTORY, LDAP + "sslEnabled": "false"}), "finding", "error", "without TLS"),
    ("AUD-02", answer({**DIRECTORY, LDAP + "sslEnabled": "true"}), "ok", "", "over TLS"),
    (
        "AUD-02",
        answer({**DIRECTORY, LDAP + "host": "localhost", LDAP + "sslEnabled": None}),
        "ok",
        "",
        "the host itself",
    ),
    ("AUD-02", answer(BASIC), "not_applicable", "", "no provider"),
    ("AUD-02", answer(unseen=[OIDC + "discoveryUri"]), "unknown", "", "discoveryUri"),
)
