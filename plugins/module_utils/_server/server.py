# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The server as seen over HTTP, without a login (facts: ConfigResource answers these to everybody)."""

import json
import time
from http.client import HTTPException
from urllib.error import HTTPError, URLError
from urllib.request import (
    HTTPDefaultErrorHandler,
    HTTPErrorProcessor,
    HTTPHandler,
    HTTPRedirectHandler,
    HTTPSHandler,
    OpenerDirector,
    Request,
    UnknownHandler,
)

from ansible_collections.openmetadata.sso.plugins.module_utils._core.errors import HostError
from ansible_collections.openmetadata.sso.plugins.module_utils._system import tls

LIMIT = 1 << 20
#: What GET security/config shows instead of a secret (facts: PasswordEntityMasker).
MASK = "*" * 9
TIMEOUT = 10
_CONTEXT: list = []


class _NoRedirect(HTTPRedirectHandler):
    """The server itself answers; a redirect means that something else does."""

    def redirect_request(self, *arguments):
        return None


def get(url, timeout=TIMEOUT):
    """(status, body text) of a GET; status 0 and the reason when no answer came."""
    return request(url, timeout=timeout)


def request(url, token=None, method="GET", body=None, kind="application/json", timeout=TIMEOUT):
    """The same with a bearer token and a body. Never goes through a proxy, never follows a redirect."""
    headers = {"Accept": "application/json"}
    if token:
        headers["Authorization"] = "Bearer " + token
    if body is not None:
        headers["Content-Type"] = kind
    data = None if body is None else body.encode("utf-8")
    return _exchange(url, timeout, data=data, headers=headers, method=method)[:2]


def location(url, timeout=TIMEOUT):
    """(status, where a redirect leads or ``None``) of a GET; status 0 and the reason when no answer came."""
    status, text, headers = _exchange(url, timeout)
    return status, text if status == 0 else headers.get("Location")


def _exchange(url, timeout, **asked):
    """(status, body text, headers); status 0, the reason and no headers when no answer came."""
    opener = _opener(url.startswith("https:"))
    try:
        try:
            answer = opener.open(Request(url, **asked), timeout=timeout)
        except HTTPError as error:
            answer = error
        with answer:
            return answer.code, answer.read(LIMIT).decode("utf-8", "replace"), answer.headers
    except (URLError, OSError, ValueError) as error:
        return 0, str(getattr(error, "reason", error)), {}
    except HTTPException as error:  # what answers there speaks no HTTP, or breaks off
        return 0, f"{type(error).__name__} {error}".strip(), {}


def _opener(secure):
    """Handlers by name: ``build_opener`` would add a proxy's, and an HTTPS handler that reads every certificate of the host."""
    opener = OpenerDirector()
    handlers = [HTTPHandler(), HTTPDefaultErrorHandler(), HTTPErrorProcessor(), _NoRedirect(), UnknownHandler()]
    for handler in handlers + ([HTTPSHandler(context=_trust())] if secure else []):
        opener.add_handler(handler)
    return opener


def _trust():
    """The host's certificates, read once: that takes longer than a request."""
    if not _CONTEXT:
        _CONTEXT.append(tls.context())
    return _CONTEXT[0]


def get_json(url):
    """(object, None) or (None, why not)."""
    status, body = get(url)
    if status != 200:
        return None, body if status == 0 else f"HTTP {status}"
    try:
        return json.loads(body), None
    except ValueError:
        return None, "no JSON"


class Server:
    """One server by its own address, never by a load balancer's."""

    def __init__(self, url, health_url=None):
        self.url = url.rstrip("/")
        self.health_url = health_url
        #: the server's own keys as ``served`` last saw them, as entries of a key set
        self.keys = []

    def version(self):
        """The release that runs, for example ``1.12.14``, or ``None``."""
        answer, _reason = get_json(self.url + "/api/v1/system/version")
        return answer.get("version") if isinstance(answer, dict) else None

    def served(self):
        """(what ``config/auth`` answers or ``None``, own key ids or ``None``, why not)."""
        auth, reason = get_json(self.url + "/api/v1/system/config/auth")
        if not isinstance(auth, dict):
            return None, None, "{0}/api/v1/system/config/auth: {1}".format(self.url, reason or "no object")
        keys, reason = get_json(self.url + "/api/v1/system/config/jwks")
        if not isinstance(keys, dict) or not isinstance(keys.get("keys"), list):
            return auth, None, "{0}/api/v1/system/config/jwks: {1}".format(self.url, reason or "no keys")
        self.keys = [key for key in keys["keys"] if isinstance(key, dict)]
        return auth, [str(key.get("kid")) for key in self.keys], None

    def wait(self, seconds, alive):
        """Wait until admin port and application port answer; returns the seconds it took.

        ``alive`` is called between tries and returns ``None`` or why waiting is in vain.
        """
        start = time.time()
        while True:
            status, body = get(self.health_url, timeout=5)
            if status == 200:
                status, body = get(self.url + "/api/v1/system/config/auth", timeout=5)
                if status == 200:
                    return int(time.time() - start)
            dead = alive()
            if dead:
                raise HostError(f"The server did not start: {dead}.")
            if time.time() - start > seconds:
                said = body.strip()[:200] if status == 0 else f"HTTP {status}"
                raise HostError(
                    f"The server is not healthy after {seconds} s ({said}).",
                    option="om_sso_health_timeout",
                    fix="Look at its log; if it only needs longer, raise om_sso_health_timeout.",
                )
            time.sleep(0.5)
