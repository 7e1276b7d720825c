# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Microsoft Entra ID: applications by Microsoft Graph.

The mark is the application's uniqueName, an alternate key that Graph lets exist once in a tenant, so that a create that
is repeated finds the first one; it is among the tags as well, where the portal's manifest shows it.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from typing import Any, ClassVar
from urllib.parse import quote

from ..._model import clock
from ..provider_error import ProviderError
from ..registration import MARK, Registration, Secret, Wanted
from . import azure_fields
from .graph import LIBRARY, Graph
from .protocol import Connection

UPSERT = {"Prefer": "create-if-missing"}
RECYCLED = "directory/deletedItems"
_OWNED = (
    "the application permission Application.ReadWrite.OwnedBy of Microsoft Graph, with the administrator's consent "
    "(Entra admin center: App registrations > the application whose credentials are used > API permissions); for an "
    "application that it does not own, Application.ReadWrite.All. A user needs the role Application Developer"
)


class Azure:
    """Applications of one tenant, each with its service principal."""

    LIBRARY: ClassVar[tuple[str, str]] = LIBRARY
    KINDS: ClassVar[frozenset[str]] = frozenset(("oidc",))
    ROTATION: ClassVar[str] = "overlap"
    MOST_SECRETS: ClassVar[int] = 0
    SHOWS_SECRETS: ClassVar[bool] = False
    CHOOSES_CLIENT_ID: ClassVar[bool] = False
    SETS: ClassVar[frozenset[str]] = azure_fields.SETS
    SAME: ClassVar[Mapping[str, Mapping[str, str | None]]] = {"claims": azure_fields.ALWAYS}
    PERMISSIONS: ClassVar[Mapping[str, str]] = dict.fromkeys(
        ("find", "read", "create", "update", "delete", "secrets", "add_secret", "remove_secret"), _OWNED
    )

    def __init__(self, connection: Connection) -> None:
        self._graph = Graph(connection)

    def find(self, wanted: Wanted) -> list[Registration]:
        """By the alternate key, which counts at once, by the tag, and by the client id."""
        tag = quote(f"tags/any(t:t eq '{_quoted(wanted.mark)}')")
        select = f"$select={azure_fields.SELECT}"
        found = [
            self._graph.get(f"{_by_name(wanted.mark)}?{select}"),
            *self._graph.pages(f"applications?$filter={tag}&{select}"),
            self._graph.get(f"applications(appId='{quote(wanted.client_id)}')?{select}") if wanted.client_id else None,
        ]
        return [self._registration(each, wanted) for each in {each["id"]: each for each in found if each}.values()]

    def read(self, registration_id: str, wanted: Wanted) -> Registration | None:
        """By its object id."""
        found = self._graph.get(f"applications/{registration_id}?$select={azure_fields.SELECT}")
        return None if found is None else self._registration(found, wanted)

    def create(self, wanted: Wanted) -> Registration:
        """Graph creates it unless there is one with this mark. One that was deleted in the last 30 days is restored."""
        new = {name: value for name, value in wanted.fields.items() if value is not None}
        sent = {
            **azure_fields.body(new, {}, wanted),
            "signInAudience": "AzureADMyOrg",
            "api": {"requestedAccessTokenVersion": 2},
            "tags": [wanted.mark],
        }
        try:
            made = self._graph.call("PATCH", _by_name(wanted.mark), sent, **UPSERT)
        except ProviderError as error:
            if error.kind != "conflict":
                raise
            made = self._restored(wanted, error)
        if not made:  # it was there already
            made = self._graph.call("GET", f"{_by_name(wanted.mark)}?$select={azure_fields.SELECT}")
        try:
            self._service_principal(made["appId"])
        except ProviderError as error:
            if error.kind != "not_found":
                raise  # else Graph's other servers do not know the application yet: ``update`` makes it
        return self._registration(made, wanted)

    def update(self, registration_id: str, changes: Mapping[str, Any], wanted: Wanted) -> None:
        """The changed fields. It is not enabled where it has no service principal, or where that one is disabled."""
        path = f"applications/{registration_id}"
        current = self._graph.call("GET", f"{path}?$select={azure_fields.SELECT}")
        tags = current.get("tags") or []
        marked = {} if wanted.mark in tags else {"tags": [*tags, wanted.mark]}
        self._graph.call("PATCH", path, {**azure_fields.body(changes, current, wanted), **marked})
        if "enabled" in changes:
            self._service_principal(current["appId"])

    def delete(self, registration_id: str) -> None:
        """Entra keeps it for 30 days, so that it can be restored; its service principal goes with it."""
        self._graph.call("DELETE", f"applications/{registration_id}")

    def secrets(self, registration_id: str) -> list[Secret]:
        """With the first three characters of each."""
        found = self._graph.call("GET", f"applications/{registration_id}?$select=id,passwordCredentials")
        return [_secret(each) for each in found.get("passwordCredentials") or ()]

    def add_secret(self, registration_id: str, name: str, ends: datetime.datetime | None) -> Secret:
        """Graph shows its value in this answer alone."""
        asked = {"displayName": name}
        if ends is not None:
            asked["endDateTime"] = f"{ends.astimezone(clock.UTC):%Y-%m-%dT%H:%M:%SZ}"
        return _secret(
            self._graph.call("POST", f"applications/{registration_id}/addPassword", {"passwordCredential": asked})
        )

    def remove_secret(self, registration_id: str, secret_id: str) -> None:
        """By its id."""
        self._graph.call("POST", f"applications/{registration_id}/removePassword", {"keyId": secret_id})

    def _registration(self, application: Mapping[str, Any], wanted: Wanted) -> Registration:
        found = self._graph.get(f"{_principal(application['appId'])}?$select=id,accountEnabled,appOwnerOrganizationId")
        tenant = (found or {}).get("appOwnerOrganizationId") or self._graph.tenant
        marks = [application.get("uniqueName") or "", *(application.get("tags") or ())]
        return Registration(
            id=application["id"],
            client_id=application["appId"],
            fields=azure_fields.fields(application, wanted, bool((found or {}).get("accountEnabled"))),
            made_by_us=wanted.mark in marks,
            name=application.get("displayName") or "",
            values={"om_sso_azure_tenant_id": tenant} if tenant else {},
        )

    def _service_principal(self, client_id: str) -> None:
        """Nobody can sign in to an application that has none in the tenant, or a disabled one."""
        found = self._graph.get(f"{_principal(client_id)}?$select=id,accountEnabled")
        if found is not None:
            if not found.get("accountEnabled"):
                self._graph.call("PATCH", f"servicePrincipals/{found['id']}", {"accountEnabled": True})
            return
        deleted = self._deleted("servicePrincipal", "appId", client_id)
        if deleted is not None:
            self._graph.call("POST", f"{RECYCLED}/{deleted}/restore", {})
        else:
            self._graph.call("POST", "servicePrincipals", {"appId": client_id})

    def _restored(self, wanted: Wanted, refused: ProviderError) -> dict[str, Any]:
        """The deleted application that holds our mark, as it was. What of it is not as planned is updated later."""
        deleted = self._deleted("application", "uniqueName", wanted.mark)
        if deleted is None:
            raise refused
        self._graph.call("POST", f"{RECYCLED}/{deleted}/restore", {})
        return {}

    def _deleted(self, kind: str, key: str, value: str) -> str | None:
        listed = self._graph.pages(f"{RECYCLED}/microsoft.graph.{kind}?$select=id,{key}")
        return next((str(each["id"]) for each in listed if each.get(key) == value), None)


def _by_name(mark: str) -> str:
    return f"applications(uniqueName='{quote(_quoted(mark), safe='')}')"


def _principal(client_id: str) -> str:
    return f"servicePrincipals(appId='{client_id}')"


def _quoted(text: str) -> str:
    """In a literal of OData a quotation mark is written twice."""
    return text.replace("'", "''")


def _secret(found: Mapping[str, Any]) -> Secret:
    name = found.get("displayName") or ""
    return Secret(
        id=found["keyId"],
        value=found.get("secretText"),
        name=name,
        made=_time(found.get("startDateTime")),
        ends=_time(found.get("endDateTime")),
        hint=found.get("hint") or "",
        ours=name.startswith(MARK),
    )


def _time(text: str | None) -> datetime.datetime | None:
    """Graph writes up to seven digits behind the seconds."""
    if not text:
        return None
    whole = re.sub(r"(\.\d{1,6})\d*", r"\1", text.replace("Z", "+00:00"))
    whole = re.sub(r"\.(\d+)", lambda found: "." + found[1].ljust(6, "0"), whole)
    try:
        return datetime.datetime.fromisoformat(whole)
    except ValueError:
        return None
