# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Plans to render: every provider in every flow, and variables that the chart treats in a way of its own."""

from types import SimpleNamespace
from typing import Any, NamedTuple

import yaml
from ansible_collections.openmetadata.sso.plugins.plugin_utils._helm import documents
from ansible_collections.openmetadata.sso.plugins.plugin_utils._model.catalogue import CATALOGUE
from ansible_collections.openmetadata.sso.plugins.plugin_utils._model.encoding import process_text
from ansible_collections.openmetadata.sso.plugins.plugin_utils._model.providers import PROVIDERS
from ansible_collections.openmetadata.sso.plugins.plugin_utils._plan import plan as planner
from ansible_collections.openmetadata.sso.plugins.plugin_utils._runtime import planning
from examples import EXAMPLES, example

#: The whole way is awkward for this one: a comment, a quote, references, a template, letters beyond ASCII.
SECRET = "s3cret #x: '\"${HOME:-q}$(HOME){{ 1 }}\\ é😀"


class Case(NamedTuple):
    """One plan by name; ``variables`` are the role variables, or those of the server where no provider is involved."""

    name: str
    variables: dict[str, Any]
    of_provider: bool = True

    def plan(self, release: str | None = None) -> Any:
        """The plan for a release of the chart."""
        if not self.of_provider:
            return _plan_of_environment(self.variables, release)
        plan = planner.make({**self.variables, "om_sso_openmetadata_version": release})
        assert not plan.errors, [finding.line() for finding in plan.errors]
        return plan


def _plan_of_environment(values: dict[str, Any], release: str | None) -> Any:
    kubernetes = {
        "kubernetes_secret": "openmetadata-sso",
        "kubernetes_namespace": "data",
        "kubernetes_secret_style": "secret",
        "kubernetes_secret_store": None,
        "kubernetes_secret_path": None,
        "kubernetes_render": "values",
    }
    chosen = SimpleNamespace(openmetadata_version=release, provider="-", flow="-", jwt_key_id=None, **kubernetes)
    entries = tuple(_entry(name, value) for name, value in values.items())
    return planner.Plan(chosen, None, entries, {}, [])


def _entry(name: str, value: Any) -> Any:
    variable = CATALOGUE[name]
    text = process_text(value, variable.type, variable.embedded)
    return planner.Entry(name, text, variable.secret, (), False, value)


def external_secret(**changes: Any) -> dict[str, Any]:
    """The ExternalSecret of a plan, as it is written."""
    store = {"kubernetes_secret_store": "vault", "kubernetes_secret_path": "openmetadata/sso"}
    style = {"deployment": "kubernetes", "kubernetes_namespace": "data", "kubernetes_secret_style": "external_secret"}
    plan = planner.make(example("auth0", **{**style, **store, **changes}))
    assert not plan.errors, [finding.line() for finding in plan.errors]
    return yaml.safe_load(documents.files(plan, {}, [planning.ROLE_TEMPLATES])[documents.EXTERNAL])


AUTH0 = example("auth0", client_secret=SECRET, deployment="kubernetes")
LDAP = {
    "AUTHENTICATION_PROVIDER": "ldap",
    "AUTHENTICATION_LDAP_HOST": "ldap.acme.io",
    "AUTHENTICATION_LDAP_PORT": 636,
    "AUTHENTICATION_LOOKUP_ADMIN_DN": 'cn="a, b",dc=acme',
    "AUTHENTICATION_LOOKUP_ADMIN_PWD": SECRET,
    "AUTHENTICATION_USER_LOOKUP_BASEDN": "ou=Menschen für alles,dc=acme",
    "AUTHENTICATION_USER_MAIL_ATTR": "mail",
    "AUTHENTICATION_USER_GROUP_ATTR": "",
    "AUTHENTICATION_LDAP_POOL_SIZE": 3,
    "AUTHENTICATION_LDAP_SSL_ENABLED": True,
    "AUTH_ROLES_MAPPING": '{"cn=admins": ["Admin"]}',
    "AUTH_REASSIGN_ROLES": ["a,b", "it's"],
    "AUTHENTICATION_LDAP_SSL_VERIFY_CERT_HOST": False,
    "AUTHENTICATION_LDAP_EXAMINE_VALIDITY_DATES": False,
    "AUTHENTICATION_LDAP_ALLOW_WILDCARDS": True,
    "AUTHENTICATION_LDAP_ALLOWED_HOSTNAMES": ["ldap.acme.io", "*.acme.io"],
    "AUTHENTICATION_LDAP_TRUSTSTORE_PATH": "/certs/a b.jks",
    "AUTHENTICATION_LDAP_KEYSTORE_PASSWORD": "0012",
    "AUTHENTICATION_LDAP_SSL_KEY_FORMAT": "JKS",
}
SAML = {
    "AUTHENTICATION_PROVIDER": "saml",
    "SAML_DEBUG_MODE": False,
    "SAML_IDP_ENTITY_ID": "https://idp.acme.io/${HOME:-q}",
    "SAML_IDP_SSO_LOGIN_URL": "https://idp.acme.io/sso?a=1&b=2",
    "SAML_IDP_CERTIFICATE": "-----BEGIN CERTIFICATE-----\nMIIC\n-----END CERTIFICATE-----\n",
    "SAML_AUTHORITY_URL": "https://idp.acme.io",
    "SAML_IDP_NAME_ID": "urn:oasis:names:tc:SAML:2.0:nameid-format:emailAddress",
    "SAML_SP_ENTITY_ID": "https://metadata.acme.io/api/v1/saml/metadata",
    "SAML_SP_ACS": "https://metadata.acme.io/api/v1/saml/acs",
    "SAML_SP_CALLBACK": "https://metadata.acme.io/saml/callback",
    "SAML_SP_CERTIFICATE": "MIIC",
    "SAML_SP_PRIVATE_KEY": "MIIE",
    "SAML_STRICT_MODE": True,
    "SAML_SP_TOKEN_VALIDITY": 1_000_000,
    "SAML_KEYSTORE_FILE_PATH": "/keys/store",
    "SAML_KEYSTORE_ALIAS": "alias: #1",
    "SAML_KEYSTORE_PASSWORD": "1e5",
}
ELSEWHERE = {
    "JWT_ISSUER": "acme: #io",
    "JWT_KEY_ID": "0x1F",
    "RSA_PUBLIC_KEY_FILE_PATH": "/keys/a'b\"c\\d.der",
    "RSA_PRIVATE_KEY_FILE_PATH": "/keys/private.der",
    "FERNET_KEY": "Zm9v=",
    "SERVER_HOST": "::",
    "SERVER_PORT": 8585,
    "SERVER_ADMIN_PORT": 8586,
    "BASE_PATH": "/om/",
    "MAX_REQUEST_HEADER_SIZE": "16KiB",
    "SECRET_MANAGER": "kubernetes",
    "SECRET_MANAGER_PREFIX": "a b",
    "SECRET_MANAGER_TAGS": ["a:b"],
    "OM_SM_REGION": "eu-west-1",
    "OM_SM_ACCESS_KEY_ID": "AKIA",
    "OM_SM_ACCESS_KEY": SECRET,
    "AUTHORIZER_CLASS_NAME": "org.openmetadata.service.security.NoopAuthorizer",
    "AUTHORIZER_ALLOWED_REGISTRATION_DOMAIN": ["acme.io", "${HOME:-q}"],
    "AUTHORIZER_ENABLE_SECURE_SOCKET": True,
    "AUTHORIZER_USE_ROLES_FROM_PROVIDER": True,
    "AUTHORIZER_DEFAULT_OAUTH_ROLE": None,
    "AUTHENTICATION_JWT_PRINCIPAL_CLAIMS_MAPPING": ["username:sub", "email:email"],
    "AUTHENTICATION_CALLBACK_URL": "https://metadata.acme.io/größe",
}
OIDC = {
    **{entry.name: entry.value for entry in planner.make(AUTH0).environment},
    "OIDC_USE_NONCE": "maybe",
    "OIDC_SCOPE": "openid $x",
    "OIDC_CUSTOM_PARAMS": {"customParamKey1": "a'b", "customParamValue1": "x y ${HOME:-q} {{ 2 }}"},
    "OIDC_MAX_AGE": "0010",
    "OIDC_MAX_CLOCK_SKEW": None,
    "OIDC_OM_REFRESH_TOKEN_VALIDITY": 31_536_000,
}

PROVIDER_CASES = [Case(name, example(name, deployment="kubernetes", compose_directory=None)) for name in EXAMPLES]
assert {case.variables["om_sso_provider"] for case in PROVIDER_CASES} == set(PROVIDERS), (
    "each provider has an example in the documentation"
)
TRUST_STORES = ("CustomTrustStore", "HostName", "JVMDefault", "TrustAll")
#: With each kind of trust store, with and without a key store, with another client type than the variables are for.
VARIABLE_CASES = [
    *(Case(f"LDAP {kind}", {**LDAP, "AUTHENTICATION_LDAP_TRUSTSTORE_TYPE": kind}, False) for kind in TRUST_STORES),
    Case("LDAP of a confidential client", {**LDAP, "AUTHENTICATION_CLIENT_TYPE": "confidential"}, False),
    Case("SAML", SAML, False),
    Case("SAML encrypted", {**SAML, "SAML_WANT_ASSERTION_ENCRYPTED": True}, False),
    Case("other sections", ELSEWHERE, False),
    Case("awkward OIDC", OIDC, False),
    Case("OIDC of a public client", {**OIDC, "AUTHENTICATION_CLIENT_TYPE": "public"}, False),
]
CASES = PROVIDER_CASES + VARIABLE_CASES
