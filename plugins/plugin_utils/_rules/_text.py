# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Patterns and small questions that several rules ask of a text."""

from __future__ import annotations

import functools
import re
from ipaddress import ip_address
from typing import Any
from urllib.parse import SplitResult, urlsplit

from ._placeholder import TEXTS, found_in
from ._rule import Case

HOST = re.compile(r"[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?(:[0-9]{1,5})?")
GUID = re.compile(r"[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}")
BARE_DOMAIN = re.compile(r"[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)+")
LOCAL = ("localhost", "127.0.0.1", "::1")
#: Names of a cluster's services, and those that Docker and Podman give their host.
INTERNAL_ENDINGS = (".svc", ".cluster.local", ".docker.internal", ".containers.internal")
INTERNAL_NAMES = ("0.0.0.0",)  # nosec B104 # compared with a name; nothing is bound
URL_KINDS = ("url", "issuer", "endpoint")
#: Texts with a form of their own, in which braces, quotes, blanks and line ends have a meaning; of ``extra``
#: nothing is known.
FORMS = ("pem", "json", "extra")


def urls(case: Case) -> list[tuple[str, str]]:
    """All URLs that the operator wrote, as (role variable, URL)."""
    return [(text.option, text.text) for text in case.written if text.kind in URL_KINDS]


def split(url: Any) -> SplitResult | None:
    """``urlsplit`` that gives ``None`` instead of an exception."""
    return _split(url) if isinstance(url, str) else None


@functools.lru_cache(maxsize=TEXTS)
def _split(url: str) -> SplitResult | None:
    try:
        parts = urlsplit(url)
        return parts if parts.port is None or parts.port else None
    except ValueError:
        return None


def origin(url: Any) -> str | None:
    """Scheme, host and port with the default port left out, lower case."""
    return _origin(url) if isinstance(url, str) else None


@functools.lru_cache(maxsize=TEXTS)
def _origin(url: str) -> str | None:
    parts = _split(url)
    if parts is None or not parts.hostname:
        return None
    default = {"http": 80, "https": 443}.get(parts.scheme)
    port = "" if parts.port in (None, default) else f":{parts.port}"
    return f"{parts.scheme}://{parts.hostname}{port}"


def host(url: Any) -> str:
    """The host in lower case; empty where there is none."""
    return _host(url) if isinstance(url, str) else ""


@functools.lru_cache(maxsize=TEXTS)
def _host(url: str) -> str:
    parts = _split(url)
    return parts.hostname or "" if parts else ""


def path(url: Any) -> str:
    """The path without a slash at its end."""
    parts = split(url)
    return parts.path.rstrip("/") if parts else ""


def is_local(url: Any) -> bool:
    """Whether a URL leads to the host itself."""
    return host(url) in LOCAL


def is_own(url: str) -> bool:
    """The server's own key URL, in whatever spelling."""
    return path(url).endswith("/config/jwks")


def is_internal(name: str) -> bool:
    """Whether no browser resolves a host name, since only containers, pods or this network's own names know it."""
    if name in LOCAL or not name or ":" in name:
        return False
    return "." not in name or name.endswith(INTERNAL_ENDINGS) or name in INTERNAL_NAMES


def is_private(name: str) -> bool:
    """Whether a host is a private address in numbers."""
    try:
        return ip_address(name).is_private
    except ValueError:
        return False


def is_placeholder(text: str) -> bool:
    """Whether ENV-22 reports the text, so that other rules need not."""
    return bool(found_in(text))
