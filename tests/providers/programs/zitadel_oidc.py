# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The example server of zitadel/oidc, the Go library of Zitadel's OpenID provider."""

import contextlib

from lab import golang, serving
from lab.installation import free_ports
from providers.openid import CALLBACK, SECRET_UNREAD, SEEN, SPARED, confidential
from providers.program import Program, wrong

MODULE, VERSION = "github.com/zitadel/oidc/v3", "v3.52.0"


@contextlib.contextmanager
def start(folder):
    """Two servers with the library's own clients: one with our redirect URI, one with another."""
    program = golang.program(MODULE, VERSION, "zitadel-oidc", package="./example/server")
    with contextlib.ExitStack() as stack:
        urls = []
        for name, uri in (("right", CALLBACK), ("other", "https://metadata.acme.io/other")):
            (port,) = free_ports(1)
            urls.append(f"http://localhost:{port}")
            ready = serving.answers(f"{urls[-1]}/.well-known/openid-configuration")
            environment = {"PORT": str(port), "REDIRECT_URI": uri}
            stack.enter_context(serving.serving([program], folder / f"{name}.log", ready, environment=environment))
        yield {"base": urls[0], "issuer": f"{urls[0]}/", "keys": f"{urls[0]}/keys", "other": urls[1]}


OTHER = {"oidc_issuer": "{other}/", "oidc_jwks_uri": "{other}/keys"}
WEB = {"client_id": "web", "client_secret": "secret", "client_auth_method": "client_secret_basic"}
UNKNOWN = {"scope": SPARED, "client secret": SECRET_UNREAD}

PROGRAM = Program(
    name="zitadel-oidc",
    version=VERSION,
    kind="openid",
    source="Go module",
    start=start,
    quick=False,
    setups={
        "authorization code, secret in the header": confidential(*SEEN, unknown=UNKNOWN, **WEB),
        "authorization code, secret in the form": confidential(
            *SEEN, unknown=UNKNOWN, **{**WEB, "client_auth_method": "client_secret_post"}
        ),
        "authorization code with PKCE": confidential(*SEEN, unknown=UNKNOWN, pkce=True, **WEB),
    },
    rows=(
        wrong("redirect URI with another path", "redirect URI", "RED-01", **OTHER),
        wrong("client id mistyped", "client id", "PRE-03", client_id="wep"),
        wrong("wrong client secret", "client secret", unknown=SECRET_UNREAD, client_secret="wrong"),
        wrong("a secret for a client that is public", "client secret", unknown=SECRET_UNREAD, client_id="native"),
        wrong("silent callback not registered", "silent callback", "RED-03", flow="implicit", client_secret=None),
        wrong("scope that does not exist", "scope", unknown=SPARED, scopes=["openid", "allatclaims"]),
        wrong("issuer without the slash at its end", "issuer", "URL-12", oidc_issuer="{base}"),
        wrong("issuer of another path", "discovery", "URL-14", oidc_issuer="{base}/oauth2"),
        wrong("key URL of another path", "keys", "JWK-03", oidc_jwks_uri="{base}/jwks"),
        wrong("keys of another server", "keys", "JWK-03", oidc_jwks_uri="{other}/keys"),
    ),
)
