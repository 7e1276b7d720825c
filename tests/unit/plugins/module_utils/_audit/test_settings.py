# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which layer decides a setting, and where that is written."""

import pytest
from ansible_collections.openmetadata.sso.plugins.module_utils._audit import settings

SIGNUP, PROVIDER = "authenticationConfiguration.enableSelfSignup", "authenticationConfiguration.provider"
KEYS, PRINCIPALS = "authenticationConfiguration.publicKeyUrls", "authorizerConfiguration.adminPrincipals"
FERNET, LEVEL = "fernetConfiguration.fernetKey", "logging.level"
FILE = """
authenticationConfiguration:
  provider: ${AUTHENTICATION_PROVIDER:-basic}
  enableSelfSignup: false  # by hand
  publicKeyUrls:
    - https://idp.acme.io/keys
    - "http://localhost:8585/api/v1/system/config/jwks"
authorizerConfiguration:
  adminPrincipals: ${AUTHORIZER_ADMIN_PRINCIPALS:-[admin]}
fernetConfiguration:
  fernetKey: ${FERNET_KEY:-shipped=}
"""


@pytest.fixture
def found(home, place, wanted):
    """`found(hook, file)` is every setting of such files."""

    def read(hook="", file=FILE):
        (home / "conf" / "openmetadata.yaml").write_text(file)
        (home / "conf" / "openmetadata-env.sh").write_text(hook)
        return settings.from_files(wanted()["fields"], place)

    return read


def test_a_default_is_where_the_file_has_it(found, home):
    assert found()[PROVIDER] == {"value": "basic", "where": f"{home}/conf/openmetadata.yaml:3", "layer": "file"}


def test_a_variable_is_where_its_line_is(found, home):
    setting = found("# comment\nexport AUTHENTICATION_PROVIDER='auth0'\n")[PROVIDER]
    assert setting == {
        "value": "auth0",
        "where": f"AUTHENTICATION_PROVIDER in {home}/conf/openmetadata-env.sh:2",
        "layer": "file",
    }


def test_a_variable_of_the_collections_own_file_counts_after_the_operators(found, home):
    (home / "conf" / "openmetadata-sso.sh").write_text("export AUTHENTICATION_PROVIDER=okta\n")
    assert found("export AUTHENTICATION_PROVIDER=auth0\n")[PROVIDER]["value"] == "okta"


def test_hand_written_values_and_lists_are_read(found):
    assert found()[SIGNUP]["value"] is False
    assert found()[KEYS]["value"] == ["https://idp.acme.io/keys", "http://localhost:8585/api/v1/system/config/jwks"]
    assert found()[PRINCIPALS]["value"] == ["admin"]


def test_a_level_that_no_file_names_is_its_default(found):
    assert found()[LEVEL]["value"] == "INFO"
    assert found("export LOG_LEVEL=DEBUG\n")[LEVEL]["value"] == "DEBUG"
    assert found(file=FILE + "logging:\n  level: TRACE\n")[LEVEL]["value"] == "TRACE"


def test_a_value_is_substituted_again_as_the_server_does_it(found, home):
    file = "authenticationConfiguration:\n  provider: ${AUTHENTICATION_PROVIDER:-basic}\n"
    setting = found("AUTHENTICATION_PROVIDER='${CHOICE:-okta}'\nCHOICE=auth0\n", file)[PROVIDER]
    assert setting["value"] == "auth0"
    assert setting["where"] == f"AUTHENTICATION_PROVIDER in {home}/conf/openmetadata-env.sh:1"


def test_a_value_that_refers_to_itself_is_unknown(found):
    setting = found("AUTHENTICATION_PROVIDER='${AUTHENTICATION_PROVIDER}'\n")[PROVIDER]
    assert setting["layer"] == "unknown"
    assert setting["where"] == "The value of AUTHENTICATION_PROVIDER refers to AUTHENTICATION_PROVIDER itself"


def test_rows_win_over_files_but_for_the_administrators_of_a_start(found):
    rows = {
        "authenticationConfiguration": {"enableSelfSignup": True},
        "authorizerConfiguration": {"adminPrincipals": ["jane"]},
    }
    merged = settings.with_rows(found(), rows, None)
    assert merged[SIGNUP] == {"value": True, "where": "the stored rows", "layer": "rows"}
    assert merged[PRINCIPALS]["value"] == ["admin"]
    assert merged[FERNET] == found()[FERNET]


def test_rows_that_were_not_read_leave_their_fields_unknown(found):
    merged = settings.with_rows(found(), None, "no token")
    assert merged[SIGNUP] == {"value": None, "where": "no token", "layer": "unknown"}
    assert merged[LEVEL]["layer"] == "file"


def test_a_release_without_rows_goes_by_its_files(found):
    assert settings.with_rows(found(), None, None) == found()


def test_what_is_served_is_in_effect_where_it_is_told_truly(found):
    merged = settings.with_served(
        found(), {"enableSelfSignup": True, "publicKeyUrls": ["a default of the model"]}, "http://om:8585"
    )
    assert merged[SIGNUP]["value"] is True and merged[SIGNUP]["where"].startswith("http://om:8585/")
    assert merged[KEYS] == found()[KEYS]


def test_the_value_of_a_secret_does_not_leave_the_host(found, wanted):
    shown = settings.shown(found("export FERNET_KEY=very-secret\n"), wanted()["fields"])
    assert "very-secret" not in str(shown) and "FERNET_KEY in " in shown[FERNET]["where"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("true", True),
        ('"a b"', "a b"),
        ("[]", []),
        ("[a, 'b']", ["a", "b"]),
        ("", None),
        ("x # y", "x"),
        ("'x # y'", "x # y"),
        ("a#b", "a#b"),
    ],
)
def test_scalars_and_lists(text, value):
    assert settings.parsed(text) == value
