# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The security configuration over the API."""

import copy

import pytest
from om_simulator.store import AUTHENTICATION, SETTINGS

PATH = "/api/v1/system/security/config"
LOGIN = "/api/v1/auth/login?redirectUri=x"
VALIDATE = "/api/v1/system/security/validate"
KEYCLOAK = {
    "AUTHENTICATION_PROVIDER": "custom-oidc",
    "AUTHENTICATION_CLIENT_TYPE": "confidential",
    "CUSTOM_OIDC_AUTHENTICATION_PROVIDER_NAME": "Keycloak",
    "AUTHENTICATION_AUTHORITY": "https://kc.example.com/realms/a",
    "AUTHENTICATION_CLIENT_ID": "om",
    "AUTHENTICATION_CALLBACK_URL": "https://om.example.com/callback",
    "OIDC_CLIENT_ID": "om",
    "OIDC_CLIENT_SECRET": "s3cret",
    "OIDC_DISCOVERY_URI": "https://kc.example.com/realms/a/.well-known/openid-configuration",
    "AUTHENTICATION_PUBLIC_KEYS": "[https://kc.example.com/realms/a/protocol/openid-connect/certs]",
}
LDAP = {
    "host": "ldap",
    "port": 636,
    "dnAdminPrincipal": "cn=a",
    "dnAdminPassword": "p",
    "userBaseDN": "ou=p",
    "mailAttributeName": "mail",
}
WRAPPED = "An exception with message [%s] was thrown while processing request."
MASK = "*********"


@pytest.fixture
def keycloak(installed):
    """A server of 1.12 behind Keycloak."""
    return installed("1.12.14").start(**KEYCLOAK)


def changed(security, **fields):
    """A copy with other fields of the authentication configuration."""
    result = copy.deepcopy(security)
    result["authenticationConfiguration"].update(fields)
    return result


def test_an_old_release_has_no_such_call(installed):
    running = installed("1.9.7").start()
    assert running.call("GET", PATH, token=running.token())[0] == 404


def test_an_administrator_sees_masks_and_a_bot_the_secrets(keycloak):
    seen = keycloak.call("GET", PATH, token=keycloak.token())[1]["authenticationConfiguration"]
    assert seen["oidcConfiguration"]["secret"] == MASK
    assert seen["ldapConfiguration"]["dnAdminPassword"] == MASK
    assert keycloak.security["authenticationConfiguration"]["oidcConfiguration"]["secret"] == "s3cret"


def test_nobody_else_sees_anything(keycloak):
    assert keycloak.call("GET", PATH)[0] == 401
    keycloak.state.store.put(
        "user_entity", "jane", {"id": "1", "name": "jane", "email": "jane@x.io", "isAdmin": False, "isBot": False}
    )
    assert keycloak.call("GET", PATH, token=keycloak.token("jane"))[0] == 403


@pytest.mark.parametrize(("release", "stored"), [("1.12.14", MASK), ("2.0.0", MASK), ("2.0.7", "s3cret")])
def test_a_mask_that_comes_back_by_put_is_stored_before_the_fix(release, stored, installed):
    install = installed(release)
    running = install.start(**KEYCLOAK)
    masked = running.call("GET", PATH, token=running.token())[1]
    masked["authenticationConfiguration"].pop("ldapConfiguration")
    assert running.call("PUT", PATH, masked, running.token())[0] == 200
    assert install.rows.get(SETTINGS, AUTHENTICATION)["oidcConfiguration"]["secret"] == stored


def test_put_takes_effect_here_at_once_and_elsewhere_after_a_restart(installed):
    install = installed("1.12.14")
    here, there = install.start(**KEYCLOAK), install.start(**KEYCLOAK)
    wanted = changed(here.sendable, clientId="other")
    assert here.call("PUT", PATH, wanted, here.token())[0] == 200
    assert here.served["clientId"] == "other"
    assert there.served["clientId"] == "om"
    assert install.start().served["clientId"] == "other"


def test_put_validates_nothing_and_a_failed_reload_leaves_the_rows_changed(installed):
    install = installed("1.12.14")
    running = install.start(**KEYCLOAK)
    wanted = running.sendable
    wanted["authenticationConfiguration"]["oidcConfiguration"]["secret"] = ""
    status, answer = running.call("PUT", PATH, wanted, running.token())
    text = "Failed to update security configuration: Failed to reload security system"
    assert (status, answer["message"]) == (500, WRAPPED % text)
    assert running.security["authenticationConfiguration"]["oidcConfiguration"]["secret"] == "s3cret"
    assert install.rows.get(SETTINGS, AUTHENTICATION)["oidcConfiguration"]["secret"] == ""
    assert running.get(LOGIN).status == 500, "the handler before it is broken, too"
    wanted["authenticationConfiguration"]["oidcConfiguration"]["secret"] = "another"
    assert running.call("PUT", PATH, wanted, running.token())[0] == 200
    assert running.get(LOGIN).status == 302


def test_put_of_a_blank_callback_is_taken_and_leaves_no_sign_in(keycloak):
    wanted = keycloak.sendable
    wanted["authenticationConfiguration"]["oidcConfiguration"]["callbackUrl"] = ""
    assert keycloak.call("PUT", PATH, wanted, keycloak.token())[0] == 200
    assert keycloak.get(LOGIN).status == 500


def test_put_of_no_claims_is_taken_and_refuses_every_token(keycloak):
    token = keycloak.token()
    assert keycloak.call("PUT", PATH, changed(keycloak.sendable, jwtPrincipalClaims=[]), token)[0] == 200
    assert keycloak.call("GET", PATH, token=token)[0] == 401
    assert keycloak.call("GET", PATH, token=keycloak.token("automation"))[0] == 401


def test_the_rows_of_the_stock_file_cannot_be_sent_back(installed):
    running = installed("1.12.6").start()
    body = running.call("GET", PATH, token=running.token())[1]
    for method, path in (("PUT", PATH), ("POST", VALIDATE)):
        status, answer = running.call(method, path, body, running.token())
        assert status == 400 and "query param host must not be null" in answer["message"]


def test_an_ldap_section_is_shown_completed(keycloak):
    section = keycloak.security["authenticationConfiguration"]["ldapConfiguration"]
    assert section["groupBaseDN"] == section["roleAdminName"] == section["authRolesMapping"] == ""


def test_put_fills_the_key_urls_of_a_confidential_client(keycloak):
    wanted = changed(keycloak.sendable, publicKeyUrls=[])
    assert keycloak.call("PUT", PATH, wanted, keycloak.token())[0] == 200
    assert keycloak.security["authenticationConfiguration"]["publicKeyUrls"] == [
        "https://kc.example.com/realms/a/protocol/openid-connect/certs"
    ]


def test_a_public_client_is_saved_without_the_blank_section_of_the_stock_file(installed):
    """With it every PATCH is refused; the custom provider without it as well."""
    environment = {
        "AUTHENTICATION_PROVIDER": "okta",
        "AUTHENTICATION_AUTHORITY": "https://lab.okta.com/oauth2/default",
        "AUTHENTICATION_CLIENT_ID": "om",
        "AUTHENTICATION_PUBLIC_KEYS": "[https://lab.okta.com/oauth2/default/v1/keys]",
        "AUTHENTICATION_CALLBACK_URL": "https://om/callback",
        "CUSTOM_OIDC_AUTHENTICATION_PROVIDER_NAME": "okta",
    }
    running = installed("1.12.6").start(**environment)
    section = running.security["authenticationConfiguration"]
    whole = [{"op": "replace", "path": "/authenticationConfiguration", "value": section}]
    status, answer = running.call("PATCH", PATH, whole, running.token())
    assert status == 400 and answer["errors"][0]["error"].endswith("is required to create OidcClient")
    del section["oidcConfiguration"]
    assert running.call("PATCH", PATH, whole, running.token()) == (204, None)


@pytest.mark.parametrize(("release", "status"), [("1.11.14", 400), ("1.12.14", 200)])
def test_put_needs_the_fields_that_the_model_requires(release, status, installed):
    running = installed(release).start()
    wanted = running.sendable
    del wanted["authenticationConfiguration"]["clientId"]
    assert running.call("PUT", PATH, wanted, running.token())[0] == status


def test_put_refuses_an_unknown_field(keycloak):
    assert keycloak.call("PUT", PATH, changed(keycloak.sendable, nonsense=1), keycloak.token())[0] == 400


def test_patch_keeps_the_secrets_that_it_does_not_name(keycloak):
    operations = [
        {"op": "replace", "path": "/authenticationConfiguration/authority", "value": "https://kc.example.com/realms/b"},
    ]
    assert keycloak.call("PATCH", PATH, operations, keycloak.token()) == (204, None)
    assert keycloak.served["authority"] == "https://kc.example.com/realms/b"
    assert keycloak.security["authenticationConfiguration"]["oidcConfiguration"]["secret"] == "s3cret"


def test_patch_refuses_what_validation_refuses_and_changes_nothing(keycloak):
    operations = [{"op": "replace", "path": "/authenticationConfiguration/authority", "value": ""}]
    status, answer = keycloak.call("PATCH", PATH, operations, keycloak.token())
    assert status == 400
    assert answer == {
        "status": "failed",
        "errors": [{"field": "authenticationConfiguration.authority", "error": "Authority is required"}],
    }
    assert keycloak.served["authority"] == "https://kc.example.com/realms/a"


def test_patch_drops_what_does_not_fit_the_provider_before_it(installed):
    """From basic to OpenID by single paths the section is lost; by a whole section it passes."""
    wanted = installed("1.12.14", folder="other").start(**KEYCLOAK).security["authenticationConfiguration"]
    running = installed("1.12.14").start()
    single = [
        {"op": "replace", "path": f"/authenticationConfiguration/{name}", "value": wanted[name]} for name in wanted
    ]
    status, answer = running.call("PATCH", PATH, single, running.token())
    assert (status, answer["errors"][0]["error"]) == (400, "Client ID is required")
    whole = [{"op": "replace", "path": "/authenticationConfiguration", "value": wanted}]
    assert running.call("PATCH", PATH, whole, running.token())[0] == 204
    assert running.served["provider"] == "custom-oidc"


def test_a_patch_that_does_not_apply_is_an_error(keycloak):
    status, answer = keycloak.call(
        "PATCH", PATH, [{"op": "remove", "path": "/authenticationConfiguration/nowhere"}], keycloak.token()
    )
    assert status == 500
    assert answer["message"].startswith("An exception with message [Failed to patch security configuration: ")


def test_validate_answers_200_also_when_it_refuses(keycloak):
    assert keycloak.call("POST", VALIDATE, keycloak.sendable, keycloak.token()) == (200, {"status": "success"})
    status, answer = keycloak.call("POST", VALIDATE, changed(keycloak.sendable, provider="basic"), keycloak.token())
    assert (status, answer["errors"][0]["error"]) == (200, "Unknown provider: basic")


def test_a_provider_that_cannot_be_reached_fails_validation(installed):
    install = installed("1.12.14")
    (install.home / "faults" / "idp_unreachable").write_text("once\n")
    running = install.start(**KEYCLOAK)
    assert running.call("POST", VALIDATE, running.sendable, running.token())[1]["status"] == "failed"
    assert not list((install.home / "faults").iterdir())


def test_the_settings_call_keeps_these_two_to_itself(keycloak):
    status, answer = keycloak.call("GET", "/api/v1/system/settings/authenticationConfiguration", token=keycloak.token())
    assert status == 400
    assert "not allowed through this endpoint" in answer["message"]
