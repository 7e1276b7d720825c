# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Ory Hydra: it checks the request first, and sends the browser to a log-in page of another program."""

import contextlib
import json

from lab import golang, serving
from lab.installation import free_ports
from providers.openid import ALIKE, CALLBACK, SECRET, SILENT, confidential, implicit
from providers.program import Program, wrong
from providers.registration import register

MODULE, VERSION = "github.com/ory/hydra/v2", "v2.3.0"
LOG_IN = "https://login.acme.io"


def client(name, uris=(CALLBACK,), **more):
    """A client of the authorization code flow."""
    known = {"client_id": name, "client_secret": SECRET, "redirect_uris": list(uris)}
    flow = {"grant_types": ["authorization_code", "refresh_token"], "response_types": ["code"]}
    scope = {"scope": "openid email profile offline_access", "token_endpoint_auth_method": "client_secret_post"}
    return {**known, **flow, **scope, **more}


IMPLICIT = {"grant_types": ["implicit"], "response_types": ["id_token"], "token_endpoint_auth_method": "none"}
CLIENTS = [
    client("om"),
    client("om-basic", token_endpoint_auth_method="client_secret_basic"),
    client("om-other", ["https://metadata.acme.io/other"]),
    client("om-slash", [f"{CALLBACK}/"]),
    client("om-narrow", scope="openid email"),
    client("om-machine", grant_types=["client_credentials"], response_types=["token"]),
    client("om-public", [CALLBACK, SILENT], client_secret="", **IMPLICIT),
    client("om-loud", client_secret="", **IMPLICIT),
    client("om-public-code", [CALLBACK, SILENT], client_secret="", token_endpoint_auth_method="none"),
]


@contextlib.contextmanager
def start(folder):
    """One server, with its data in memory and its clients made by the administration port."""
    program = golang.program(MODULE, VERSION, "hydra", "-tags=sqlite,json1", c=True)
    port, admin = free_ports(2)
    url = f"http://localhost:{port}"
    configuration = {
        "dsn": "memory",
        "serve": {"public": {"port": port, "host": "127.0.0.1"}, "admin": {"port": admin, "host": "127.0.0.1"}},
        "urls": {
            "self": {"issuer": url},
            "login": f"{LOG_IN}/login",
            "consent": f"{LOG_IN}/consent",
            "error": f"{LOG_IN}/error",
        },
        "secrets": {"system": ["of the test, long enough"]},
    }
    file = folder / "hydra.json"
    file.write_text(json.dumps(configuration), encoding="utf-8")
    command = [program, "serve", "all", "--dev", "--sqa-opt-out", "--config", file]
    ready = serving.answers(f"{url}/.well-known/openid-configuration")
    with serving.serving(command, folder / "server.log", ready, 120):
        for one in CLIENTS:
            register(f"http://localhost:{admin}/admin/clients", **one)
        yield {"issuer": url, "keys": f"{url}/.well-known/jwks.json"}


READ = ("redirect URI", "flow", "scope")
UNKNOWN = {"PKCE": ALIKE}

PROGRAM = Program(
    name="hydra",
    version=VERSION,
    kind="openid",
    source="Go module",
    start=start,
    quick=False,
    setups={
        "authorization code": confidential(*READ, unknown=UNKNOWN),
        "authorization code, secret in the header": confidential(
            *READ, unknown=UNKNOWN, client_id="om-basic", client_auth_method="client_secret_basic"
        ),
        "authorization code with PKCE": confidential(*READ, unknown=UNKNOWN, pkce=True),
        "implicit": implicit(*READ),
    },
    rows=(
        wrong("redirect URI with another path", "redirect URI", "RED-01", client_id="om-other"),
        wrong("redirect URI with a slash at its end", "redirect URI", "RED-01", client_id="om-slash"),
        wrong("silent callback not registered", "silent callback", "RED-03", setup="implicit", client_id="om-loud"),
        wrong("client id mistyped", "client id", "PRE-02", client_id="on"),
        wrong("client id mistyped", "client id", "PRE-02", setup="implicit", client_id="om-pulbic"),
        wrong("wrong client secret", "client secret", "FLOW-01", client_secret="wrong"),
        wrong("a secret for a client that is public", "client secret", "FLOW-06", client_id="om-public-code"),
        wrong("secret in the form, the header is wanted", "authentication method", "FLOW-06", client_id="om-basic"),
        wrong(
            "secret in the header, the form is wanted",
            "authentication method",
            "FLOW-06",
            client_auth_method="client_secret_basic",
        ),
        wrong("scope that does not exist", "scope", "FLOW-10", scopes=["openid", "allatclaims"]),
        wrong("scope not allowed for the client", "scope", "FLOW-10", client_id="om-narrow"),
        wrong("the client is for machines", "flow", "FLOW-02", client_id="om-machine"),
        wrong("flow not allowed for the client", "flow", "FLOW-02", setup="implicit", client_id="om-public-code"),
        wrong("issuer with a slash at its end", "issuer", "URL-12", oidc_issuer="{issuer}/"),
        wrong("key URL of another path", "keys", "JWK-03", oidc_jwks_uri="{issuer}/keys"),
    ),
)
