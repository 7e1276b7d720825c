# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Microsoft Entra ID, on a stand-in for Microsoft Graph."""

from types import SimpleNamespace
from typing import ClassVar

import pytest
from ansible_collections.openmetadata.sso.plugins.plugin_utils._registration.provider_error import (
    ProviderError,
    RegistrationError,
)
from ansible_collections.openmetadata.sso.plugins.plugin_utils._registration.providers.azure import Azure
from ansible_collections.openmetadata.sso.plugins.plugin_utils._registration.providers.azure_fields import SCOPES
from ansible_collections.openmetadata.sso.plugins.plugin_utils._registration.providers.protocol import Connection
from registration.contract import Contract
from registration.entra import TENANT, TOKEN, Entra
from registration.faulty_proxy import FaultyProxy
from registration.service import FIELDS, PUBLIC, TIMEOUT, StandInService, run

__all__ = ["run"]
MARK = "openmetadata.sso:OpenMetadata"


def connection(url, token=TOKEN):
    chosen = SimpleNamespace(url=url, admin_token=token)
    settings = SimpleNamespace(azure_tenant_id=TENANT, authority=None, client_registration=chosen)
    return Connection(settings, {}, TIMEOUT)


class EntraService(StandInService):
    """The stand-in behind the proxy."""

    NAME = "azure"
    MEDDLED: ClassVar[dict] = {
        "client_name": "Other",
        "enabled": False,
        "redirect_uris": [],
        "post_logout_redirect_uris": [],
        "scope": ["openid"],
        "claims": [],
    }
    ADDED: ClassVar[dict] = {"redirect_uris": "https://other.acme.io/callback", "scope": "User.Read"}

    def provider(self):
        return Azure(connection(self.proxy.url))

    def meddle(self, registration_id, field, value):
        found = self.api.applications[registration_id]
        after = set(FIELDS["post_logout_redirect_uris"])
        uris = found["web"]["redirectUris"]
        if field == "client_name":
            found["displayName"] = value
        elif field == "enabled":
            (principal,) = self.api.principals.values()
            principal["accountEnabled"] = value
        elif field == "redirect_uris":
            found["web"]["redirectUris"] = [*value, *(uri for uri in uris if uri in after)]
        elif field == "post_logout_redirect_uris":
            found["web"]["redirectUris"] = [*value, *(uri for uri in uris if uri not in after)]
        elif field == "claims":
            found["optionalClaims"] = {"idToken": [{"name": each} for each in value]}
        else:
            super().meddle(registration_id, field, value)

    def foreign(self):
        return self.api._made({"displayName": "OpenMetadata"})["id"]

    def second(self):
        self.api._made({"displayName": "copied with its tags", "tags": [MARK]})

    def accepts(self, registration_id, secret):
        return secret in [each["secretText"] for each in self.api.applications[registration_id]["passwordCredentials"]]


@pytest.fixture
def service():
    """A tenant without applications."""
    with Entra() as api, FaultyProxy(api.url, late=2 * TIMEOUT) as proxy:
        api.public = proxy.url
        yield EntraService(api, proxy)
        known = ("already exists", "NoBackingApplicationObject")
        assert [each for each in api.malformed if not any(word in str(each) for word in known)] == []


class TestEntra(Contract):
    """The contract."""


def application(service):
    return service.api.applications[service.objects()[0]]


def test_what_is_made(service, run):
    made = run.present()
    found = application(service)
    assert (found["uniqueName"], found["tags"], found["signInAudience"]) == (MARK, [MARK], "AzureADMyOrg")
    assert found["web"]["redirectUris"] == sorted(FIELDS["redirect_uris"] + FIELDS["post_logout_redirect_uris"])
    assert found["spa"]["redirectUris"] == []
    assert [each["name"] for each in found["optionalClaims"]["idToken"]] == ["email"]
    assert {each["id"] for each in found["requiredResourceAccess"][0]["resourceAccess"]} == {
        SCOPES[scope] for scope in FIELDS["scope"]
    }
    assert [each["appId"] for each in service.api.principals.values()] == [found["appId"]]
    assert (made.registration.client_id, made.registration.values) == (
        found["appId"],
        {"om_sso_azure_tenant_id": TENANT},
    )


def test_a_public_client_is_a_single_page_application_without_a_secret(service, run):
    made = run.present(**PUBLIC)
    found = application(service)
    assert set(FIELDS["redirect_uris"]) < set(found["spa"]["redirectUris"]) and found["web"]["redirectUris"] == []
    assert (made.made, found["passwordCredentials"]) == (False, [])
    assert not run.present(**PUBLIC).changed


def test_another_flow_moves_the_redirect_uris(service, run):
    run.present()
    moved = run.present(**PUBLIC)
    assert [change.field for change in moved.changes] == ["application_type"]
    found = application(service)
    assert set(FIELDS["redirect_uris"]) < set(found["spa"]["redirectUris"]) and found["web"]["redirectUris"] == []
    run.present()
    assert application(service)["spa"]["redirectUris"] == [] and not run.present().changed


def test_what_others_have_set_stays(service, run):
    run.present()
    found = application(service)
    foreign = {"resourceAppId": "00000002-0000-0ff1-ce00-000000000000", "resourceAccess": []}
    role = {"id": "7ab1d382-f21e-4acd-a863-ba3e13f7da61", "type": "Role"}
    found["requiredResourceAccess"].append(foreign)
    found["requiredResourceAccess"][0]["resourceAccess"] = [role]
    found["spa"]["redirectUris"] = ["https://other.acme.io/page"]
    found["web"]["redirectUris"] = []
    found["tags"].append("team:data")
    found["optionalClaims"]["idToken"] = [{"name": "upn", "essential": True}]
    found["optionalClaims"]["accessToken"] = [{"name": "sid"}]
    run.present()
    found = application(service)
    assert foreign in found["requiredResourceAccess"]
    assert role in next(each for each in found["requiredResourceAccess"] if each != foreign)["resourceAccess"]
    assert "https://other.acme.io/page" in found["web"]["redirectUris"]
    assert found["tags"] == [MARK, "team:data"]
    assert {"name": "upn", "essential": True} in found["optionalClaims"]["idToken"]
    assert found["optionalClaims"]["accessToken"] == [{"name": "sid"}]


def test_groups_and_roles_are_claims(service, run):
    wants = {"claims": ["email", "groups", "roles"]}
    run.present(**wants)
    found = application(service)
    assert found["groupMembershipClaims"] == "SecurityGroup"
    assert [role["value"] for role in found["appRoles"]] == ["DataConsumer", "DataSteward"]
    assert not run.present(**wants).changed
    found["appRoles"] = [{**role, "isEnabled": False, "displayName": "mine"} for role in found["appRoles"]]
    run.present(**wants)
    roles = application(service)["appRoles"]
    assert [(role["displayName"], role["isEnabled"]) for role in roles] == [("mine", True)] * 2


def test_id_tokens_without_a_code_are_switched(service, run):
    run.present(response_types=["code", "id_token"])
    assert application(service)["web"]["implicitGrantSettings"] == {
        "enableIdTokenIssuance": True,
        "enableAccessTokenIssuance": False,
    }
    run.present(exact=True)
    assert application(service)["web"]["implicitGrantSettings"]["enableIdTokenIssuance"] is False


def test_a_deleted_application_is_restored_with_its_client_id(service, run):
    """Its uniqueName is taken for 30 days, so that another one could not have the mark."""
    first = run.present().registration
    run.registrar().absent()
    again = run.present()
    assert (again.action, again.registration.client_id) == ("created", first.client_id)
    assert len(service.api.principals) == 1 and service.api.deleted == {}
    assert not run.present().changed


def test_a_missing_service_principal_is_made_again(service, run):
    run.present()
    service.api.principals.clear()
    seen = run.present()
    assert [(change.field, change.current) for change in seen.changes] == [("enabled", False)]
    assert len(service.api.principals) == 1 and not run.present().changed


def test_an_application_that_is_unknown_at_first_is_waited_for(service, run):
    service.api.unknown = 3
    made = run.present()
    assert service.objects() == [made.registration.id] and len(service.api.principals) == 1
    assert service.accepts(made.registration.id, run.known)


def test_a_secret_has_its_end_and_its_first_characters(service, run):
    made = run.present()
    (secret,) = service.provider().secrets(made.registration.id)
    assert secret.hint == run.known[:3] and secret.value is None and secret.ours
    assert (secret.ends - secret.made).days == 179
    theirs = service.provider().add_secret(made.registration.id, "somebody else's", None)
    run.registrar(overlap=0).rotate(run.keep)
    run.registrar(overlap=0).remove_outlived(run.known)
    left = [each.id for each in service.provider().secrets(made.registration.id)]
    assert theirs.id in left and secret.id not in left and len(left) == 2


def test_a_secret_that_is_gone_is_gone(service, run):
    made = run.present()
    with pytest.raises(ProviderError) as raised:
        service.provider().remove_secret(made.registration.id, "00000000-0000-0000-0000-000000000000")
    assert raised.value.kind == "not_found"


def test_a_missing_permission_is_named(service, run):
    service.api.may = set()
    with pytest.raises(ProviderError) as raised:
        run.present()
    assert raised.value.kind == "denied" and "Insufficient privileges" in raised.value.text
    assert "Application.ReadWrite.OwnedBy" in Azure.PERMISSIONS[raised.value.operation]


def test_an_expired_token_is_one_error(service):
    with pytest.raises(ProviderError) as raised:
        Azure(connection(service.proxy.url, "another")).find(service.wanted())
    assert raised.value.kind == "unauthenticated" and "another" not in raised.value.text


def test_a_token_is_sent_over_https_alone():
    with pytest.raises(RegistrationError, match="not an https URL"):
        Azure(connection("http://graph.acme.io"))


def test_a_next_page_elsewhere_is_not_followed(service, run):
    run.present()
    service.second()
    service.api.public = "https://other.acme.io"
    with pytest.raises(ProviderError, match=r"not on http://127"):
        run.present()


def test_names_with_quotation_marks_are_found_again(service):
    wanted = service.wanted()._replace(name="Data's team / 1 & 2")
    made = service.provider().create(wanted)
    assert [each.id for each in service.provider().find(wanted)] == [made.id]
    assert service.provider().find(service.wanted()) == []


def test_a_credential_is_asked_for_with_the_tenant(monkeypatch):
    """A service principal by options; no request is made before the first call."""
    asked = {}

    def credential(*given, **more):
        asked.update(given=given, **more)

    monkeypatch.setattr("azure.identity.ClientSecretCredential", credential)
    chosen = SimpleNamespace(admin_client_id="client", admin_client_secret="secret")
    settings = SimpleNamespace(
        azure_tenant_id=TENANT, authority="https://login.microsoftonline.us/x", client_registration=chosen
    )
    provider = Azure(Connection(settings, {}, TIMEOUT))
    assert asked["given"] == (TENANT, "client", "secret")
    assert (asked["authority"], asked["retry_total"]) == ("login.microsoftonline.us", 0)
    assert provider._graph.base == "https://graph.microsoft.us"
