# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Amazon Cognito on loopback: moto's server, made as strict as the model in botocore and AWS's pages are.

What moto leaves out and this adds: the client secrets of app clients (add, list, delete), values by the patterns and
limits of the model, defaults for what an update leaves out, and permissions.
"""

import re
import secrets
import time

import botocore.session
from moto.cognitoidp.exceptions import InvalidParameterException, ResourceNotFoundError
from moto.cognitoidp.responses import CognitoIdpResponse
from moto.core.exceptions import JsonRESTError
from moto.core.responses import ActionResult, EmptyResult
from moto.server import ThreadedMotoServer

MODEL = botocore.session.get_session().get_service_model("cognito-idp")
SCOPES = {"phone", "email", "openid", "profile", "aws.cognito.signin.user.admin"}
STANDARD = {
    *("address", "birthdate", "email", "email_verified", "family_name", "gender", "given_name", "locale"),
    *("middle_name", "name", "nickname", "phone_number", "phone_number_verified", "picture"),
    *("preferred_username", "profile", "updated_at", "website", "zoneinfo"),
}
#: What an app client has where a request says nothing.
DEFAULTS = {
    "AllowedOAuthFlowsUserPoolClient": False,
    "AuthSessionValidity": 3,
    "EnablePropagateAdditionalUserContextData": False,
    "EnableTokenRevocation": True,
    "ExplicitAuthFlows": ["ALLOW_CUSTOM_AUTH", "ALLOW_REFRESH_TOKEN_AUTH", "ALLOW_USER_SRP_AUTH"],
    "PreventUserExistenceErrors": "LEGACY",
    "RefreshTokenValidity": 30,
}
OAUTH = ("AllowedOAuthFlows", "AllowedOAuthScopes", "CallbackURLs", "LogoutURLs")


def violations(shape, value, where=""):
    """What of a value does not fit a shape of the model: unknown members, patterns, lengths, enumerations."""
    if shape.type_name == "structure":
        for name, each in value.items():
            if name not in shape.members:
                yield f"{where}{name} is not a member of {shape.name}"
            else:
                yield from violations(shape.members[name], each, f"{where}{name}.")
        yield from (f"{where}{name} is missing" for name in shape.required_members if name not in value)
    elif shape.type_name == "list":
        yield from _too_long(shape, len(value), where)
        for number, each in enumerate(value):
            yield from violations(shape.member, each, f"{where}{number}.")
    elif shape.type_name == "string":
        pattern = re.sub(r"\\p\{\w\}", r"\\S", shape.metadata.get("pattern", ""))
        if pattern and not re.fullmatch(pattern, value, re.ASCII):
            yield f"{where.rstrip('.')} does not match {pattern}"
        if shape.enum and value not in shape.enum:
            yield f"{where.rstrip('.')} is not one of {shape.enum}"
        yield from _too_long(shape, len(value), where)
    elif shape.type_name == "integer":
        yield from _too_long(shape, value, where)


def _too_long(shape, number, where):
    least, most = shape.metadata.get("min", 0), shape.metadata.get("max", number)
    if not least <= number <= most:
        yield f"{where.rstrip('.')} is not between {least} and {most}"


class Denied(JsonRESTError):
    """As IAM refuses an operation."""

    def __init__(self, operation):
        text = (
            f"User: arn:aws:iam::123456789012:user/ansible is not authorized to perform: cognito-idp:{operation} on "
            "resource: arn:aws:cognito-idp:eu-central-1:123456789012:userpool/x because no identity-based policy "
            f"allows the cognito-idp:{operation} action"
        )
        super().__init__("AccessDeniedException", text)


class CognitoServer:
    """A context manager.

    ``refused`` are operations with the error that they meet, ``calls`` what was asked for, ``ahead`` the seconds by
    which its clock is ahead of ours.
    """

    def __init__(self):
        self.refused, self.calls, self.ahead, self._saved = {}, [], 0, {}

    def __enter__(self):
        for name in list(vars(CognitoIdpResponse)) + ["add", "list", "delete"]:
            self._replace(name)
        self._moto = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
        self._moto.start()
        self.url = "http://{}:{}".format(*self._moto.get_host_and_port())
        return self

    def __exit__(self, *_exception):
        self._moto.stop()
        for name, method in self._saved.items():
            if method is None:
                delattr(CognitoIdpResponse, name)
            else:
                setattr(CognitoIdpResponse, name, method)

    def _replace(self, name):
        """Put our checks before an operation, and our operations in the place of those that moto has not."""
        if name in ("add", "list", "delete"):
            name = f"{name}_user_pool_client_secret" + ("s" if name == "list" else "")
        theirs = vars(CognitoIdpResponse).get(name)
        operation = "".join(word.capitalize() for word in name.split("_"))
        if operation not in MODEL.operation_names:
            return
        server, ours = self, getattr(self, f"_{name}", None)
        self._saved[name] = theirs

        def answer(response):
            server.calls.append(operation)
            if operation in server.refused:
                raise server.refused[operation]
            found = list(violations(MODEL.operation_model(operation).input_shape, response.parameters))
            if found:
                raise InvalidParameterException(f"{len(found)} validation errors detected: {'; '.join(found)}")
            return ours(response, theirs) if ours else theirs(response)

        setattr(CognitoIdpResponse, name, answer)

    def deny(self, operation):
        """The credentials may not call it."""
        self.refused[operation] = Denied(operation)

    def throttle(self, operation):
        """Too many requests."""
        self.refused[operation] = JsonRESTError("TooManyRequestsException", "Rate exceeded")

    def _create_user_pool_client(self, response, theirs):
        body = response.parameters
        if body.get("GenerateSecret") and body.get("ClientSecret"):
            raise InvalidParameterException("GenerateSecret and ClientSecret cannot both be given")
        _check(response, body)
        made = theirs(response).result["UserPoolClient"]
        client = response.backend.describe_user_pool_client(body["UserPoolId"], made["ClientId"])
        client.extended_config = {**DEFAULTS, **_kept(body)}
        client.secrets = {}
        client.secret = secrets.token_hex(26)
        if client.generate_secret:
            client.first = self._add(client, client.secret)
        return ActionResult({"UserPoolClient": client.to_json(extended=True)})

    def _update_user_pool_client(self, response, _theirs):
        body = response.parameters
        _check(response, body)
        client = response.backend.describe_user_pool_client(body["UserPoolId"], body["ClientId"])
        client.extended_config = {"ClientName": client.extended_config["ClientName"], **DEFAULTS, **_kept(body)}
        return ActionResult({"UserPoolClient": client.to_json(extended=True)})

    def _add_user_pool_client_secret(self, response, _theirs):
        body, client = response.parameters, _confidential(response)
        if len(client.secrets) >= 2:
            raise JsonRESTError("LimitExceededException", "The maximum number of secrets for this client is 2")
        given = body.get("ClientSecret")
        identifier = self._add(client, given or secrets.token_hex(26))
        shown = {} if given else {"ClientSecretValue": client.secrets[identifier][0]}
        return ActionResult({"ClientSecretDescriptor": {**_descriptor(client, identifier), **shown}})

    def _list_user_pool_client_secrets(self, response, _theirs):
        client = _confidential(response)
        return ActionResult({"ClientSecrets": [_descriptor(client, each) for each in client.secrets]})

    def _delete_user_pool_client_secret(self, response, _theirs):
        identifier, client = response.parameters["ClientSecretId"], _confidential(response)
        if identifier not in client.secrets:
            raise ResourceNotFoundError(f"Client secret {identifier} does not exist.")
        if len(client.secrets) == 1:
            raise InvalidParameterException("Cannot delete the last secret of a client")
        del client.secrets[identifier]
        if identifier == client.first:  # no other one takes its place in the description
            client.generate_secret = False
        return EmptyResult()

    def _add(self, client, value):
        made = time.time() + self.ahead
        identifier = f"{client.id}--{int(made * 1000)}{len(client.secrets)}"
        client.secrets[identifier] = (value, made)
        return identifier


def _check(response, body):
    """What the model cannot say, as AWS's page on app clients has it."""
    pool = response.backend.describe_user_pool(body["UserPoolId"])
    if not body.get("AllowedOAuthFlowsUserPoolClient") and any(body.get(name) for name in OAUTH):
        raise InvalidParameterException("AllowedOAuthFlowsUserPoolClient has to be true for OAuth settings")
    unknown = set(body.get("AllowedOAuthScopes", ())) - SCOPES
    if unknown:
        raise JsonRESTError("ScopeDoesNotExistException", f"Scope does not exist: {', '.join(sorted(unknown))}")
    for url in (*body.get("CallbackURLs", ()), *body.get("LogoutURLs", ())):
        if "#" in url or (url.startswith("http://") and not re.match(r"http://(localhost|127\.0\.0\.1|\[::1\])", url)):
            raise InvalidParameterException(f"Invalid redirect URI: {url}")
    attributes = {*STANDARD, *(name for name in pool.schema_attributes if name.startswith("custom:"))}
    if set(body.get("ReadAttributes", ())) - attributes:
        raise InvalidParameterException("Invalid read attributes specified while creating a client")
    if set(body.get("SupportedIdentityProviders", ())) - {"COGNITO", *pool.identity_providers}:
        raise InvalidParameterException("The provider does not exist")


def _kept(body):
    left_out = ("UserPoolId", "ClientId", "GenerateSecret", "ClientSecret")
    return {name: value for name, value in body.items() if name not in left_out}


def _confidential(response):
    body = response.parameters
    client = response.backend.describe_user_pool_client(body["UserPoolId"], body["ClientId"])
    if not client.secrets:
        raise InvalidParameterException(f"Client {client.id} is not configured with a secret")
    return client


def _descriptor(client, identifier):
    return {"ClientSecretId": identifier, "ClientSecretCreateDate": client.secrets[identifier][1]}
