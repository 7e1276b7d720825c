# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the server checks when its configuration is saved, from 1.10 on: stricter than what it runs with.

A configuration that fails here works, but no change of it can be saved in the user interface.
"""

from __future__ import annotations

from .._model.releases import STORED_ROWS_SINCE
from .._model.value import dig
from ._rule import Case, rule
from ._text import host, is_placeholder, path, split

UNSAVABLE = "OpenMetadata {release} runs with it, but refuses to save it"


def _message(case: Case, text: str) -> str:
    return f"{text}: {UNSAVABLE.format(release=case.release)}."


GOOGLE = {
    "AUTHENTICATION_AUTHORITY": "https://accounts.google.com",
    "OIDC_DISCOVERY_URI": "https://accounts.google.com/.well-known/openid-configuration",
}
GOOGLE_KEYS = "https://www.googleapis.com/oauth2/v3/certs"


@rule("SAVE-01", "warning", "Google's URLs are the fixed ones", providers=("google",), since=STORED_ROWS_SINCE)
def google_urls(case: Case):
    for name, wanted in GOOGLE.items():
        value, option = case.variable(name)
        if value is not None and value != wanted:
            yield option, _message(case, f"{option} is not {wanted}"), f"Leave {option} out."
    listed = case.texts("AUTHENTICATION_PUBLIC_KEYS")
    if listed and GOOGLE_KEYS not in [url for url, _option in listed]:
        yield listed[0][1], _message(case, f"{listed[0][1]} lacks {GOOGLE_KEYS}"), "Add it."


@rule("SAVE-02", "warning", "A Google client id ends as Google's do", providers=("google",), since=STORED_ROWS_SINCE)
def google_client(case: Case):
    value = case.settings.client_id
    if value is not None and not is_placeholder(value) and not value.endswith(".apps.googleusercontent.com"):
        message = _message(case, "om_sso_client_id does not end with .apps.googleusercontent.com")
        yield "om_sso_client_id", message, "Copy Client ID of the OAuth client, with its ending."


@rule(
    "SAVE-03",
    "warning",
    "A key URL is the one below the issuer",
    providers=("auth0", "aws-cognito"),
    since=STORED_ROWS_SINCE,
)
def keys_below_issuer(case: Case):
    issuer, listed = case.derived.authority.value, case.texts("AUTHENTICATION_PUBLIC_KEYS")
    if not issuer or is_placeholder(issuer) or not listed:
        return
    wanted = issuer.rstrip("/") + "/.well-known/jwks.json"
    if wanted not in [url for url, _option in listed]:
        yield listed[0][1], _message(case, f"{listed[0][1]} lacks {wanted}"), "Add it."


@rule("SAVE-04", "info", "Auth0's key URLs have a dot in their host", providers=("auth0",), since=STORED_ROWS_SINCE)
def dotted_hosts(case: Case):
    for url, option in case.texts("AUTHENTICATION_PUBLIC_KEYS"):
        name = host(url)
        if name and "." not in name:
            message = f"The key URL on {name} has no dot in its host: OpenMetadata {case.release} runs with it, but its user interface refuses to save it."
            yield (
                option,
                message,
                "Change the configuration with this collection, or set om_sso_server_internal_url: http://127.0.0.1:8585.",
            )


@rule("SAVE-05", "warning", "Okta's issuer is https", providers=("okta",), since=STORED_ROWS_SINCE)
def okta_scheme(case: Case):
    value, option = case.derived.authority
    parts = split(value)
    if parts and parts.scheme == "http":
        yield option, _message(case, f"{option} is plain http"), "Use https."


@rule("SAVE-06", "info", "Password sign-in cannot be saved", providers=("basic",), since=STORED_ROWS_SINCE)
def basic(case: Case):
    message = f"OpenMetadata {case.release} runs with user names and passwords, but its user interface cannot save that as a provider."
    yield "om_sso_provider", message, "Change the configuration with this collection."


@rule("SAVE-07", "warning", "The three group fields go together", providers=("ldap",), since=STORED_ROWS_SINCE)
def ldap_groups(case: Case):
    names = ("group_attribute_name", "group_attribute_value", "group_member_attribute_name")
    missing = [name for name in names if not dig(case.settings, "ldap", name)]
    if missing and len(missing) < len(names):
        option = f"om_sso_ldap.{missing[0]}"
        yield (
            option,
            _message(case, f"{option} is missing, and the others of {', '.join(names)} are set"),
            "Set all of them, or none.",
        )


NAME_FORMATS = {
    "1.1": ("emailAddress", "unspecified", "X509SubjectName", "WindowsDomainQualifiedName"),
    "2.0": ("emailAddress", "unspecified", "persistent", "transient", "entity", "kerberos", "encrypted"),
}
KNOWN_FORMATS = tuple(
    f"urn:oasis:names:tc:SAML:{version}:nameid-format:{name}"
    for version, names in NAME_FORMATS.items()
    for name in names
)


@rule("SAVE-08", "warning", "A name format that is known", providers=("saml",), since=STORED_ROWS_SINCE)
def name_format(case: Case):
    option, value = "om_sso_saml.idp.name_id", dig(case.settings, "saml", "idp", "name_id")
    if value is not None and value not in KNOWN_FORMATS:
        yield option, _message(case, f"{option} is no name format of SAML"), "Leave it out."


@rule("SAVE-09", "warning", "The provider's entity id is a URL or URN", providers=("saml",), since=STORED_ROWS_SINCE)
def entity_id(case: Case):
    option, value = "om_sso_saml.idp.entity_id", dig(case.settings, "saml", "idp", "entity_id")
    login = dig(case.settings, "saml", "idp", "sso_login_url")
    if not value or is_placeholder(value):
        return
    parts = split(value)
    if not value.startswith("urn:") and (parts is None or parts.scheme not in ("http", "https") or not parts.netloc):
        yield option, _message(case, f"{option} is no URL and no URN"), "Copy entityID of the provider's metadata."
    elif host(login).endswith((".okta.com", ".oktapreview.com")) and not (
        host(value) == "www.okta.com" and path(value).count("/") == 1
    ):
        yield (
            option,
            _message(case, f"{option} is not http://www.okta.com/ and the application's id"),
            "Copy Issuer of the application's sign-on settings.",
        )
