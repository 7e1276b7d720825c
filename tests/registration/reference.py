# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A small API for applications and a provider class for it: an example of both kinds, on which the core is tested."""

import datetime
import json
import secrets
import urllib.error
import urllib.request
from typing import ClassVar

from ansible_collections.openmetadata.sso.plugins.plugin_utils._model.clock import now
from ansible_collections.openmetadata.sso.plugins.plugin_utils._registration.provider_error import (
    ProviderError,
    kind_of_status,
)
from ansible_collections.openmetadata.sso.plugins.plugin_utils._registration.registration import (
    OPENID_CONNECT,
    Registration,
    Secret,
)
from registration.stand_in import StandIn


class Api(StandIn):
    """Applications in memory behind HTTP. With ``overlap`` a secret is added and shown once, else it is replaced."""

    def __init__(self, overlap: bool) -> None:
        super().__init__()
        self.overlap, self.applications = overlap, {}

    def answer(self, request):
        return *self.act(request.method, request.path, request.document or {}), {}

    def act(self, method: str, path: list[str], body: dict):
        """(status, document)."""
        if path == ["applications"]:
            if method == "GET":
                return 200, list(self.applications.values())
            if any(each["client_id"] == body["client_id"] for each in self.applications.values() if body["client_id"]):
                return 409, {}
            made = {**body, "id": secrets.token_hex(4), "secrets": []}
            made["client_id"] = body["client_id"] or secrets.token_hex(8)
            self.applications[made["id"]] = made
            return 201, made
        found = self.applications.get(path[1])
        if found is None:
            return 404, {}
        if path[2:3] == ["secrets"]:
            return self._secret(method, found, path[3:], body)
        if method == "DELETE":
            del self.applications[path[1]]
        elif method == "PATCH":
            found["fields"] = {**found["fields"], **body["fields"]}
        return 200, found

    def _secret(self, method: str, found: dict, path: list[str], body: dict):
        if method == "POST":
            made = {**body, "id": secrets.token_hex(4), "value": secrets.token_hex(16), "made": now().isoformat()}
            found["secrets"] = [*(found["secrets"] if self.overlap else ()), made]
            return 201, made
        if method == "DELETE":
            found["secrets"] = [each for each in found["secrets"] if each["id"] != path[0]]
            return 200, {}
        hidden = [{**each, "hint": each["value"][:3], "value": None} for each in found["secrets"]]
        return 200, hidden if self.overlap else found["secrets"]


class ReferenceProvider:
    """The provider class for it."""

    LIBRARY = ("json", "json")
    KINDS = frozenset(("oidc", "saml"))
    ROTATION = "replace"
    MOST_SECRETS = 1
    SHOWS_SECRETS = CHOOSES_CLIENT_ID = True
    SETS = frozenset(OPENID_CONNECT)
    SAME: ClassVar[dict] = {}
    METHODS = ("find", "read", "create", "update", "delete", "secrets", "add_secret", "remove_secret")
    PERMISSIONS: ClassVar[dict] = {name: f"the permission to {name}" for name in METHODS}

    def __init__(self, url: str, timeout: float) -> None:
        self.url, self.timeout = url, timeout

    def find(self, wanted):
        found = [self._registration(each) for each in self._call("GET", "applications")]
        return [each for each in found if each.made_by_us or each.client_id == wanted.client_id]

    def read(self, registration_id, _wanted):
        try:
            return self._registration(self._call("GET", f"applications/{registration_id}"))
        except ProviderError as error:
            if error.kind == "not_found":
                return None
            raise

    def create(self, wanted):
        body = {"mark": wanted.mark, "client_id": wanted.client_id, "fields": wanted.fields}
        return self._registration(self._call("POST", "applications", body))

    def update(self, registration_id, changes, _wanted):
        self._call("PATCH", f"applications/{registration_id}", {"fields": dict(changes)})

    def delete(self, registration_id):
        self._call("DELETE", f"applications/{registration_id}")

    def secrets(self, registration_id):
        return [_secret(each) for each in self._call("GET", f"applications/{registration_id}/secrets")]

    def add_secret(self, registration_id, name, ends):
        body = {"name": name, "ends": ends and ends.isoformat()}
        return _secret(self._call("POST", f"applications/{registration_id}/secrets", body))

    def remove_secret(self, registration_id, secret_id):
        self._call("DELETE", f"applications/{registration_id}/secrets/{secret_id}")

    def _registration(self, found):
        return Registration(found["id"], found["client_id"], found["fields"], bool(found.get("mark")))

    def _call(self, method, path, body=None):
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(f"{self.url}/{path}", data, method=method)
        try:
            with urllib.request.urlopen(request, timeout=self.timeout) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as error:
            wait = error.headers.get("Retry-After")
            raise ProviderError(kind_of_status(error.code), str(error), wait and float(wait)) from None
        except OSError as error:
            unsent = isinstance(getattr(error, "reason", error), ConnectionRefusedError)
            raise ProviderError(
                *(("unavailable", f"it cannot be reached: {error}") if unsent else ("timeout", str(error)))
            ) from None


class OverlappingProvider(ReferenceProvider):
    """Two secrets at once, none shown again; the provider makes the client id."""

    ROTATION = "overlap"
    MOST_SECRETS = 2
    SHOWS_SECRETS = CHOOSES_CLIENT_ID = False


def _secret(found):
    made, ends = (datetime.datetime.fromisoformat(found[key]) if found[key] else None for key in ("made", "ends"))
    return Secret(found["id"], found["value"], found["name"], made, ends, found.get("hint", ""))
