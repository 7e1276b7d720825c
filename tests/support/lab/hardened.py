# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A server as production wants it, made by hand as a careful operator would.

Keys of its own, no default user, a bot's token that ends.
"""

import base64
import json
import subprocess
import sys
import urllib.request

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from .installation import Installation

ADMINISTRATOR = "data.admin"


def settings(server: Installation, secret: str = "a-secret-of-auth0") -> dict[str, str]:
    """The environment of such a server."""
    keys = server.home / "keys"
    return {
        "AUTHENTICATION_PROVIDER": "auth0",
        "AUTHENTICATION_CLIENT_TYPE": "confidential",
        "AUTHENTICATION_PUBLIC_KEYS": f"[https://acme.eu.auth0.com/.well-known/jwks.json,{server.url}/api/v1/system/config/jwks]",
        "AUTHENTICATION_AUTHORITY": "https://acme.eu.auth0.com",
        "AUTHENTICATION_CLIENT_ID": "Kx81abcdefgh",
        "AUTHENTICATION_CALLBACK_URL": "https://metadata.acme.io/callback",
        "AUTHENTICATION_ENABLE_SELF_SIGNUP": "false",
        "OIDC_CLIENT_ID": "Kx81abcdefgh",
        "OIDC_CLIENT_SECRET": secret,
        "OIDC_TYPE": "auth0",
        "OIDC_CALLBACK": "https://metadata.acme.io/callback",
        "OIDC_SERVER_URL": "https://metadata.acme.io",
        "OIDC_DISCOVERY_URI": "https://acme.eu.auth0.com/.well-known/openid-configuration",
        "AUTHORIZER_ADMIN_PRINCIPALS": f"[{ADMINISTRATOR}]",
        "AUTHORIZER_PRINCIPAL_DOMAIN": "acme.io",
        "AUTHORIZER_ENFORCE_PRINCIPAL_DOMAIN": "true",
        "JWT_KEY_ID": "7fe1c0de",
        "RSA_PUBLIC_KEY_FILE_PATH": str(keys / "public_key.der"),
        "RSA_PRIVATE_KEY_FILE_PATH": str(keys / "private_key.der"),
        "FERNET_KEY": base64.b64encode(b"thirty-two bytes of a fernet key").decode(),
    }


def harden(server: Installation, **changes: str) -> Installation:
    """Before its first start; ``changes`` of the environment, for one that is not quite so."""
    folder = server.home / "keys"
    folder.mkdir()
    pair = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    private = pair.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    public = pair.public_key().public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    for name, content in (("private_key.der", private), ("public_key.der", public)):
        (folder / name).write_bytes(content)
        (folder / name).chmod(0o600)
    with open(server.hook, "a", encoding="utf-8") as stream:
        stream.writelines(f"export {name}='{value}'\n" for name, value in {**settings(server), **changes}.items())
    server.hook.chmod(0o600)
    return server


def token(server: Installation, name: str = ADMINISTRATOR) -> str:
    """A token as a sign-in would end."""
    command = [sys.executable, "libs/simulator.py", "token", name]
    return subprocess.run(
        command, cwd=server.home, env=server.environ(), check=True, capture_output=True, text=True
    ).stdout.strip()


def end_bots(server: Installation, days: str = "30") -> None:
    """The ingestion bot gets a token that ends."""
    bot = _call(server, "GET", "bots/name/ingestion-bot")
    _call(server, "PUT", f"users/generateToken/{bot['botUser']['id']}", {"JWTTokenExpiry": days})


def _call(server: Installation, method: str, path: str, body=None):
    headers = {"Authorization": f"Bearer {token(server)}", "Content-Type": "application/json"}
    request = urllib.request.Request(
        f"{server.url}/api/v1/{path}", None if body is None else json.dumps(body).encode(), headers, method=method
    )
    with urllib.request.urlopen(request, timeout=10) as answer:
        return json.load(answer)
