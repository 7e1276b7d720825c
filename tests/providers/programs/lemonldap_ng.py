# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""LemonLDAP::NG, a web single sign-on of Debian: it shows its log-in form before it reads an authorization request."""

import contextlib
import pathlib

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from lab import serving
from lab.installation import free_ports
from lab.venvs import Missing
from providers import lemonldap
from providers.openid import CALLBACK, HIDDEN, HIDDEN_IMPLICIT, SECRET, SILENT, UNREAD, confidential, implicit
from providers.program import Program, wrong

PORTAL = "/usr/share/lemonldap-ng/portal/htdocs/index.psgi"
SCOPES = ["openid", "email", "profile"]
PACKAGES = {
    PORTAL: "liblemonldap-ng-portal-perl",
    "/usr/bin/plackup": "libplack-perl",
    "/usr/share/perl5/IO/String.pm": "libio-string-perl",
    "/usr/share/perl5/String/Random.pm": "libstring-random-perl",
    "/usr/share/perl5/MIME/Entity.pm": "libmime-tools-perl",
    "/usr/share/perl5/Email/Sender.pm": "libemail-sender-perl",
}


def client(name, uris=CALLBACK, **more):
    """The options of a relying party."""
    options = {"ClientID": name, "ClientSecret": SECRET, "RedirectUris": uris, "IDTokenSignAlg": "RS256", **more}
    return {f"oidcRPMetaDataOptions{option}": value for option, value in options.items()}


CLIENTS = {
    "om": client("om"),
    "other": client("om-other", "https://metadata.acme.io/other"),
    "pkce": client("om-pkce", RequirePKCE=1),
    "public": client("om-public", f"{CALLBACK} {SILENT}", ClientSecret="", Public=1),
    "encoded": client("om-encoded", ClientSecret="with a space"),
}


def configuration(folder, url):
    """The whole configuration: demonstration users, files for sessions, OpenID Connect."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.TraditionalOpenSSL, serialization.NoEncryption()
    )
    public = key.public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)

    def store(name):
        (folder / name / "lock").mkdir(parents=True)
        return {"Directory": f"{folder}/{name}", "LockDirectory": f"{folder}/{name}/lock"}

    caches = {"cache_root": f"{folder}/cache", "namespace": "sessions", "default_expires_in": 600}
    return {
        "cfgNum": 1,
        "cfgVersion": "2.16.1",
        "cfgAuthor": "test",
        "cfgDate": 1,
        "portal": f"{url}/",
        "domain": "localhost",
        "cookieName": "lemonldap",
        "authentication": "Demo",
        "userDB": "Same",
        "passwordDB": "Demo",
        "registerDB": "Demo",
        "demoExportedVars": {"cn": "cn", "mail": "mail", "uid": "uid"},
        "exportedVars": {},
        "groups": {},
        "macros": {},
        "locationRules": {"localhost": {"default": "accept"}},
        "exportedHeaders": {},
        "globalStorage": "Apache::Session::File",
        "globalStorageOptions": store("sessions"),
        "persistentStorage": "Apache::Session::File",
        "persistentStorageOptions": store("psessions"),
        "localSessionStorage": "Cache::FileCache",
        "localSessionStorageOptions": caches,
        "whatToTrace": "uid",
        "captcha": "::Plugins::Status",  # its own module needs ImageMagick
        "issuerDBOpenIDConnectActivation": 1,
        "oidcServiceMetaDataIssuer": f"{url}/",
        "oidcServiceAllowAuthorizationCodeFlow": 1,
        "oidcServiceAllowImplicitFlow": 1,
        "oidcServicePrivateKeySig": private.decode(),
        "oidcServicePublicKeySig": public.decode(),
        "oidcServiceKeyIdSig": "one",
        "oidcRPMetaDataOptions": CLIENTS,
        "oidcRPMetaDataExportedVars": {name: {"email": "mail", "preferred_username": "uid"} for name in CLIENTS},
    }


@contextlib.contextmanager
def start(folder):
    """The portal under plackup, with a configuration and sessions of its own."""
    for path, package in PACKAGES.items():
        if not pathlib.Path(path).exists():
            raise Missing(f"{path} does not exist (Debian: {package})")
    (port,) = free_ports(1)
    url = f"http://localhost:{port}"
    environment = lemonldap.configured(folder, configuration(folder, url), "/usr/share/lemonldap-ng/portal/templates")
    command = ["plackup", "--host", "127.0.0.1", "--port", port, "--env", "deployment", PORTAL]
    ready = serving.answers(f"{url}/.well-known/openid-configuration")
    with serving.serving(command, folder / "server.log", ready, environment=environment):
        yield {"base": url, "issuer": f"{url}/", "keys": f"{url}/oauth2/jwks"}


PUBLIC = {**HIDDEN_IMPLICIT, "silent callback": "the provider does not send the browser back to it"}

PROGRAM = Program(
    name="lemonldap-ng",
    version="2.16.1",
    kind="openid",
    source="Debian",
    start=start,
    setups={
        "authorization code": confidential(unknown=HIDDEN, scopes=SCOPES),
        "authorization code, secret in the header": confidential(
            unknown=HIDDEN, scopes=SCOPES, client_auth_method="client_secret_basic"
        ),
        "authorization code with PKCE": confidential(unknown=HIDDEN, scopes=SCOPES, client_id="om-pkce", pkce=True),
        "implicit": implicit(unknown=PUBLIC),
    },
    rows=(
        wrong("redirect URI with another path", "redirect URI", client_id="om-other", unknown=UNREAD),
        wrong("redirect URI with another path", "redirect URI", setup="implicit", client_id="om-other", unknown=UNREAD),
        wrong("client id mistyped", "client id", "FLOW-01", client_id="on"),
        wrong("client id mistyped", "client id", setup="implicit", client_id="om-pulbic", unknown=UNREAD),
        wrong("wrong client secret", "client secret", "FLOW-01", client_secret="wrong"),
        wrong(
            "wrong client secret, in the header",
            "client secret",
            "FLOW-01",
            client_secret="wrong",
            client_auth_method="client_secret_basic",
        ),
        wrong(
            "a secret in the header whose characters have to be encoded",
            "authentication method",
            "FLOW-06",
            client_id="om-encoded",
            client_secret="with a space",
            client_auth_method="client_secret_basic",
        ),
        wrong("a secret for a client that is public", "client secret", "FLOW-01", client_id="om-public"),
        wrong("PKCE required and not used", "PKCE", client_id="om-pkce", unknown=UNREAD),
        wrong("scope that does not exist", "scope", unknown=UNREAD, scopes=["openid", "allatclaims"]),
        wrong("issuer without the slash at its end", "issuer", "URL-12", oidc_issuer="{base}"),
        wrong("key URL of another path", "keys", "JWK-03", oidc_jwks_uri="{base}/jwks"),
        wrong("issuer of another path", "discovery", "URL-14", oidc_issuer="{base}/oauth2"),
    ),
)
