# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rules about URLs, domains and where the browser comes back to."""

from rule_cases._row import error, extra, release, warning

OWN = "http://localhost:8585/api/v1/system/config/jwks"
URL = "https://metadata.acme.io"

TABLE = [
    error(
        "ENV-21",
        "okta",
        "okta_issuer",
        {"okta_issuer": "acme.okta.com/oauth2/default"},
        {"okta_issuer": "https://acme.okta.com/oauth2/aus1"},
    ),
    error(
        "ENV-21",
        "auth0",
        "server_url",
        {"server_url": "metadata.acme.io"},
        {"server_url": "https://metadata.acme.io:8443"},
    ),
    error(
        "ENV-21",
        "auth0",
        "public_key_urls",
        {"public_key_urls": ["acme.eu.auth0.com/jwks", OWN]},
        {"public_key_urls": ["https://x.y/jwks", OWN]},
    ),
    error(
        "ENV-06",
        "custom-oidc",
        "oidc_issuer",
        {"oidc_issuer": "http://https://id.acme.io"},
        {"oidc_issuer": "https://id.acme.io/?next=http://x"},
    ),
    error(
        "RED-06",
        "auth0",
        "server_url",
        {"server_url": f"{URL},https://dr.acme.io"},
        {"server_url": "https://dr.acme.io"},
    ),
    error(
        "URL-12",
        "okta",
        "okta_issuer",
        {"okta_issuer": "https://acme.okta.com/oauth2/default/"},
        {"okta_issuer": "https://acme.okta.com"},
    ),
    error(
        "URL-12",
        "keycloak",
        "keycloak_url",
        {"keycloak_url": "https://keycloak.acme.io/"},
        {"keycloak_url": "https://keycloak.acme.io/auth"},
    ),
    error(
        "URL-12",
        "auth0",
        "authority",
        {"authority": "https://acme.eu.auth0.com/"},
        {"authority": "https://acme.eu.auth0.com"},
    ),
    error("URL-12", "custom-oidc", "server_url", {"server_url": f"{URL}/"}, {"oidc_issuer": "https://id.acme.io/"}),
    error(
        "ENV-24",
        "auth0",
        "auth0_domain",
        {"auth0_domain": "https://acme.eu.auth0.com"},
        {"auth0_domain": "login.acme.io"},
    ),
    error(
        "ENV-24",
        "onelogin",
        "onelogin_domain",
        {"onelogin_domain": "acme.onelogin.com/oidc"},
        {"onelogin_domain": "acme.onelogin.eu"},
    ),
    error("ENV-24", "onelogin", "onelogin_domain", {"onelogin_domain": "acme"}, {"onelogin_domain": "acme.io"}),
    error("ENV-24", "ldap", "ldap.host", {"ldap__host": "ldaps://ldap.acme.io"}, {"ldap__host": "ldap"}),
    error("ENV-24", "ldap", "ldap.host", {"ldap__host": "ldap.acme.io:636"}, {"ldap__host": "10.0.0.5"}),
    warning(
        "URL-11",
        "okta",
        "okta_issuer",
        release("1.11.5", okta_issuer="https://fdn.okta.com"),
        release("1.12.0", okta_issuer="https://fdn.okta.com"),
    ),
    warning(
        "URL-11",
        "keycloak",
        "keycloak_url",
        release("1.10.6", keycloak_url="https://10.1.2.3"),
        release("1.10.6", keycloak_url="https://9.1.2.3"),
    ),
    warning(
        "URL-11",
        "keycloak",
        "keycloak_url",
        release("1.12.6", keycloak_url="https://192.168.1.5"),
        release("1.12.6", keycloak_url="https://fd-idp.acme.io"),
    ),
    error(
        "FLOW-05",
        "okta",
        "discovery_uri",
        {"discovery_uri": "https://acme.okta.com/oauth2/default"},
        {"discovery_uri": "https://acme.okta.com/oauth2/default/.well-known/oauth-authorization-server"},
    ),
    error("FLOW-05", "auth0", "discovery_uri", {"discovery_uri": ""}, {}),
    warning(
        "ENV-23",
        "keycloak",
        "public_key_urls",
        {"public_key_urls": ["https://other.acme.io:8081/auth/realms/data/protocol/openid-connect/certs", OWN]},
        {"public_key_urls": ["https://keycloak.acme.io/auth/realms/data/protocol/openid-connect/certs", OWN]},
    ),
    error(
        "URL-12",
        "custom-oidc",
        "discovery_uri",
        {"discovery_uri": "https://id.acme.io/.well-known/openid-configuration/"},
        {"oidc_jwks_uri": "https://id.acme.io/application/o/openmetadata/jwks/"},
    ),
    warning(
        "ENV-23",
        "keycloak",
        "discovery_uri",
        {"discovery_uri": "https://keycloak.acme.io:8443/realms/data/.well-known/openid-configuration"},
        {"discovery_uri": "https://keycloak.acme.io:443/realms/data/.well-known/openid-configuration"},
    ),
    *(
        warning(
            "ENV-23",
            "custom-oidc",
            "oidc_jwks_uri",
            {"oidc_issuer": issuer, "oidc_jwks_uri": "https://keys.acme.io/keys"},
            {"oidc_issuer": issuer, "oidc_jwks_uri": keys},
        )
        for issuer, keys in (
            ("https://login.microsoftonline.com/x/v2.0", "https://login.windows.net/common/discovery/keys"),
            (
                "https://identity.oraclecloud.com/",
                "https://idcs-1a2b.identity.oraclecloud.com/admin/v1/SigningCert/jwk",
            ),
            (
                "https://cognito-idp.eu-west-1.amazonaws.com/x",
                "https://cognito-idp.eu-west-1.amazonaws.com/x/jwks.json",
            ),
            ("https://id.acme.io/oauth2/default", "https://acme.okta.com/oauth2/default/v1/keys"),
            ("https://id.acme.io", "http://10.1.2.3:8080/keys"),
            ("https://id.acme.io", "http://keycloak:8080/keys"),
        )
    ),
    error(
        "ENV-18",
        "keycloak",
        "authority",
        {"authority": "https://accounts.google.com"},
        {"authority": "https://keycloak.acme.io/realms/data"},
    ),
    error(
        "ENV-18",
        "custom-oidc",
        "oidc_issuer",
        {"oidc_issuer": "https://accounts.google.com"},
        {"oidc_issuer": "https://accounts.google.com", "oidc_jwks_uri": "https://www.googleapis.com/oauth2/v3/certs"},
    ),
    error(
        "ENV-18",
        "okta",
        "public_key_urls",
        {"public_key_urls": ["https://www.googleapis.com/oauth2/v3/certs", OWN]},
        {},
    ),
    error(
        "RED-04",
        "auth0",
        "callback_url",
        {"callback_url": "http://localhost:8585/callback"},
        {"callback_url": f"{URL}:443/callback"},
    ),
    error(
        "RED-04",
        "auth0",
        "extra_environment.OIDC_CALLBACK",
        extra(OIDC_CALLBACK="https://other.acme.io/callback"),
        extra(OIDC_CALLBACK=f"{URL}/callback"),
    ),
    *(
        warning("RED-04", "auth0", "server_url", {"server_url": url}, {"server_url": "http://localhost:8585"})
        for url in (
            "http://openmetadata-server:8585",
            "http://host.docker.internal:8585",
            "https://om.data.svc.cluster.local",
            "https://om.data.svc",
            "http://0.0.0.0:8585",
        )
    ),
    warning(
        "RED-04",
        "saml",
        "saml.idp.sso_login_url",
        {"saml__idp__sso_login_url": "http://keycloak:8080/realms/data/protocol/saml"},
        {"saml__idp__sso_login_url": "https://id.acme.io/realms/data/protocol/saml"},
    ),
    warning(
        "RED-04",
        "keycloak",
        "keycloak_url",
        {"keycloak_url": "http://keycloak:8080"},
        {
            "discovery_uri": "http://keycloak:8080/realms/data/.well-known/openid-configuration",
            "public_key_urls": ["http://keycloak:8080/realms/data/protocol/openid-connect/certs", OWN],
        },
    ),
    error(
        "RED-04",
        "basic",
        "server_url",
        {"server_url": "http://localhost:8585", "production": True},
        {"server_url": "http://localhost:8585"},
        more=("JWK-13", "BOT-06"),
    ),
    error(
        "RED-01",
        "azure",
        "callback_url",
        {"callback_url": f"{URL}/auth/signin"},
        {"callback_url": f"{URL}/auth/callback"},
    ),
    error(
        "RED-01",
        "auth0",
        "extra_environment.OIDC_CALLBACK",
        extra(OIDC_CALLBACK=f"{URL}/auth/callback"),
        extra(OIDC_CALLBACK=f"{URL}/callback"),
    ),
    error(
        "RED-05",
        "okta",
        "extra_environment.OIDC_SERVER_URL",
        extra(OIDC_SERVER_URL="http://localhost:8585"),
        extra(OIDC_SERVER_URL=URL),
    ),
    error(
        "RED-05",
        "okta",
        "trusted_redirect_uris",
        release("2.0.1", trusted_redirect_uris=[f"{URL}/*"]),
        release("2.0.1", trusted_redirect_uris=[f"{URL}/x"]),
    ),
    error("RED-07", "okta", "server_url", release("1.13.1", server_url=f"{URL}/om"), release("1.13.1")),
    error(
        "RED-07",
        "okta",
        "server_url",
        release("2.0.0", server_url=f"{URL}/om"),
        release("2.0.0", server_url=f"{URL}/om", **extra(BASE_PATH="/om/")),
    ),
    error(
        "FLOW-16",
        "auth0-implicit",
        "server_url",
        {"server_url": "http://metadata.acme.io"},
        {"server_url": "http://localhost:8585"},
    ),
    warning(
        "RED-13",
        "auth0",
        "server_url",
        {"server_url": "http://metadata.acme.io"},
        {"server_url": "http://127.0.0.1:8585"},
    ),
]
