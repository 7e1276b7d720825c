# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Auth0: the HTTP session, the token for the Management API, and what errors mean."""

from __future__ import annotations

import ssl
import time
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from .. import library
from ..provider_error import ProviderError, kind_of_status
from .protocol import Connection

T = TypeVar("T")
#: Values of errorCode with status 403 that no scope of the token helps with.
NOT_A_PERMISSION = frozenset(("too_many_entities", "operation_not_supported"))
_RAISE: Any = object()


def session(connection: Connection) -> Any:
    """A client of httpx, which the SDK uses."""
    trusted = ssl.create_default_context(cafile=connection.ca_file) if connection.ca_file else True
    return _httpx().Client(timeout=connection.timeout, verify=trusted, follow_redirects=False)


def client_credentials(http: Any, base: str, client_id: str, secret: str) -> str:
    """A token for the Management API at ``base``. The SDK's own request for it has no timeout option and no CA file."""
    form = {
        "grant_type": "client_credentials",
        "client_id": client_id,
        "client_secret": secret,
        "audience": f"{base}/",
    }
    answer = http.post(base.removesuffix("/api/v2") + "/oauth/token", data=form)
    body = _json(answer)
    if answer.status_code == 200 and body.get("access_token"):
        return str(body["access_token"])
    text = str(body.get("error_description") or body.get("error") or f"status {answer.status_code}")
    raise ProviderError(
        kind_of_status(answer.status_code),
        f"Auth0 issues no token for its Management API: {text}",
        wait_of(answer.headers),
    )


def translated(call: Callable[[], T], missing: T = _RAISE) -> T:
    """The result of a call of the SDK; its exceptions as ``ProviderError``. ``missing`` takes the place of a 404."""
    api_error, httpx = library.load("auth0.management.core.api_error", "auth0-python").ApiError, _httpx()
    try:
        return call()
    except api_error as error:
        if error.status_code == 404 and missing is not _RAISE:
            return missing
        raise _of_answer(error.status_code, error.headers or {}, error.body) from None
    except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.UnsupportedProtocol) as error:
        raise ProviderError("unavailable", f"Auth0 cannot be reached: {error}") from None
    except httpx.HTTPError as error:
        raise ProviderError("timeout", f"Auth0 did not answer: {error or type(error).__name__}") from None


def _of_answer(status: int | None, headers: Mapping[str, str], body: Any) -> ProviderError:
    code, said = (body.get("errorCode"), body.get("message")) if isinstance(body, Mapping) else (None, None)
    kind = kind_of_status(status)
    if kind == "denied" and code in NOT_A_PERMISSION:
        kind = "refused"
    return ProviderError(kind, f"Auth0 says: {said or f'status {status}'}", wait_of(headers))


def wait_of(headers: Mapping[str, str]) -> float | None:
    """Seconds to wait: Retry-After, or until X-RateLimit-Reset, a time in seconds since 1970."""
    given = {name.lower(): value for name, value in headers.items()}
    try:
        if "retry-after" in given:
            return max(0.0, float(given["retry-after"]))
        if given.get("x-ratelimit-remaining") == "0":
            return max(0.0, float(given["x-ratelimit-reset"]) - time.time())
    except (KeyError, ValueError):
        return None
    return None


def _json(answer: Any) -> Mapping[str, Any]:
    try:
        body = answer.json()
    except ValueError:
        return {}
    return body if isinstance(body, Mapping) else {}


def _httpx() -> Any:
    return library.load("httpx", "auth0-python")
