# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the controller sends is what the host reads, and holds all that it needs to read, mask and restore."""

import json

import pytest
from ansible_collections.openmetadata.sso.plugins.module_utils._core.payload import unpack
from ansible_collections.openmetadata.sso.plugins.plugin_utils._model.catalogue import CATALOGUE
from ansible_collections.openmetadata.sso.plugins.plugin_utils._model.deployments import TARGET_OPTIONS
from ansible_collections.openmetadata.sso.plugins.plugin_utils._plan import host_request, plan

VARIABLES = {
    "om_sso_provider": "auth0",
    "om_sso_auth0_domain": "acme.eu.auth0.com",
    "om_sso_server_url": "https://metadata.acme.io",
    "om_sso_client_id": "abc",
    "om_sso_client_secret": 's3cr#t "ü"',
    "om_sso_admin_principals": ["a"],
    "om_sso_principal_domain": "acme.io",
    "om_sso_deployment": "bare_metal",
    "om_sso_extra_environment": {"SAML_SP_PRIVATE_KEY": "one\ntwo"},
    "om_sso_openmetadata_version": "1.12.14",
}


def document():
    return host_request.document(plan.make(VARIABLES), "apply", {"a.j2": "ü\n"})


def test_it_arrives_as_it_was_sent():
    assert unpack(host_request.pack(document())) == json.loads(json.dumps(document()))


def test_it_is_one_opaque_text():
    text = host_request.pack(document())
    assert text.isascii() and " " not in text and "s3cr" not in text


def test_the_options_of_the_target_are_all_there():
    options = document()["options"]
    assert set(options) == set(TARGET_OPTIONS) and options["home"] == "/opt/openmetadata"


def test_secrets_are_there_to_be_masked_as_given_and_as_written():
    secrets = document()["secrets"]
    assert {
        's3cr#t "ü"',
        r'"s3cr\u0023t \u0022\u00fc\u0022"',
        r"s3cr\u0023t \u0022\u00fc\u0022",
        r'"one\u000atwo"',
    } <= set(secrets)
    assert "auth0" not in secrets


def test_the_names_of_secrets_and_of_everything_that_could_be_set_go_along():
    sent = document()
    assert set(sent["catalogue"]) == set(CATALOGUE)
    assert {"OIDC_CLIENT_SECRET", "SAML_SP_PRIVATE_KEY", "FERNET_KEY"} <= set(sent["secret_names"]) < set(CATALOGUE)
    assert "AUTHENTICATION_CLIENT_ID" not in sent["secret_names"]


@pytest.mark.parametrize(("version", "release"), [("1.12.14", "1.12.14"), ("1.12", "1.12"), (None, None)])
def test_the_release_is_the_one_that_was_named(version, release):
    made = plan.make({**VARIABLES, "om_sso_openmetadata_version": version})
    assert host_request.document(made, "verify", {})["release"] == release


@pytest.mark.parametrize(
    ("service", "names"),
    [("openmetadata.service", ("systemd.env.j2", "systemd.conf.j2")), ("", ("shell.env.j2", "shell.hook.j2"))],
)
def test_bare_metal_has_templates_with_and_without_systemd(service, names):
    made = plan.make({**VARIABLES, "om_sso_service": service})
    assert host_request.templates_of(made.settings) == names


def test_secrets_that_only_the_controller_uses_are_not_sent():
    only = {"om_sso_plan_file_key": "a-key-of-the-reviewers", "om_sso_sample_token": "eyJh.sample.token"}
    text = json.dumps(host_request.document(plan.make({**VARIABLES, **only}), "apply", {}))
    assert not [value for value in only.values() if value in text]
