# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The API as the simulated node needs it: objects of one namespace, in the words of the simulated store."""

import ssl
import urllib.error
from pathlib import Path
from typing import Any

from .. import asking
from ..api.kinds import Kind
from ..api.store import Failure

KINDS = {"Pod": "pods", "Secret": "secrets"}


class Client:
    """`address` is https://HOST:PORT; `ca` the file of its authority."""

    def __init__(self, address: str, ca: Path, token: str) -> None:
        self.address, self.token = address, token
        self.context = ssl.create_default_context(cafile=str(ca))

    def ask(self, method: str, path: str, body: dict[str, Any] | None = None) -> dict[str, Any]:
        """One request; `Failure` holds the server's own words."""
        try:
            return asking.ask(self.address + path, self.context, self.token, method, body)
        except urllib.error.HTTPError as error:
            raise Failure(error.code, error.reason, error.read().decode("utf-8", "replace")) from None

    def get(self, kind: str, namespace: str, name: str) -> dict[str, Any]:
        """One object."""
        return self.ask("GET", f"/api/v1/namespaces/{namespace}/{KINDS[kind]}/{name}")

    def create(self, kind: Kind, namespace: str, content: dict[str, Any]) -> dict[str, Any]:
        """A new object."""
        return self.ask("POST", f"{kind.prefix}/namespaces/{namespace}/{kind.plural}", content)

    def update(self, _kind: Any, namespace: str, name: str, content: dict[str, Any], status_only: bool) -> None:
        """The state of a pod; nothing else is changed from a node."""
        assert status_only
        self.ask("PATCH", f"/api/v1/namespaces/{namespace}/pods/{name}/status", {"status": content["status"]})
