# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rules of one provider or two, and what the server refuses to save."""

from rule_cases._row import error, extra, info, release, warning

OWN = "http://localhost:8585/api/v1/system/config/jwks"
TENANT, OTHER = "0c2f9a51-3b7d-4a1e-8f00-5f6f3d6a1b2c", "11111111-2222-4333-8444-555555555555"
AZURE = "https://login.microsoftonline.com"
POOL = "https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_Ab3dEf9hI"
OLD_KEYS = {"public_key_urls": [f"{AZURE}/common/discovery/keys", OWN]}
NEW_KEYS = {"public_key_urls": [f"{AZURE}/{TENANT}/discovery/v2.0/keys", OWN]}


AZURE_RULES = [
    error(
        "URL-01",
        "azure",
        "authority",
        {"authority": f"{AZURE}/{TENANT}/oauth2/v2.0/authorize"},
        {"authority": f"{AZURE}/{TENANT}"},
    ),
    error(
        "URL-01",
        "azure-implicit",
        "authority",
        {"authority": f"{AZURE}/{TENANT}/v2.0"},
        {"authority": f"{AZURE}/{TENANT}"},
    ),
    error(
        "URL-02",
        "azure",
        "discovery_uri",
        {"discovery_uri": f"{AZURE}/common/v2.0/.well-known/openid-configuration"},
        {"discovery_uri": f"{AZURE}/{TENANT}/v2.0/.well-known/openid-configuration"},
    ),
    error("URL-02", "azure", "discovery_uri", {"discovery_uri": f"{AZURE}/.well-known/openid-configuration"}, {}),
    error(
        "URL-03", "azure", "azure_tenant_id", {"azure_tenant_id": "acme.onmicrosoft.com"}, {"azure_tenant_id": OTHER}
    ),
    error(
        "URL-03",
        "azure",
        "extra_environment.OIDC_TENANT",
        extra(OIDC_TENANT=f"{AZURE}/{TENANT}"),
        extra(OIDC_TENANT=TENANT),
    ),
    error(
        "URL-03", "azure", "authority", {"authority": f"{AZURE}/{OTHER}"}, {"authority": f"{AZURE}/{TENANT.upper()}"}
    ),
    error("URL-18", "azure", "client_id", {"client_id": "openmetadata"}, {"client_id": OTHER}),
    warning("URL-04", "azure", "public_key_urls", release("1.10.0", **OLD_KEYS), release("1.9.7", **OLD_KEYS)),
    warning("URL-04", "azure", "public_key_urls", release("2.0.0", **OLD_KEYS), release("2.0.0", **NEW_KEYS)),
    warning(
        "URL-04",
        "azure",
        "public_key_urls",
        release("1.10.0", azure_tenant_id="{Tenant ID}", **OLD_KEYS),
        release("1.10.0", azure_tenant_id="{Tenant ID}", **NEW_KEYS),
    ),
    warning(
        "DB-09",
        "azure-implicit",
        "public_key_urls",
        release("1.12.3", enforce_principal_domain=True, **OLD_KEYS),
        release("1.11.3", enforce_principal_domain=True, **OLD_KEYS),
    ),
    error("URL-19", "aws-cognito", "cognito_region", {"cognito_region": "eu-central-1, eu-west-1"}, {}),
    error("URL-19", "aws-cognito", "cognito_user_pool_id", {"cognito_user_pool_id": "our pool"}, {}),
    error("URL-19", "aws-cognito", "cognito_user_pool_id", {"cognito_user_pool_id": "eu-central-1_?x"}, {}),
    warning(
        "URL-05",
        "azure",
        "authority",
        release("1.10.0", authority=f"https://login.microsoftonline.us/{TENANT}"),
        release("1.10.0", authority=f"{AZURE}/{TENANT}"),
    ),
    error(
        "FLOW-07", "azure", "client_secret", {"client_secret": OTHER}, {"client_secret": "Kx8~Q-abcDEF.ghiJKL_mnoPQR"}
    ),
    warning(
        "CLM-10",
        "azure",
        "admin_principals",
        {"admin_principals": ["Data.Admin"]},
        {"admin_principals": ["data.admin"]},
    ),
    warning("CLM-10", "azure", "principal_domain", {"principal_domain": "Acme.io"}, {"principal_domain": "acme.io"}),
    warning(
        "CLM-10",
        "azure",
        "principal_domain",
        release("1.13.1", principal_domain="Acme.io"),
        release("1.13.2", principal_domain="Acme.io"),
    ),
    warning(
        "CLM-22",
        "azure-implicit",
        "use_roles_from_provider",
        {"use_roles_from_provider": True},
        {"use_roles_from_provider": False},
    ),
]

OTHERS = [
    warning(
        "URL-06",
        "aws-cognito",
        "public_key_urls",
        release("1.10.0", public_key_urls=[f"{POOL}/.well-known/jwks.json", OWN]),
        release("1.9.0", public_key_urls=[f"{POOL}/.well-known/jwks.json", OWN]),
    ),
    info("URL-06", "aws-cognito", "cognito_region", release("1.10.0"), release("1.9.0")),
    error(
        "URL-07",
        "aws-cognito",
        "authority",
        {"authority": "https://acme.auth.eu-central-1.amazoncognito.com"},
        {"authority": POOL},
    ),
    error("URL-07", "aws-cognito", "authority", {"authority": "https://login.acme.io"}, {"authority": POOL}),
    error(
        "URL-19",
        "aws-cognito",
        "cognito_region",
        {"cognito_region": "Frankfurt"},
        {"cognito_region": "us-gov-west-1", "cognito_user_pool_id": "us-gov-west-1_Ab3dEf9hI"},
    ),
    error(
        "URL-19",
        "aws-cognito",
        "cognito_user_pool_id",
        {"cognito_user_pool_id": "us-east-1_Ab3dEf9hI"},
        {"cognito_user_pool_id": "eu-central-1_x"},
    ),
    warning(
        "URL-05",
        "aws-cognito",
        "cognito_region",
        release("1.10.0", cognito_region="us-gov-west-1", cognito_user_pool_id="us-gov-west-1_x"),
        release("1.9.0", cognito_region="us-gov-west-1", cognito_user_pool_id="us-gov-west-1_x"),
    ),
    info("URL-08", "okta", "okta_issuer", release("1.10.6"), release("1.11.0")),
    warning(
        "DB-09",
        "okta-implicit",
        "public_key_urls",
        release("1.12.0", public_key_urls=["https://acme.okta.com/v1/keys", OWN]),
        release("1.12.0", public_key_urls=["https://acme.okta.com/oauth2/default/v1/keys", OWN]),
    ),
    error(
        "URL-20",
        "okta",
        "okta_issuer",
        {"okta_issuer": "https://acme-admin.okta.com"},
        {"okta_issuer": "https://acme.okta.com"},
    ),
    error(
        "URL-20",
        "okta",
        "okta_issuer",
        {"okta_issuer": "https://acme.okta.com/oauth2/default/v1/authorize"},
        {"okta_issuer": "https://acme.okta.com/oauth2/aus9"},
    ),
    error(
        "URL-14",
        "custom-oidc",
        "oidc_issuer",
        {"oidc_issuer": "https://k.acme.io/realms/data/protocol/openid-connect/auth"},
        {"oidc_issuer": "https://id.acme.io/realms/data"},
    ),
    error(
        "URL-14",
        "keycloak",
        "keycloak_url",
        {"keycloak_url": "https://keycloak.acme.io/realms/data"},
        {"keycloak_url": "https://keycloak.acme.io/auth"},
    ),
    error(
        "URL-14", "keycloak", "keycloak_realm", {"keycloak_realm": "realms/data"}, {"keycloak_realm": "data-platform"}
    ),
    error("URL-14", "keycloak", "keycloak_realm", {"keycloak_realm": "[data]"}, {"keycloak_realm": "data"}),
    warning("CLM-16", "google", "use_roles_from_provider", {"use_roles_from_provider": True}, {}),
    warning("CLM-16", "auth0", "use_roles_from_provider", {"use_roles_from_provider": True}, {}),
    warning(
        "CLM-16",
        "okta",
        "use_roles_from_provider",
        release("2.0.1", use_roles_from_provider=True),
        release("2.0.2", use_roles_from_provider=True),
    ),
]

SAVING = [
    warning(
        "SAVE-01",
        "google",
        "authority",
        {"authority": "https://accounts.google.com/o"},
        {"authority": "https://accounts.google.com"},
    ),
    warning(
        "SAVE-01",
        "google",
        "public_key_urls",
        {"public_key_urls": ["https://www.googleapis.com/oauth2/v1/certs", OWN]},
        {"public_key_urls": ["https://www.googleapis.com/oauth2/v3/certs", OWN]},
    ),
    warning(
        "SAVE-02",
        "google",
        "client_id",
        {"client_id": "271828182845-abc"},
        release("1.9.0", client_id="271828182845-abc"),
    ),
    warning(
        "SAVE-03",
        "auth0",
        "public_key_urls",
        {"public_key_urls": ["https://acme.eu.auth0.com/keys", OWN]},
        {"public_key_urls": ["https://acme.eu.auth0.com/.well-known/jwks.json", OWN]},
    ),
    info(
        "SAVE-04",
        "auth0",
        "auth0_domain",
        release("1.10.0"),
        release("1.10.0", server_internal_url="http://metadata.acme.internal:8585"),
    ),
    warning(
        "SAVE-05",
        "okta",
        "okta_issuer",
        {"okta_issuer": "http://acme.okta.com"},
        {"okta_issuer": "https://acme.okta.com"},
    ),
    info("SAVE-06", "basic", "provider", release("1.10.0"), release("1.9.7")),
    warning(
        "SAVE-07",
        "ldap",
        "ldap.group_attribute_value",
        {"ldap__group_attribute_value": None},
        release("1.9.7", ldap__group_attribute_value=None),
    ),
    warning(
        "SAVE-08",
        "saml",
        "saml.idp.name_id",
        {"saml__idp__name_id": "emailAddress"},
        {"saml__idp__name_id": "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent"},
    ),
    warning(
        "SAVE-09",
        "saml",
        "saml.idp.entity_id",
        {"saml__idp__entity_id": "acme"},
        {"saml__idp__entity_id": "urn:acme:idp"},
    ),
    warning(
        "SAVE-09",
        "saml",
        "saml.idp.entity_id",
        {
            "saml__idp__sso_login_url": "https://acme.okta.com/app/om/exk1/sso/saml",
            "saml__idp__entity_id": "https://acme.okta.com/exk1",
        },
        {
            "saml__idp__sso_login_url": "https://acme.okta.com/app/om/exk1/sso/saml",
            "saml__idp__entity_id": "http://www.okta.com/exk1",
        },
    ),
]

TABLE = AZURE_RULES + OTHERS + SAVING
