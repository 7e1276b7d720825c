# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What ends a start, and with which words."""

import os

import pytest
from om_simulator.configuration import ConfigurationError
from om_simulator.startup_checks import StartRefused

CONFIDENTIAL = {
    "AUTHENTICATION_PROVIDER": "okta",
    "AUTHENTICATION_CLIENT_TYPE": "confidential",
    "OIDC_CLIENT_ID": "id",
    "OIDC_CLIENT_SECRET": "secret",
}


@pytest.mark.parametrize(
    ("environment", "words"),
    [
        ({"AUTHENTICATION_PROVIDER": "customOidc"}, "problem: customOidc"),
        ({"AUTHENTICATION_CLIENT_TYPE": "Confidential"}, "problem: Confidential"),
        ({"AUTHENTICATION_PUBLIC_KEYS": "https://a.b/keys"}, "java.util.ArrayList"),
        ({"OIDC_CLIENT_SECRET": "a: b"}, "mapping values are not allowed here"),
        ({"OIDC_CLIENT_SECRET": "@b"}, "found character '@' that cannot start any token"),
        ({"OIDC_CLIENT_SECRET": "a\nb"}, "could not find expected ':'"),
        ({"OIDC_CLIENT_SECRET": "${OIDC_CLIENT_SECRET}"}, "Infinite loop in property interpolation"),
        ({"SERVER_PORT": "8585", "OIDC_SESSION_EXPIRY": "soon"}, "is of type: String, expected: Integer"),
    ],
)
def test_a_file_that_cannot_be_read(environment, words, installed):
    with pytest.raises(ConfigurationError, match=r"conf/openmetadata\.yaml has an error|IllegalState") as refusal:
        installed("1.9.7").start(**environment)
    assert words in str(refusal.value)


@pytest.mark.parametrize(
    ("environment", "words"),
    [
        ({"AUTHENTICATION_PUBLIC_KEYS": "[keys]"}, "no protocol: keys"),
        ({"AUTHENTICATION_PUBLIC_KEYS": "['{https://a.b}']"}, "no protocol"),
        (
            {"AUTHENTICATION_JWT_PRINCIPAL_CLAIMS_MAPPING": "['username:sub']"},
            "Both username and email should be present",
        ),
        ({"AUTHENTICATION_JWT_PRINCIPAL_CLAIMS_MAPPING": "[sub]"}, "Index 1 out of bounds"),
        ({"AUTHORIZER_CLASS_NAME": "org.example.Mine"}, "ClassNotFoundException: org.example.Mine"),
        ({"AUTHORIZER_REQUEST_FILTER": "org.example.Mine"}, "ClassNotFoundException: org.example.Mine"),
    ],
)
def test_a_configuration_that_a_constructor_refuses(environment, words, installed):
    with pytest.raises(StartRefused, match=words):
        installed("1.9.7").start(**environment)


@pytest.mark.parametrize(
    ("environment", "words"),
    [
        ({**CONFIDENTIAL, "OIDC_CLIENT_ID": '""'}, "Client ID and Client Secret is required to create OidcClient"),
        ({**CONFIDENTIAL, "OIDC_CLIENT_SECRET": "' '"}, "Client ID and Client Secret is required to create OidcClient"),
        ({**CONFIDENTIAL, "OIDC_CALLBACK": ""}, "CallbackUrl cannot be blank"),
        ({**CONFIDENTIAL, "OIDC_SERVER_URL": ""}, "ServerUrl cannot be blank"),
        ({**CONFIDENTIAL, "OIDC_MAX_CLOCK_SKEW": "soon"}, "For input string"),
        ({**CONFIDENTIAL, "OIDC_CLIENT_AUTH_METHOD": ""}, "getClientAuthenticationMethod"),
    ],
)
def test_a_code_flow_that_cannot_be_made_leaves_sign_in_dead(environment, words, installed):
    """From 1.12 the server is healthy and serves what is wanted; before, such a start ends."""
    install = installed("1.12.6")
    running = install.start(**environment)
    assert running.served["clientType"] == "confidential"
    assert running.get("/api/v1/auth/login?redirectUri=x").status == 404
    assert any("SSO will not be available" in line and words in line for line in install.log)
    with pytest.raises(StartRefused, match=words):
        installed("1.11.14", folder="old").start(**environment)


def test_a_start_needs_no_key_urls(installed):
    assert installed("1.12.6").start(AUTHENTICATION_PUBLIC_KEYS="").served["provider"] == "basic"


def test_a_complete_confidential_client_starts(installed):
    discovery = {"OIDC_DISCOVERY_URI": "https://sso.acme.io/.well-known/openid-configuration"}
    assert installed("1.9.7").start(**CONFIDENTIAL, **discovery).served["clientType"] == "confidential"
    with pytest.raises(StartRefused, match="discovery URL"):
        installed("1.9.7", folder="incomplete").start(**CONFIDENTIAL)


def test_the_checks_of_a_confidential_client_are_not_for_others(installed):
    assert installed("1.9.7").start(AUTHENTICATION_CLIENT_TYPE="confidential").served["provider"] == "basic"
    assert installed("1.9.7", folder="other").start(AUTHENTICATION_PROVIDER="okta").served["clientType"] == "public"


def test_a_first_start_that_is_refused_leaves_rows_that_no_environment_repairs(installed):
    install = installed("1.12.14")
    with pytest.raises(StartRefused):
        install.start(**CONFIDENTIAL, AUTHORIZER_REQUEST_FILTER="org.example.Mine")
    with pytest.raises(StartRefused, match="ClassNotFound"):
        install.start()
    assert install.ops("remove-security-config", "--force").returncode == 0
    assert install.start().served["provider"] == "basic"


def test_an_unknown_key_stops_the_server_and_not_the_ops_command(installed):
    install = installed("1.9.7")
    path = install.home / "conf" / "openmetadata.yaml"
    path.write_text(path.read_text().replace("  clientType:", "  enableAutoRedirect: true\n  clientType:"))
    with pytest.raises(
        ConfigurationError, match=r"Unrecognized field at: authenticationConfiguration\.enableAutoRedirect"
    ):
        install.start()
    assert install.ops("migrate").returncode == 0


def test_bot_principals_are_refused_by_name(installed):
    install = installed("1.12.14")
    path = install.home / "conf" / "openmetadata.yaml"
    path.write_text(
        path.read_text().replace("  adminPrincipals:", "  botPrincipals: [ingestion-bot]\n  adminPrincipals:")
    )
    with pytest.raises(StartRefused, match="'botPrincipals' configuration is deprecated"):
        install.start()


@pytest.mark.parametrize("spoil", [lambda _key: b"", lambda key: key + b"\n"], ids=["empty", "a line feed behind it"])
@pytest.mark.parametrize(("release", "starts"), [("1.8.0", True), ("1.9.7", False)])
def test_missing_keys_end_a_start_from_1_9_on(release, starts, spoil, installed):
    install = installed(release)
    key = install.home / "conf" / "private_key.der"
    key.write_bytes(spoil(key.read_bytes()))
    if starts:
        assert install.start().call("GET", "/api/v1/system/config/jwks")[1] == {"keys": []}
    else:
        with pytest.raises(StartRefused, match="RSA public key is null"):
            install.start()
    assert any(line.startswith("Failed to initialize JWTTokenGenerator") for line in install.log)


def test_a_database_that_was_not_migrated_is_refused_until_it_is(installed):
    install = installed("1.12.14", "--no-migrate")
    with pytest.raises(StartRefused, match="pending migrations"):
        install.start()
    assert install.ops("migrate").returncode == 0
    install.start()


@pytest.mark.parametrize("release", ["1.8.0", "1.9.7", "1.10.14", "1.11.14", "1.12.14", "1.13.6", "2.0.7"])
def test_the_shipped_configuration_has_no_key_that_its_release_refuses(release, installed):
    assert installed(release).start().call("GET", "/api/v1/system/version")[1]["version"] == release
    assert os.getcwd().endswith("om")
