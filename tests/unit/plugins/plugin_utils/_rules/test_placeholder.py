# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What guides leave to be filled in, in their languages, and real values that are like it."""

import pytest
from ansible_collections.openmetadata.sso.plugins.plugin_utils._rules._placeholder import (
    ANY,
    BRACKETS,
    MAPPING,
    PLACEHOLDER,
    SCHEME,
    TEXT,
    form_of,
    found_in,
)

LEFT = [
    "<Client ID>",
    "{Client ID}",
    "{CLIENT_ID}",
    "{your domain}",
    "https://{your domain}/api/v1/system/config/jwks",
    "{Domain}/.well-known/jwks.json",
    "https://login.microsoftonline.com/{Tenant ID}",
    "https://login.microsoftonline.com/<tenant-id>/v2.0",
    "{OMD-server-domain}/api/v1/system/config/jwks",
    "{Keycloak-server-URL}/auth/realms/{your-realm-name}",
    "your-domain.auth0.com",
    "YOUR_GOOGLE_CLIENT_ID",
    "your_client_id",
    "https://your-tenant.okta.com",
    "https://id.your-company.com/realms/x",
    "https://YOUR-OKTA-DOMAIN/oauth2",
    "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx",
    "xxx",
    "https://xxx.eu.auth0.com",
    "https://sso.xxx.com/realms",
    "0oaXXX-xxx",
    "http://KEYCLOAK_SERVER_IP:8090/realms/x",
    "__OPENMETADATA_OIDC_CLIENT_SECRET__",
    "{{ vault_secret }}",
    "https://ihre-domain.de/callback",
    "<Ihre Mandanten-ID>",
    "deine_client_id",
    "https://votre-domaine.fr",
    "votre_identifiant",
    "<votre-domaine>",
    "https://tu-dominio.es",
    "tu_cliente",
    "su-empresa",
    "https://seu-dominio.com.br",
    "sua-empresa",
    "https://tuo-dominio.it",
    "https://ваш-домен.ru/callback",
    "ваш_клиент",
    "<ваш домен>",
    "https://你的域名/callback",
    "您的客户端ID",
    "<你的租户ID>",
    "OpenMetadata在Keycloak中的客户端编号",
    "对应客户端密钥",
    "https://あなたのドメイン/callback",
    "<クライアントID>",
    "〇〇.co.jp",
    "https://<도메인>/callback",
    "여러분의-도메인",
    "클라이언트 ID",
    "https://alan-adiniz.com",
    "https://alan-adınız.com.tr",
    "sunucunuz",
    "https://twoja-domena.pl",
    "twój-klient",
    "{tu dominio}",
    "https://jouw-domein.nl",
    "ten-mien-cua-ban",
    "changeme",
    "change-me",
    "CHANGE_ME",
    "https://.../callback",
    "https://…/callback",
    "TODO",
    "placeholder",
    "replace_with_your_client_id",
    "your client secret here",
    "enter-your-client-id",
    "client_id",
    "tenant_id",
    "<example>",
    "https://<host>:<port>/realms",
    "https://keycloak.<domain>/realms",
    "{ваш домен}",
    "admin@<your-domain>",
    "my-tenant.auth0.com",
    "https://my_domain/callback",
    "cn=admin,dc=<your-company>,dc=com",
    "{tenant}",
    "https://login.microsoftonline.com/{tenant}/discovery/v2.0/keys",
    "xxx.okta.com",
    "ＸＸＸ",
    "ххх",
    "replace-with-your-realm",
]
REAL = [
    "openmetadata",
    "0oa9kx3pQzLmN7vB2d7c",
    "client-id",
    "your.eu.auth0.com",
    "yourcompany.com",
    "https://mycompany.io/callback",
    "yourdomain.com",
    "my-app",
    "my-client",
    "https://my-openmetadata.acme.io",
    "https://your-move.co.uk",
    "https://bring-your-own-device.acme.io",
    "https://in-your-face.example",
    "https://tu-darmstadt.de/realms",
    "https://tu-clausthal.de",
    "https://ihr-platz.de",
    "https://mi.com",
    "https://mio.it",
    "https://votrefamille.fr",
    "https://login.microsoftonline.com/{tenantid}/v2.0",
    "https://login.microsoftonline.com/{tenant}/v2.0",
    "cn=admin,ou=People,dc=acme,dc=io",
    "CN=s-om,OU=Service Accounts,DC=acme,DC=local",
    "uid=jane+mail=jane@acme.io,dc=x",
    "userPrincipalName",
    "2.5.4.3",
    "mail;lang-de",
    "1.2.840.113556.1.4.221",
    "jJ/9sz0g0OHxsfxOoSfdFdmk3ysNmPRnH3TUAbz3IHA=",
    "MIICXXXxxx+/a==",
    "8d3b1f70-3b9e-4c5a-9a8e-2f6f0f4b7c11",
    "{8d3b1f70-3b9e-4c5a-9a8e-2f6f0f4b7c11}",
    "{}",
    '{"prompt":"login"}',
    "{prompt: login}",
    '{"cn=a,dc=b": ["Admin"]}',
    "[]",
    "[jane]",
    '["https://a.b/c","http://localhost:8585/api/v1/system/config/jwks"]',
    '${AUTHENTICATION_CLIENT_ID:-""}',
    "${OIDC_CALLBACK}",
    "https://${HOST}/callback",
    "$URL/callback",
    "(&(objectClass=person)(uid={0}))",
    "https://acme.xxx/callback",
    "https://id.acme.xxx:8443/realms",
    "https://xxl.de",
    "https://xxxlutz.de/realms",
    "exxxact",
    "709849217090-n7s8oc4cvpffubraoi5vbr1s0qfboqvv.apps.googleusercontent.com",
    "openid email profile",
    "[email,preferred_username,sub]",
    "[username:preferred_username,email:email]",
    "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress",
    "http://www.okta.com/exk1a2b3c4d5e6f7g8h9",
    "Acme SSO",
    "统一身份与权限认证",
    "Единый вход",
    "シングルサインオン",
    "통합 로그인",
    "müller.de",
    "https://例え.jp",
    "Mi Banco",
    "Votre santé",
    "us-east-1_AbCdEfGhI",
    "data.admin",
    "Admin <jane@acme.io>",
    "a < b",
    "../../conf/x.der",
    "./conf/public_key.der",
    "http://keycloak:8080/realms/x",
    "https://my-domain-services.acme.io",
    "sandbox-tenant",
    "tenant-a.acme.io",
    "https://yours.io",
    "id_token",
    "RS256",
    "https://hereisom.example",
    "https://changeme-free.example",
    "example",
    "here",
    "Todos",
    "https://mydomain.com",
    "su-client1",
    "https://wise-choice.de",
]
SECRETS_LEFT = [
    "{Client Secret}",
    "<secret>",
    "your-client-secret",
    "YOUR_OIDC_CLIENT_SECRET",
    "changeme",
    "xxxxxxxx",
    "ваш_секрет",
    "您的密钥",
    "votre-secret",
    "<пароль>",
    "change-me-please",
    "your client secret here",
    "__SECRET__",
]
REAL_SECRETS = [
    "a{b}c<d>",
    "xK<abc>9",
    "Pa$$w0rd{1}",
    "changeit",
    "my-s3cret",
    "yourSecret9!x",
    "secret",
    "a{Client}b",
    '{"a":"b"}',
    "{cn=x: [Admin]}",
    "xxxA9",
    "Your-Name-9-Is!",
]


@pytest.mark.parametrize("text", LEFT)
def test_a_placeholder_is_found(text):
    assert found_in(text) == found_in(f"  {text}\n") == PLACEHOLDER


@pytest.mark.parametrize("text", REAL)
def test_a_real_value_is_none(text):
    assert found_in(text) == found_in(text, ANY) == ""


@pytest.mark.parametrize("text", SECRETS_LEFT)
def test_a_secret_that_is_nothing_else_is_found(text):
    assert found_in(text, ANY) == PLACEHOLDER


@pytest.mark.parametrize("text", REAL_SECRETS)
def test_a_real_secret_is_none(text):
    assert found_in(text, ANY) == ""


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("{http://localhost:8080/realms/myrealm}", BRACKETS),
        ("[{http://localhost:8080/realms/myrealm/protocol/openid-connect/certs}]", BRACKETS),
        ("<https://id.acme.io>", BRACKETS),
        ("{http://localhost:8080/realms/your-realm}", PLACEHOLDER),
        ("http(s)://om.acme.io/callback", SCHEME),
        ("http(s)://<host>/callback", PLACEHOLDER),
    ],
)
def test_what_is_right_in_a_value_is_told_from_what_is_not(text, found):
    assert found_in(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('{"cn=<group>,dc=acme": ["Admin"]}', PLACEHOLDER),
        ('{"cn=your-group,dc=acme": ["Admin"]}', PLACEHOLDER),
        ("{prompt}", ""),
        ('{"cn=admins,ou={0},dc=acme": ["Admin"]}', ""),
    ],
)
def test_the_braces_of_a_mapping_are_its_own(text, found):
    assert found_in(text, MAPPING) == found


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("AUTHENTICATION_CLIENT_ID", TEXT),
        ("AUTHENTICATION_CLIENT_SECRET", ANY),
        ("OIDC_CLIENT_SECRET", ANY),
        ("OIDC_CUSTOM_PARAMS", MAPPING),
        ("AUTH_ROLES_MAPPING", MAPPING),
        ("OIDC_REDIRECT_URI", TEXT),
        ("OPENMETADATA_OPTS", ANY),
        ("PORTAL_URL", ANY),
    ],
)
def test_a_variable_has_a_form(name, form):
    assert form_of(name) == form


@pytest.mark.parametrize("text", ["{" * 5000, "<" * 5000, "your-" * 2000, "x" * 100000, "{a" * 3000, "ваш-" * 3000])
def test_a_long_value_is_judged_at_once(text):
    assert found_in(text) in ("", PLACEHOLDER)
    assert found_in(text, ANY) in ("", PLACEHOLDER)
