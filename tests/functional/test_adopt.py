# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A configuration made by hand is adopted, and applying what was adopted changes nothing that the server works with."""

import pytest
from examples import EXAMPLES
from lab import direct, existing, rows

CERTIFICATE = "".join(EXAMPLES["saml"]["om_sso_saml"]["idp"]["idp_x509_certificate"].splitlines()[1:-1])
OWN_KEYS = "http://localhost:8585/api/v1/system/config/jwks"
TENANT = "https://login.microsoftonline.com/0c2f9a51-3b7d-4a1e-8f00-5f6f3d6a1b2c"
USERS = {"AUTHORIZER_ADMIN_PRINCIPALS": "[jane, data.admin]", "AUTHORIZER_PRINCIPAL_DOMAIN": "acme.io"}
SECRET = "#1 sec: 'q' \"d\" $y {{ z }}"
JSON_SECRET = '"#1 sec: \'q\' \\"d\\" $y {{ z }}"'

#: What an operator wrote into openmetadata-env.sh, as the guides tell.
BY_HAND = {
    "auth0": {
        **USERS,
        "AUTHENTICATION_PROVIDER": "auth0",
        "AUTHENTICATION_PUBLIC_KEYS": f"[https://acme.eu.auth0.com/.well-known/jwks.json, {OWN_KEYS}]",
        "AUTHENTICATION_AUTHORITY": "https://acme.eu.auth0.com",
        "AUTHENTICATION_CLIENT_ID": "Kx81fNvQ2aJr7TzB",
        "AUTHENTICATION_CALLBACK_URL": "https://metadata.acme.io/callback",
        "AUTHENTICATION_CLIENT_TYPE": "confidential",
        "OIDC_CLIENT_ID": "Kx81fNvQ2aJr7TzB",
        "OIDC_TYPE": "auth0",
        "OIDC_CLIENT_SECRET": JSON_SECRET,
        "OIDC_DISCOVERY_URI": "https://acme.eu.auth0.com/.well-known/openid-configuration",
        "OIDC_CALLBACK": "https://metadata.acme.io/callback",
        "OIDC_SERVER_URL": "https://metadata.acme.io",
        "FERNET_KEY": "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=",
    },
    "azure": {
        **USERS,
        "AUTHENTICATION_PROVIDER": "azure",
        "AUTHENTICATION_PUBLIC_KEYS": f"[{OWN_KEYS}, {TENANT}/discovery/v2.0/keys]",
        "AUTHENTICATION_AUTHORITY": TENANT,
        "AUTHENTICATION_CLIENT_ID": "9c1b4f0e-0000-4000-8000-0123456789ab",
        "AUTHENTICATION_CALLBACK_URL": "https://metadata.acme.io/callback",
        "JWT_ISSUER": "metadata.acme.io",
    },
    "keycloak": {
        **USERS,
        "AUTHENTICATION_PROVIDER": "custom-oidc",
        "CUSTOM_OIDC_AUTHENTICATION_PROVIDER_NAME": '"Acme ID"',
        "AUTHENTICATION_PUBLIC_KEYS": f"[https://sso.acme.io/realms/data/protocol/openid-connect/certs, {OWN_KEYS}]",
        "AUTHENTICATION_AUTHORITY": "https://sso.acme.io/realms/data",
        "AUTHENTICATION_CLIENT_ID": "openmetadata",
        "AUTHENTICATION_CALLBACK_URL": "https://metadata.acme.io/callback",
        "AUTHENTICATION_CLIENT_TYPE": "confidential",
        "AUTHENTICATION_JWT_PRINCIPAL_CLAIMS": "[preferred_username, email]",
        "OIDC_CLIENT_ID": "openmetadata",
        "OIDC_TYPE": "custom",
        "OIDC_CLIENT_SECRET": "0012",
        "OIDC_DISCOVERY_URI": "https://sso.acme.io/realms/data/.well-known/openid-configuration",
        "OIDC_CALLBACK": "https://metadata.acme.io/callback",
        "OIDC_SERVER_URL": "https://metadata.acme.io",
        "OIDC_MAX_AGE": "3600",
    },
    "ldap": {
        **USERS,
        "AUTHENTICATION_PROVIDER": "ldap",
        "AUTHENTICATION_PUBLIC_KEYS": f"[{OWN_KEYS}]",
        "AUTHENTICATION_LDAP_HOST": "ldap.acme.io",
        "AUTHENTICATION_LDAP_PORT": "636",
        "AUTHENTICATION_LDAP_SSL_ENABLED": "true",
        "AUTHENTICATION_LOOKUP_ADMIN_DN": '"cn=openmetadata,dc=acme,dc=io"',
        "AUTHENTICATION_LOOKUP_ADMIN_PWD": JSON_SECRET,
        "AUTHENTICATION_USER_LOOKUP_BASEDN": '"ou=people,dc=acme,dc=io"',
        "AUTHENTICATION_GROUP_LOOKUP_BASEDN": '"ou=groups,dc=acme,dc=io"',
        "AUTHENTICATION_USER_MAIL_ATTR": "mail",
        "AUTHENTICATION_LDAP_TRUSTSTORE_TYPE": "JVMDefault",
        "AUTHENTICATION_LDAP_SSL_VERIFY_CERT_HOST": "true",
        "AUTH_ROLES_MAPPING": '"{\\"cn=stewards,dc=acme,dc=io\\": [\\"DataSteward\\"]}"',
    },
    "saml": {
        **USERS,
        "AUTHENTICATION_PROVIDER": "saml",
        "AUTHENTICATION_PUBLIC_KEYS": f"[{OWN_KEYS}]",
        "SAML_IDP_ENTITY_ID": "https://sts.acme.io/saml",
        "SAML_IDP_SSO_LOGIN_URL": "https://sts.acme.io/saml/login",
        "SAML_IDP_CERTIFICATE": CERTIFICATE,
        "SAML_AUTHORITY_URL": "https://metadata.acme.io/api/v1/saml/login",
        "SAML_SP_ENTITY_ID": "https://metadata.acme.io/api/v1/saml/metadata",
        "SAML_SP_ACS": "https://metadata.acme.io/api/v1/saml/acs",
        "SAML_SP_CALLBACK": "https://metadata.acme.io/saml/callback",
        "SAML_STRICT_MODE": "true",
        "SAML_WANT_ASSERTION_SIGNED": "true",
    },
    "basic": {**USERS, "AUTHENTICATION_PROVIDER": "basic", "AUTHENTICATION_ENABLE_SELF_SIGNUP": "false"},
}

#: Some of what must come out, in the operator's words.
SAID = {
    "auth0": {"om_sso_auth0_domain": "acme.eu.auth0.com", "om_sso_client_secret": "{{ vault_om_sso_client_secret }}"},
    "azure": {
        "om_sso_azure_tenant_id": "0c2f9a51-3b7d-4a1e-8f00-5f6f3d6a1b2c",
        "om_sso_flow": "implicit",
        "om_sso_server_url": "https://metadata.acme.io",
    },
    "keycloak": {
        "om_sso_provider": "keycloak",
        "om_sso_keycloak_url": "https://sso.acme.io",
        "om_sso_keycloak_realm": "data",
        "om_sso_max_age": 3600,
    },
    "ldap": {"om_sso_provider": "ldap"},
    "saml": {"om_sso_server_url": "https://metadata.acme.io"},
    "basic": {"om_sso_self_signup": False},
}
RELEASES = ("1.9.7", "1.12.14")


def shell_word(text):
    return "'" + text.replace("'", "'\\''") + "'"


@pytest.fixture(scope="module", params=[(name, release) for release in RELEASES for name in BY_HAND], ids="-".join)
def host(request, install):
    """A server that runs with what an operator wrote by hand.

    On 1.12 its rows were then changed in the user interface.
    """
    name, release = request.param
    made = install(f"{name}-{release}", release)
    lines = "".join(f"export {variable}={shell_word(text)}\n" for variable, text in BY_HAND[name].items())
    made.hook.write_text(made.hook.read_text(encoding="utf-8") + lines, encoding="utf-8")
    made.start()
    if release != "1.9.7":
        rows.change(
            made,
            {
                "authorizerConfiguration": {"adminPrincipals": ["from.the.ui"]},
                "authenticationConfiguration": {"enableSelfSignup": False},
            },
        )
        made.stop()
        made.start()
    return name, release, made


def test_applying_what_was_adopted_changes_nothing_in_effect(host, tmp_path):
    name, release, install = host
    before, served = existing.in_effect(install, release), install.served()
    outcome = existing.adopt(install.variables, tmp_path)
    assert [finding for finding in outcome.data["findings"] if finding["severity"] == "error"] == []
    assert outcome.data["result"] == "changed"
    plain, secrets = existing.written(tmp_path)
    assert {variable: plain.get(variable) for variable in SAID[name]} == SAID[name]
    if release != "1.9.7":
        assert plain["om_sso_admin_principals"] == ["from.the.ui"], "the row, not the file"
    variables = {**install.variables, **existing.complete(plain, secrets)}
    direct.run(direct.document(variables)).passed()
    after = existing.in_effect(install, release)
    assert difference(before, after) == {}
    assert install.served() == served
    pid, tree = install.pid, install.tree()
    again = direct.run(direct.document(variables)).passed()
    assert (again["changed"], again["restarted"], again["rows"]) == (False, False, [])
    assert (install.pid, install.tree()) == (pid, tree)
    assert existing.adopt(install.variables, tmp_path).data["result"] == "unchanged", "our own files say the same"


#: Trust stores of LDAP that JVMDefault does not choose: two of their fields share a variable with the chosen one's.
NOT_CHOSEN = ("customTrustManagerConfig", "trustAllConfig")


def difference(before, after, path=""):
    """{path: both} of every field that differs; no value and an empty one are the same to the server."""
    found = {}
    for key in {**before, **after}:
        if key in NOT_CHOSEN:
            continue
        one, other = before.get(key), after.get(key)
        if isinstance(one, dict) and isinstance(other, dict):
            found.update(difference(one, other, f"{path}{key}."))
        elif one != other and not (one in (None, "", [], {}, False) and other in (None, "", [], {}, False)):
            found[path + key] = (one, other)
    return found
