# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A plan becomes values of the chart, contents of Secrets, and extraEnvs."""

import base64
import re

import pytest
import yaml
from ansible_collections.openmetadata.sso.plugins.module_utils._formats.dotted_path import read as at
from ansible_collections.openmetadata.sso.plugins.plugin_utils._helm import documents, values
from ansible_collections.openmetadata.sso.plugins.plugin_utils._model import encoding
from ansible_collections.openmetadata.sso.plugins.plugin_utils._plan import plan as planner
from ansible_collections.openmetadata.sso.plugins.plugin_utils._runtime import planning

VARIABLES = {
    "om_sso_provider": "auth0",
    "om_sso_auth0_domain": "acme.eu.auth0.com",
    "om_sso_server_url": "https://metadata.acme.io",
    "om_sso_client_id": "Kx81fNvQ2aJr7TzB",
    "om_sso_client_secret": "canary #1: '${HOME}'",
    "om_sso_admin_principals": ["data.admin"],
    "om_sso_principal_domain": "acme.io",
    "om_sso_deployment": "kubernetes",
}
AUTHENTICATION = "openmetadata.config.authentication"


def plan(**more):
    made = planner.make({**VARIABLES, **{f"om_sso_{name}": value for name, value in more.items()}})
    assert not made.errors, made.errors
    return made


def files(**more):
    return documents.files(plan(**more), {}, [planning.ROLE_TEMPLATES])


def extra(rendered):
    return {entry["name"]: entry.get("value") for entry in rendered.values.get("extraEnvs", [])}


def test_values_have_the_names_of_the_chart():
    tree = values.render(plan(admin_principals=["jane.doe"])).values
    assert at(tree, "openmetadata.config.authorizer.initialAdmins") == ["jane.doe"]
    assert at(tree, AUTHENTICATION + ".publicKeys")[0] == "https://acme.eu.auth0.com/.well-known/jwks.json"
    assert at(tree, AUTHENTICATION + ".oidcConfiguration.oidcType") == "auth0"
    assert at(tree, AUTHENTICATION + ".oidcConfiguration.promptType") == "select_account"


def test_the_parts_that_are_set_are_switched_on_and_no_others():
    tree = values.render(plan()).values
    assert at(tree, AUTHENTICATION + ".oidcConfiguration.enabled") is True
    assert at(tree, AUTHENTICATION + ".enabled") is at(tree, "openmetadata.config.authorizer.enabled") is True
    assert at(tree, "openmetadata.config.jwtTokenConfiguration") is None
    tree = values.render(plan(extra_environment={"JWT_ISSUER": "acme.io"})).values
    assert at(tree, "openmetadata.config.jwtTokenConfiguration") == {"jwtissuer": "acme.io", "enabled": True}


def test_a_public_client_has_no_secret_and_the_confidential_part_is_off():
    public = plan(flow="implicit", client_secret=None)
    rendered = values.render(public)
    assert at(rendered.values, AUTHENTICATION + ".oidcConfiguration") == {"enabled": False}
    assert (rendered.secret, rendered.public) == ({}, {})
    assert list(documents.files(public, {}, [planning.ROLE_TEMPLATES])) == [documents.VALUES]


def test_the_content_of_a_secret_is_the_text_for_the_process_since_nothing_quotes_it_later():
    secret = yaml.safe_load(files(kubernetes_namespace="data")[documents.SECRET])
    assert secret["metadata"]["name"] == "openmetadata-sso" and secret["metadata"]["namespace"] == "data"
    content = base64.b64decode(secret["data"]["OIDC_CLIENT_SECRET"]).decode()
    assert (
        content
        == encoding.process_text(VARIABLES["om_sso_client_secret"], "string")
        != VARIABLES["om_sso_client_secret"]
    )


def test_the_values_refer_to_the_secrets_that_are_written():
    rendered = files(kubernetes_secret="own-name")
    oidc = at(yaml.safe_load(rendered[documents.VALUES]), AUTHENTICATION + ".oidcConfiguration")
    for value, name, document in (
        ("clientSecret", "own-name", documents.SECRET),
        ("clientId", "own-name-public", documents.PUBLIC),
    ):
        manifest = yaml.safe_load(rendered[document])
        assert oidc[value]["secretRef"] == manifest["metadata"]["name"] == name
        assert oidc[value]["secretKey"] in manifest["data"]


def test_references_leave_the_secret_out_of_everything():
    rendered = files(kubernetes_secret_style="reference")
    assert set(rendered) == {documents.VALUES, documents.PUBLIC}
    tree = yaml.safe_load(rendered[documents.VALUES])
    assert at(tree, AUTHENTICATION + ".oidcConfiguration.clientSecret") == {
        "secretRef": "openmetadata-sso",
        "secretKey": "OIDC_CLIENT_SECRET",
    }
    assert set(tree["podAnnotations"]) == {values.VALUES_CHECKSUM}, (
        "a checksum of the secret would tell something of it"
    )
    assert files(kubernetes_secret_style="reference") == files(
        kubernetes_secret_style="reference", client_secret="another"
    )


def test_what_has_no_value_in_the_chart_goes_through_extra_envs():
    more = {
        "FORCE_SECURE_SESSION_COOKIE": True,
        "AUTHENTICATION_ENABLE_AUTO_REDIRECT": True,
        "AUTHORIZER_DEFAULT_OAUTH_ROLE": "Data Consumer",
    }
    found = extra(values.render(plan(extra_environment=more)))
    assert found["FORCE_SECURE_SESSION_COOKIE"] == "true"
    assert found["AUTHORIZER_DEFAULT_OAUTH_ROLE"] == '"Data Consumer"'
    assert {"CUSTOM_OIDC_AUTHENTICATION_PROVIDER_NAME", "AUTHENTICATION_TOKEN_VALIDATION_ALGORITHM"} <= set(found)


@pytest.mark.parametrize(
    ("release", "by_value"), [("1.8.2", False), ("1.8.3", False), ("1.8.4", True), ("1.13.1", True), (None, True)]
)
def test_a_value_that_an_old_chart_refuses_goes_through_extra_envs(release, by_value):
    rendered = values.render(plan(openmetadata_version=release))
    assert (at(rendered.values, AUTHENTICATION + ".oidcConfiguration.sessionExpiry") == "604800") is by_value
    assert (extra(rendered).get("OIDC_SESSION_EXPIRY") == "604800") is not by_value


@pytest.mark.parametrize("text", ["a$b", "größe", "a\tb"])
def test_a_text_that_the_quotes_of_the_chart_do_not_carry_goes_through_extra_envs(text):
    rendered = values.render(plan(extra_environment={"JWT_ISSUER": text}))
    assert at(rendered.values, "openmetadata.config.jwtTokenConfiguration") is None
    assert extra(rendered)["JWT_ISSUER"] == encoding.process_text(text, "string")


def test_a_secret_without_a_value_in_the_chart_is_referred_to_by_extra_envs():
    rendered = values.render(plan(extra_environment={"OM_SM_ACCESS_KEY": "canary"}))
    (entry,) = (entry for entry in rendered.values["extraEnvs"] if entry["name"] == "OM_SM_ACCESS_KEY")
    assert entry["valueFrom"] == {"secretKeyRef": {"name": "openmetadata-sso", "key": "OM_SM_ACCESS_KEY"}}
    assert rendered.secret["OM_SM_ACCESS_KEY"] == "canary"


def test_the_fernet_key_is_referred_to_and_not_written_into_values():
    rendered = values.render(plan(extra_environment={"FERNET_KEY": "Zm9v" * 10 + "Zm8="}))
    assert at(rendered.values, "openmetadata.config.fernetkey") == {
        "secretRef": "openmetadata-sso",
        "secretKey": "FERNET_KEY",
    }


def test_the_operators_own_extra_envs_stay_and_come_first():
    own = [{"name": "TZ", "value": "UTC"}, {"name": "X", "valueFrom": {"fieldRef": {"fieldPath": "status.podIP"}}}]
    listed = values.render(plan(), {"extraEnvs": own}).values["extraEnvs"]
    assert listed[:2] == own and len(listed) > 2


def test_an_own_key_pair_is_mounted_from_its_secret_beside_the_operators_volumes():
    own = {"extraVolumes": [{"name": "theirs"}], "extraVolumeMounts": [{"name": "theirs", "mountPath": "/theirs"}]}
    made = values.render(plan(jwt_key_id="2026-11"), own).values
    assert made["extraVolumes"] == [
        {"name": "theirs"},
        {"name": "openmetadata-sso-keys", "secret": {"secretName": "openmetadata-sso-keys-2026-11"}},
    ]
    place = "/etc/openmetadata-sso/key-pairs/2026-11"
    mounted = {"name": "openmetadata-sso-keys", "mountPath": place, "readOnly": True}
    assert made["extraVolumeMounts"] == [*own["extraVolumeMounts"], mounted]
    token = made["openmetadata"]["config"]["jwtTokenConfiguration"]
    assert token["enabled"] is True and token["keyId"] == "2026-11"
    assert token["rsaprivateKeyFilePath"] == mounted["mountPath"] + "/private_key.der"
    assert "extraVolumes" not in values.render(plan(), own).values, "what is the operator's stays as it is"


@pytest.mark.parametrize("key_id", ["2026_11", "2026-11.", "Gb389a", "a.b-c"])
def test_the_secret_of_a_key_pair_has_a_valid_name_of_its_own(key_id):
    name = values.key_secret(plan(jwt_key_id=key_id).settings)
    assert re.fullmatch(r"[a-z0-9]([a-z0-9.-]*[a-z0-9])?", name)
    others = {values.key_secret(plan(jwt_key_id=other).settings) for other in ("2026-11", "gb389a", "a-b-c")}
    assert name not in others


def test_a_host_name_trust_store_is_passed_around_the_chart_which_fails_with_it():
    ldap = {
        "AUTHENTICATION_PROVIDER": "ldap",
        "AUTHENTICATION_LDAP_TRUSTSTORE_TYPE": "HostName",
        "AUTHENTICATION_LDAP_ALLOWED_HOSTNAMES": ["a"],
    }
    rendered = values.render(
        plan(
            flow="implicit",
            client_secret=None,
            extra_environment=ldap,
            ignore_rules={"MISC-02": "LDAP by its variables"},
        )
    )
    assert at(rendered.values, AUTHENTICATION + ".ldapConfiguration") == {"truststoreConfigType": "JVMDefault"}
    assert extra(rendered)["AUTHENTICATION_LDAP_TRUSTSTORE_TYPE"] == "HostName"
    assert extra(rendered)["AUTHENTICATION_LDAP_ALLOWED_HOSTNAMES"] == "[a]"


@pytest.mark.parametrize(
    "text",
    [
        "1e5",
        "0o17",
        "yes",
        "null",
        "0x1F",
        "012",
        "1_000",
        "2020-01-01",
        "~",
        "a: b",
        "a #b",
        "",
        " x ",
        "\u2028é😀\x07",
    ],
)
def test_a_text_is_a_text_for_every_reader_of_yaml(text):
    written = documents.dump({"key": text})
    assert yaml.safe_load(written) == {"key": text}
    assert written.startswith('key: "') and written.isascii()
