# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Okta, on a stand-in."""

from types import SimpleNamespace
from typing import ClassVar

import pytest
from ansible_collections.openmetadata.sso.plugins.plugin_utils._registration.provider_error import (
    ProviderError,
    RegistrationError,
)
from ansible_collections.openmetadata.sso.plugins.plugin_utils._registration.providers.okta import Okta
from ansible_collections.openmetadata.sso.plugins.plugin_utils._registration.providers.protocol import Connection
from registration.contract import Contract
from registration.faulty_proxy import FaultyProxy
from registration.okta_org import TOKEN, OktaOrg
from registration.service import FIELDS, PUBLIC, TIMEOUT, StandInService, run

__all__ = ["run"]
MARK = "openmetadata.sso:OpenMetadata"
FOREIGN = {
    "name": "oidc_client",
    "label": "OpenMetadata",
    "signOnMode": "OPENID_CONNECT",
    "settings": {
        "oauthClient": {
            "application_type": "web",
            "grant_types": ["authorization_code"],
            "response_types": ["code"],
            "redirect_uris": ["https://other.acme.io/callback"],
        }
    },
    "credentials": {"oauthClient": {"token_endpoint_auth_method": "client_secret_basic"}},
}


def connection(url, token=TOKEN, issuer="https://acme.okta.com/oauth2/default", **environment):
    settings = SimpleNamespace(okta_issuer=issuer, client_registration=SimpleNamespace(url=url, admin_token=token))
    return Connection(settings, environment, TIMEOUT)


class OktaService(StandInService):
    """The stand-in behind the proxy."""

    NAME = "okta"
    MEDDLED: ClassVar[dict] = {
        "client_name": "Other",
        "enabled": False,
        "grant_types": ["authorization_code"],
        "redirect_uris": ["https://other.acme.io/callback"],
        "post_logout_redirect_uris": [],
        "token_endpoint_auth_method": "client_secret_basic",
        "require_pkce": "S256",
        "claims": [],
    }
    ADDED: ClassVar[dict] = {"redirect_uris": "https://other.acme.io/callback", "grant_types": "implicit"}

    def provider(self):
        return Okta(connection(self.proxy.url))

    def meddle(self, registration_id, field, value):
        found = self.api.applications[registration_id]
        if field == "client_name":
            found["label"] = value
        elif field == "enabled":
            found["status"] = "INACTIVE"
        elif field == "claims":
            self.api.claims[1:] = []
        elif field == "require_pkce":
            found["credentials"]["oauthClient"]["pkce_required"] = True
        elif field == "token_endpoint_auth_method":
            found["credentials"]["oauthClient"][field] = value
        else:
            found["settings"]["oauthClient"][field] = value

    def foreign(self):
        return self.api.make(FOREIGN)["id"]

    def second(self):
        self.api.make({**FOREIGN, "profile": {"openmetadata_sso": MARK}})

    def accepts(self, registration_id, secret):
        kept = self.api.secrets[registration_id]
        return secret in [each["client_secret"] for each in kept if each["status"] == "ACTIVE"]


@pytest.fixture
def service():
    """An organisation without applications."""
    with OktaOrg() as api, FaultyProxy(api.url, late=2 * TIMEOUT) as proxy:
        api.public = proxy.url
        yield OktaService(api, proxy)
        assert [each for each in api.malformed if "must be unique" not in str(each)] == []


class TestOkta(Contract):
    """The contract."""


def application(service):
    return service.api.applications[service.objects()[0]]


def test_what_is_made(service, run):
    made = run.present()
    found = application(service)
    assert (found["label"], found["profile"]) == ("OpenMetadata", {"openmetadata_sso": MARK})
    client = found["settings"]["oauthClient"]
    assert (client["application_type"], client["grant_types"]) == ("web", FIELDS["grant_types"])
    assert found["credentials"]["oauthClient"]["token_endpoint_auth_method"] == "client_secret_post"
    assert made.registration.client_id == found["id"]
    assert {each["name"]: each["value"] for each in service.api.claims[1:]} == {
        "email": "user.email",
        "preferred_username": "user.login",
    }
    assert service.api.origins == [], "a web application sends nothing from the browser"


def test_a_public_client_has_a_trusted_origin_and_no_secret(service, run):
    made = run.present(**PUBLIC)
    assert (made.made, service.api.secrets[made.registration.id]) == (False, [])
    assert [each["origin"] for each in service.api.origins] == FIELDS["web_origins"]
    assert application(service)["settings"]["oauthClient"]["application_type"] == "browser"
    assert not run.present(**PUBLIC).changed


def test_what_others_have_set_stays(service, run):
    run.present()
    found = application(service)
    found["settings"]["oauthClient"].update(logo_uri="https://acme.io/logo.png", redirect_uris=["https://x.acme.io/cb"])
    found["settings"]["notes"] = {"admin": "of the data team"}
    found["profile"]["cost_center"] = "42"
    run.present()
    found = application(service)
    assert found["settings"]["oauthClient"]["logo_uri"] == "https://acme.io/logo.png"
    assert found["settings"]["notes"] == {"admin": "of the data team"} and found["profile"]["cost_center"] == "42"
    assert set(found["settings"]["oauthClient"]["redirect_uris"]) == {"https://x.acme.io/cb", *FIELDS["redirect_uris"]}


def test_a_list_can_be_emptied(service, run):
    run.present()
    provider = service.provider()
    provider.update(service.objects()[0], {"post_logout_redirect_uris": []}, service.wanted())
    assert application(service)["settings"]["oauthClient"]["post_logout_redirect_uris"] == []


def test_groups_are_a_claim_of_the_authorization_server(service, run):
    run.present(claims=["email", "groups"])
    made = next(each for each in service.api.claims if each["name"] == "groups")
    assert (made["valueType"], made["group_filter_type"], made["alwaysIncludeInToken"]) == ("GROUPS", "REGEX", True)


def test_the_own_server_of_an_organisation_has_no_claims_to_set(service):
    provider = Okta(connection(service.proxy.url, issuer="https://acme.okta.com"))
    made = provider.read(provider.create(service.wanted()).id, service.wanted())
    assert made.fields["claims"] == FIELDS["claims"] and len(service.api.claims) == 1


def test_an_issuer_that_is_not_there_is_named(service):
    provider = Okta(connection(service.proxy.url, issuer="https://acme.okta.com/oauth2/ausx"))
    made = provider.create(service.wanted())
    with pytest.raises(ProviderError, match="authorization server ausx, which is not there"):
        provider.read(made.id, service.wanted())


def test_another_application_type_is_refused_in_oktas_words(service, run):
    run.present()
    with pytest.raises(ProviderError, match="It can not be changed") as raised:
        run.present(**PUBLIC)
    assert raised.value.kind == "refused"
    service.api.malformed.clear()


def test_a_third_secret_waits_for_the_end_of_the_overlap(service, run):
    run.present()
    run.registrar().rotate(run.keep)
    with pytest.raises(RegistrationError, match="its overlap is not over"):
        run.registrar().rotate(run.keep)
    run.registrar(overlap=0).rotate(run.keep)
    assert service.accepts(service.objects()[0], run.known)


@pytest.mark.parametrize(
    ("missing", "operation"), [("okta.apps", "find"), ("okta.authorizationServers", "read")], ids=str
)
def test_a_missing_permission_is_named(service, run, missing, operation):
    service.api.may.remove(missing)
    with pytest.raises(ProviderError) as raised:
        run.present()
    assert (raised.value.kind, raised.value.operation) == ("denied", operation)
    assert "E0000006" in raised.value.text and f"{missing}.manage" in Okta.PERMISSIONS[operation]


def test_a_rate_limit_tells_when_it_ends(service):
    service.api.limited = 1
    with pytest.raises(ProviderError) as raised:
        service.provider().find(service.wanted())
    assert raised.value.kind == "rate_limited" and 25 < raised.value.retry_after <= 32


def test_a_wrong_token_is_not_shown(service):
    with pytest.raises(ProviderError) as raised:
        Okta(connection(service.proxy.url, "another")).find(service.wanted())
    assert raised.value.kind == "unauthenticated" and "another" not in raised.value.text


def test_a_token_is_needed_and_sent_over_https_alone():
    with pytest.raises(RegistrationError, match="OKTA_CLIENT_TOKEN"):
        Okta(connection("https://acme.okta.com", None))
    with pytest.raises(RegistrationError, match="not an https URL"):
        Okta(connection("http://acme.okta.com"))


def test_nothing_listens(service):
    with pytest.raises(ProviderError) as raised:
        Okta(connection("http://127.0.0.1:9")).find(service.wanted())
    assert raised.value.kind == "unavailable"
