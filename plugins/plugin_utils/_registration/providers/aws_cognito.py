# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Amazon Cognito: app clients of a user pool, with boto3.

Source: the model of cognito-idp in botocore 1.44.8. An app client bears no tag and no description, so that its name is
the mark, see ``cognito_names``.
"""

from __future__ import annotations

import datetime
import secrets as random_text
from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from ..._model import clock
from ..provider_error import ProviderError, RegistrationError
from ..registration import Registration, Secret, Wanted
from ..wanted import claims
from . import cognito_fields, cognito_names
from .cognito_api import Api
from .protocol import Connection

#: Seconds that the beginning of a secret of ours tells apart, and how often one is made to hit them.
WINDOW, TRIES = 16, 3
_POLICY = (
    "of IAM on the user pool: attach a policy with it to the user or role whose credentials are used (the page on "
    "Amazon Cognito has one)"
)
_READ = "cognito-idp:DescribeUserPoolClient and cognito-idp:ListUserPoolClientSecrets"


class Cognito:
    """App clients of one user pool."""

    LIBRARY: ClassVar[tuple[str, str]] = ("boto3", "boto3>=1.42.60")
    KINDS: ClassVar[frozenset[str]] = frozenset(("oidc",))
    ROTATION: ClassVar[str] = "overlap"
    MOST_SECRETS: ClassVar[int] = 2
    SHOWS_SECRETS: ClassVar[bool] = False
    CHOOSES_CLIENT_ID: ClassVar[bool] = False
    SETS: ClassVar[frozenset[str]] = cognito_fields.SETS
    SAME: ClassVar[Mapping[str, Mapping[str, str | None]]] = {}
    PERMISSIONS: ClassVar[Mapping[str, str]] = {
        "find": f"cognito-idp:ListUserPoolClients, {_READ} {_POLICY}",
        "read": f"{_READ} {_POLICY}",
        "create": f"cognito-idp:DescribeUserPool and cognito-idp:CreateUserPoolClient {_POLICY}",
        "update": f"cognito-idp:DescribeUserPoolClient and cognito-idp:UpdateUserPoolClient {_POLICY}",
        "delete": f"cognito-idp:DeleteUserPoolClient {_POLICY}",
        "secrets": f"{_READ} {_POLICY}",
        "add_secret": f"cognito-idp:AddUserPoolClientSecret and cognito-idp:DeleteUserPoolClientSecret {_POLICY}",
        "remove_secret": f"cognito-idp:DeleteUserPoolClientSecret {_POLICY}",
    }

    def __init__(self, connection: Connection) -> None:
        self.pool = connection.settings.cognito_user_pool_id
        if not self.pool:
            raise RegistrationError(
                "The user pool is not known. Set om_sso_cognito_user_pool_id.", "om_sso_cognito_user_pool_id"
            )
        self._api = Api(connection, self.LIBRARY)
        self._others = cognito_fields.not_attributes(claims(connection.settings))

    def find(self, wanted: Wanted) -> list[Registration]:
        """One request for each sixty app clients, and one for each that is ours or has the wanted client id."""
        name = cognito_names.marked(wanted.name)
        ids = [each["ClientId"] for each in self._listed() if name == each["ClientName"]]
        ids += [wanted.client_id] if wanted.client_id and wanted.client_id not in ids else []
        read = [self._described(client_id) for client_id in ids]
        return [self._registration(each, wanted.name) for each in read if each is not None]

    def read(self, registration_id: str, wanted: Wanted) -> Registration | None:
        """By its client id, which is Cognito's id of the object as well."""
        found = self._described(registration_id)
        return None if found is None else self._registration(found, wanted.name)

    def create(self, wanted: Wanted) -> Registration:
        """Nothing is made in a user pool without a domain, which has no sign-in page."""
        pool = self._api.call("describe_user_pool", UserPoolId=self.pool)["UserPool"]
        if not pool.get("Domain") and not pool.get("CustomDomain"):
            raise ProviderError(
                "refused",
                f"the user pool {self.pool} has no domain, so that nobody can sign in. Nothing was made. Choose a "
                "domain in the console of Amazon Cognito at Branding, Domain.",
            )
        fields = {name: value for name, value in wanted.fields.items() if value is not None}
        body = {"ClientName": cognito_names.marked(wanted.name), **cognito_fields.new(fields, wanted.confidential)}
        made = self._api.call("create_user_pool_client", UserPoolId=self.pool, **body)["UserPoolClient"]
        registration = self._registration(made, wanted.name)
        shown = made.get("ClientSecret")
        return registration._replace(secret=Secret("", shown) if shown and wanted.confidential else None)

    def update(self, registration_id: str, changes: Mapping[str, Any], wanted: Wanted) -> None:
        """Cognito sets what a request leaves out to its default, so that everything is sent again."""
        found = self._described(registration_id)
        if found is None:
            raise ProviderError("not_found", f"the user pool {self.pool} has no app client {registration_id}")
        current = self._api.accepted("UpdateUserPoolClient", found)
        body = {**current, **cognito_fields.native(changes, found), "ClientName": cognito_names.marked(wanted.name)}
        self._api.call("update_user_pool_client", **body)

    def delete(self, registration_id: str) -> None:
        """The app client, with its secrets."""
        self._api.call("delete_user_pool_client", UserPoolId=self.pool, ClientId=registration_id)

    def secrets(self, registration_id: str) -> list[Secret]:
        """Cognito shows the value of the one that was made together with the app client; ours have a hint."""
        found = self._described(registration_id) or {}
        if found.get("ClientSecretArn"):
            raise ProviderError(
                "refused",
                f"the client secret of {registration_id} is kept by AWS Secrets Manager, which replaces it every few "
                "days. OpenMetadata does not follow. Let an app client be made without this, which the console calls "
                "managing the client secret in Secrets Manager.",
            )
        listed = sorted(self._secrets_of(registration_id), key=lambda each: each["ClientSecretCreateDate"])
        shown = found.get("ClientSecret")
        return [_secret(each, shown if number == 0 else None) for number, each in enumerate(listed)]

    def add_secret(self, registration_id: str, name: str, ends: datetime.datetime | None) -> Secret:
        """A secret that we choose. It begins with the time of its making, by which it is told from another one later.

        The clock that counts is Cognito's: where ours gave another time, the secret is made once more.
        """
        del name, ends  # Cognito's secrets have neither
        time = clock.now()
        for _attempt in range(TRIES):
            value = _beginning(time) + random_text.token_hex(24)
            made = self._api.call(
                "add_user_pool_client_secret", UserPoolId=self.pool, ClientId=registration_id, ClientSecret=value
            )["ClientSecretDescriptor"]
            time = made["ClientSecretCreateDate"]
            if value.startswith(_beginning(time)):
                return _secret(made, value)
            self.remove_secret(registration_id, made["ClientSecretId"])
        raise ProviderError("unavailable", "the clock of Amazon Cognito ran on while a client secret was made")

    def remove_secret(self, registration_id: str, secret_id: str) -> None:
        """Cognito refuses to remove the last one."""
        self._api.call(
            "delete_user_pool_client_secret",
            UserPoolId=self.pool,
            ClientId=registration_id,
            ClientSecretId=secret_id,
        )

    def _listed(self) -> Iterable[Mapping[str, Any]]:
        token: dict[str, Any] = {}
        while True:
            answer = self._api.call("list_user_pool_clients", UserPoolId=self.pool, MaxResults=60, **token)
            yield from answer.get("UserPoolClients", ())
            if not answer.get("NextToken"):
                return
            token = {"NextToken": answer["NextToken"]}

    def _described(self, client_id: str) -> Mapping[str, Any] | None:
        try:
            answer = self._api.call("describe_user_pool_client", UserPoolId=self.pool, ClientId=client_id)
        except ProviderError as error:
            if error.kind == "not_found":
                return None
            raise
        found: Mapping[str, Any] = answer["UserPoolClient"]
        return found

    def _secrets_of(self, client_id: str) -> list[Mapping[str, Any]]:
        answer = self._api.call("list_user_pool_client_secrets", UserPoolId=self.pool, ClientId=client_id)
        return list(answer.get("ClientSecrets", ()))

    def _confidential(self, found: Mapping[str, Any]) -> bool:
        """Once the first secret has been removed, only the list of secrets tells that there is one."""
        if found.get("ClientSecret") or found.get("ClientSecretArn"):
            return True
        try:
            return bool(self._secrets_of(found["ClientId"]))
        except ProviderError as error:
            if error.kind == "refused":
                return False
            raise

    def _registration(self, found: Mapping[str, Any], name: str) -> Registration:
        ours = cognito_names.name_of(found.get("ClientName", "")) == name
        fields = cognito_fields.ours(found, self._confidential(found), self._others)
        return Registration(found["ClientId"], found["ClientId"], fields, ours, found.get("ClientName", ""))


def _beginning(time: datetime.datetime) -> str:
    return f"om{int(time.timestamp()) // WINDOW:x}_"


def _secret(found: Mapping[str, Any], value: str | None) -> Secret:
    made = found["ClientSecretCreateDate"]
    return Secret(found["ClientSecretId"], value, made=made, hint="" if value else _beginning(made))
