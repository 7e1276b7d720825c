# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which source a start takes effect from, by release."""

import pytest
from om_simulator.store import AUTHENTICATION, SETTINGS

FROM_FILES = ["1.8.0", "1.8.12", "1.9.7", "1.9.17"]
FROM_ROWS = ["1.10.0", "1.10.14", "1.11.14", "1.12.14", "1.13.6", "2.0.7"]
OKTA = {"AUTHENTICATION_PROVIDER": "okta", "AUTHENTICATION_CLIENT_ID": "new"}


@pytest.mark.parametrize("release", FROM_FILES + FROM_ROWS)
def test_a_first_start_takes_the_environment_and_seeds_the_rows(release, installed):
    install = installed(release)
    assert install.start(**OKTA).served["clientId"] == "new"
    assert install.rows.get(SETTINGS, AUTHENTICATION)["provider"] == "okta"


@pytest.mark.parametrize("release", FROM_FILES)
def test_a_later_start_takes_the_environment_and_leaves_the_rows(release, installed):
    install = installed(release)
    install.start()
    assert install.start(**OKTA).served["provider"] == "okta"
    assert install.rows.get(SETTINGS, AUTHENTICATION)["provider"] == "basic"


@pytest.mark.parametrize("release", FROM_ROWS)
def test_a_later_start_takes_the_rows_and_says_so(release, installed):
    install = installed(release)
    install.start()
    assert install.start(**OKTA).served["provider"] == "basic"
    assert any(line.startswith("Loaded security configuration from database") for line in install.log)


def test_rows_that_an_older_release_left_are_read_after_an_upgrade(installed):
    installed("1.9.17").start(**OKTA)
    upgraded = installed("1.10.14")
    assert upgraded.start().served["clientId"] == "new"


def test_a_row_that_does_not_fit_is_overwritten_by_the_file(installed):
    """As after a downgrade: the stored configuration of single sign-on is gone."""
    install = installed("1.12.14")
    install.start()
    install.rows.put(SETTINGS, AUTHENTICATION, {"nonsense": 1})
    assert install.start(**OKTA).served["provider"] == "okta"
    assert install.rows.get(SETTINGS, AUTHENTICATION)["provider"] == "okta"
    assert "Error while trying fetch Settings " in install.log
    assert "Loaded security configuration from database - provider: okta" in install.log


def test_a_row_holds_the_secret_in_clear_and_no_null(installed):
    install = installed("1.12.14")
    install.start(OIDC_CLIENT_SECRET="s3cret", OIDC_TENANT="")
    oidc = install.rows.get(SETTINGS, AUTHENTICATION)["oidcConfiguration"]
    assert oidc["secret"] == "s3cret"
    assert "tenant" not in oidc


def test_keys_and_the_domain_of_the_public_view_come_from_the_environment_always(installed):
    install = installed("1.12.14")
    install.start()
    running = install.start(JWT_KEY_ID="mine", AUTHORIZER_PRINCIPAL_DOMAIN="acme.io")
    assert running.call("GET", "/api/v1/system/config/jwks")[1]["keys"][0]["kid"] == "mine"
    assert running.call("GET", "/api/v1/system/config/authorizer")[1] == {"principalDomain": "acme.io"}
    stored = running.call("GET", "/api/v1/system/security/config", token=running.token())[1]
    assert stored["authorizerConfiguration"]["principalDomain"] == "open-metadata.org"


def test_a_switch_has_the_last_word(installed):
    install = installed("1.12.14", "--switch", "runs_from_rows=false")
    install.start()
    assert install.start(**OKTA).served["provider"] == "okta"
    assert install.start(**OKTA, OM_SIM_SWITCHES="runs_from_rows=true").served["provider"] == "basic"
