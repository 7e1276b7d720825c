# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the sessions of providers have in common whose API is called without the models of an SDK."""

from __future__ import annotations

from typing import Any

from ....module_utils._core import json_text
from ..provider_error import ProviderError
from . import admin_url
from .protocol import Connection

#: Of a list; a page has at least twenty entries.
MOST_PAGES = 1000


class RestApi:
    """``base`` is the URL of the API. A session makes one request a call, and repeats none."""

    def __init__(self, connection: Connection, url: str) -> None:
        """Raises ``RegistrationError`` for a URL at which a token could be read on its way."""
        self.base = admin_url.checked(connection, url)

    def call(self, method: str, path: str) -> Any:
        """One request; the document of its answer."""
        raise NotImplementedError

    def get(self, path: str) -> Any:
        """One object; ``None`` where there is none."""
        try:
            return self.call("GET", path)
        except ProviderError as error:
            if error.kind == "not_found":
                return None
            raise

    def own(self, following: str, seen: set[str]) -> str:
        """The URL of the next page of a list; ``seen`` are those that were read. The token goes to no other host."""
        if following and not following.startswith(self.base + "/"):
            raise ProviderError("refused", f"the next page, {following}, is not on {self.base}")
        if following in seen or len(seen) >= MOST_PAGES:
            raise ProviderError("refused", f"the next page of a list, {following}, leads back to it or to no end")
        seen.add(following)
        return following

    def entries(self, page: Any) -> list[dict[str, Any]]:
        """The entries of a page of a list."""
        if not (isinstance(page, list) and all(isinstance(entry, dict) for entry in page)):
            raise ProviderError("unavailable", f"{self.base} answered with something else than a list of objects")
        return page

    def parsed(self, text: str, status: int, kind: type = object) -> Any:
        """The document of an answer, of a kind; ``None`` for an empty one, and for an error that is not JSON."""
        try:
            document = json_text.parse(text) if text else None
        except ValueError:
            document = None
        if not isinstance(document, kind):
            document = None
        if status < 400 and text and document is None:
            raise ProviderError("unavailable", f"{self.base} answered with something else than JSON")
        return document
