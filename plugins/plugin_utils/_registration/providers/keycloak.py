# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Keycloak by its Admin REST API, with python-keycloak. The mark is an attribute of the client."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from typing import Any, ClassVar, TypeVar
from urllib.parse import urlsplit

from ..._model.clock import UTC
from ..library import load
from ..provider_error import ProviderError, RegistrationError, kind_of_status
from ..registration import MARK, Registration, Secret, Wanted
from . import admin_url, keycloak_fields, keycloak_saml_fields
from .protocol import Connection, Provider

T = TypeVar("T")
SERVICE_ACCOUNT = "Keycloak: Clients > the service account's client > Service account roles > realm-management"
#: Of a client with a policy of secret rotation.
MADE, ENDS = "client.secret.creation.time", "client.secret.expiration.time"


class Keycloak(Provider):
    """The clients of one realm, of OpenID Connect and SAML."""

    LIBRARY = ("keycloak", "python-keycloak>=5")
    KINDS = frozenset(("oidc", "saml"))
    ROTATION = "replace"
    MOST_SECRETS = 1
    SHOWS_SECRETS = True
    CHOOSES_CLIENT_ID = True
    SETS = keycloak_fields.SETS | keycloak_saml_fields.SETS
    SAME: ClassVar[Mapping[str, Mapping[str, str | None]]] = {**keycloak_fields.SAME, **keycloak_saml_fields.SAME}
    PERMISSIONS: ClassVar[Mapping[str, str]] = {
        **dict.fromkeys(("find", "read", "secrets"), f"the role view-clients ({SERVICE_ACCOUNT})"),
        **dict.fromkeys(
            ("create", "update", "delete", "add_secret", "remove_secret"),
            f"the role manage-clients ({SERVICE_ACCOUNT})",
        ),
    }

    def __init__(self, connection: Connection) -> None:
        self._sdk = load(*self.LIBRARY)
        self._url, self._realm = place(connection)
        options = {
            "server_url": f"{self._url}/",
            "realm_name": self._realm,
            "user_realm_name": connection.option("admin_realm", "KEYCLOAK_REALM") or self._realm,
            "verify": connection.ca_file or True,
            "timeout": connection.timeout,
            "max_retries": 0,
        }
        session = self._sdk.KeycloakOpenIDConnection(**options, **credentials(connection))
        self._admin = self._sdk.KeycloakAdmin(connection=session)

    def find(self, wanted: Wanted) -> list[Registration]:
        """All clients of the realm are read: it can have any number, and no page is left out."""
        found = self._call(self._admin.get_clients)
        ours = [client for client in found if _mark(client) == wanted.name or client["clientId"] == wanted.client_id]
        return [self._registration(client, _mark(client) == wanted.name) for client in ours]

    def read(self, registration_id: str, wanted: Wanted) -> Registration | None:
        """One client."""
        try:
            client = self._call(lambda: self._admin.get_client(registration_id))
        except ProviderError as error:
            if error.kind == "not_found":
                return None
            raise
        return self._registration(client, _mark(client) == wanted.name)

    def create(self, wanted: Wanted) -> Registration:
        """Make the client in one request, with its mark and its claims; the realm decides which scopes it has."""
        client_id = wanted.client_id or wanted.name.lower().replace(" ", "-")
        base: dict[str, Any] = {
            "clientId": client_id,
            "attributes": {MARK: wanted.name},
            "protocol": "saml" if wanted.kind == "saml" else "openid-connect",
            "description": "Managed by the Ansible collection openmetadata.sso",
        }
        fields = {name: value for name, value in wanted.fields.items() if value is not None}
        if wanted.kind == "saml":
            base["attributes"] |= keycloak_saml_fields.NEW
            new = keycloak_saml_fields.changed(base, fields)
            new["protocolMappers"] = [keycloak_saml_fields.mapper(name) for name in fields["attributes"]]
        else:
            new = keycloak_fields.changed(base, fields)
        return Registration(self._call(lambda: self._admin.create_client(new)), client_id, {}, True, wanted.name)

    def update(self, registration_id: str, changes: Mapping[str, Any], _wanted: Wanted) -> None:
        """Send the client whole with what changes; scopes and mappers are added one by one."""
        client = self._call(lambda: self._admin.get_client(registration_id))
        kind = keycloak_saml_fields if client["protocol"] == "saml" else keycloak_fields
        new = kind.changed(client, changes)
        if new != client:
            # What is not sent stays: a secret that is renewed at the same time, and what has requests of its own.
            own = ("secret", "protocolMappers", "defaultClientScopes", "optionalClientScopes")
            payload = {name: value for name, value in new.items() if name not in own}
            self._call(lambda: self._admin.update_client(registration_id, payload))
        current = self._fields(client)
        for field in ("claims", "attributes"):
            for name in sorted({*changes.get(field, ())} - {*current.get(field, ())}):
                self._add_mapper(registration_id, kind.mapper(name))
        if "scope" in changes:
            self._set_scopes(client, {*changes["scope"]})

    def delete(self, registration_id: str) -> None:
        """Delete the client."""
        self._call(lambda: self._admin.delete_client(registration_id))

    def secrets(self, registration_id: str) -> list[Secret]:
        """The secret; its end is known where a policy of the realm lets it end."""
        client = self._call(lambda: self._admin.get_client(registration_id))
        attributes = client.get("attributes") or {}
        if not client.get("secret"):
            return []
        made, ends = (_time(attributes.get(name)) for name in (MADE, ENDS))
        return [Secret("secret", client["secret"], made=made, ends=ends)]

    def add_secret(self, registration_id: str, _name: str, _ends: datetime.datetime | None) -> Secret:
        """A new secret in place of the old one."""
        made = self._call(lambda: self._admin.generate_client_secrets(registration_id))
        return Secret("secret", made["value"])

    def remove_secret(self, registration_id: str, secret_id: str) -> None:
        """There is one secret, which is only replaced."""
        raise ProviderError("refused", f"Keycloak does not remove the secret {secret_id} of {registration_id}")

    def _add_mapper(self, registration_id: str, mapper: dict[str, Any]) -> None:
        """One that is there already, after a lost answer, is not an error."""
        try:
            self._call(lambda: self._admin.add_mapper_to_client(registration_id, mapper))
        except ProviderError as error:
            if error.kind != "conflict":
                raise

    def _set_scopes(self, client: Mapping[str, Any], wanted: set[str]) -> None:
        """Add what is missing as optional scopes, which count where they are asked for; remove what is not wanted."""
        ids = {scope["name"]: scope["id"] for scope in self._call(self._admin.get_client_scopes)}
        held = {kind: {*(client.get(f"{kind}ClientScopes") or ())} for kind in ("default", "optional")}
        for name in sorted(wanted - held["default"] - held["optional"]):
            if name not in ids:
                raise ProviderError(
                    "refused",
                    f"the realm {self._realm} has no client scope {name}. Create it (Client scopes > Create client "
                    "scope), or correct om_sso_scopes",
                )
            self._scope("add", "optional", client["id"], ids[name])
        for kind, names in held.items():
            for name in sorted(names - wanted - keycloak_fields.TECHNICAL):
                self._scope("delete", kind, client["id"], ids[name])

    def _scope(self, verb: str, kind: str, registration_id: str, scope_id: str) -> None:
        method = getattr(self._admin, f"{verb}_client_{kind}_client_scope")
        payload = {"realm": self._realm, "client": registration_id, "clientScopeId": scope_id}
        self._call(lambda: method(registration_id, scope_id, *([payload] if verb == "add" else ())))

    def _registration(self, client: Mapping[str, Any], marked: bool) -> Registration:
        return Registration(client["id"], client["clientId"], self._fields(client), marked, client.get("name") or "")

    def _fields(self, client: Mapping[str, Any]) -> dict[str, Any]:
        if client["protocol"] == "saml":
            return keycloak_saml_fields.fields_of(client)
        return keycloak_fields.fields_of(client, self._call(self._admin.get_client_scopes))

    def _call(self, call: Callable[[], T]) -> T:
        """A call of the SDK, with its exceptions in our words."""
        try:
            return call()
        except self._sdk.KeycloakConnectionError as error:
            raise _unreached(error.__cause__ or error) from None
        except self._sdk.KeycloakError as error:
            raise _refusal(error) from None


def place(connection: Connection) -> tuple[str, str]:
    """(base URL, realm): of om_sso_keycloak_url, or of the issuer or entity id, which ends with /realms/NAME."""
    settings = connection.settings
    base, _realms, realm = connection.issuer.partition("/realms/")
    url = connection.option("url") or getattr(settings, "keycloak_url", None) or base
    name = getattr(settings, "keycloak_realm", None) or realm.split("/")[0]
    if not (urlsplit(url).scheme and name):
        raise RegistrationError(
            "The URL and realm of Keycloak do not follow from the variables: the issuer or entity id has no /realms/. "
            "Set om_sso_client_registration.url, and an issuer with the realm.",
            "om_sso_client_registration.url",
        )
    return admin_url.checked(connection, url), name


def credentials(connection: Connection) -> dict[str, Any]:
    """What the administrator logs in with; the environment is that of the Terraform provider for Keycloak."""
    token = connection.option("admin_token", "KEYCLOAK_ACCESS_TOKEN")
    if token:
        return {"token": {"access_token": token, "expires_in": 10**6}}
    username = connection.option("admin_username", "KEYCLOAK_USER")
    password = connection.option("admin_password", "KEYCLOAK_PASSWORD")
    client_id = connection.option("admin_client_id", "KEYCLOAK_CLIENT_ID")
    secret = connection.option("admin_client_secret", "KEYCLOAK_CLIENT_SECRET")
    if username and password:
        return {"username": username, "password": password, "client_id": client_id or "admin-cli"}
    if client_id and secret:
        return {"client_id": client_id, "client_secret_key": secret}
    raise RegistrationError(
        "There are no credentials for Keycloak. Set admin_client_id and admin_client_secret of a service account, "
        "admin_username and admin_password, or admin_token (or KEYCLOAK_CLIENT_ID and KEYCLOAK_CLIENT_SECRET, or "
        "KEYCLOAK_USER and KEYCLOAK_PASSWORD in the environment)."
    )


def _mark(client: Mapping[str, Any]) -> str | None:
    mark = (client.get("attributes") or {}).get(MARK)
    return None if mark is None else str(mark)


def _time(seconds: Any) -> datetime.datetime | None:
    try:
        return datetime.datetime.fromtimestamp(int(seconds), UTC) if seconds else None
    except (ValueError, TypeError, OverflowError, OSError):  # another form, or beyond the year 9999
        return None


def _unreached(cause: BaseException) -> ProviderError:
    """A certificate that is not trusted does not change by waiting."""
    names = {kind.__name__ for kind in type(cause).__mro__}
    if "SSLError" in names:
        return ProviderError("refused", f"TLS: {cause}")
    unsent = "ConnectTimeout" in names or "NewConnectionError" in str(cause) or "NameResolutionError" in str(cause)
    return ProviderError("unavailable" if unsent else "timeout", str(cause))


def _refusal(error: Any) -> ProviderError:
    """What Keycloak says, shortened; wrong credentials are a 401, or a 400 at the token endpoint."""
    text = error.error_message
    words = text.decode(errors="replace") if isinstance(text, bytes) else str(text)
    kind = kind_of_status(error.response_code)
    if kind == "refused" and ("invalid_grant" in words or "unauthorized_client" in words or "invalid_client" in words):
        kind = "unauthenticated"
    return ProviderError(kind, f"HTTP {error.response_code} {words[:300]}")
