# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The identity provider as the validator asks it: documents by GET, trials by POST.

Redirects are not followed [M 1.12.6].

`MadeUp` answers for every provider and calls nobody; `Real` calls. `Guarded` refuses what the server's guard refuses.
"""

import base64
import json
import re
import urllib.error
import urllib.parse
import urllib.request
from typing import Any, Dict, NamedTuple, Optional
from urllib.parse import urlsplit

WELL_KNOWN = "/.well-known/openid-configuration"
_SECONDS = 15
#: Numeric addresses of private networks; a name passes whatever it resolves to [M 1.12.6, S URLValidator].
_PRIVATE = re.compile(
    r"^(127\.|10\.|172\.(1[6-9]|2[0-9]|3[0-1])\.|192\.168\.|169\.254\.|\[?::1\]?|\[?fc[0-9a-f]{0,2}:|\[?fd[0-9a-f]{0,2}:"
    r"|\[?fe[89ab][0-9a-f]:)"
)
_SCOPES = ("openid", "email", "profile", "offline_access", "address", "phone", "groups", "roles")
#: Where a provider that is not one of the vendors has its documents: the host itself, or a path of these.
_ISSUERS = re.compile(
    r"^(/realms/[^/]+|/auth/realms/[^/]+|/application/o/[^/]+|/oauth2(/[^/]+)?|/adfs|/dex|/oidc|/[^/]+/v2\.0)?/?$"
)


_KEYS = ("https://www.googleapis.com/oauth2/v3/certs",)
_KEY_PATHS = re.compile(
    r"(/.well-known/jwks\.json|/realms/[^/]+/protocol/openid-connect/certs|/v1/keys|/discovery/(v2\.0/)?keys|^/jwks|^/certs)$"
)


class Unanswered(Exception):
    """No answer, or an address that is not asked; the message is that of the server's exception."""


class Answer(NamedTuple):
    """Status and, where it was a JSON object, the body."""

    status: int
    body: Optional[Dict[str, Any]]


def guard(url: str) -> None:
    """Raises Unanswered for an address that the server does not ask."""
    parts = urlsplit(url)
    host = parts.netloc.rpartition("@")[2]
    host = host if host.startswith("[") else host.partition(":")[0]
    if parts.scheme.lower() not in ("http", "https") or not host or _PRIVATE.match(host.lower()):
        raise Unanswered("Invalid or unsafe URL: %s" % url)


class Guarded:
    """Another way of asking, behind the guard."""

    def __init__(self, asking: Any):
        self._asking = asking

    def get(self, url: str) -> Answer:
        guard(url)
        return self._asking.get(url)  # type: ignore[no-any-return]

    def post(self, url: str, form: Dict[str, str], secret: str = "") -> Answer:
        return self._asking.post(url, form, secret)  # type: ignore[no-any-return]


class Real:
    """Calls the provider."""

    def get(self, url: str) -> Answer:
        return self._send(urllib.request.Request(url))

    def post(self, url: str, form: Dict[str, str], secret: str = "") -> Answer:
        """`secret` is for providers that take it in a header."""
        pair = "%s:%s" % (form.get("client_id"), secret)
        headers = {"Authorization": "Basic " + base64.b64encode(pair.encode()).decode()} if secret else {}
        return self._send(urllib.request.Request(url, urllib.parse.urlencode(form).encode(), headers))

    @staticmethod
    def _send(request: urllib.request.Request) -> Answer:
        opener = urllib.request.build_opener(_NoRedirect)
        try:
            with opener.open(request, timeout=_SECONDS) as answer:
                return Answer(answer.status, _object(answer.read()))
        except urllib.error.HTTPError as error:
            return Answer(error.code, _object(error.read()))
        except (OSError, ValueError) as error:
            # Java's exception of a refused connection has no message.
            raise Unanswered("null") from error


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_arguments: Any) -> None:
        """Every redirect is an answer."""


class Unreachable:
    """A provider that the server does not reach (fault idp_unreachable)."""

    def get(self, _url: str) -> Answer:
        raise Unanswered("null")

    def post(self, _url: str, _form: Dict[str, str], _secret: str = "") -> Answer:
        raise Unanswered("null")


class MadeUp:
    """Every provider as it should be, with the secret `wrong` refused; what nobody has is not found."""

    def get(self, url: str) -> Answer:
        if url.endswith(WELL_KNOWN):
            found = document(url[: -len(WELL_KNOWN)])
            return Answer(200, found) if found else Answer(404, None)
        if url.endswith("/api/v1/system/config/jwks") or url in _KEYS or _KEY_PATHS.search(urlsplit(url).path):
            return Answer(200, {"keys": [{"kty": "RSA"}]})
        return Answer(404, None)

    def post(self, _url: str, form: Dict[str, str], secret: str = "") -> Answer:
        if "token" in form:  # introspection
            return Answer(200, {"active": False})
        if (secret or form.get("client_secret")) == "wrong":
            return Answer(401, {"error": "invalid_client"})
        return Answer(200, {"access_token": "made up"})


def of(state: Any) -> Any:
    """How this server asks."""
    if "idp_unreachable" in state.faults:
        return Unreachable()
    return Real() if state.install.asks_provider else MadeUp()


def document(issuer: str) -> Optional[Dict[str, Any]]:
    """The discovery document of an issuer; None where no provider would have one."""
    parts = urlsplit(issuer)
    host, path = (parts.hostname or "").lower(), parts.path
    scopes = _SCOPES
    # The document says https also where it was asked by http.
    base = "https://" + parts.netloc + path.rstrip("/")
    if host == "accounts.google.com":
        keys, scopes = _KEYS[0], ("openid", "email", "profile")
    elif host == "login.microsoftonline.com":
        tenant = path.strip("/").partition("/")[0]
        keys = "https://%s/%s/discovery/v2.0/keys" % (host, tenant)
    elif host.endswith(".okta.com") or path.startswith("/oauth2"):
        keys = base + "/v1/keys"
    elif "/realms/" in path:
        keys = base + "/protocol/openid-connect/certs"
    else:
        keys = base + "/.well-known/jwks.json"
    if not host.startswith("cognito-idp.") and host != "login.microsoftonline.com" and not _ISSUERS.match(path):
        return None
    return {
        "issuer": base,
        "authorization_endpoint": base + "/authorize",
        "token_endpoint": base + "/token",
        "userinfo_endpoint": base + "/userinfo",
        "jwks_uri": keys,
        "scopes_supported": list(scopes),
        "response_types_supported": ["code", "id_token", "code id_token"],
        "token_endpoint_auth_methods_supported": ["client_secret_post", "client_secret_basic"],
        "id_token_signing_alg_values_supported": ["RS256"],
    }


def _object(text: bytes) -> Optional[Dict[str, Any]]:
    try:
        found = json.loads(text.decode("utf-8", "replace"))
    except ValueError:
        return None
    return found if isinstance(found, dict) else None
