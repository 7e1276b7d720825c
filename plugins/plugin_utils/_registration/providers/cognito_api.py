# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Amazon Cognito: a session of boto3, one request at a time, and what its errors mean."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .. import library
from ..provider_error import ProviderError, RegistrationError, kind_of_status, seconds
from . import admin_url
from .protocol import Connection

#: {error code of AWS: our kind}; others are refusals.
KINDS = {
    "AccessDenied": "denied",
    "AccessDeniedException": "denied",
    "NotAuthorizedException": "denied",
    "ExpiredToken": "unauthenticated",
    "ExpiredTokenException": "unauthenticated",
    "IncompleteSignature": "unauthenticated",
    "InvalidClientTokenId": "unauthenticated",
    "InvalidSignatureException": "unauthenticated",
    "MissingAuthenticationToken": "unauthenticated",
    "MissingAuthenticationTokenException": "unauthenticated",
    "SignatureDoesNotMatch": "unauthenticated",
    "UnrecognizedClientException": "unauthenticated",
    "ResourceNotFoundException": "not_found",
    "RequestLimitExceeded": "rate_limited",
    "ThrottledException": "rate_limited",
    "Throttling": "rate_limited",
    "ThrottlingException": "rate_limited",
    "TooManyRequestsException": "rate_limited",
    "ConcurrentModificationException": "unavailable",
    "InternalErrorException": "unavailable",
    "InternalFailure": "unavailable",
    "InternalServerException": "unavailable",
    "ServiceUnavailable": "unavailable",
}


class Api:
    """The operations of cognito-idp, each as one request."""

    def __init__(self, connection: Connection, needed: tuple[str, str]) -> None:
        url, boto3 = connection.option("url"), library.load(*needed)
        self._errors = library.load("botocore.exceptions", needed[1])
        config = library.load("botocore.config", needed[1]).Config(
            connect_timeout=connection.timeout,
            read_timeout=connection.timeout,
            retries={"total_max_attempts": 1, "mode": "standard"},
        )
        try:
            session = boto3.Session(**_credentials(connection))
            if session.get_credentials() is None:
                raise RegistrationError(
                    "There are no credentials for AWS. Set profile, or admin_client_id and admin_client_secret (access "
                    "key id and secret access key), of om_sso_client_registration; or the environment variables "
                    "AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY."
                )
            self._client = session.client(
                "cognito-idp",
                endpoint_url=url and admin_url.checked(connection, url),
                verify=connection.ca_file,
                config=config,
            )
        except self._errors.BotoCoreError as error:
            raise RegistrationError(f"The credentials for AWS cannot be used: {error}") from None
        if not hasattr(self._client, "add_user_pool_client_secret"):
            raise library.LibraryMissing(needed[1], "the release of boto3 is too old for client secrets of app clients")

    def call(self, operation: str, **parameters: Any) -> Mapping[str, Any]:
        """The answer to one request. Raises ``ProviderError``."""
        errors = self._errors
        try:
            answer: Mapping[str, Any] = getattr(self._client, operation)(**parameters)
            return answer
        except errors.ClientError as error:
            raise _of_answer(error.response) from None
        except (errors.EndpointConnectionError, errors.ConnectTimeoutError, errors.ProxyConnectionError) as error:
            raise ProviderError("unavailable", f"Amazon Cognito cannot be reached: {error}") from None
        except errors.SSLError as error:
            raise ProviderError("unavailable", f"Amazon Cognito cannot be reached: {error}") from None
        except errors.HTTPClientError as error:
            raise ProviderError("timeout", f"Amazon Cognito did not answer: {error}") from None
        except errors.ParamValidationError as error:
            raise ProviderError("refused", f"boto3 says: {error}") from None
        except errors.BotoCoreError as error:
            raise ProviderError("unauthenticated", f"the credentials for AWS cannot be used: {error}") from None

    def accepted(self, operation: str, values: Mapping[str, Any]) -> dict[str, Any]:
        """Those of the values that an operation takes."""
        taken = self._client.meta.service_model.operation_model(operation).input_shape.members
        return {name: value for name, value in values.items() if name in taken}


def _credentials(connection: Connection) -> dict[str, str]:
    """Options of the session. What is not given is left to the usual places of boto3."""
    given = {"region_name": connection.settings.cognito_region, "profile_name": connection.option("profile")}
    key = connection.option("admin_client_id")
    if key:
        given |= {
            "aws_access_key_id": key,
            "aws_secret_access_key": connection.option("admin_client_secret"),
            "aws_session_token": connection.option("admin_token"),
        }
    return {name: value for name, value in given.items() if value}


def _of_answer(response: Mapping[str, Any]) -> ProviderError:
    error = response.get("Error", {})
    status = response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0)
    code = str(error.get("Code", ""))
    kind = KINDS.get(code) or kind_of_status(status)
    text = f"Amazon Cognito says: {code}: {error.get('Message') or f'status {status}'}"
    wait = response.get("ResponseMetadata", {}).get("HTTPHeaders", {}).get("retry-after")
    return ProviderError(kind, text, seconds(wait))
