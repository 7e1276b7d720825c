# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""npm's oidc-provider: it checks an authorization request before it asks who the user is."""

import contextlib

from lab.oidc_provider import OidcProvider
from providers.openid import ALIKE, CALLBACK, READ, SECRET, SEEN, SILENT, confidential, implicit
from providers.program import Program, wrong


def client(name, uris=(CALLBACK,), **more):
    """A confidential client."""
    known = {"client_id": name, "client_secret": SECRET, "redirect_uris": list(uris)}
    return {**known, "token_endpoint_auth_method": "client_secret_post", **more}


def public(name, uris=(CALLBACK, SILENT), **more):
    """A client without a secret."""
    return {"client_id": name, "redirect_uris": list(uris), "token_endpoint_auth_method": "none", **more}


ID_TOKEN = {"grant_types": ["implicit"], "response_types": ["id_token"]}
CLAIMS = {"openid": ["sub"], "email": ["email"], "profile": ["preferred_username"]}
CLIENTS = [
    client("om"),
    client("om-basic", token_endpoint_auth_method="client_secret_basic"),
    client("om-path", ["https://metadata.acme.io/other"]),
    client("om-slash", [f"{CALLBACK}/"]),
    client("om-port", ["https://metadata.acme.io:8585/callback"]),
    client("om-narrow", scope="openid email"),
    public("om-public", **ID_TOKEN),
    public("om-loud", [CALLBACK], **ID_TOKEN),
    public("om-public-path", ["https://metadata.acme.io/signin"], **ID_TOKEN),
    public("om-public-code"),
]
LENIENT = {
    "clients": CLIENTS,
    "clientAuthMethods": ["client_secret_basic", "client_secret_post", "none"],
    "responseTypes": ["code", "id_token"],
    "claims": CLAIMS,
}
STRICT = {"clients": [client("om")], "claims": CLAIMS, "responseTypes": ["code"], "pkceRequired": True}
LATE = {**STRICT, "shiftDate": 600}


@contextlib.contextmanager
def start(folder):
    """Three servers: every flow; the code flow with PKCE alone; the same with another clock."""
    with contextlib.ExitStack() as stack:
        urls = [stack.enter_context(OidcProvider(folder, **one)).url for one in (LENIENT, STRICT, LATE)]
        yield {"issuer": urls[0], "keys": f"{urls[0]}/jwks", "strict": urls[1], "late": urls[2]}


STRICTLY = {"oidc_issuer": "{strict}", "oidc_jwks_uri": "{strict}/jwks"}
LATELY = {"oidc_issuer": "{late}", "oidc_jwks_uri": "{late}/jwks"}
UNKNOWN = {"scope": ALIKE}

PROGRAM = Program(
    name="oidc-provider",
    version="8.8.1",
    kind="openid",
    source="npm",
    start=start,
    setups={
        "authorization code": confidential(*SEEN, unknown=UNKNOWN),
        "authorization code, secret in the header": confidential(
            *SEEN, unknown=UNKNOWN, client_id="om-basic", client_auth_method="client_secret_basic"
        ),
        "authorization code with PKCE": confidential(*SEEN, unknown=UNKNOWN, pkce=True),
        "authorization code, PKCE required": confidential(*SEEN, unknown=UNKNOWN, pkce=True, **STRICTLY),
        "implicit": implicit(*READ, unknown=UNKNOWN),
    },
    rows=(
        wrong("redirect URI with another path", "redirect URI", "RED-01", client_id="om-path"),
        wrong("redirect URI with a slash at its end", "redirect URI", "RED-01", client_id="om-slash"),
        wrong("redirect URI with another port", "redirect URI", "RED-01", client_id="om-port"),
        wrong("redirect URI", "redirect URI", "RED-01", "RED-03", setup="implicit", client_id="om-public-path"),
        wrong("silent callback not registered", "silent callback", "RED-03", setup="implicit", client_id="om-loud"),
        wrong("client id mistyped", "client id", "PRE-02", client_id="on"),
        wrong("client id mistyped", "client id", "PRE-02", setup="implicit", client_id="om-pulbic"),
        wrong("flow not allowed for the client", "flow", "FLOW-02", setup="implicit", client_id="om-public-code"),
        wrong("wrong client secret", "client secret", "FLOW-01", client_secret="w" * 40),
        wrong("a secret for a client that is public", "client secret", "FLOW-01", client_id="om-public-code"),
        wrong("scope that does not exist", "scope", unknown=ALIKE, scopes=["openid", "allatclaims"]),
        wrong("scope not allowed for the client", "scope", "FLOW-10", client_id="om-narrow"),
        wrong("prompt not known", "prompt", "FLOW-11", prompt="select_account"),
        wrong("PKCE required and not used", "PKCE", "FLOW-14", **STRICTLY),
        wrong("clock ten minutes off", "clock", "FLOW-15", pkce=True, **LATELY),
        wrong("issuer with a slash at its end", "issuer", "URL-12", oidc_issuer="{issuer}/"),
        wrong("key URL of another path", "keys", "JWK-03", oidc_jwks_uri="{issuer}/keys"),
        wrong("key URL of another server", "keys", "JWK-03", oidc_jwks_uri="{strict}/jwks"),
    ),
)
