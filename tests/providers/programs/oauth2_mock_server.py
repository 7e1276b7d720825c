# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""oauth2-mock-server, a stand-in of other projects' tests: it takes every client, redirect URI, secret and code."""

import contextlib
import pathlib

from lab import npm, serving
from lab.installation import free_ports
from providers.openid import SECRET_UNREAD, UNREAD, confidential
from providers.program import Program, wrong

SOURCE = pathlib.Path(__file__).resolve().parents[1] / "servers" / "oauth2-mock-server"


@contextlib.contextmanager
def start(folder):
    """One server; nothing is registered."""
    program = npm.installed(SOURCE) / "node_modules" / ".bin" / "oauth2-mock-server"
    (port,) = free_ports(1)
    url = f"http://localhost:{port}"
    ready = serving.answers(f"{url}/.well-known/openid-configuration")
    with serving.serving([program, "-a", "localhost", "-p", port], folder / "server.log", ready):
        yield {"issuer": url, "keys": f"{url}/jwks"}


HIDDEN = dict.fromkeys(("client id", "redirect URI", "flow", "PKCE", "scope"), UNREAD)
UNKNOWN = {**HIDDEN, "client secret": SECRET_UNREAD}

PROGRAM = Program(
    name="oauth2-mock-server",
    version="7.2.1",
    kind="openid",
    source="npm",
    start=start,
    setups={
        "authorization code": confidential(unknown=UNKNOWN, scopes=["openid", "email", "profile"]),
        "authorization code, secret in the header": confidential(
            unknown=UNKNOWN, scopes=["openid", "email", "profile"], client_auth_method="client_secret_basic"
        ),
    },
    rows=(
        wrong("redirect URI with another path", "redirect URI", unknown=UNREAD, server_url="https://om.acme.io"),
        wrong("client id mistyped", "client id", unknown=UNREAD, client_id="on"),
        wrong("wrong client secret", "client secret", unknown=SECRET_UNREAD, client_secret="wrong"),
        wrong("scope that does not exist", "scope", unknown=UNREAD, scopes=["openid", "allatclaims"]),
        wrong("PKCE required of nobody", "PKCE", unknown=UNREAD, pkce=True),
        wrong("issuer with a slash at its end", "issuer", "URL-12", oidc_issuer="{issuer}/"),
        wrong("key URL of another path", "keys", "JWK-03", oidc_jwks_uri="{issuer}/keys"),
        wrong("issuer of another path", "discovery", "URL-14", oidc_issuer="{issuer}/oauth2"),
        wrong("implicit flow, which it does not have", "flow", "FLOW-02", flow="implicit", client_secret=None),
    ),
)
