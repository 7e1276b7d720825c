# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""django-oidc-provider: it reads a request before the log-in, but its errors are pages with status 200."""

import contextlib
import json
import pathlib

from lab import serving, venvs
from lab.installation import free_ports
from providers.openid import ALIKE, CALLBACK, READ, SECRET, SEEN, SILENT, UNREAD, confidential, implicit
from providers.program import Program, wrong

SERVER = pathlib.Path(__file__).resolve().parents[1] / "servers" / "django_oidc_provider.py"


def client(name, uris=CALLBACK, types=("code",), **more):
    """A client; its kind is confidential unless told."""
    known = {"name": name, "client_id": name, "client_secret": SECRET, "client_type": "confidential"}
    return {**known, "_redirect_uris": uris, "response_types": list(types), "jwt_alg": "RS256", **more}


PUBLIC = {"client_type": "public", "client_secret": ""}
CLIENTS = [
    client("om"),
    client("om-other", "https://metadata.acme.io/other"),
    client("om-slash", f"{CALLBACK}/"),
    client("om-public", f"{CALLBACK} {SILENT}", ["id_token"], **PUBLIC),
    client("om-loud", CALLBACK, ["id_token"], **PUBLIC),
    client("om-public-code", f"{CALLBACK} {SILENT}", **PUBLIC),
]


@contextlib.contextmanager
def start(folder):
    """One server, with a database of its own."""
    python = venvs.ensure("django-oidc-provider") / "bin" / "python"
    (port,) = free_ports(1)
    url = f"http://localhost:{port}"
    ready = serving.answers(f"{url}/.well-known/openid-configuration")
    with serving.serving([python, SERVER, port, folder, json.dumps(CLIENTS)], folder / "server.log", ready):
        yield {"issuer": url, "keys": f"{url}/jwks"}


UNKNOWN = {"scope": ALIKE}
NO_RETURN = "the provider does not send the browser back to it"
NARROW = {"scopes": ["openid", "email", "profile"]}

PROGRAM = Program(
    name="django-oidc-provider",
    version="0.9.0",
    kind="openid",
    source="PyPI",
    start=start,
    setups={
        "authorization code": confidential(*SEEN, unknown=UNKNOWN, **NARROW),
        "authorization code, secret in the header": confidential(
            *SEEN, unknown=UNKNOWN, client_auth_method="client_secret_basic", **NARROW
        ),
        "authorization code with PKCE": confidential(*SEEN, unknown=UNKNOWN, pkce=True, **NARROW),
        "implicit": implicit(*READ, unknown=UNKNOWN),
    },
    rows=(
        # The page that says so has status 200; the token endpoint says `invalid_client` to a wrong redirect URI.
        wrong("redirect URI with another path", "redirect URI", "FLOW-01", unknown=UNREAD, client_id="om-other"),
        wrong("redirect URI with a slash at its end", "redirect URI", "FLOW-01", unknown=UNREAD, client_id="om-slash"),
        wrong(
            "silent callback not registered",
            "silent callback",
            unknown=NO_RETURN,
            setup="implicit",
            client_id="om-loud",
        ),
        wrong("client id mistyped", "client id", "FLOW-01", client_id="on"),
        wrong("client id mistyped", "client id", unknown=UNREAD, setup="implicit", client_id="om-pulbic"),
        wrong("wrong client secret", "client secret", "FLOW-01", client_secret="wrong"),
        wrong("a secret for a client that is public", "client secret", "FLOW-01", client_id="om-public-code"),
        wrong("flow not allowed for the client", "flow", "PRE-03", setup="implicit", client_id="om-public-code"),
        wrong("the code flow with a client of the implicit flow", "flow", "FLOW-01", "PRE-03", client_id="om-public"),
        wrong("scope that does not exist", "scope", unknown=ALIKE, scopes=["openid", "allatclaims"]),
        wrong("issuer with a slash at its end", "issuer", "URL-12", oidc_issuer="{issuer}/"),
        wrong("key URL of another path", "keys", "JWK-03", oidc_jwks_uri="{issuer}/keys"),
    ),
)
