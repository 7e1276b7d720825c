# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Causes that several ids share: the id of a provider's answer depends on the provider (``_preflight/vendors``)."""

from __future__ import annotations

from ._entry import Cause

#: What to do when a provider refuses a request, by what the refusal is about. What begins with ``public_`` is of the
#: implicit flow, where the user interface decides what is sent and the options of the other flow have no effect.
FIXES = {
    "client": "Compare it with the provider{place}.",
    "redirect": "Register {callback}, exactly so{place}.",
    "flow": "Switch it on{place}, or use the other om_sso_flow.",
    "scope": "Leave it out of om_sso_scopes, or allow it{place}.",
    "public_scope": "Allow openid, email and profile{place}: OpenMetadata's user interface asks for them.",
    "pkce": "Set om_sso_pkce: {other_pkce}, or change the client{place}.",
    "public_pkce": "Change the client{place}: OpenMetadata's user interface decides whether PKCE is used.",
    "prompt": "Set om_sso_prompt to {prompts}.",
    "public_prompt": "Change the client{place}: OpenMetadata's user interface decides which prompt is sent.",
    "secret": "Copy it again, its value and not its id{place}; a new one if it has expired.",
    "credentials": (
        "Compare both with the provider{place}: the secret's value and not its id, a new one if it has expired."
    ),
    "method": "Set om_sso_client_auth_method: {methods}, if the client has that method, or change the client{place}.",
    "kind": (
        "Make client and om_sso_flow fit{place}: authorization_code needs a confidential client, implicit a public one."
    ),
}


def refused(*about: str) -> dict[str, Cause]:
    """The causes of an id that a provider's refusal speaks."""
    return {
        f"refused_{what}": Cause("{option}: {provider} {means}{words}.", fix)
        for what, fix in FIXES.items()
        if what.replace("public_", "") in about
    }


#: The discovery document is not where the issuer says.
NO_DOCUMENT = {
    "no_document": Cause(
        "{option}: {url} is not a discovery document ({said}).",
        "Compare it with {provider}'s own page{place}.",
    ),
    "document_elsewhere": Cause("{option}: {url} is not a discovery document ({said}).", "It is at {found}."),
}
#: The discovery document names another issuer.
OTHER_ISSUER = {
    "other_issuer": Cause(
        "{option}: the provider calls itself {found}, the configuration makes it {expected}; tokens would be refused.",
        "Use one and the same on both sides{place}.",
    ),
}
#: The key URLs are not the provider's.
OTHER_KEYS = {
    "not_configured": Cause(
        "{option}: none of the public key URLs is the provider's own.", "Use its jwks_uri as it is: {published}."
    ),
    "no_keys": Cause("{option}: {url} does not have keys ({said}).", "Use the provider's jwks_uri: {published}."),
}
#: The directory does not have an entry.
NO_ENTRY = {
    "no_entry": Cause(
        "{option}: {named} does not exist, or the bind user may not read it.", "Copy the DN from the directory."
    ),
    "entry_not_a_dn": Cause("{option}: {named} is not a DN.", "Copy the DN from the directory."),
    "referred": Cause(
        "{option}: the directory refers to another one for {named}{words}, and OpenMetadata does not ask that one.",
        "Name that directory as host, or a DN of this one.",
    ),
    "result": Cause(
        "{option}: {named} gives result {code}{words}: the bind user may not read it.",
        "Copy the DN from the directory.",
    ),
}
