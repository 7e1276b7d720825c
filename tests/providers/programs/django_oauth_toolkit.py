# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""django-oauth-toolkit: it asks the user to sign in before it reads an authorization request."""

import contextlib
import json
import pathlib

from lab import serving, venvs
from lab.installation import free_ports
from providers.openid import CALLBACK, HIDDEN, HIDDEN_IMPLICIT, SECRET, SILENT, UNREAD, confidential, implicit
from providers.program import Program, wrong

SERVER = pathlib.Path(__file__).resolve().parents[1] / "servers" / "django_oauth_toolkit.py"


def application(name, uris=CALLBACK, **more):
    """A registration for the authorization code flow."""
    known = {"client_id": name, "name": name, "redirect_uris": uris, "client_secret": SECRET, "algorithm": "RS256"}
    flow = {"client_type": "confidential", "authorization_grant_type": "authorization-code"}
    return {**known, **flow, **more}


APPLICATIONS = [
    application("om"),
    application("om-pkce"),
    application("om-other", "https://metadata.acme.io/other"),
    application("om-unsigned", algorithm=""),
    application("om-machine", authorization_grant_type="client-credentials"),
    application(
        "om-public", f"{CALLBACK} {SILENT}", client_type="public", authorization_grant_type="implicit", client_secret=""
    ),
    application("om-public-code", f"{CALLBACK} {SILENT}", client_type="public", client_secret=""),
]


@contextlib.contextmanager
def start(folder):
    """One server, with a database of its own."""
    python = venvs.ensure("django-oauth-toolkit") / "bin" / "python"
    (port,) = free_ports(1)
    issuer = f"http://localhost:{port}/o"
    command = [python, SERVER, port, folder, json.dumps(APPLICATIONS)]
    ready = serving.answers(f"{issuer}/.well-known/openid-configuration")
    with serving.serving(command, folder / "server.log", ready):
        yield {"base": issuer[:-2], "issuer": issuer, "keys": f"{issuer}/.well-known/jwks.json"}


PROGRAM = Program(
    name="django-oauth-toolkit",
    version="3.4.1",
    kind="openid",
    source="PyPI",
    start=start,
    setups={
        "authorization code": confidential(unknown=HIDDEN),
        "authorization code, secret in the header": confidential(
            unknown=HIDDEN, client_auth_method="client_secret_basic"
        ),
        "authorization code with PKCE": confidential(unknown=HIDDEN, client_id="om-pkce", pkce=True),
        "implicit": implicit(unknown=HIDDEN_IMPLICIT),
    },
    rows=(
        wrong("redirect URI with another path", "redirect URI", "RED-01", client_id="om-other"),
        wrong("client id mistyped", "client id", "FLOW-01", client_id="on"),
        wrong("wrong client secret", "client secret", "FLOW-01", client_secret="wrong"),
        wrong(
            "wrong client secret, in the header",
            "client secret",
            "FLOW-01",
            client_secret="wrong",
            client_auth_method="client_secret_basic",
        ),
        wrong("PKCE required and not used", "PKCE", unknown=UNREAD, client_id="om-pkce"),
        wrong("the client is for machines", "flow", "FLOW-02", client_id="om-machine"),
        wrong("the code flow with a client of the implicit flow", "flow", "FLOW-01", "FLOW-02", client_id="om-public"),
        wrong("a secret for a client that is public", "client secret", "FLOW-01", client_id="om-public-code"),
        wrong(
            "flow not allowed for the client",
            "flow",
            "FLOW-02",
            setup="implicit",
            client_id="om-public-code",
        ),
        wrong("client id mistyped", "client id", unknown=UNREAD, setup="implicit", client_id="om-pulbic"),
        wrong("scope that does not exist", "scope", "FLOW-10", scopes=["openid", "allatclaims"]),
        wrong("issuer without its path", "discovery", "URL-14", oidc_issuer="{base}"),
        wrong("issuer with a slash at its end", "issuer", "URL-12", oidc_issuer="{issuer}/"),
        wrong("key URL of another path", "keys", "JWK-03", oidc_jwks_uri="{issuer}/keys"),
    ),
)
