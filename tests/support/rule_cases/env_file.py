# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rules of env files; several of the lines stand in OpenMetadata's own guides."""

import functools

from examples import EXAMPLES

from rule_cases._files import row

error = functools.partial(row, severity="error", kind="env_file")
warning = functools.partial(row, severity="warning", kind="env_file")
info = functools.partial(row, severity="info", kind="env_file")
ONE_LINE = "".join(EXAMPLES["saml"]["om_sso_saml"]["idp"]["idp_x509_certificate"].splitlines()[1:-1])


def one(rule, fires, quiet, make=error, **more):
    """Files of one line."""
    return make(rule, line=1, fires=fires, quiet=quiet, **more)


TABLE = [
    one(
        "ENV-01",
        "AUTHORIZER_PRINCIPAL_DOMAIN=acme.io   # Update with your Domain",
        "AUTHORIZER_PRINCIPAL_DOMAIN=acme.io#1",
    ),
    one("ENV-01", "AUTHENTICATION_CLIENT_ID=abc\t# id", "AUTHENTICATION_CLIENT_ID='abc # id'"),
    error("ENV-01", line=3, fires="# a\n\nOIDC_TYPE=auth0 # b", quiet="# a # b\n\nOIDC_TYPE=auth0"),
    one("ENV-02", "AUTHENTICATION_CLIENT_TYPE= public", "AUTHENTICATION_CLIENT_TYPE=public"),
    one("ENV-02", "AUTHENTICATION_CLIENT_TYPE =public", "export AUTHENTICATION_CLIENT_TYPE=public"),
    one("ENV-02", "OIDC_TYPE=auth0 ", "OTHER_PROGRAM= x "),
    one("ENV-03", "OIDC_DISCOVERY_URI: http://acme.eu.auth0.com/x", "OIDC_DISCOVERY_URI=http://acme.eu.auth0.com/x"),
    one("ENV-03", 'OIDC_CALLBACK=${OIDC_CALLBACK:-"http://localhost:8585/callback"}', "OIDC_CALLBACK='${X:-y}'"),
    one("ENV-04", 'AUTHENTICATION_PUBLIC_KEYS=[https://x.y/keys""', 'AUTHENTICATION_PUBLIC_KEYS="[https://x.y/keys]"'),
    one("ENV-04", 'OIDC_CLIENT_ID="abc', "OIDC_CLIENT_ID='\"0012\"'"),
    one(
        "ENV-05",
        'OIDC_DISCOVERY_URI="OIDC_DISCOVERY_URI=http://k.acme.io"',
        "OIDC_DISCOVERY_URI=http://k.acme.io/x?A_B=1",
    ),
    one(
        "ENV-06",
        "AUTHENTICATION_AUTHORITY=http://https://acme.eu.auth0.com",
        "AUTHENTICATION_PUBLIC_KEYS=[https://a.b/c,https://d.e/f]",
    ),
    one("ENV-11", 'AUTH_ROLES_MAPPING={"cn=a": ["Admin"],', 'AUTH_ROLES_MAPPING=\'{"cn=a": ["Admin"]}\''),
    one("ENV-11", 'AUTH_ROLES_MAPPING=\'{\n "cn=a": ["Admin"]}\'', "AUTH_ROLES_MAPPING="),
    one(
        "ENV-12",
        "AUTHORIZER_CLASS_NAME=org.openmetadata.catalog.security.DefaultAuthorizer",
        "AUTHORIZER_CLASS_NAME=org.openmetadata.service.security.DefaultAuthorizer",
    ),
    one("ENV-20", "OIDC_CLIENT_SECRET=abc$def", "OIDC_CLIENT_SECRET='abc$def'"),
    one("ENV-20", 'OIDC_CLIENT_SECRET="a${b}"', "OIDC_CLIENT_SECRET=abc$$def$"),
    one("ENV-01", "OIDC_TYPE=auth0 # type", "export OIDC_TYPE=auth0 # type", quiet_context={"dialect": "shell"}),
    one("ENV-04", "export OIDC_CLIENT_ID='a'b'", "export OIDC_CLIENT_ID='a'\\''b'", dialect="shell"),
    one(
        "ENV-20",
        "export OIDC_CALLBACK=$URL/callback",
        "export OIDC_CALLBACK=${URL}/callback\nURL=https://om.acme.io",
        dialect="shell",
    ),
    one(
        "ENV-20",
        "OIDC_CLIENT_SECRET=abc$def",
        "OIDC_CLIENT_SECRET=abc$def",
        dialect="compose",
        quiet_context={"dialect": "systemd"},
    ),
    one(
        "ENV-32",
        "export AUTHORIZER_ADMIN_PRINCIPALS=[a, b]",
        "export AUTHORIZER_ADMIN_PRINCIPALS='[a, b]' # two",
        dialect="shell",
    ),
    one("ENV-20", 'export OIDC_CLIENT_SECRET="a$b"', "export OIDC_CLIENT_SECRET='a$b'\\''$c'\\$d", dialect="shell"),
    one("ENV-32", "export OIDC_CLIENT_SECRET='a b' c", "export OIDC_CLIENT_SECRET='a b'\\''c d'", dialect="shell"),
    one(
        "ENV-32",
        "export OIDC_CLIENT_SECRET=a&b",
        "OIDC_CLIENT_SECRET=a&b",
        dialect="shell",
        quiet_context={"dialect": "systemd"},
    ),
    one(
        "ENV-33",
        "export OIDC_TYPE=auth0",
        "export OIDC_TYPE=auth0",
        dialect="systemd",
        quiet_context={"dialect": "shell"},
    ),
    one(
        "ENV-06",
        "OIDC_DISCOVERY_URI: http://https://acme.eu.auth0.com/x",
        "OIDC_DISCOVERY_URI: https://acme.eu.auth0.com/x",
        more=("ENV-03",),
    ),
    one("ENV-22", "OIDC_DISCOVERY_URI: http://{Domain}/x", "# OIDC_DISCOVERY_URI: http://{Domain}/x", more=("ENV-03",)),
    one("ENV-22", "AUTHENTICATION_CLIENT_ID={Client ID}", "AUTH_REASSIGN_ROLES=[]"),
    one("ENV-22", "OIDC_CALLBACK=https://您的域名/callback", "CUSTOM_OIDC_AUTHENTICATION_PROVIDER_NAME=统一身份认证"),
    one("ENV-22", "DB_USER_PASSWORD=<password>", "DB_USER_PASSWORD=a<b>c"),
    one(
        "ENV-21",
        "AUTHENTICATION_PUBLIC_KEYS=[acme.eu.auth0.com/.well-known/jwks.json]",
        "AUTHENTICATION_PUBLIC_KEYS=[https://acme.eu.auth0.com/.well-known/jwks.json]",
    ),
    one(
        "JWK-04",
        "AUTHENTICATION_PUBLIC_KEYS=[http://localhost:8585/api/v1/sytem/config/jwks]",
        "AUTHENTICATION_PUBLIC_KEYS=[http://localhost:8585/api/v1/system/config/jwks]",
    ),
    one(
        "JWK-06", "AUTHENTICATION_PUBLIC_KEYS=https://a.b/c,https://d.e/f", "AUTHENTICATION_PUBLIC_KEYS=[https://a.b/c]"
    ),
    one("JWK-06", "AUTHORIZER_ADMIN_PRINCIPALS=admin", "AUTHORIZER_ADMIN_PRINCIPALS='[admin]'"),
    one("CLM-12", "AUTHORIZER_ADMIN_PRINCIPALS=[jane@acme.io]", "AUTHORIZER_ADMIN_PRINCIPALS=[jane]"),
    error(
        "FLOW-05",
        line=2,
        fires="OIDC_DISCOVERY_URI=https://a.b/c\nOIDC_DISCOVERY_URI=",
        quiet="OIDC_DISCOVERY_URI=https://a.b/c\nOIDC_SCOPE=openid",
    ),
    one("ENV-08", "AUTHORIZER_ANYTHING=x", "ANYTHING=x", warning),
    one(
        "ENV-08",
        "AUTHENTICATION_PUBLIC_KEY_URLS=[https://a.b/c]",
        "AUTHENTICATION_PUBLIC_KEYS=[https://a.b/c]\nAUTHENTICATION_PUBLIC_KEY_URLS=[https://a.b/c]",
    ),
    one(
        "ENV-08",
        "OIDC_REDIRECT_URI=https://a.b/c",
        "OIDC_REDIRECT_URI=https://a.b/c\nOIDC_CALLBACK=https://d.e/f",
        warning,
    ),
    one("ENV-08", "AUTHENTICATION_PUBLIC_KYES=[https://a.b/c]", "PORTAL_PUBLIC_KYES=[https://a.b/c]"),
    one("ENV-08", "JWT_ISUER=om.acme.io", "JWT_AUDIENCE=om", warning),
    one("ENV-08", "AIRFLOW_AUTH_PROVIDER=okta", "AIRFLOW__CORE__EXECUTOR=LocalExecutor", info),
    one("ENV-08", "AUTHENTICATION_DISCOVERY_URI=https://a.b/c", "AUTHORIZER_INGESTION_PRINCIPALS=[ingestion-bot]"),
    one(
        "JWK-09",
        "HTTPS_PROXY=http://proxy:3128",
        "HTTPS_PROXY=http://proxy:3128\nOPENMETADATA_OPTS=-Dhttps.proxyHost=proxy",
    ),
    one("MISC-06", "LOG_LEVEL=DEBUG", "LOG_LEVEL=INFO", warning, release="1.12.0"),
    one("MISC-06", "LOG_LEVEL=trace", "LOG_LEVEL=trace", warning, release="1.13.6", quiet_context={"release": "2.0.0"}),
    one(
        "BOT-08",
        "SERVER_HOST_API_URL=http://localhost:8585/api",
        "SERVER_HOST_API_URL=http://openmetadata-server:8585/api",
    ),
    one(
        "BOT-05",
        "SERVER_HOST_API_URL=https://om.acme.io/api",
        "SERVER_HOST_API_URL=https://om.acme.io/api\nPIPELINE_SERVICE_CLIENT_VERIFY_SSL=validate",
        warning,
    ),
    one("SAML-01", "SAML_IDP_CERTIFICATE=/etc/om/idp.pem", f"SAML_IDP_CERTIFICATE={ONE_LINE}"),
    one("URL-17", "AUTHENTICATION_PROVIDER=keycloak", "AUTHENTICATION_PROVIDER=custom-oidc"),
    one(
        "ENV-15", "AUTHENTICATION_PROVIDER=basic\nOIDC_CLIENT_ID=abc", "AUTHENTICATION_PROVIDER=basic\nOIDC_CLIENT_ID="
    ),
    error(
        "ENV-18",
        line=2,
        fires="AUTHENTICATION_PROVIDER=okta\nAUTHENTICATION_AUTHORITY=https://accounts.google.com",
        quiet="AUTHENTICATION_PROVIDER=google\nAUTHENTICATION_AUTHORITY=https://accounts.google.com",
    ),
    one("JWK-11", "JWT_KEY_ID=old", "JWT_KEY_ID=new", warning, variables={"JWT_KEY_ID": "new"}),
    one("BOT-06", "FERNET_KEY=old", "FERNET_KEY=old", variables={"FERNET_KEY": "new"}, quiet_context={}),
]
