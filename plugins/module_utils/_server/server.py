# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The server as seen over HTTP, without a login (facts: ConfigResource answers these to everybody)."""

import time

from ansible_collections.openmetadata.sso.plugins.module_utils._core import json_text, quoted
from ansible_collections.openmetadata.sso.plugins.module_utils._core.errors import HostError
from ansible_collections.openmetadata.sso.plugins.module_utils._core.text import printable
from ansible_collections.openmetadata.sso.plugins.module_utils._formats import release
from ansible_collections.openmetadata.sso.plugins.module_utils._server.api_errors import shape_of
from ansible_collections.openmetadata.sso.plugins.module_utils._system import http

#: What GET security/config shows instead of a secret (facts: PasswordEntityMasker).
MASK = "*" * 9
TIMEOUT = 10


def get(url, timeout=TIMEOUT):
    """(status, body text) of a GET; status 0 and the reason when no answer came."""
    return request(url, timeout=timeout)


def request(url, token=None, method="GET", body=None, kind="application/json", timeout=TIMEOUT, *, secrets=()):
    """The same with a bearer token and a body (text of the content type ``kind``).

    The text of an error is without the token and without the ``secrets`` of the body, which a server may quote.
    """
    headers = {"Accept": "application/json"}
    if token:
        headers["Authorization"] = "Bearer " + token
    if body is not None:
        headers["Content-Type"] = kind
    answer, reason = _exchange(url, timeout, None if body is None else body.encode("utf-8"), headers, method)
    if answer is None:
        return 0, reason
    return answer.status, quoted.without(answer.text, [token, *secrets]) if answer.status >= 400 else answer.text


def location(url, timeout=TIMEOUT):
    """(status, where a redirect leads or ``None``) of a GET; status 0 and the reason when no answer came."""
    answer, reason = _exchange(url, timeout)
    return (0, reason) if answer is None else (answer.status, answer.headers.get("location"))


def _exchange(url, timeout, body=None, headers=None, method="GET"):
    """(answer, ``None``) or (``None``, why not). The server itself answers: no proxy is used, no redirect followed."""
    client = http.Client(timeout, proxies=False, cut=True)
    try:
        return client.request(url, body, headers, method, follow=False), None
    except http.HttpError as error:
        return None, error.text


def get_json(url):
    """(object, ``None``) or (``None``, why not)."""
    status, body = get(url)
    if status != 200:
        return None, body if status == 0 else _answered(status, body)
    try:
        return json_text.parse(body), None
    except ValueError:
        return None, "not JSON"


def _answered(status, body):
    """An answer in one line: its status and the beginning of its text, unless that is a page."""
    words = _line(body)
    return f"HTTP {status}" if not words or words.startswith("<") else f"HTTP {status}: {words}"


def _said(status, body):
    return _line(body) if status == 0 else _answered(status, body)


def _line(text):
    """The beginning of a text in one line, without characters that a terminal would act on."""
    return printable(" ".join(text.split())[:200])


class Server:
    """One server by its own address, never by a load balancer's."""

    def __init__(self, url, health_url=None):
        self.url = url.rstrip("/")
        self.health_url = health_url
        #: the server's own keys as ``served`` last saw them, as entries of a key set
        self.keys = []
        #: why ``version`` last returned ``None``
        self.no_version = None

    def version(self):
        """The release that runs, for example ``1.12.14``; ``None`` when the server did not answer with a release."""
        path = "/api/v1/system/version"
        answer, reason = get_json(self.url + path)
        found = answer.get("version") if isinstance(answer, dict) else None
        if release.numbers(found) is None:
            self.no_version = f"{self.url}{path}: {reason or f'the answer is {shape_of(answer)}, without a release'}"
            return None
        return found

    def redirect(self, path):
        """(status, where a redirect leads or ``None``) of a path; status 0 and the reason when no answer came."""
        return location(self.url + path)

    def served(self):
        """(what ``config/auth`` answers or ``None``, own key ids or ``None``, why not)."""
        auth, reason = get_json(self.url + "/api/v1/system/config/auth")
        if not isinstance(auth, dict) or not isinstance(auth.get("provider"), str):
            # Without a provider nothing in it could differ from the plan.
            reason = reason or f"the answer is {shape_of(auth)}, without a provider"
            return None, None, f"{self.url}/api/v1/system/config/auth: {reason}"
        keys, reason = get_json(self.url + "/api/v1/system/config/jwks")
        if not isinstance(keys, dict) or not isinstance(keys.get("keys"), list):
            reason = reason or f"the answer is {shape_of(keys)}, without keys"
            return auth, None, f"{self.url}/api/v1/system/config/jwks: {reason}"
        self.keys = [key for key in keys["keys"] if isinstance(key, dict)]
        return auth, [str(key.get("kid")) for key in self.keys], None

    def wait(self, seconds, alive):
        """Wait until admin port and application port answer; returns the seconds it took.

        ``alive`` is called between tries and returns ``None`` or why waiting is in vain.
        """
        start = time.monotonic()
        while True:
            waited, status, body = self._health()
            if status == 200:
                return int(time.monotonic() - start)
            dead = alive()
            if dead:
                raise HostError(f"The server did not start: {dead}.")
            if time.monotonic() - start > seconds:
                said = _said(status, body)
                now = time.time()
                begin, end = (time.strftime("%H:%M:%S", time.localtime(moment)) for moment in (now - seconds, now))
                raise HostError(
                    f"The server is not healthy after {seconds} s ({said}): it was waited for an answer of {waited}, "
                    f"from {begin} to {end}.",
                    option="om_sso_health_timeout",
                    fix="Check its log; if it only needs longer, raise om_sso_health_timeout.",
                )
            time.sleep(0.5)

    def unhealthy(self):
        """``None`` when admin port and application port answer, else what the first that does not answers."""
        waited, status, body = self._health()
        return None if status == 200 else f"{waited}: {_said(status, body)}"

    def _health(self):
        """(what was asked last, status, body): the application port is asked once the admin port is healthy."""
        asked = self.health_url
        status, body = get(asked, timeout=5)
        if status == 200:
            asked = self.url + "/api/v1/system/config/auth"
            status, body = get(asked, timeout=5)
        return asked, status, body
