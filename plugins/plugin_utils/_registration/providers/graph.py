# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Requests to Microsoft Graph, with the credentials of azure-identity.

azure-identity brings azure-core, whose pipeline sends the requests. The full SDK, msgraph-sdk, has 33,000 files and
390 MB for the nine requests that are needed here.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from .. import library
from ..provider_error import ProviderError, RegistrationError, kind_of_status, seconds
from .protocol import Connection
from .rest_api import RestApi

LIBRARY = ("azure.identity", "azure-identity>=1.15")
#: {host that signs users in: host of Microsoft Graph}, for national clouds.
CLOUDS = {
    "login.microsoftonline.com": "https://graph.microsoft.com",
    "login.microsoftonline.us": "https://graph.microsoft.us",
    "login.partner.microsoftonline.cn": "https://microsoftgraph.chinacloudapi.cn",
    "login.chinacloudapi.cn": "https://microsoftgraph.chinacloudapi.cn",
}
VERSION = "v1.0"
#: What Graph says of an object that its other servers do not know yet, or of a name that is taken.
WORDS = {
    "NoBackingApplicationObject": "not_found",
    "does not reference a valid application object": "not_found",
    "No password credential found": "not_found",
    "already exists": "conflict",
    "is already in use": "conflict",
}


class Graph(RestApi):
    """A session. ``call`` makes one request; nothing is repeated here."""

    def __init__(self, connection: Connection) -> None:
        self._identity = library.load(*LIBRARY)
        core, transport = (library.load(name, LIBRARY[1]) for name in ("azure.core", "azure.core.pipeline.transport"))
        self._errors = library.load("azure.core.exceptions", LIBRARY[1])
        self._request = library.load("azure.core.rest", LIBRARY[1]).HttpRequest
        self.tenant = connection.settings.azure_tenant_id or connection.environment.get("AZURE_TENANT_ID")
        login = urlsplit(connection.settings.authority or "").hostname or "login.microsoftonline.com"
        super().__init__(connection, connection.option("url") or CLOUDS.get(login, CLOUDS["login.microsoftonline.com"]))
        http = {
            "connection_timeout": connection.timeout,
            "read_timeout": connection.timeout,
            "connection_verify": connection.ca_file or True,
        }
        self._client = core.PipelineClient(self.base, policies=[], transport=transport.RequestsTransport(**http))
        self._token = connection.option("admin_token")
        self._credential = None if self._token else self._credentials(connection, login, http)

    def _credentials(self, connection: Connection, login: str, http: Mapping[str, Any]) -> Any:
        """A service principal by options or environment, or whatever else azure-identity finds (az login, ...)."""
        more = {**http, "retry_total": 0, "authority": connection.environment.get("AZURE_AUTHORITY_HOST", login)}
        client = connection.option("admin_client_id", "AZURE_CLIENT_ID")
        secret = connection.option("admin_client_secret", "AZURE_CLIENT_SECRET")
        if client and secret:
            if not self.tenant:
                raise RegistrationError("om_sso_azure_tenant_id is missing.", "om_sso_azure_tenant_id")
            return self._identity.ClientSecretCredential(self.tenant, client, secret, **more)
        return self._identity.DefaultAzureCredential(process_timeout=int(connection.timeout) + 1, **more)

    def call(self, method: str, path: str, body: Mapping[str, Any] | None = None, **headers: str) -> dict[str, Any]:
        """One request; the document of its answer, empty where there is none. ``path`` may be a whole URL."""
        url = path if path.startswith(self.base) else f"{self.base}/{VERSION}/{path}"
        request = self._request(method, url, json=body, headers={**headers, "Authorization": f"Bearer {self.bearer()}"})
        try:
            answer = self._client.send_request(request)
            text = answer.text()
        except (self._errors.ServiceResponseError, self._errors.IncompleteReadError) as error:
            raise ProviderError("timeout", f"{self.base} did not answer: {error}") from None
        except self._errors.AzureError as error:
            raise ProviderError("unavailable", f"{self.base} cannot be reached: {error}") from None
        document = self.parsed(text, answer.status_code, dict)
        if answer.status_code >= 400:
            raise _refused(answer.status_code, document, answer.headers.get("Retry-After"))
        return document or {}

    def pages(self, path: str) -> list[dict[str, Any]]:
        """The entries of a list, of all its pages."""
        entries: list[dict[str, Any]] = []
        seen: set[str] = set()
        following = path
        while following:
            page = self.call("GET", following)
            entries += self.entries(page.get("value", []))
            following = self.own(str(page.get("@odata.nextLink") or ""), seen)
        return entries

    def bearer(self) -> str:
        """A token; azure-identity keeps it until it expires."""
        if self._credential is None:
            return self._token or ""
        try:
            return str(self._credential.get_token(f"{self.base}/.default").token)
        except self._errors.ClientAuthenticationError as error:
            raise ProviderError("unauthenticated", _first_line(error)) from None
        except self._errors.ServiceResponseError as error:
            raise ProviderError("timeout", _first_line(error)) from None
        except self._errors.AzureError as error:
            raise ProviderError("unavailable", _first_line(error)) from None


def _refused(status: int, document: dict[str, Any] | None, wait: str | None) -> ProviderError:
    error = (document or {}).get("error")
    said = f"{error.get('code')}: {error.get('message')}" if isinstance(error, dict) else f"status {status}"
    kind = kind_of_status(status)
    if kind == "refused":
        words = json.dumps(error)
        kind = next((means for word, means in WORDS.items() if word in words), kind)
    return ProviderError(kind, said, seconds(wait))


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or ["no reason given"])[0]
