# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Canaille, an identity provider for small organisations: it reads a request before it asks only with prompt=none."""

import contextlib
import json
import pathlib

from lab import serving, venvs
from lab.installation import free_ports
from providers.openid import ALIKE, CALLBACK, READ, SECRET, SEEN, SILENT, UNREAD, confidential, implicit
from providers.program import Program, wrong

SERVER = pathlib.Path(__file__).resolve().parents[1] / "servers" / "canaille.py"
SCOPES = ["openid", "profile", "email", "groups"]


def client(name, uris=(CALLBACK,), **more):
    """A confidential client of the authorization code flow."""
    known = {"client_id": name, "client_name": name, "client_uri": "https://metadata.acme.io", "scope": SCOPES}
    flow = {"grant_types": ["authorization_code"], "response_types": ["code"], "client_secret": SECRET}
    return {
        **known,
        **flow,
        "redirect_uris": list(uris),
        "token_endpoint_auth_method": "client_secret_post",
        **more,
    }


IMPLICIT = {"grant_types": ["implicit"], "response_types": ["id_token"], "token_endpoint_auth_method": "none"}
CLIENTS = [
    client("om"),
    client("om-basic", token_endpoint_auth_method="client_secret_basic"),
    client("om-other", ["https://metadata.acme.io/other"]),
    client("om-public", [CALLBACK, SILENT], client_secret=None, **IMPLICIT),
    client("om-loud", client_secret=None, **IMPLICIT),
    client("om-public-code", client_secret=None, token_endpoint_auth_method="none"),
]


@contextlib.contextmanager
def start(folder):
    """One server, with its data in memory."""
    python = venvs.ensure("canaille") / "bin" / "python"
    (port,) = free_ports(1)
    url = f"http://localhost:{port}"
    ready = serving.answers(f"{url}/.well-known/openid-configuration")
    with serving.serving([python, SERVER, port, json.dumps(CLIENTS)], folder / "server.log", ready):
        yield {"issuer": url, "keys": f"{url}/oauth/jwks.json"}


UNKNOWN = {"scope": ALIKE}
NARROW = {"scopes": ["openid", "email", "profile"]}


PROGRAM = Program(
    name="canaille",
    version="0.3.6",
    kind="openid",
    source="PyPI",
    start=start,
    setups={
        "authorization code": confidential(*SEEN, unknown=UNKNOWN, **NARROW),
        "authorization code, secret in the header": confidential(
            *SEEN,
            unknown=UNKNOWN,
            client_id="om-basic",
            client_auth_method="client_secret_basic",
            **NARROW,
        ),
        "authorization code with PKCE": confidential(*SEEN, unknown=UNKNOWN, pkce=True, **NARROW),
        "implicit": implicit(*READ, unknown=UNKNOWN),
    },
    rows=(
        wrong("redirect URI with another path", "redirect URI", "RED-01", client_id="om-other"),
        wrong(
            "silent callback not registered",
            "silent callback",
            "RED-03",
            setup="implicit",
            client_id="om-loud",
        ),
        wrong("client id mistyped", "client id", "FLOW-01", client_id="on"),
        wrong("client id mistyped", "client id", unknown=UNREAD, setup="implicit", client_id="om-pulbic"),
        wrong("wrong client secret", "client secret", "FLOW-01", client_secret="wrong"),
        wrong("a secret for a client that is public", "client secret", "FLOW-01", client_id="om-public-code"),
        wrong("secret in the form, the header is wanted", "authentication method", "FLOW-06", client_id="om-basic"),
        wrong("scope that does not exist", "scope", unknown=ALIKE, scopes=["openid", "allatclaims"]),
        wrong("flow not allowed for the client", "flow", "FLOW-02", setup="implicit", client_id="om-public-code"),
        wrong("issuer with a slash at its end", "issuer", "URL-12", oidc_issuer="{issuer}/"),
        wrong("key URL of another path", "keys", "JWK-03", oidc_jwks_uri="{issuer}/keys"),
        wrong("issuer of another path", "discovery", "URL-14", oidc_issuer="{issuer}/oauth"),
    ),
)
