# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Client registration on real releases of Keycloak, through a proxy that makes faults."""

import json
import types
import urllib.error
import urllib.parse
import urllib.request
from typing import ClassVar

import pytest
from ansible_collections.openmetadata.sso.plugins.plugin_utils._registration.calls import Calls
from ansible_collections.openmetadata.sso.plugins.plugin_utils._registration.provider_error import ProviderError
from ansible_collections.openmetadata.sso.plugins.plugin_utils._registration.providers.keycloak import Keycloak
from ansible_collections.openmetadata.sso.plugins.plugin_utils._registration.providers.protocol import Connection
from ansible_collections.openmetadata.sso.plugins.plugin_utils._registration.registrar import Options, Registrar
from ansible_collections.openmetadata.sso.plugins.plugin_utils._registration.registration import Wanted
from lab import certificates, keycloak
from lab.required import require
from lab.venvs import Missing
from registration.contract import Contract
from registration.service import FIELDS, Service, run

__all__ = ["run"]

from registration.faulty_proxy import FaultyProxy

NEWEST = "26.7.3"
REALM = "data"
#: Of one request; a late answer takes longer.
TIMEOUT, LATE = 3.0, 4.0
SERVICE_ACCOUNT = {
    "clientId": "ansible",
    "secret": "of the service account",
    "serviceAccountsEnabled": True,
    "standardFlowEnabled": False,
}
KEYS = {
    "client_name": "name",
    "enabled": "enabled",
    "redirect_uris": "redirectUris",
    "web_origins": "webOrigins",
}
ATTRIBUTES = {
    "post_logout_redirect_uris": "post.logout.redirect.uris",
    "id_token_signed_response_alg": "id.token.signed.response.alg",
    "refresh_tokens": "use.refresh.tokens",
    "require_pkce": "pkce.code.challenge.method",
}


class Real(Service):
    """One realm, whose clients are made and removed; the service account has the two roles that the page names."""

    NAME = "keycloak"
    CLIENT_ID = "openmetadata"
    MEDDLED: ClassVar[dict] = {
        "client_name": "Renamed",
        "enabled": False,
        "grant_types": [],
        "redirect_uris": ["https://other.acme.io/callback"],
        "web_origins": [],
        "post_logout_redirect_uris": [],
        "token_endpoint_auth_method": "none",
        "scope": ["email"],
        "id_token_signed_response_alg": "ES256",
        "refresh_tokens": "false",
        "require_pkce": "S256",
    }
    ADDED: ClassVar[dict] = {"redirect_uris": "https://other.acme.io/callback", "scope": "address"}

    def __init__(self, server, proxy) -> None:
        self.server, self.proxy = server, proxy

    def provider(self, **options):
        registration = types.SimpleNamespace(
            **{"admin_client_id": "ansible", "admin_client_secret": SERVICE_ACCOUNT["secret"], **options}
        )
        settings = types.SimpleNamespace(
            keycloak_url=self.proxy.url, keycloak_realm=REALM, client_registration=registration, authority=None
        )
        return Keycloak(Connection(settings, {}, TIMEOUT))

    def ask(self, method: str, path: str, body=None):
        return self.server.admin(method, f"{REALM}/{path}", body)

    def clients(self):
        built_in = ("account", "account-console", "admin-cli", "broker", "realm-management", "security-admin-console")
        return [client for client in self.ask("GET", "clients") if client["clientId"] not in (*built_in, "ansible")]

    def objects(self):
        return [client["id"] for client in self.clients()]

    def meddle(self, registration_id, field, value):
        client = self.ask("GET", f"clients/{registration_id}")
        if field in KEYS:
            client[KEYS[field]] = value
        elif field in ATTRIBUTES:
            client["attributes"][ATTRIBUTES[field]] = "##".join(value) if isinstance(value, list) else value
        elif field == "grant_types":
            client["standardFlowEnabled"] = False
        elif field == "token_endpoint_auth_method":
            client["publicClient"] = True
        elif field == "scope":
            return self._scope(registration_id, value)
        return self.ask("PUT", f"clients/{registration_id}", client)

    def _scope(self, registration_id, names):
        ids = {scope["name"]: scope["id"] for scope in self.ask("GET", "client-scopes")}
        for name in names:
            self.ask("PUT", f"clients/{registration_id}/optional-client-scopes/{ids[name]}")
        if "profile" not in names:
            self.ask("DELETE", f"clients/{registration_id}/optional-client-scopes/{ids['offline_access']}")

    def foreign(self):
        self.ask("POST", "clients", {"clientId": self.CLIENT_ID, "redirectUris": ["https://other.acme.io/*"]})
        return next(client["id"] for client in self.clients() if client["clientId"] == self.CLIENT_ID)

    def accepts(self, registration_id, secret):
        """Whether the token endpoint takes it: a code that is wrong is another error than a secret that is."""
        client = self.ask("GET", f"clients/{registration_id}")
        form = {"grant_type": "authorization_code", "code": "none", "redirect_uri": FIELDS["redirect_uris"][0]}
        form |= {"client_id": client["clientId"], "client_secret": secret}
        url = f"{self.server.url}/realms/{REALM}/protocol/openid-connect/token"
        try:
            urllib.request.urlopen(url, urllib.parse.urlencode(form).encode(), timeout=30)
        except urllib.error.HTTPError as error:
            return json.load(error)["error"] == "invalid_grant"
        return False


@pytest.fixture(scope="class")
def server(request, tmp_path_factory):
    """A Keycloak of the release of the class with an empty realm and its service account."""
    release = request.cls.RELEASE
    folder = tmp_path_factory.mktemp("keycloak")
    pair = certificates.signed(folder, "server", certificates.authority(folder))
    try:
        started = keycloak.Keycloak(folder, pair.certificate, pair.key, version=release)
    except Missing as missing:
        require(f"Keycloak {release}: {missing}")
    with started:
        started.realm(REALM, [SERVICE_ACCOUNT])
        started.grant(REALM, "ansible", "manage-clients", "view-clients")
        yield started


@pytest.fixture
def service(server):
    """The realm without a client of ours."""
    with FaultyProxy(server.url, late=LATE) as proxy:
        real = Real(server, proxy)
        for client in real.objects():
            real.ask("DELETE", f"clients/{client}")
        yield real


class TestKeycloak(Contract):
    """The contract, and what only Keycloak has."""

    RELEASE = NEWEST

    def test_roles_and_groups_get_a_mapper_of_their_own(self, service, run):
        made = run.present(claims=["email", "groups", "preferred_username", "roles", "upn"])
        mappers = service.ask("GET", f"clients/{made.registration.id}/protocol-mappers/models")
        assert {each["config"]["claim.name"] for each in mappers} == {"groups", "roles", "upn"}
        assert not run.present(claims=["email", "groups", "preferred_username", "roles", "upn"]).changed

    def test_a_scope_that_the_realm_does_not_have_is_an_error_that_says_so(self, run):
        with pytest.raises(ProviderError, match="the realm data has no client scope ledger"):
            run.present(scope=["email", "ledger"])

    def test_a_public_client_has_no_secret(self, service, run):
        changes = {"token_endpoint_auth_method": "none", "grant_types": ["implicit"]}
        made = run.present(**changes)
        assert (made.secret, run.known) == (None, None)
        client = service.ask("GET", f"clients/{made.registration.id}")
        assert (client["publicClient"], client["implicitFlowEnabled"], client["standardFlowEnabled"]) == (
            True,
            True,
            False,
        )
        assert not run.present(**changes).changed

    def test_without_the_role_to_change_the_error_names_the_permission(self, service, run, server):
        run.present()
        server.grant(REALM, "ansible", "manage-clients", revoke=True)
        try:
            assert not run.present().changed
            with pytest.raises(ProviderError) as raised:
                run.present(redirect_uris=["https://second.acme.io/callback"])
        finally:
            server.grant(REALM, "ansible", "manage-clients")
        assert (raised.value.kind, raised.value.operation) == ("denied", "update")
        assert "manage-clients" in service.provider().PERMISSIONS["update"]

    @pytest.mark.parametrize(
        ("options", "kind"),
        [
            ({"admin_client_secret": "wrong"}, "unauthenticated"),
            ({"admin_client_id": None, "admin_token": "expired"}, "unauthenticated"),
            ({"admin_username": "nobody", "admin_password": "wrong", "admin_client_id": None}, "unauthenticated"),
        ],
        ids=["wrong secret", "expired token", "wrong password"],
    )
    def test_credentials_that_are_wrong_are_told_as_such(self, service, options, kind):
        with pytest.raises(ProviderError) as raised:
            service.provider(**options).find(service.wanted())
        assert raised.value.kind == kind

    def test_the_requests_of_a_run_are_those_that_the_list_of_faults_names(self, service, run):
        service.proxy.strike()
        run.present()
        realm, admin = f"/realms/{REALM}", f"/admin/realms/{REALM}"
        made = [request.replace(service.objects()[0], "ID") for request in service.proxy.requests]
        assert made == [
            f"POST {realm}/protocol/openid-connect/token",
            f"GET {admin}/clients",
            f"POST {admin}/clients",
            f"GET {admin}/clients/ID",
            f"GET {admin}/client-scopes",
            f"GET {admin}/clients/ID",
        ]
        service.proxy.strike()
        run.registrar().rotate(run.keep)
        assert len(service.proxy.requests) == 5, service.proxy.requests

    def test_a_new_secret_ends_the_old_one_at_once(self, service, run):
        made = run.present()
        first = run.known
        run.registrar().rotate(run.keep)
        assert not service.accepts(made.registration.id, first)
        assert service.accepts(made.registration.id, run.known)


ENTITY = "https://metadata.acme.io/api/v1/saml/metadata"
SAML = {
    "client_name": "OpenMetadata",
    "enabled": True,
    "entity_id": ENTITY,
    "acs_urls": ["https://metadata.acme.io/api/v1/saml/acs"],
    "name_id_format": "urn:oasis:names:tc:SAML:2.0:nameid-format:emailAddress",
    "attributes": ["email"],
    "certificate": None,
    "sign_assertions": True,
}


class TestKeycloakSaml:
    """The service provider of SAML."""

    RELEASE = NEWEST

    @pytest.fixture
    def registrar(self, service):
        """`registrar()` is one run."""
        wanted = Wanted("OpenMetadata", "saml", "saml", ENTITY, SAML, ("om1",))
        return lambda: Registrar(service.provider(), wanted, Options(), Calls(30))

    def test_it_is_made_once_and_kept(self, service, registrar):
        made = registrar().present(None)
        assert (made.action, made.secret) == ("created", None)
        client = service.ask("GET", f"clients/{made.registration.id}")
        assert (client["protocol"], client["clientId"]) == ("saml", ENTITY)
        assert client["attributes"]["saml_name_id_format"] == "email"
        assert [each["config"]["attribute.name"] for each in client["protocolMappers"]] == ["email"]
        assert registrar().present(None).action == "unchanged"
        client["redirectUris"], client["enabled"] = ["https://other.acme.io/acs"], False
        service.ask("PUT", f"clients/{client['id']}", client)
        assert {change.field for change in registrar().present(None).changes} == {"acs_urls", "enabled"}
        assert registrar().present(None).action == "unchanged"
        assert registrar().absent().action == "deleted" and service.objects() == []


@pytest.mark.thorough
class TestOlderKeycloak:
    """The same without the faults, which are those of the core."""

    RELEASE = keycloak.VERSION
    test_once = Contract.test_one_is_made_and_the_second_run_changes_nothing
    test_drift = Contract.test_every_field_that_somebody_changed_is_found_and_corrected
    test_lists = Contract.test_what_others_added_to_a_list_stays_unless_exact
    test_absent = Contract.test_absent_deletes_its_own_and_the_second_run_changes_nothing
    test_others = Contract.test_an_application_of_others_is_neither_changed_nor_deleted
    test_renewed = Contract.test_a_secret_is_renewed
    test_claims = TestKeycloak.test_roles_and_groups_get_a_mapper_of_their_own
    test_public = TestKeycloak.test_a_public_client_has_no_secret
