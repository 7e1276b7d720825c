# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is sent unencrypted."""

from __future__ import annotations

from .._check import Verdict, check, finding, not_applicable, ok, unknown
from ..observed import AUTHENTICATION, LDAP, LOCAL, OIDC, SAML, Seen, Setting, is_plain, shown, texts

#: Where the browser comes back to, by what the provider speaks.
PUBLIC = {
    "saml": (SAML + "sp.acs", SAML + "sp.callback"),
    "": (AUTHENTICATION + "callbackUrl", OIDC + "callbackUrl", OIDC + "serverUrl"),
}
#: Where keys, tokens and passwords are exchanged with the provider.
PROVIDER = {
    "saml": (SAML + "idp.ssoLoginUrl",),
    "": (AUTHENTICATION + "authority", OIDC + "discoveryUri", AUTHENTICATION + "publicKeyUrls"),
}
PASSWORDS = ("basic", "ldap", None)


def _relevant(seen: Seen, table: dict[str, tuple[str, ...]]) -> list[tuple[str, Setting]]:
    paths = table.get(seen.provider or "", table[""])
    confidential = str(seen.setting(AUTHENTICATION + "clientType").value) == "confidential"
    return [
        (path.rsplit(".", 1)[-1], seen.setting(path)) for path in paths if confidential or not path.startswith(OIDC)
    ]


def _judged(seen: Seen, table: dict[str, tuple[str, ...]], what: str) -> Verdict:
    settings = _relevant(seen, table)
    for name, setting in settings:
        plain = [url for url in texts(setting.value) if is_plain(url)] if setting.known else []
        plain = [url for url in plain if name != "publicKeyUrls" or not url.rstrip("/").endswith("/config/jwks")]
        if plain:
            return finding(f"{name} is {shown(plain[0])} ({setting.where}).")
    unseen = [name for name, setting in settings if not setting.known]
    if unseen:
        where = next(setting.where for _name, setting in settings if not setting.known)
        return unknown(
            f"{', '.join(unseen)} not seen: {where}.",
            "Set om_sso_admin_token, or let the rows be read (om_sso_stored_configuration).",
        )
    urls = [shown(url) for _name, setting in settings for url in texts(setting.value)]
    return ok(f"{what}: {', '.join(dict.fromkeys(urls))}." if urls else f"{what}: none is set.")


@check(
    "FLOW-16",
    "Users come by https",
    how="callback and server URL in effect; localhost does not count",
    option="om_sso_server_url",
)
def public_urls(seen: Seen) -> Verdict:
    """Browsers return to the server over https."""
    if seen.provider in PASSWORDS:
        if seen.provider is None:
            return unknown(
                f"The provider was not seen: {seen.setting(AUTHENTICATION + 'provider').where}.", "Start the server."
            )
        return not_applicable(
            f"No browser returns from a provider: it is {seen.provider}. Serve the login page over https all the same."
        )
    return _judged(seen, PUBLIC, "Browsers return to")


@check(
    "AUD-02",
    "Provider over TLS",
    how="authority, discovery and key URLs in effect; with LDAP sslEnabled",
    option="om_sso_authority",
)
def provider_urls(seen: Seen) -> Verdict:
    """The server reaches the provider over TLS."""
    if seen.provider is None:
        return unknown(
            f"The provider was not seen: {seen.setting(AUTHENTICATION + 'provider').where}.", "Start the server."
        )
    if seen.provider == "basic":
        return not_applicable("There is no provider: passwords are OpenMetadata's own.")
    if seen.provider != "ldap":
        return _judged(seen, PROVIDER, "The provider is asked at")
    directory, secure = seen.setting(LDAP + "host"), seen.setting(LDAP + "sslEnabled")
    if not secure.known:
        return unknown(
            f"Whether the directory is asked over TLS was not seen: {secure.where}.", "Set om_sso_admin_token."
        )
    if secure.on:
        return ok(f"The directory {shown(directory.value)} is asked over TLS ({secure.where}).")
    if str(directory.value) in LOCAL:
        return ok(f"The directory is on the host itself ({directory.where}).")
    return finding(
        f"The directory {shown(directory.value)} is asked without TLS ({secure.where}).",
        "directory",
    )
