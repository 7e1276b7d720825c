# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the server checks when its configuration is saved, from 1.10 on: stricter than what it runs with.

A configuration that fails here works, but no change of it can be saved in the user interface.
"""

from __future__ import annotations

from collections.abc import Iterator

from .._model.value import dig
from .._register import Problem, at
from ._rule import Case, rule
from ._text import HOST, host, is_placeholder, path, split
from .providers import ISSUER

UNSAVABLE = "OpenMetadata {release} runs with it, but refuses to save it"


def _message(case: Case, text: str) -> str:
    return f"{text}: {UNSAVABLE.format(release=case.release)}."


GOOGLE = {
    "AUTHENTICATION_AUTHORITY": "https://accounts.google.com",
    "OIDC_DISCOVERY_URI": "https://accounts.google.com/.well-known/openid-configuration",
}
GOOGLE_KEYS = "https://www.googleapis.com/oauth2/v3/certs"


@rule("SAVE-01", providers=("google",))
def google_urls(case: Case) -> Iterator[Problem]:
    """Google's URLs are the ones that can be saved."""
    for name, wanted in GOOGLE.items():
        value, option = case.variable(name)
        if value is not None and value != wanted:
            yield at(option, "other_url", expected=wanted)
    listed = case.texts("AUTHENTICATION_PUBLIC_KEYS")
    if listed and GOOGLE_KEYS not in [url for url, _option in listed]:
        yield at(listed[0][1], "no_key_url")


@rule("SAVE-02", providers=("google",))
def google_client(case: Case) -> Iterator[Problem]:
    """A Google client id has the form of Google's."""
    value = case.client_id
    if value is not None and not is_placeholder(value) and not value.endswith(".apps.googleusercontent.com"):
        yield at("om_sso_client_id")


@rule("SAVE-03", providers=("auth0", "aws-cognito"))
def keys_below_issuer(case: Case) -> Iterator[Problem]:
    """The key URL is below the issuer."""
    issuer, listed = case.derived.authority.value, case.texts("AUTHENTICATION_PUBLIC_KEYS")
    if not issuer or is_placeholder(issuer) or not listed or not _is_issuer(case, issuer):
        return
    wanted = issuer.rstrip("/") + "/.well-known/jwks.json"
    if wanted not in [url for url, _option in listed]:
        yield at(listed[0][1], expected=wanted)


def _is_issuer(case: Case, issuer: str) -> bool:
    """Whether the issuer is right; a key URL below a wrong one would not be right either."""
    if case.provider.name == "aws-cognito":
        return ISSUER.fullmatch(issuer.rstrip("/")) is not None
    return HOST.fullmatch(host(issuer)) is not None


@rule("SAVE-04", providers=("auth0",))
def dotted_hosts(case: Case) -> Iterator[Problem]:
    """The host of Auth0's key URLs has a dot."""
    for url, option in case.texts("AUTHENTICATION_PUBLIC_KEYS"):
        name = host(url)
        if name and "." not in name:
            yield at(option, name=name)


@rule("SAVE-05", providers=("okta",))
def okta_scheme(case: Case) -> Iterator[Problem]:
    """Okta's issuer is https."""
    value, option = case.derived.authority
    parts = split(value)
    if parts and parts.scheme == "http":
        yield at(option)


@rule("SAVE-06", providers=("basic",))
def basic(_case: Case) -> Iterator[Problem]:
    """Password sign-in is changed with this collection only."""
    yield at("om_sso_provider")


@rule("SAVE-07", providers=("ldap",))
def ldap_groups(case: Case) -> Iterator[Problem]:
    """The three group fields are set together."""
    names = ("group_attribute_name", "group_attribute_value", "group_member_attribute_name")
    missing = [name for name in names if not dig(case.settings, "ldap", name)]
    if missing and len(missing) < len(names):
        option = f"om_sso_ldap.{missing[0]}"
        yield at(option, names=", ".join(names))


NAME_FORMATS = {
    "1.1": ("emailAddress", "unspecified", "X509SubjectName", "WindowsDomainQualifiedName"),
    "2.0": ("emailAddress", "unspecified", "persistent", "transient", "entity", "kerberos", "encrypted"),
}
KNOWN_FORMATS = tuple(
    f"urn:oasis:names:tc:SAML:{version}:nameid-format:{name}"
    for version, names in NAME_FORMATS.items()
    for name in names
)


@rule("SAVE-08", providers=("saml",))
def name_format(case: Case) -> Iterator[Problem]:
    """The name id format is known."""
    option, value = "om_sso_saml.idp.name_id", dig(case.settings, "saml", "idp", "name_id")
    if value is not None and value not in KNOWN_FORMATS:
        yield at(option)


@rule("SAVE-09", providers=("saml",))
def entity_id(case: Case) -> Iterator[Problem]:
    """The provider's entity id is a URL or URN."""
    option, value = "om_sso_saml.idp.entity_id", dig(case.settings, "saml", "idp", "entity_id")
    login = dig(case.settings, "saml", "idp", "sso_login_url")
    if not value or is_placeholder(value):
        return
    parts = split(value)
    if not value.startswith("urn:") and (parts is None or parts.scheme not in ("http", "https") or not parts.netloc):
        yield at(option, "not_a_uri")
    elif host(login).endswith((".okta.com", ".oktapreview.com")) and not (
        host(value) == "www.okta.com" and path(value).count("/") == 1
    ):
        yield at(option, "not_okta")
