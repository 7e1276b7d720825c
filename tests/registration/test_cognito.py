# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Client registration at Amazon Cognito: boto3 against moto's server, see cognito_server.py."""

import functools
from typing import ClassVar

import boto3
import botocore.loaders
import pytest
from ansible_collections.openmetadata.sso.plugins.plugin_utils._registration import client_secrets
from ansible_collections.openmetadata.sso.plugins.plugin_utils._registration.provider_error import (
    ProviderError,
    RegistrationError,
)
from ansible_collections.openmetadata.sso.plugins.plugin_utils._registration.providers.aws_cognito import Cognito
from moto.backends import get_backend
from moto.core.exceptions import JsonRESTError
from registration.cognito_server import CognitoServer
from registration.connecting import connection
from registration.contract import Contract
from registration.faulty_proxy import FaultyProxy
from registration.service import TIMEOUT, Service, run

__all__ = ["run"]
REGION = "eu-central-1"
CREDENTIALS = {"aws_access_key_id": "AKIAIOSFODNN7EXAMPLE", "aws_secret_access_key": "example"}


class CognitoService(Service):
    """A user pool with a domain, behind the proxy."""

    NAME = "aws-cognito"
    MEDDLED: ClassVar[dict] = {
        "grant_types": ["client_credentials"],
        "redirect_uris": [],
        "post_logout_redirect_uris": ["https://other.acme.io"],
        "scope": ["openid"],
        "claims": ["name"],
    }
    ADDED: ClassVar[dict] = {
        "redirect_uris": "https://other.acme.io/callback",
        "post_logout_redirect_uris": "https://other.acme.io",
        "scope": "phone",
    }

    def __init__(self, server, proxy):
        self.server, self.proxy = server, proxy
        self.aws = boto3.client("cognito-idp", endpoint_url=server.url, region_name=REGION, **CREDENTIALS)
        self.pool = self.aws.create_user_pool(PoolName="acme")["UserPool"]["Id"]
        self.domain = f"acme-{self.pool[-8:]}"
        self.aws.create_user_pool_domain(Domain=self.domain, UserPoolId=self.pool)

    def provider(self, url=None, **options):
        given = {"admin_client_id": "AKIAIOSFODNN7EXAMPLE", "admin_client_secret": "example"}
        return Cognito(
            connection(
                "aws-cognito",
                {"url": url or self.proxy.url, **given, **options},
                timeout=TIMEOUT,
                cognito_region=REGION,
                cognito_user_pool_id=self.pool,
            )
        )

    def objects(self):
        listed = self.aws.list_user_pool_clients(UserPoolId=self.pool, MaxResults=60)["UserPoolClients"]
        return [each["ClientId"] for each in listed]

    def foreign(self):
        made = self.aws.create_user_pool_client(UserPoolId=self.pool, ClientName="OpenMetadata", GenerateSecret=True)
        return made["UserPoolClient"]["ClientId"]

    def accepts(self, registration_id, secret):
        return secret in self.values(registration_id)

    def kept(self, registration_id):
        """The app client as moto keeps it."""
        return get_backend("cognitoidp")["123456789012"][REGION].describe_user_pool_client(self.pool, registration_id)

    def values(self, registration_id):
        """The client secrets that count, which AWS shows to nobody."""
        return [value for value, _made in self.kept(registration_id).secrets.values()]

    def wanted(self, client_id="", **changes):
        return super().wanted(client_id, **{"scope": ["email", "openid", "profile"], **changes})

    def described(self, registration_id):
        """As AWS's own console shows it."""
        found = self.aws.describe_user_pool_client(UserPoolId=self.pool, ClientId=registration_id)
        return found["UserPoolClient"]


@pytest.fixture(scope="module")
def server():
    """Moto's server, once for all tests. Botocore reads its models once, not for each session."""
    with CognitoServer() as started, pytest.MonkeyPatch.context() as patch:
        patch.setattr(botocore.loaders, "create_loader", functools.cache(botocore.loaders.create_loader))
        yield started


@pytest.fixture
def service(server):
    """A user pool without an app client."""
    server.refused.clear()
    with FaultyProxy(server.url, late=2 * TIMEOUT) as proxy:
        yield CognitoService(server, proxy)


class TestContract(Contract):
    """What every provider has to do."""


ACTS = {
    "ListUserPoolClients": ("find", lambda run: run.present()),
    "DescribeUserPoolClient": ("find", lambda run: run.present()),
    "UpdateUserPoolClient": ("update", lambda run: run.present(redirect_uris=["https://second.acme.io/callback"])),
    "DeleteUserPoolClient": ("delete", lambda run: run.registrar().absent()),
    "ListUserPoolClientSecrets": ("secrets", lambda run: run.present()),
    "AddUserPoolClientSecret": ("add_secret", lambda run: run.registrar().rotate(run.keep)),
    "DescribeUserPool": ("create", lambda run: run.present()),
    "CreateUserPoolClient": ("create", lambda run: run.present()),
}


@pytest.mark.parametrize("action", ACTS)
def test_a_missing_permission_is_named_and_where_to_grant_it(service, run, action):
    operation, act = ACTS[action]
    if operation != "create":
        run.present()
    before = service.objects()
    service.server.deny(action)
    with pytest.raises(ProviderError, match=f"not authorized to perform: cognito-idp:{action}") as raised:
        act(run)
    service.server.refused.clear()
    assert (raised.value.kind, raised.value.operation) == ("denied", operation)
    assert f"cognito-idp:{action}" in Cognito.PERMISSIONS[operation] and "IAM" in Cognito.PERMISSIONS[operation]
    assert service.objects() == before


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("ExpiredTokenException", "unauthenticated"),
        ("UnrecognizedClientException", "unauthenticated"),
        ("TooManyRequestsException", "rate_limited"),
        ("ConcurrentModificationException", "unavailable"),
        ("InvalidParameterException", "refused"),
    ],
)
def test_an_error_of_aws_has_the_kind_of_its_code(service, code, kind):
    service.server.refused["ListUserPoolClients"] = JsonRESTError(code, "as AWS says it")
    with pytest.raises(ProviderError, match=f"{code}: as AWS says it") as raised:
        service.provider().find(service.wanted())
    assert raised.value.kind == kind


def test_a_pool_without_a_domain_is_an_error_that_makes_nothing(service, run):
    service.aws.delete_user_pool_domain(Domain=service.domain, UserPoolId=service.pool)
    with pytest.raises(ProviderError, match="has no domain"):
        run.present()
    assert service.objects() == []


def test_what_others_have_set_stays_when_a_field_is_corrected(service, run):
    made = run.present().registration.id
    theirs = {"RefreshTokenValidity": 7, "SupportedIdentityProviders": ["COGNITO"], "AccessTokenValidity": 30}
    theirs |= {"TokenValidityUnits": {"AccessToken": "minutes"}, "PreventUserExistenceErrors": "LEGACY"}
    kept = {name: service.described(made)[name] for name in ("ClientName", "AllowedOAuthFlowsUserPoolClient")}
    kept |= {"AllowedOAuthFlows": ["code"], "AllowedOAuthScopes": ["openid"], "CallbackURLs": ["https://a.acme.io"]}
    service.aws.update_user_pool_client(UserPoolId=service.pool, ClientId=made, **kept, **theirs)
    assert {change.field for change in run.present().changes} >= {"redirect_uris", "scope"}
    found = service.described(made)
    assert {name: found[name] for name in theirs} == theirs
    assert set(found["CallbackURLs"]) == {"https://a.acme.io", "https://metadata.acme.io/callback"}


def test_a_new_app_client_is_as_a_sign_in_page_needs_it(service, run):
    found = service.described(run.present().registration.id)
    assert {name: found[name] for name in ("AllowedOAuthFlows", "SupportedIdentityProviders", "ClientName")} == {
        "AllowedOAuthFlows": ["code"],
        "SupportedIdentityProviders": ["COGNITO"],
        "ClientName": "openmetadata.sso OpenMetadata",
    }
    assert found["AllowedOAuthFlowsUserPoolClient"] and found["PreventUserExistenceErrors"] == "ENABLED"


def test_a_public_app_client_has_no_secret(service, run):
    public = {"application_type": "spa", "token_endpoint_auth_method": "none", "grant_types": ["implicit"]}
    made = run.present(**public)
    assert (made.action, made.secret) == ("created", None) and "ClientSecret" not in service.described(
        made.registration.id
    )
    assert not run.present(**public).changed
    with pytest.raises(ProviderError, match="has a client secret, or none, from its beginning"):
        run.present()


def test_an_app_client_is_found_behind_pages_of_others(service, run):
    for number in range(70):
        service.aws.create_user_pool_client(UserPoolId=service.pool, ClientName=f"other {number}")
    made = run.present().registration.id
    assert not run.present().changed and run.present().registration.id == made


def test_the_same_name_without_the_mark_is_somebody_elses(service, run):
    theirs = service.foreign()
    assert run.present().registration.id != theirs and len(service.objects()) == 2


def test_a_second_rotation_knows_which_secret_is_which(service, run):
    service.server.ahead = -300  # another time, and another clock than ours
    made = run.present().registration.id
    for ahead in (-200, -100):
        service.server.ahead = ahead
        run.registrar(overlap=0).remove_outlived(run.known)
        run.registrar().rotate(run.keep)
    service.server.ahead = 0
    assert service.accepts(made, run.known) and "ClientSecret" not in service.described(made)
    listed = service.provider().secrets(made)
    assert [each.value for each in listed] == [None, None] and not run.present().changed
    newer, older = run.known, next(value for value in service.values(made) if value != run.known)
    for known, at in ((older, 0), (newer, 1)):
        assert client_secrets.current(listed, known) == listed[at]


def test_a_secret_that_secrets_manager_replaces_is_an_error(service, run):
    made = run.present().registration.id
    service.kept(made).extended_config["ClientSecretArn"] = (
        "arn:aws:secretsmanager:eu-central-1:123456789012:secret/acme"
    )
    with pytest.raises(ProviderError, match="Secrets Manager, which replaces it"):
        run.present()


def test_a_profile_that_is_missing_is_named(service):
    with pytest.raises(RegistrationError, match="nobodys"):
        service.provider(profile="nobodys")


def test_without_credentials_the_options_are_named(service, monkeypatch, tmp_path):
    for name in ("AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE"):
        monkeypatch.setenv(name, str(tmp_path / "none"))
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    for name in ("AWS_ACCESS_KEY_ID", "AWS_PROFILE", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.delenv(name, raising=False)
    with pytest.raises(RegistrationError, match=r"admin_client_secret.*AWS_ACCESS_KEY_ID"):
        service.provider(admin_client_id=None, admin_client_secret=None)


def test_an_address_where_nobody_listens_is_unavailable(service):
    with pytest.raises(ProviderError, match="cannot be reached") as raised:
        service.provider(url="http://127.0.0.1:1").find(service.wanted())
    assert raised.value.kind == "unavailable"


@pytest.mark.parametrize(
    "settings",
    [
        {"CallbackURLs": ["https://a.acme.io"], "AllowedOAuthFlows": ["code"]},
        {"AllowedOAuthFlowsUserPoolClient": True, "CallbackURLs": ["http://a.acme.io"]},
        {"AllowedOAuthFlowsUserPoolClient": True, "AllowedOAuthScopes": ["offline_access"]},
        {"SupportedIdentityProviders": ["Nobody"]},
        {"ReadAttributes": ["custom:nothing"]},
        {"GenerateSecret": True, "ClientSecret": "a" * 30},
        {"ClientSecret": "with-a-dash" * 3},
        {"ExplicitAuthFlows": ["ALLOW_ANYTHING"]},
    ],
)
def test_the_server_refuses_what_aws_refuses(service, settings):
    with pytest.raises(service.aws.exceptions.ClientError, match=r"InvalidParameter|ScopeDoesNotExist"):
        service.aws.create_user_pool_client(UserPoolId=service.pool, ClientName="a", **settings)
