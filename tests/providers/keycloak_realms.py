# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Keycloak with the realms of the other preflight tests, and what can be wrong with them, for every release."""

import contextlib

from identity_providers import realms
from lab import certificates, keycloak
from providers.openid import DOCUMENTS, READ, SEEN, SERVER
from providers.program import Setup, wrong

COMMON = {
    "server_url": SERVER,
    "admin_principals": ["jane.doe"],
    "principal_domain": "acme.io",
    "openmetadata_version": "1.12.14",
    "deployment": "bare_metal",
}
SCOPES = ["openid", "email", "profile"]


def starting(version):
    """`start` of a program: one server of this release."""

    @contextlib.contextmanager
    def start(folder):
        pair = certificates.signed(folder, "server", certificates.authority(folder))
        with keycloak.Keycloak(folder, pair.certificate, pair.key, version=version) as server:
            made = realms.make(server)
            keys = "/protocol/openid-connect/certs"
            facts = {"url": server.url, "issuer": made.good, "keys": made.good + keys}
            facts |= {"elliptic": made.elliptic, "elliptic keys": made.elliptic + keys}
            yield {**facts, "closed": made.closed, "closed keys": made.closed + keys}

    return start


def setups(**provider):
    """Correct set-ups with the variables that name the provider."""
    code = {**COMMON, **provider, "client_id": "om", "client_secret": realms.SECRET, "scopes": SCOPES}
    verified = (*DOCUMENTS, *SEEN, "scope", "client secret")
    public = {**COMMON, **provider, "flow": "implicit", "client_id": "om-public"}
    return {
        "authorization code": Setup(code, verified),
        "authorization code, secret in the header": Setup(
            {**code, "client_auth_method": "client_secret_basic"}, verified
        ),
        "authorization code with PKCE": Setup({**code, "client_id": "om-pkce", "pkce": True}, verified),
        "authorization code, any account": Setup({**code, "prompt": "select_account"}, verified),
        "implicit": Setup(public, (*DOCUMENTS, *READ, "scope")),
    }


def rows():
    """What can be wrong, whatever OpenMetadata calls the provider."""
    return (
        wrong("redirect URI with another path", "redirect URI", "RED-01", client_id="om-path"),
        wrong("redirect URI with http for https", "redirect URI", "RED-01", client_id="om-http"),
        wrong("redirect URI with a slash at its end", "redirect URI", "RED-01", client_id="om-slash"),
        wrong("redirect URI with another port", "redirect URI", "RED-01", client_id="om-port"),
        wrong("silent callback not registered", "silent callback", "RED-03", setup="implicit", client_id="om-loud"),
        wrong("client id mistyped", "client id", "PRE-02", client_id="on"),
        wrong("client id mistyped", "client id", "PRE-02", setup="implicit", client_id="om-pulbic"),
        wrong("client switched off", "client id", "PRE-02", client_id="om-disabled"),
        wrong("standard flow switched off", "flow", "FLOW-02", client_id="om-no-standard"),
        wrong("implicit flow switched off", "flow", "FLOW-02", setup="implicit", client_id="om-no-implicit"),
        wrong("wrong client secret", "client secret", "FLOW-01", client_secret="wrong"),
        wrong(
            "wrong client secret, in the header",
            "client secret",
            "FLOW-01",
            client_secret="wrong",
            client_auth_method="client_secret_basic",
        ),
        wrong("a secret for a client that is public", "client secret", "FLOW-01", client_id="om-no-implicit"),
        wrong("PKCE required and not used", "PKCE", "FLOW-14", client_id="om-pkce"),
        wrong("plain PKCE required, S256 used", "PKCE", "FLOW-14", client_id="om-plain-pkce", pkce=True),
        wrong("scope that does not exist", "scope", "FLOW-10", scopes=["openid", "allatclaims"]),
        wrong("scope not allowed for the client", "scope", "FLOW-10", client_id="om-no-offline", scopes=OFFLINE),
    )


OFFLINE = [*SCOPES, "offline_access"]
