# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Spring Authorization Server, with the log-in form of Spring Security."""

import contextlib
import json
import pathlib

from lab import java_program, serving
from lab.installation import free_ports
from providers.openid import CALLBACK, SECRET, SEEN, SPARED, confidential
from providers.program import Program, wrong

SOURCE = pathlib.Path(__file__).resolve().parents[1] / "servers" / "spring_authorization_server"


def client(name, method="client_secret_post", uris=(CALLBACK,), grant="authorization_code", **more):
    """A registered client."""
    scopes = ["openid", "email", "profile"]
    known = {"id": name, "method": method, "uris": list(uris), "grant": grant, "pkce": False, "scopes": scopes}
    return {**known, **({} if method == "none" else {"secret": f"{SECRET}-of-{name}"}), **more}


CLIENTS = [
    client("om"),
    client("om-basic", "client_secret_basic"),
    client("om-pkce", pkce=True),
    client("om-other", uris=["https://metadata.acme.io/other"]),
    client("om-slash", uris=[f"{CALLBACK}/"]),
    client("om-narrow", scopes=["openid", "email"]),
    client("om-machine", grant="client_credentials", uris=[]),
    client("om-public", "none"),
]


@contextlib.contextmanager
def start(folder):
    """One server, with its clients in memory."""
    (port,) = free_ports(1)
    url = f"http://localhost:{port}"
    command = [*java_program.command(SOURCE), port, json.dumps(CLIENTS)]
    ready = serving.answers(f"{url}/.well-known/openid-configuration")
    with serving.serving(command, folder / "server.log", ready, 120):
        yield {"issuer": url, "keys": f"{url}/oauth2/jwks"}


def by(name):
    """A client with its secret: no two clients may have the same one."""
    return {"client_id": name, "client_secret": f"{SECRET}-of-{name}"}


KNOWN = {"scopes": ["openid", "email", "profile"]}

PROGRAM = Program(
    name="spring-authorization-server",
    version="1.5.5",
    kind="openid",
    source="Maven Central",
    start=start,
    setups={
        "authorization code": confidential(*SEEN, "scope", **by("om"), **KNOWN),
        "authorization code, secret in the header": confidential(
            *SEEN, "scope", **by("om-basic"), client_auth_method="client_secret_basic", **KNOWN
        ),
        "authorization code with PKCE": confidential(*SEEN, "scope", **by("om-pkce"), pkce=True, **KNOWN),
    },
    rows=(
        wrong("redirect URI with another path", "redirect URI", unknown=SPARED, **by("om-other")),
        wrong("redirect URI with a slash at its end", "redirect URI", unknown=SPARED, **by("om-slash")),
        wrong("client id mistyped", "client id", "FLOW-01", client_id="on"),
        wrong("wrong client secret", "client secret", "FLOW-01", client_secret="wrong"),
        wrong("a secret for a client that is public", "client secret", "FLOW-01", client_id="om-public", pkce=True),
        wrong("secret in the form, the header is wanted", "authentication method", "FLOW-06", **by("om-basic")),
        wrong("PKCE required and not used", "PKCE", "FLOW-14", **by("om-pkce")),
        wrong("scope not allowed for the client", "scope", "FLOW-10", **by("om-narrow")),
        wrong("scope that does not exist", "scope", "FLOW-10", scopes=["openid", "allatclaims"]),
        wrong("the client is for machines", "flow", "FLOW-02", **by("om-machine")),
        wrong("implicit flow, which it does not have", "flow", "FLOW-02", flow="implicit", client_secret=None),
        wrong("issuer with a slash at its end", "issuer", "URL-12", oidc_issuer="{issuer}/"),
        wrong("key URL of another path", "keys", "JWK-03", oidc_jwks_uri="{issuer}/keys"),
    ),
)
