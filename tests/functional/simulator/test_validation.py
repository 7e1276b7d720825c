# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The rules of validate and PATCH.

Each provider's good configuration passes, and one wrong field of it fails by its name.
"""

import copy

import pytest
from om_simulator import asking, binding, releases, validation

GUID = "11111111-2222-3333-4444-555555555555"
LOGIN = "https://login.microsoftonline.com/" + GUID
POOL = "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_abc"
WELL_KNOWN = "/.well-known/openid-configuration"
SAML = {
    "idp": {
        "entityId": "https://idp.example.com/x",
        "ssoLoginUrl": "https://idp.example.com/sso",
        "idpX509Certificate": "MIIB",
    },
    "sp": {
        "entityId": "https://om.example.com",
        "acs": "https://om.example.com/api/v1/saml/acs",
        "callback": "https://om.example.com/saml/callback",
    },
    "security": {},
}
LDAP = {
    "host": "ldap",
    "port": 389,
    "dnAdminPrincipal": "cn=a",
    "dnAdminPassword": "p",
    "userBaseDN": "ou=p",
    "mailAttributeName": "mail",
}


def oidc(provider, authority, keys, client="client", discovery=None, **fields):
    """A confidential client."""
    section = {
        "id": client,
        "secret": "s",
        "discoveryUri": discovery or authority + WELL_KNOWN,
        "scope": "openid" if provider == "google" else "openid offline_access",
        "serverUrl": "https://om",
        "callbackUrl": "https://om/callback",
        "clientAuthenticationMethod": "client_secret_post",
        **fields,
    }
    return {
        "provider": provider,
        "authority": authority,
        "publicKeyUrls": [keys],
        "clientId": client,
        "oidcConfiguration": section,
    }


GOOD = {
    "custom-oidc": oidc(
        "custom-oidc",
        "https://kc.example.com/realms/a",
        "https://kc.example.com/realms/a/protocol/openid-connect/certs",
    ),
    "google": oidc(
        "google",
        "https://accounts.google.com",
        "https://www.googleapis.com/oauth2/v3/certs",
        "1.apps.googleusercontent.com",
    ),
    "azure": oidc("azure", LOGIN, LOGIN + "/discovery/v2.0/keys", GUID, LOGIN + "/v2.0" + WELL_KNOWN, tenant=GUID),
    "auth0": oidc("auth0", "https://acme.eu.auth0.com", "https://acme.eu.auth0.com/.well-known/jwks.json"),
    "okta": oidc("okta", "https://acme.okta.com/oauth2/default", "https://acme.okta.com/oauth2/default/v1/keys"),
    "aws-cognito": oidc("aws-cognito", POOL, POOL + "/.well-known/jwks.json"),
    "saml": {"provider": "saml", "samlConfiguration": SAML},
    "ldap": {"provider": "ldap", "ldapConfiguration": LDAP},
}
AUTHORIZER = {
    "className": "org.openmetadata.service.security.DefaultAuthorizer",
    "adminPrincipals": ["admin"],
    "principalDomain": "x.io",
}


def errors(authentication, release="1.12.14", **authorizer):
    """{field: text} of a validation."""
    base = {
        "providerName": "x",
        "clientType": "confidential",
        "callbackUrl": "https://om/callback",
        "jwtPrincipalClaims": ["sub"],
    }
    security = {
        "authenticationConfiguration": binding.bind_section(
            {**base, **authentication}, "authenticationConfiguration", release
        ),
        "authorizerConfiguration": binding.bind_section(
            {**AUTHORIZER, **authorizer}, "authorizerConfiguration", release
        ),
    }
    answer = validation.validate(security, releases.behaviours(release, {}), asking.MadeUp())
    assert (answer["status"] == "success") == ("errors" not in answer)
    return {error["field"]: error["error"] for error in answer.get("errors", [])}


@pytest.mark.parametrize("provider", GOOD)
def test_a_good_configuration_passes(provider):
    assert errors(GOOD[provider]) == {}


@pytest.mark.parametrize(
    ("provider", "path", "value", "field"),
    [
        ("custom-oidc", "providerName", "", "providerName"),
        ("custom-oidc", "jwtPrincipalClaims", [], "jwtPrincipalClaims"),
        ("custom-oidc", "authority", "", "authority"),
        ("custom-oidc", "callbackUrl", "", "callbackUrl"),
        ("custom-oidc", "clientId", "", "clientId"),
        ("custom-oidc", "oidcConfiguration.secret", "", "oidcConfiguration.secret"),
        ("google", "publicKeyUrls", ["https://a.b/keys"], "publicKeyUrls"),
        ("azure", "oidcConfiguration.tenant", LOGIN, "oidcConfiguration.tenant"),
        ("azure", "publicKeyUrls", ["https://login.microsoftonline.com/common/discovery/keys"], "publicKeyUrls"),
        (
            "azure",
            "oidcConfiguration.discoveryUri",
            "https://login.microsoftonline.com/v2.0" + WELL_KNOWN,
            "oidcConfiguration.discoveryUri",
        ),
        ("azure", "oidcConfiguration.scope", "openid", "oidcConfiguration.scope"),
        (
            "auth0",
            "publicKeyUrls",
            [GOOD["auth0"]["publicKeyUrls"][0], "http://localhost:8585/api/v1/system/config/jwks"],
            "publicKeyUrls",
        ),
        (
            "okta",
            "oidcConfiguration.discoveryUri",
            "http://10.0.0.1" + WELL_KNOWN,
            "oidcConfiguration.discoveryUri",
        ),
        (
            "aws-cognito",
            "publicKeyUrls",
            [GOOD["aws-cognito"]["publicKeyUrls"][0], "http://localhost:8585/x"],
            "publicKeyUrls",
        ),
        ("saml", "samlConfiguration.idp.idpX509Certificate", "", "samlConfiguration.idp.idpX509Certificate"),
        (
            "saml",
            "samlConfiguration.idp.idpX509Certificate",
            "/etc/cert.pem",
            "samlConfiguration.idp.idpX509Certificate",
        ),
        ("saml", "samlConfiguration.sp.acs", "https://om.example.com/acs", "samlConfiguration.sp.acs"),
        ("saml", "samlConfiguration.idp.entityId", "http://acme.okta.com/abc", "samlConfiguration.idp.entityId"),
        ("saml", "samlConfiguration.idp.nameId", "email", "samlConfiguration.idp.nameId"),
        ("saml", "samlConfiguration.security.signSpMetadata", True, "samlConfiguration.sp.spX509Certificate"),
        ("ldap", "ldapConfiguration.port", 70000, "ldapConfiguration.port"),
        ("ldap", "ldapConfiguration.authRolesMapping", "{", "ldapConfiguration.authRolesMapping"),
        ("ldap", "ldapConfiguration.groupBaseDN", "ou=g", "ldapConfiguration.groupAttributeName"),
    ],
)
def test_one_wrong_field_is_named(provider, path, value, field):
    wrong = copy.deepcopy(GOOD[provider])
    *above, last = path.split(".")
    holder = wrong
    for name in above:
        holder = holder.setdefault(name, {})
    holder[last] = value
    assert list(errors(wrong)) == ["authenticationConfiguration." + field]


def test_a_public_client_needs_key_urls_and_no_secret():
    public = {**GOOD["okta"], "clientType": "public", "oidcConfiguration": None}
    assert errors(public) == {}
    assert errors({**public, "publicKeyUrls": []}) == {
        "authenticationConfiguration.publicKeyUrls": "Public key URLs are required"
    }


@pytest.mark.parametrize(
    ("provider", "fields", "field"),
    [
        ("google", {"authority": "https://accounts.google.com/"}, "authority"),
        ("google", {"clientId": "client"}, "clientId"),
        ("azure", {"authority": LOGIN + "/v2.0"}, "authority"),
        ("azure", {"authority": "https://sts.windows.net/" + GUID}, "authority"),
        ("aws-cognito", {"authority": "https://cognito.example.com/x"}, ""),
    ],
)
def test_a_public_client_is_known_by_its_authority(provider, fields, field):
    public = {**GOOD[provider], "clientType": "public", "oidcConfiguration": None}
    assert errors(public) == {}
    assert list(errors({**public, **fields})) == ["authenticationConfiguration." + field if field else ""]


@pytest.mark.parametrize(
    ("url", "passes"),
    [
        ("https://127.0.0.1/x", False),
        ("https://10.9.9.9/x", False),
        ("http://172.31.0.1:8080/x", False),
        ("https://192.168.1.1/x", False),
        ("https://169.254.1.1/x", False),
        ("https://[::1]/x", False),
        ("https://[fd00::1]/x", False),
        ("ftp://kc.example.com/x", False),
        ("kc.example.com", False),
        ("http://localhost:8585/x", True),
        ("https://172.32.0.1/x", True),
        ("https://fd-idp.example.com/x", True),
        ("https://10.example.com/x", False),
    ],
)
def test_the_guard_refuses_numeric_private_addresses(url, passes):
    """By the text of the host alone: a name that begins like an address of a private network is refused as well."""
    if passes:
        asking.guard(url)
    else:
        with pytest.raises(asking.Unanswered, match="Invalid or unsafe URL: "):
            asking.guard(url)


def test_the_authorizer_is_checked_as_well():
    assert errors(GOOD["ldap"], adminPrincipals=[]) == {
        "authorizerConfiguration.adminPrincipals": "At least one admin principal is required"
    }
    assert errors(GOOD["ldap"], className="org.example.Mine") == {
        "authorizerConfiguration.className": "Class not found"
    }


def test_one_fault_of_each_part_is_told():
    wrong = {**GOOD["okta"]["oidcConfiguration"], "scope": "email"}
    found = errors({**GOOD["okta"], "providerName": "", "oidcConfiguration": wrong}, principalDomain="")
    assert list(found) == [
        "authenticationConfiguration.providerName",
        "authenticationConfiguration.oidcConfiguration.scope",
        "authorizerConfiguration.principalDomain",
    ]
