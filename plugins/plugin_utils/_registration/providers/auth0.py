# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Auth0: applications by the Management API, with Auth0's own SDK.

Sources: the OpenAPI document of the Management API v2 (auth0/docs-v2, main/docs/oas/management) and auth0-python, whose
models are generated from it.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from .. import library
from ..provider_error import RegistrationError
from ..registration import LISTS, Registration, Secret, Wanted
from . import admin_url
from . import auth0_errors as errors
from .protocol import Connection

#: Key of the mark in client_metadata, whose keys may not contain a dot. Its value is the name of the application.
MARK_KEY = "openmetadata_sso"
APPLICATION_TYPES = {"web": "regular_web", "spa": "spa"}
#: {our field: Auth0's}, where the values are the same.
NAMES = {
    "client_name": "name",
    "grant_types": "grant_types",
    "redirect_uris": "callbacks",
    "post_logout_redirect_uris": "allowed_logout_urls",
    "web_origins": "web_origins",
    "token_endpoint_auth_method": "token_endpoint_auth_method",
}
#: Asked for by name: a token that may not read one of them is then refused. Otherwise Auth0 would leave it out.
READ = ",".join(("client_id", "app_type", "jwt_configuration", "client_metadata", *NAMES.values()))
SECRET_ID = "client_secret"
PAGE = 100
NO_RETRIES = {"max_retries": 0}
_GRANT = (
    "in Auth0's Dashboard at Applications, APIs, Auth0 Management API, Application Access, for the application whose "
    "credentials are used"
)


class Auth0:
    """Applications of one tenant. The mark is an entry of client_metadata."""

    LIBRARY: ClassVar[tuple[str, str]] = ("auth0.management.client", "auth0-python>=5.0")
    KINDS: ClassVar[frozenset[str]] = frozenset(("oidc",))
    ROTATION: ClassVar[str] = "replace"
    MOST_SECRETS: ClassVar[int] = 1
    SHOWS_SECRETS: ClassVar[bool] = True
    CHOOSES_CLIENT_ID: ClassVar[bool] = False
    SETS: ClassVar[frozenset[str]] = frozenset((*NAMES, "application_type", "id_token_signed_response_alg"))
    SAME: ClassVar[Mapping[str, Mapping[str, str | None]]] = {}
    PERMISSIONS: ClassVar[Mapping[str, str]] = {
        "find": f"the scope read:clients, {_GRANT}",
        "read": f"the scope read:clients, {_GRANT}",
        "create": f"the scope create:clients, {_GRANT}",
        "update": f"the scopes read:clients and update:clients, {_GRANT}",
        "delete": f"the scope delete:clients, {_GRANT}",
        "secrets": f"the scope read:client_keys, {_GRANT}",
        "add_secret": f"the scopes read:client_keys and update:client_keys, {_GRANT}",
    }

    def __init__(self, connection: Connection) -> None:
        base = _base(connection)
        sdk = library.load(*self.LIBRARY)
        http = errors.session(connection)
        token = connection.option("admin_token", "AUTH0_API_TOKEN") or _log_in(connection, base, http)
        self._clients = sdk.Auth0(base_url=base, token=token, httpx_client=http, timeout=connection.timeout).clients

    def find(self, wanted: Wanted) -> list[Registration]:
        """One request for each hundred applications."""

        def pages() -> list[Any]:
            return list(
                self._clients.list(
                    fields=READ,
                    include_fields=True,
                    per_page=PAGE,
                    include_totals=True,
                    is_global=False,
                    request_options=NO_RETRIES,
                )
            )

        found = [_registration(client, wanted.name) for client in errors.translated(pages)]
        return [each for each in found if each.made_by_us or each.client_id == wanted.client_id]

    def read(self, registration_id: str, wanted: Wanted) -> Registration | None:
        """By its client id, which is Auth0's id of the object as well."""
        found = errors.translated(lambda: self._get(registration_id, READ), missing=None)
        return None if found is None else _registration(found, wanted.name)

    def create(self, wanted: Wanted) -> Registration:
        """Auth0 answers with the client secret, and makes one for a public application as well."""
        fields = {name: value for name, value in wanted.fields.items() if name in self.SETS and value is not None}
        body = {
            "oidc_conformant": True,
            "is_first_party": True,
            "client_metadata": {MARK_KEY: wanted.name},
            **_native(fields),
        }
        made = errors.translated(lambda: self._clients.create(**body, request_options=NO_RETRIES))
        registration = _registration(made, wanted.name)
        shown = Secret(SECRET_ID, made.client_secret) if wanted.confidential and made.client_secret else None
        return registration._replace(secret=shown)

    def update(self, registration_id: str, changes: Mapping[str, Any], wanted: Wanted) -> None:
        """The fields, and the mark where it is missing; other metadata stays."""

        def request() -> None:
            metadata = dict(self._get(registration_id, "client_metadata").client_metadata or {})
            marked = {"client_metadata": {**metadata, MARK_KEY: wanted.name}}
            body = {**_native(changes), **(marked if metadata.get(MARK_KEY) != wanted.name else {})}
            self._clients.update(registration_id, **body, request_options=NO_RETRIES)

        errors.translated(request)

    def delete(self, registration_id: str) -> None:
        """Auth0 answers the same where there is none."""
        errors.translated(lambda: self._clients.delete(registration_id, request_options=NO_RETRIES))

    def secrets(self, registration_id: str) -> list[Secret]:
        """The one secret."""
        found = errors.translated(lambda: self._get(registration_id, "client_id,client_secret"))
        return [Secret(SECRET_ID, found.client_secret)] if found.client_secret else []

    def add_secret(self, registration_id: str, name: str, ends: datetime.datetime | None) -> Secret:
        """The old secret ends within 30 seconds (Auth0's page on the rotation of client secrets)."""
        del ends  # Auth0's secrets have none
        made = errors.translated(lambda: self._clients.rotate_secret(registration_id, request_options=NO_RETRIES))
        return Secret(SECRET_ID, made.client_secret, name)

    def remove_secret(self, registration_id: str, secret_id: str) -> None:
        """Not called: the only secret is replaced."""
        raise NotImplementedError("an application at Auth0 has one client secret, which is replaced")

    def _get(self, registration_id: str, fields: str) -> Any:
        return self._clients.get(registration_id, fields=fields, include_fields=True, request_options=NO_RETRIES)


def _native(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Our fields in Auth0's words."""
    body = {NAMES[name]: value for name, value in fields.items() if name in NAMES}
    if "application_type" in fields:
        body["app_type"] = APPLICATION_TYPES[fields["application_type"]]
    if "id_token_signed_response_alg" in fields:
        body["jwt_configuration"] = {"alg": fields["id_token_signed_response_alg"]}
    return body


def _registration(client: Any, name: str) -> Registration:
    """Auth0's object in our words. ``name`` is that of the mark. A list that is left out is empty."""
    types = {native: ours for ours, native in APPLICATION_TYPES.items()}
    fields = {ours: getattr(client, native) for ours, native in NAMES.items()}
    for field in LISTS & {*fields}:
        fields[field] = list(fields[field] or ())
    fields["application_type"] = types.get(client.app_type, client.app_type)
    fields["id_token_signed_response_alg"] = client.jwt_configuration and client.jwt_configuration.alg
    ours = (client.client_metadata or {}).get(MARK_KEY) == name
    return Registration(client.client_id, client.client_id, fields, ours, client.name or "")


def _base(connection: Connection) -> str:
    """URL of the Management API. It is its audience as well, which a custom domain is not."""
    domain, url = connection.settings.auth0_domain, connection.option("url")
    if not url and not domain:
        raise RegistrationError(
            "The URL of Auth0's Management API is not known. Set om_sso_auth0_domain, or url of "
            "om_sso_client_registration, such as https://acme.eu.auth0.com/api/v2.",
        )
    return admin_url.checked(connection, url or f"https://{domain}/api/v2")


def _log_in(connection: Connection, base: str, http: Any) -> Callable[[], str]:
    """The token of an application for machine to machine, asked for with the first request and kept."""
    client_id = connection.option("admin_client_id", "AUTH0_CLIENT_ID")
    secret = connection.option("admin_client_secret", "AUTH0_CLIENT_SECRET")
    if not client_id or not secret:
        raise RegistrationError(
            "There are no credentials for Auth0's Management API. Set admin_token, or admin_client_id and "
            "admin_client_secret, of om_sso_client_registration; or the environment variables AUTH0_API_TOKEN, or "
            "AUTH0_CLIENT_ID and AUTH0_CLIENT_SECRET."
        )
    kept: list[str] = []

    def token() -> str:
        if not kept:
            kept.append(errors.client_credentials(http, base, client_id, secret))
        return kept[0]

    return token
