# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Requests to Okta's management API, by the request executor of Okta's own SDK.

The SDK's generated models are not used: to import them takes five seconds and more than 100 MB, and an application that
was read into them and sent back loses what they do not know.
"""

from __future__ import annotations

import asyncio
import email.utils
import logging
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from .. import library
from ..provider_error import ProviderError, RegistrationError, kind_of_status, seconds
from .protocol import Connection
from .rest_api import RestApi

LIBRARY = ("okta.request_executor", "okta>=3.0")
#: Of the service application whose private key signs in. It is asked for no more than this.
SCOPES = "okta.apps.manage okta.authorizationServers.manage okta.trustedOrigins.manage"
NEXT = re.compile(r'<([^<>]+)>;\s*rel="next"')


class OktaApi(RestApi):
    """A session. ``call`` makes one request; nothing is repeated here."""

    def __init__(self, connection: Connection) -> None:
        executor = library.load(*LIBRARY)
        self._aiohttp = library.load("aiohttp", LIBRARY[1])
        cache = library.load("okta.cache.no_op_cache", LIBRARY[1]).NoOpCache()
        logging.getLogger("okta-sdk-python").disabled = True  # it logs whole requests, with the token
        issuer = urlsplit(connection.settings.okta_issuer or "")
        given = connection.option("url", "OKTA_CLIENT_ORGURL") or f"{issuer.scheme}://{issuer.netloc}"
        super().__init__(connection, given)
        client = {
            "orgUrl": self.base,
            "requestTimeout": connection.timeout,
            "rateLimit": {"maxRetries": 0},
            "oauthTokenRenewalOffset": 5,
            **_credentials(connection),
        }
        if connection.ca_file:
            client["sslContext"] = library.load("ssl", LIBRARY[1]).create_default_context(cafile=connection.ca_file)
        self._executor = executor.RequestExecutor({"client": client}, cache)

    def call(self, method: str, path: str, body: Mapping[str, Any] | None = None) -> Any:
        """One request; the document of its answer, ``None`` where there is none."""
        return self._send(method, f"{self.base}/api/v1/{path}", body)[0]

    def pages(self, path: str) -> list[dict[str, Any]]:
        """The entries of a list, of all its pages."""
        entries: list[dict[str, Any]] = []
        seen: set[str] = set()
        following = f"{self.base}/api/v1/{path}"
        while following:
            page, links = self._send("GET", following, None)
            entries += self.entries(page or [])
            following = self.own(next((found[1] for link in links if (found := NEXT.search(link))), ""), seen)
        return entries

    def _send(self, method: str, url: str, body: Mapping[str, Any] | None) -> tuple[Any, list[str]]:
        answer, text, error = asyncio.run(self._request(method, url, body))
        if answer is None:
            raise self._failed(error)
        document = self.parsed(text, answer.status)
        if answer.status >= 400:
            raise _refused(answer.status, document, answer.headers)
        return document, answer.headers.getall("Link", [])

    async def _request(self, method: str, url: str, body: Mapping[str, Any] | None) -> tuple[Any, str, Any]:
        # The SDK leaves empty lists out of a body unless it is told: an emptied list would stay as it was.
        request, error = await self._executor.create_request(method, url, body, keep_empty_params=True)
        if error is not None:
            return None, "", error
        _sent, answer, text, error = await self._executor.fire_request(request)
        return answer, text or "", error

    def _failed(self, error: Any) -> ProviderError:
        said = str(error) or type(error).__name__
        if isinstance(error, self._aiohttp.ClientConnectorError):
            return ProviderError("unavailable", f"{self.base} cannot be reached: {said}")
        if isinstance(error, (self._aiohttp.ClientError, asyncio.TimeoutError)):
            return ProviderError("timeout", f"{self.base} did not answer: {said}")
        return ProviderError("unauthenticated", f"Okta gave no access token: {said}")


def _credentials(connection: Connection) -> dict[str, Any]:
    """An API token, or the private key of a service application, as the SDK's environment variables have them."""
    token = connection.option("admin_token", "OKTA_CLIENT_TOKEN")
    if token:
        return {"authorizationMode": "SSWS", "token": token}
    client = connection.option("admin_client_id", "OKTA_CLIENT_CLIENTID")
    key = connection.option("", "OKTA_CLIENT_PRIVATEKEY")
    if not (client and key):
        raise RegistrationError(
            "Okta's API needs a credential: om_sso_client_registration.admin_token (or OKTA_CLIENT_TOKEN in the "
            "environment), or OKTA_CLIENT_CLIENTID and OKTA_CLIENT_PRIVATEKEY of a service application.",
            "om_sso_client_registration.admin_token",
        )
    scopes = (connection.option("", "OKTA_CLIENT_SCOPES") or SCOPES).replace(",", " ").split()
    return {"authorizationMode": "PrivateKey", "clientId": client, "privateKey": key, "scopes": scopes}


def _refused(status: int, document: Any, headers: Mapping[str, str]) -> ProviderError:
    said = document if isinstance(document, dict) else {}
    listed = said.get("errorCauses")
    known = [cause for cause in listed if isinstance(cause, dict)] if isinstance(listed, list) else []
    causes = "; ".join(str(cause.get("errorSummary")) for cause in known)
    text = f"{said.get('errorCode', f'status {status}')}: {said.get('errorSummary', '')}" + (causes and f" ({causes})")
    return ProviderError(kind_of_status(status), text, _wait(headers))


def _wait(headers: Mapping[str, str]) -> float | None:
    """Okta tells the time at which it answers again, by its own clock."""
    asked = seconds(headers.get("Retry-After"))
    if asked is not None:
        return asked
    reset, date = headers.get("X-Rate-Limit-Reset", ""), headers.get("Date", "")
    try:
        return max(0.0, float(reset) - email.utils.parsedate_to_datetime(date).timestamp() + 1)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
