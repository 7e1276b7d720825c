# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A finding on a file says what can be written in a file."""

import pytest
from ansible_collections.openmetadata.sso.plugins.plugin_utils._adopt import words_for_files
from ansible_collections.openmetadata.sso.plugins.plugin_utils._model.findings import Finding

TENANT = "0c2f9a51-3b7d-4a1e-8f00-5f6f3d6a1b2c"
AZURE = {
    "om_sso_provider": "azure",
    "om_sso_azure_tenant_id": TENANT,
    "om_sso_server_url": "https://catalog.acme.io",
    "om_sso_authority": "https://login.microsoftonline.com/x",
    "om_sso_client_id": "8a2b4c6d-1e3f-4a5b-8c7d-9e0f1a2b3c4d",
    "om_sso_client_secret": "Kx8~Q-abcDEF.ghiJKL_mnoPQR",
    "om_sso_admin_principals": ["jane"],
    "om_sso_principal_domain": "acme.io",
    "om_sso_openmetadata_version": "1.12.14",
    "om_sso_deployment": "bare_metal",
}
OWN = "http://localhost:8585/api/v1/system/config/jwks"


def fix(text, name="AUTHENTICATION_AUTHORITY", option="om_sso_authority", variables=None):
    found = Finding("URL-01", "error", option, f"{option} is wrong.", text)
    said = words_for_files.in_words_of_a_file(found, name, AZURE if variables is None else variables)
    assert said.message == f"{name} is wrong."
    return said.fix


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Leave it out, or write the tenant's.", "Write the tenant's."),
        ("Write the one of Azure, or leave it out.", "Write the one of Azure."),
        ("Leave om_sso_authority out.", f"Write https://login.microsoftonline.com/{TENANT}."),
        ("Leave it out: it follows from the tenant.", f"Write https://login.microsoftonline.com/{TENANT}."),
        ("Correct om_sso_authority.", "Correct AUTHENTICATION_AUTHORITY."),
    ],
)
def test_what_the_plan_would_derive_is_written_out(text, written):
    assert fix(text) == written


def test_a_list_is_written_as_the_server_reads_it():
    keys = {**AZURE, "om_sso_authority": None, "om_sso_public_key_urls": ["x"]}
    text = fix("Leave the option out.", "AUTHENTICATION_PUBLIC_KEYS", "om_sso_public_key_urls", keys)
    assert text == f"Write [https://login.microsoftonline.com/{TENANT}/discovery/v2.0/keys,{OWN}]."


def test_a_value_that_nothing_tells_is_the_provider_s():
    cognito = {"om_sso_provider": "aws-cognito", "om_sso_authority": "https://acme.auth.eu-central-1.amazoncognito.com"}
    assert fix("Leave it out.", variables=cognito) == words_for_files.OF_NOBODY
    extra = {**cognito, "om_sso_extra_environment": {"OIDC_TENANT": "x"}}
    option = "om_sso_extra_environment.OIDC_TENANT"
    assert fix("Leave it out.", "OIDC_TENANT", option, extra) == words_for_files.OF_NOBODY


def test_a_variable_with_a_default_may_be_left_out():
    option = "om_sso_prompt"
    assert fix("Leave it out.", "OIDC_PROMPT_TYPE", option) == "Leave it out."
