# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Okta: applications, and the claims of a custom authorization server. The mark is in the application's profile."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, ClassVar
from urllib.parse import quote

from ..provider_error import ProviderError
from ..registration import Registration, Secret, Wanted
from . import okta_fields
from .okta_api import LIBRARY, OktaApi
from .protocol import Connection

#: Okta's own name for applications of OpenID Connect.
KIND = "oidc_client"
OF_KIND = f'name eq "{KIND}"'
_GRANT = (
    "in Okta's Admin Console at Applications > the service application > Okta API Scopes, with the admin role "
    "Application Administrator; an API token has the permissions of the administrator who made it"
)
_MORE = "; okta.trustedOrigins.manage for a public client, okta.authorizationServers.manage for claims"


class Okta:
    """Applications of one organisation."""

    LIBRARY: ClassVar[tuple[str, str]] = LIBRARY
    KINDS: ClassVar[frozenset[str]] = frozenset(("oidc",))
    ROTATION: ClassVar[str] = "overlap"
    MOST_SECRETS: ClassVar[int] = 2
    SHOWS_SECRETS: ClassVar[bool] = True
    CHOOSES_CLIENT_ID: ClassVar[bool] = False
    SETS: ClassVar[frozenset[str]] = frozenset(
        (
            *okta_fields.SAME,
            "client_name",
            "enabled",
            "application_type",
            "token_endpoint_auth_method",
            "require_pkce",
            "claims",
            "web_origins",
        )
    )
    SAME: ClassVar[Mapping[str, Mapping[str, str | None]]] = {}
    PERMISSIONS: ClassVar[Mapping[str, str]] = {
        **dict.fromkeys(("find", "read", "secrets"), f"the scope okta.apps.read or okta.apps.manage{_MORE}, {_GRANT}"),
        **dict.fromkeys(("create", "update"), f"the scope okta.apps.manage{_MORE}, {_GRANT}"),
        **dict.fromkeys(("delete", "add_secret", "remove_secret"), f"the scope okta.apps.manage, {_GRANT}"),
    }

    def __init__(self, connection: Connection) -> None:
        self._api = OktaApi(connection)
        issuer = connection.settings.okta_issuer or ""
        # Of the organisation's own authorization server nothing can be set.
        self._server = issuer.rstrip("/").rsplit("/", 1)[-1] if "/oauth2/" in issuer else ""

    def find(self, wanted: Wanted) -> list[Registration]:
        """By the mark and by the client id, among all applications of OpenID Connect."""
        listed = self._api.pages(f"apps?limit=200&filter={quote(OF_KIND)}")
        found = [each for each in listed if _mark(each) == wanted.mark or _client_id(each) == wanted.client_id]
        return [self._registration(each, wanted) for each in found]

    def read(self, registration_id: str, wanted: Wanted) -> Registration | None:
        """By its id."""
        found = self._api.get(f"apps/{registration_id}")
        return None if found is None else self._registration(found, wanted)

    def create(self, wanted: Wanted) -> Registration:
        """Okta makes its client id and a secret. One request: if a second one failed, it would be made twice."""
        new = {name: value for name, value in wanted.fields.items() if value is not None}
        empty = {"name": KIND, "signOnMode": "OPENID_CONNECT"}
        made = self._api.call("POST", "apps?activate=true", okta_fields.body(new, empty, wanted))
        return _told(made, okta_fields.fields(made), wanted)

    def update(self, registration_id: str, changes: Mapping[str, Any], wanted: Wanted) -> None:
        """The application as a whole, its state, missing claims and missing origins: each may be repeated."""
        current = self._api.call("GET", f"apps/{registration_id}")
        sent = okta_fields.body(changes, current, wanted)
        if any(sent[name] != current.get(name) for name in sent):
            self._api.call("PUT", f"apps/{registration_id}", sent)
        if "enabled" in changes:
            self._api.call("POST", f"apps/{registration_id}/lifecycle/activate")
        for name in sorted(set(changes.get("claims", ())) - self._claims()):
            self._api.call("POST", f"authorizationServers/{self._server}/claims", okta_fields.claim(name))
        for origin in sorted(set(changes.get("web_origins", ())) - self._origins()):
            trusted = {"name": f"OpenMetadata {origin}", "origin": origin, "scopes": [{"type": "CORS"}]}
            self._api.call("POST", "trustedOrigins", trusted)

    def delete(self, registration_id: str) -> None:
        """Okta deletes inactive applications alone. Claims and trusted origins stay: others may use them."""
        self._api.call("POST", f"apps/{registration_id}/lifecycle/deactivate")
        self._api.call("DELETE", f"apps/{registration_id}")

    def secrets(self, registration_id: str) -> list[Secret]:
        """Okta shows them again."""
        return [_secret(each) for each in self._listed(registration_id) if each.get("status") == "ACTIVE"]

    def add_secret(self, registration_id: str, name: str, _ends: datetime.datetime | None) -> Secret:
        """Okta makes its value. A secret of Okta has neither a name nor an end.

        An inactive one counts no more, such as one that a removal left that ended in between: it makes room.
        """
        kept = self._listed(registration_id)
        for each in kept if len(kept) >= self.MOST_SECRETS else ():
            if each.get("status") != "ACTIVE":
                self._api.call("DELETE", f"apps/{registration_id}/credentials/secrets/{each['id']}")
        made = self._api.call("POST", f"apps/{registration_id}/credentials/secrets", {"status": "ACTIVE"})
        return _secret(made)._replace(name=name)

    def remove_secret(self, registration_id: str, secret_id: str) -> None:
        """Okta deletes inactive secrets alone."""
        path = f"apps/{registration_id}/credentials/secrets/{secret_id}"
        self._api.call("POST", f"{path}/lifecycle/deactivate")
        self._api.call("DELETE", path)

    def _listed(self, registration_id: str) -> list[dict[str, Any]]:
        return list(self._api.call("GET", f"apps/{registration_id}/credentials/secrets") or ())

    def _registration(self, application: Mapping[str, Any], wanted: Wanted) -> Registration:
        fields = okta_fields.fields(application)
        # Claims of the organisation's own server follow from the scopes; a server needs no origin of a web application.
        fields["claims"] = sorted(self._claims()) if self._server else list(wanted.fields.get("claims") or ())
        public = fields["application_type"] == "spa"
        fields["web_origins"] = sorted(self._origins()) if public else list(wanted.fields.get("web_origins") or ())
        return _told(application, fields, wanted)

    def _claims(self) -> set[str]:
        if not self._server:
            return set()
        path = f"authorizationServers/{self._server}/claims"
        try:
            listed = self._api.pages(path)
        except ProviderError as error:
            if error.kind != "not_found":
                raise
            said = f"{error.text}: om_sso_okta_issuer names the authorization server {self._server}, which is not there"
            raise ProviderError("refused", said) from None
        named = [each for each in listed if each.get("claimType") == "IDENTITY" and each.get("status") == "ACTIVE"]
        return {each["name"] for each in named if each.get("alwaysIncludeInToken") or each.get("system")}

    def _origins(self) -> set[str]:
        listed = self._api.pages("trustedOrigins?limit=200")
        active = [each for each in listed if each.get("status") == "ACTIVE"]
        return {each["origin"] for each in active if any(scope["type"] == "CORS" for scope in each["scopes"])}


def _told(application: Mapping[str, Any], fields: dict[str, Any], wanted: Wanted) -> Registration:
    return Registration(
        id=application["id"],
        client_id=_client_id(application),
        fields=fields,
        made_by_us=_mark(application) == wanted.mark,
        name=application.get("label") or "",
    )


def _mark(application: Mapping[str, Any]) -> str:
    return str((application.get("profile") or {}).get(okta_fields.MARK_KEY) or "")


def _client_id(application: Mapping[str, Any]) -> str:
    return str(((application.get("credentials") or {}).get("oauthClient") or {}).get("client_id") or application["id"])


def _secret(found: Mapping[str, Any]) -> Secret:
    made = found.get("created")
    when = datetime.datetime.fromisoformat(made.replace("Z", "+00:00")) if made else None
    return Secret(id=found["id"], value=found.get("client_secret"), made=when)
