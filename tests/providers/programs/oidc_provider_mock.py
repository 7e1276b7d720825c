# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""oidc-provider-mock, a provider on Authlib: its page shows the request, and it has the code flow alone."""

import contextlib

from lab import serving, venvs
from lab.installation import free_ports
from providers.openid import ALIKE, CALLBACK, confidential
from providers.program import Program, wrong
from providers.registration import register

CLIENTS = {
    "post": {"redirect_uris": [CALLBACK], "token_endpoint_auth_method": "client_secret_post"},
    "basic": {"redirect_uris": [CALLBACK], "token_endpoint_auth_method": "client_secret_basic"},
    "path": {
        "redirect_uris": ["https://metadata.acme.io/other"],
        "token_endpoint_auth_method": "client_secret_post",
    },
    "narrow": {
        "redirect_uris": [CALLBACK],
        "token_endpoint_auth_method": "client_secret_post",
        "scope": "openid email",
    },
}


@contextlib.contextmanager
def start(folder):
    """One server, with clients whose ids it chooses."""
    python = venvs.ensure("oidc-provider-mock") / "bin" / "python"
    (port,) = free_ports(1)
    url = f"http://localhost:{port}"
    command = [python, "-m", "oidc_provider_mock", "--port", port, "--require-registration", "true"]
    ready = serving.answers(f"{url}/.well-known/openid-configuration")
    with serving.serving(command, folder / "server.log", ready):
        facts = {"issuer": url, "keys": f"{url}/jwks"}
        for name, client in CLIENTS.items():
            made = register(f"{url}/oauth2/clients", **client)
            facts |= {name: made["client_id"], f"{name} secret": made["client_secret"]}
        yield facts


def by(name):
    """A registered client with its secret."""
    return {"client_id": f"{{{name}}}", "client_secret": f"{{{name} secret}}"}


SCOPES = ["openid", "email", "profile"]
READ = ("redirect URI", "flow")
UNKNOWN = {"scope": ALIKE, "PKCE": ALIKE}

PROGRAM = Program(
    name="oidc-provider-mock",
    version="0.3.4",
    kind="openid",
    source="PyPI",
    start=start,
    setups={
        "authorization code": confidential(*READ, unknown=UNKNOWN, scopes=SCOPES, **by("post")),
        "authorization code, secret in the header": confidential(
            *READ, unknown=UNKNOWN, scopes=SCOPES, client_auth_method="client_secret_basic", **by("basic")
        ),
        "authorization code with PKCE": confidential(*READ, unknown=UNKNOWN, scopes=SCOPES, pkce=True, **by("post")),
    },
    rows=(
        wrong("redirect URI with another path", "redirect URI", "RED-01", **by("path")),
        wrong("client id mistyped", "client id", "PRE-02", client_id="on"),
        wrong("wrong client secret", "client secret", "FLOW-01", client_secret="wrong"),
        wrong("secret of another client", "client secret", "FLOW-01", client_secret="{path secret}"),
        wrong("secret in the form, the header is wanted", "authentication method", "FLOW-06", **by("basic")),
        wrong(
            "secret in the header, the form is wanted",
            "authentication method",
            "FLOW-06",
            client_auth_method="client_secret_basic",
        ),
        wrong("implicit flow, which it does not have", "flow", "FLOW-02", flow="implicit", client_secret=None),
        wrong("scope that does not exist", "scope", unknown=ALIKE, scopes=[*SCOPES, "allatclaims"]),
        wrong("scope not allowed for the client", "scope", unknown=ALIKE, **by("narrow")),
        wrong("issuer with a slash at its end", "issuer", "URL-12", oidc_issuer="{issuer}/"),
        wrong("key URL of another path", "keys", "JWK-03", oidc_jwks_uri="{issuer}/keys"),
        wrong("issuer of another path", "discovery", "URL-14", oidc_issuer="{issuer}/oauth2"),
    ),
)
