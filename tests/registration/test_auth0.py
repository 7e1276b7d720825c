# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Client registration at Auth0: auth0-python against a stand-in of the Management API, see auth0_server.py."""

from typing import ClassVar

import pytest
from ansible_collections.openmetadata.sso.plugins.plugin_utils._registration.provider_error import (
    ProviderError,
    RegistrationError,
)
from ansible_collections.openmetadata.sso.plugins.plugin_utils._registration.providers.auth0 import Auth0
from registration.auth0_server import Auth0Server, Refusal
from registration.connecting import connection
from registration.contract import Contract
from registration.faulty_proxy import FaultyProxy
from registration.service import TIMEOUT, Service, run

__all__ = ["run"]
DOMAIN = {"auth0_domain": "acme.eu.auth0.com"}
MACHINE = {"admin_client_id": "machine", "admin_client_secret": "machine-secret"}


class Auth0Service(Service):
    """A tenant, behind the proxy."""

    NAME = "auth0"
    MEDDLED: ClassVar[dict] = {
        "client_name": "Somebody's",
        "application_type": "native",
        "grant_types": ["client_credentials"],
        "redirect_uris": [],
        "post_logout_redirect_uris": ["https://other.acme.io"],
        "web_origins": [],
        "token_endpoint_auth_method": "none",
        "id_token_signed_response_alg": "HS256",
    }
    ADDED: ClassVar[dict] = {
        "redirect_uris": "https://other.acme.io/callback",
        "post_logout_redirect_uris": "https://other.acme.io",
        "web_origins": "https://other.acme.io",
        "grant_types": "client_credentials",
    }
    #: {our field: how the tenant's administrator changes it}.
    NATIVE: ClassVar[dict] = {
        "client_name": lambda value: {"name": value},
        "application_type": lambda value: {"app_type": value},
        "grant_types": lambda value: {"grant_types": value},
        "redirect_uris": lambda value: {"callbacks": value},
        "post_logout_redirect_uris": lambda value: {"allowed_logout_urls": value},
        "web_origins": lambda value: {"web_origins": value},
        "token_endpoint_auth_method": lambda value: {"token_endpoint_auth_method": value},
        "id_token_signed_response_alg": lambda value: {"jwt_configuration": {"alg": value}},
    }

    def __init__(self, server, proxy):
        self.server, self.proxy = server, proxy

    def provider(self, url=None, **options):
        given = {"url": f"{url or self.proxy.url}/api/v2", **(options or MACHINE)}
        return Auth0(connection("auth0", given, TIMEOUT, **DOMAIN))

    def objects(self):
        return [name for name, each in self.server.clients.items() if not each["global"]]

    def meddle(self, registration_id, field, value):
        self.server.clients[registration_id].update(self.NATIVE[field](value))

    def foreign(self):
        return self.server.make(name="OpenMetadata", client_metadata={"owner": "somebody"})

    def accepts(self, registration_id, secret):
        return self.server.clients[registration_id]["client_secret"] == secret


@pytest.fixture
def service():
    """A tenant without an application."""
    with Auth0Server() as server, FaultyProxy(server.url, late=2 * TIMEOUT) as proxy:
        yield Auth0Service(server, proxy)


class TestContract(Contract):
    """What every provider has to do."""


@pytest.mark.parametrize(
    ("scope", "operation"),
    [
        ("read:clients", "find"),
        ("create:clients", "create"),
        ("update:clients", "update"),
        ("delete:clients", "delete"),
        ("read:client_keys", "secrets"),
        ("update:client_keys", "add_secret"),
    ],
)
def test_a_missing_scope_is_named_and_where_to_grant_it(service, run, scope, operation):
    if operation != "create":
        made = run.present().registration.id
    service.server.scopes -= {scope, *({"read:client_keys"} if operation == "find" else ())}
    acts = {
        "find": run.present,
        "create": run.present,
        "update": lambda: run.present(redirect_uris=["https://second.acme.io/callback"]),
        "delete": lambda: run.registrar().absent(),
        "secrets": run.present,
        "add_secret": lambda: run.registrar().rotate(run.keep),
    }
    before = {name: dict(each) for name, each in service.server.clients.items()}
    with pytest.raises(ProviderError, match=f"Insufficient scope, expected any of: .*{scope}") as raised:
        acts[operation]()
    assert (raised.value.kind, raised.value.operation) == ("denied", operation)
    assert scope in Auth0.PERMISSIONS[operation] and "Auth0 Management API" in Auth0.PERMISSIONS[operation]
    assert service.server.clients == before and list(before) == ([] if operation == "create" else [made])


def test_a_token_that_sees_no_metadata_makes_no_second_application(service, run):
    made = run.present().registration.id
    service.server.scopes = {"read:client_summary", "create:clients"}
    with pytest.raises(ProviderError, match="read:clients"):
        run.present()
    assert service.objects() == [made]


@pytest.mark.parametrize(
    ("options", "kind", "said"),
    [
        ({"admin_client_id": "machine", "admin_client_secret": "wrong"}, "unauthenticated", "Unauthorized"),
        ({"admin_token": "wrong"}, "unauthenticated", "Invalid signature"),
    ],
)
def test_wrong_credentials_are_one_error_without_the_secret(service, options, kind, said):
    with pytest.raises(ProviderError, match=said) as raised:
        service.provider(**options).find(service.wanted())
    assert raised.value.kind == kind and not any(value in str(raised.value) for value in ("wrong", "machine"))


def test_an_expired_token_is_said(service):
    with pytest.raises(ProviderError, match="Expired token") as raised:
        service.provider(admin_token=service.server.issue(seconds=-1)).find(service.wanted())
    assert raised.value.kind == "unauthenticated"


def test_without_credentials_the_options_are_named(service):
    with pytest.raises(RegistrationError, match=r"admin_client_secret.*AUTH0_CLIENT_SECRET"):
        Auth0(connection("auth0", {"url": service.proxy.url}, **DOMAIN))


def test_the_environment_counts_where_no_option_is_given(service):
    environment = {"AUTH0_CLIENT_ID": "machine", "AUTH0_CLIENT_SECRET": "machine-secret"}
    url = {"url": f"{service.proxy.url}/api/v2"}
    assert Auth0(connection("auth0", url, TIMEOUT, environment, **DOMAIN)).find(service.wanted()) == []


def test_the_api_is_below_the_domain_where_no_url_is_given():
    provider = Auth0(connection("auth0", MACHINE, **DOMAIN))
    assert provider._clients._client_wrapper.get_base_url() == "https://acme.eu.auth0.com/api/v2"


def test_a_limit_of_requests_is_waited_for_as_its_header_says(service):
    provider = service.provider(admin_token=service.server.issue())
    service.server.limited = 1
    with pytest.raises(ProviderError, match="Global limit") as raised:
        provider.find(service.wanted())
    assert raised.value.kind == "rate_limited" and 0 <= raised.value.retry_after <= 1
    assert provider.find(service.wanted()) == []


def test_the_sdk_repeats_nothing_by_itself(service):
    provider = service.provider(admin_token=service.server.issue())
    service.proxy.strike("500", 1)
    with pytest.raises(ProviderError):
        provider.create(service.wanted())
    assert service.proxy.requests == ["POST /api/v2/clients"] and service.objects() == []


def test_an_application_is_found_behind_hundreds_of_others(service, run):
    for number in range(250):
        service.server.make(name=f"other {number}")
    made = run.present().registration.id
    assert not run.present().changed and run.present().registration.id == made
    assert len(service.objects()) == 251


def test_more_applications_than_auth0_lists_are_an_error_that_makes_nothing(service, run):
    for number in range(1001):
        service.server.make(name=f"other {number}")
    with pytest.raises(ProviderError, match="maximum of 1000 records"):
        run.present()
    assert len(service.objects()) == 1001


def test_a_full_tenant_is_not_taken_for_a_missing_permission(service, run):
    service.server.most = 0
    with pytest.raises(ProviderError, match="You reached the limit of entities") as raised:
        run.present()
    assert raised.value.kind == "refused"


def test_metadata_of_others_stays_when_an_application_is_adopted(service, run):
    theirs = service.foreign()
    run.present(adopt=True, client_id=theirs)
    metadata = service.server.clients[theirs]["client_metadata"]
    assert metadata == {"owner": "somebody", "openmetadata_sso": "OpenMetadata"}


def test_the_same_name_without_the_mark_is_somebody_elses(service, run):
    theirs = service.foreign()
    made = run.present().registration.id
    assert made != theirs and "callbacks" not in service.server.clients[theirs]


def test_a_public_application_has_no_secret_and_its_keys_are_not_read(service, run):
    service.server.scopes -= {"read:client_keys"}
    public = {"application_type": "spa", "token_endpoint_auth_method": "none", "grant_types": ["implicit"]}
    made = run.present(**public)
    assert (made.action, made.secret, run.known) == ("created", None, None)
    kept = service.server.clients[made.registration.id]
    assert (kept["app_type"], kept["oidc_conformant"], kept["grant_types"]) == ("spa", True, ["implicit"])
    assert not run.present(**public).changed


def test_an_address_where_nobody_listens_is_unavailable(service):
    with pytest.raises(ProviderError, match="cannot be reached") as raised:
        service.provider(url="http://127.0.0.1:1", admin_token="any").find(service.wanted())
    assert raised.value.kind == "unavailable"


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ({"name": "a", "clients": []}, "Additional properties not allowed: clients"),
        ({"name": "a", "app_type": "web"}, "app_type: 'web' is not one of"),
        ({"name": "a", "callbacks": "https://a"}, "callbacks is not an array"),
        ({"name": "a", "jwt_configuration": {"algorithm": "RS256"}}, "jwt_configuration.algorithm"),
        ({"name": "a", "refresh_token": {}}, "Missing required property: rotation_type"),
        ({"name": "a<b"}, "does not match pattern"),
        ({"name": "a", "client_metadata": {"openmetadata.sso": "a"}}, "client_metadata"),
        ({}, "Missing required property: name"),
    ],
)
def test_the_stand_in_refuses_what_the_api_refuses(service, body, said):
    with pytest.raises(Refusal, match=said):
        service.server.make(**body)
