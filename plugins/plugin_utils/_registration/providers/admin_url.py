# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The URL of a provider's API: the administrator's credentials go to it."""

from __future__ import annotations

from urllib.parse import urlsplit

from ....module_utils._system.http import is_loopback
from ..provider_error import RegistrationError
from .protocol import Connection

ALLOW = "om_sso_client_registration.allow_http"


def checked(connection: Connection, url: str) -> str:
    """The URL without a slash at its end. Raises ``RegistrationError`` where credentials could be read on their way."""
    base, scheme = url.rstrip("/"), urlsplit(url).scheme
    allowed = scheme == "http" and getattr(connection.settings.client_registration, "allow_http", False)
    if scheme == "https" or allowed or (scheme == "http" and is_loopback(base)):
        return base
    raise RegistrationError(
        f"{base} is not an https URL, so that the administrator's credentials could be read on their way. Use https, "
        f"or set {ALLOW}: true for a provider in a lab.",
        "om_sso_client_registration.url",
    )
