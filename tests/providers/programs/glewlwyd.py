# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Glewlwyd, a single sign-on server in C of Debian: its log-in page is a program in the browser."""

import contextlib
import json
import pathlib
import shutil
import sqlite3
import urllib.request

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from lab import serving
from lab.installation import free_ports
from lab.venvs import Missing
from providers.openid import ALIKE, CALLBACK, READ, SECRET, SEEN, SILENT, confidential, implicit
from providers.program import Program, wrong

SCHEMA = "/usr/share/dbconfig-common/data/glewlwyd/install/sqlite3"
CONFIGURATION = """
port={port}
bind_address="127.0.0.1"
external_url="{url}"
login_url="login.html"
api_prefix="api"
static_files_path="/usr/share/glewlwyd/webapp/"
static_files_mime_types = ({{extension = ".html" mime_type = "text/html"}})
allow_origin="*"
log_mode="console"
log_level="WARNING"
cookie_domain="localhost"
cookie_secure=0
session_expiration=2419200
session_key="GLEWLWYD2_SESSION_ID"
admin_scope="g_admin"
profile_scope="g_profile"
user_module_path="/usr/lib/glewlwyd/user"
client_module_path="/usr/lib/glewlwyd/client"
user_auth_scheme_module_path="/usr/lib/glewlwyd/scheme"
plugin_module_path="/usr/lib/glewlwyd/plugin"
hash_algorithm = "SHA512"
database = {{ type = "sqlite3" path = "{folder}/glewlwyd.db" }}
"""


def client(name, uris=(CALLBACK,), method="client_secret_post", types=("code",), **more):
    """A client as the administration API takes it."""
    known = {"client_id": name, "name": name, "enabled": True, "confidential": True, "client_secret": SECRET}
    flow = {"redirect_uri": list(uris), "token_endpoint_auth_method": [method], "authorization_type": list(types)}
    return {**known, **flow, "scope": ["openid"], "password": SECRET, **more}


CLIENTS = [
    client("om"),
    client("om-basic", method="client_secret_basic"),
    client("om-other", ["https://metadata.acme.io/other"]),
    client("om-slash", [f"{CALLBACK}/"]),
    client("om-public", [CALLBACK, SILENT], "none", ["id_token"], confidential=False),
    client("om-loud", [CALLBACK], "none", ["id_token"], confidential=False),
    client("om-public-code", [CALLBACK, SILENT], "none", confidential=False),
    client("om-disabled", enabled=False),
]


def openid(url):
    """The parameters of the plug-in for OpenID Connect."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    public = key.public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    flows = ("code", "id-token", "token", "refresh")
    return {
        "iss": f"{url}/api/oidc",
        "jwt-type": "rsa",
        "jwt-key-size": "256",
        "key": private.decode(),
        "cert": public.decode(),
        "access-token-duration": 3600,
        "refresh-token-duration": 1209600,
        "code-duration": 600,
        "allow-non-oidc": False,
        **{f"auth-type-{flow}-enabled": True for flow in flows},
        "jwks-show": True,
        "pkce-allowed": True,
        "scope": [],
        "additional-parameters": [],
        "claims": [],
        "email-claim": "no",
        "name-claim": "no",
        "scope-claim": "no",
        "subject-type": "public",
    }


class Administration:
    """The administration API with the account that the schema makes."""

    def __init__(self, url):
        self._url, self._cookie = url, ""
        answer = self.post("auth/", {"username": "admin", "password": "password"})
        self._cookie = answer.headers["Set-Cookie"].split(";")[0]

    def post(self, path, content):
        """Send JSON."""
        headers = {"Content-Type": "application/json", "Cookie": self._cookie}
        request = urllib.request.Request(f"{self._url}/api/{path}", json.dumps(content).encode(), headers)
        with urllib.request.urlopen(request, timeout=10) as answer:
            return answer


@contextlib.contextmanager
def start(folder):
    """One server, with a database of its own."""
    if not shutil.which("glewlwyd") or not pathlib.Path(SCHEMA).exists():
        raise Missing("glewlwyd is not installed (Debian: glewlwyd)")
    (port,) = free_ports(1)
    url = f"http://localhost:{port}"
    with contextlib.closing(sqlite3.connect(folder / "glewlwyd.db")) as database:
        database.executescript(pathlib.Path(SCHEMA).read_text(encoding="utf-8"))
    file = folder / "glewlwyd.conf"
    file.write_text(CONFIGURATION.format(port=port, url=url, folder=folder), encoding="utf-8")
    with serving.serving(["glewlwyd", "--config-file", file], folder / "server.log", serving.answers(f"{url}/config")):
        api = Administration(url)
        plugin = {"module": "oidc", "name": "oidc", "display_name": "OpenID", "parameters": openid(url)}
        api.post("mod/plugin/", plugin)
        for one in CLIENTS:
            api.post("client/", one)
        yield {"issuer": f"{url}/api/oidc", "keys": f"{url}/api/oidc/jwks"}


UNKNOWN = {"scope": ALIKE}
NARROW = {"scopes": ["openid"]}

PROGRAM = Program(
    name="glewlwyd",
    version="2.7.5",
    kind="openid",
    source="Debian",
    start=start,
    setups={
        "authorization code": confidential(*SEEN, unknown=UNKNOWN, **NARROW),
        "authorization code, secret in the header": confidential(
            *SEEN, unknown=UNKNOWN, client_id="om-basic", client_auth_method="client_secret_basic", **NARROW
        ),
        "authorization code with PKCE": confidential(*SEEN, unknown=UNKNOWN, pkce=True, **NARROW),
        "implicit": implicit(*READ, unknown=UNKNOWN),
    },
    rows=(
        # HTTP 403 and nothing more is all that it says; the token endpoint compares the redirect URI as well.
        wrong("redirect URI with another path", "redirect URI", "FLOW-01", "PRE-01", client_id="om-other"),
        wrong("redirect URI with a slash at its end", "redirect URI", "FLOW-01", "PRE-01", client_id="om-slash"),
        wrong("silent callback not registered", "silent callback", "RED-03", setup="implicit", client_id="om-loud"),
        wrong("client id mistyped", "client id", "FLOW-01", "PRE-01", client_id="on"),
        wrong("client id mistyped", "client id", "PRE-01", setup="implicit", client_id="om-pulbic"),
        wrong("client switched off", "client id", "FLOW-01", "PRE-01", client_id="om-disabled"),
        wrong("wrong client secret", "client secret", "FLOW-01", client_secret="wrong"),
        wrong("a secret for a client that is public", "client secret", "FLOW-01", client_id="om-public-code"),
        wrong("secret in the form, the header is wanted", "authentication method", "FLOW-01", client_id="om-basic"),
        wrong("flow not allowed for the client", "flow", "FLOW-02", setup="implicit", client_id="om-public-code"),
        wrong("scope that does not exist", "scope", unknown=ALIKE, scopes=["openid", "allatclaims"]),
        wrong("issuer with a slash at its end", "issuer", "URL-12", oidc_issuer="{issuer}/"),
        wrong("key URL of another path", "keys", "JWK-03", oidc_jwks_uri="{issuer}/keys"),
    ),
)
