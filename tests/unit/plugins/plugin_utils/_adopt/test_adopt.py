# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The way back from a configuration to role variables is exact and short, and says what it cannot say."""

import pytest
import yaml
from ansible_collections.openmetadata.sso.plugins.plugin_utils._adopt import (
    adopt as adopting,
)
from ansible_collections.openmetadata.sso.plugins.plugin_utils._adopt import (
    effective_config,
    inventory_files,
)
from ansible_collections.openmetadata.sso.plugins.plugin_utils._model.providers import PROVIDERS
from ansible_collections.openmetadata.sso.plugins.plugin_utils._plan import plan as planner
from examples import EXAMPLES
from hypothesis import given, settings
from hypothesis import strategies as st
from lab.existing import Loader, complete, stock

TARGET = {"om_sso_deployment": "bare_metal"}
PLACE = planner.located(TARGET, planner.TARGET_VARIABLES)
RELEASE = "1.12.14"
MASK = "*" * 9
HIDDEN = "{{ vault_om_sso_client_secret }}"


def planned(variables, release=RELEASE):
    made = planner.make({**variables, **TARGET, "om_sso_openmetadata_version": release})
    assert not made.errors, made.errors
    return {entry.name: entry.text for entry in made.environment}


def adopt(environment, rows=None, served=None, inventory=None, release=RELEASE):
    return adopting.adopt(
        PLACE,
        {**TARGET, **(inventory or {})},
        effective_config.Server(stock(release), environment, rows, release),
        served,
    )


def rules(made):
    return [finding.rule for finding in made.findings]


#: Said by an example although it follows from something else, or has no effect on the server.
SILENT = ("om_sso_deployment", "om_sso_compose_directory", "om_sso_openmetadata_version")


@pytest.mark.parametrize("release", ["1.9.7", "1.12.14", "2.0.7"])
@pytest.mark.parametrize("name", EXAMPLES)
def test_what_was_planned_is_adopted_in_the_same_words(name, release):
    wanted = {variable: value for variable, value in EXAMPLES[name].items() if variable not in SILENT}
    if name in ("basic", "ldap"):
        del wanted["om_sso_server_url"]  # which nothing follows from there
    if name == "ldap":
        wanted["om_sso_ldap"] = {
            key: value
            for key, value in wanted["om_sso_ldap"].items()
            if (key, value) != ("mail_attribute_name", "mail")
        }
    made = adopt(planned(EXAMPLES[name], release), release=release)
    assert made.adopted.variables == wanted
    assert made.fields == len(made.plan.environment)
    assert rules(made) == [
        finding.rule
        for finding in planner.make({**EXAMPLES[name], **TARGET, "om_sso_openmetadata_version": release}).findings
    ]


@pytest.mark.parametrize("release", ["1.9.7", "1.12.14", "2.0.7"])
@pytest.mark.parametrize("name", EXAMPLES)
def test_a_plan_of_what_was_adopted_has_nothing_to_say(name, release):
    made = adopt(planned(EXAMPLES[name], release), release=release)
    files = inventory_files.files(made.adopted.provider.name, made.adopted.variables, made.unknown, "a test")
    plain, secrets = (yaml.load(text, Loader=Loader) or {} for text in (files.variables, files.secret_text))
    again = planner.make({**complete(plain, secrets), **TARGET, "om_sso_openmetadata_version": release})
    assert [one for one in (*made.findings, *again.findings) if one.severity != "info"] == []
    assert {entry.name: entry.text for entry in again.environment} == planned(EXAMPLES[name], release)


def test_the_client_id_of_the_sign_in_is_taken_where_the_other_is_empty():
    environment = planned(EXAMPLES["okta-authorization-code"])
    for other in ({}, {"AUTHENTICATION_CLIENT_ID": ""}):
        given = {name: text for name, text in environment.items() if name != "AUTHENTICATION_CLIENT_ID"}
        made = adopt({**given, **other})
        assert made.adopted.variables["om_sso_client_id"] == EXAMPLES["okta-authorization-code"]["om_sso_client_id"]
        assert rules(made).count("ADO-12") == 1 and not made.plan.errors
        assert "om_sso_extra_environment" not in made.adopted.variables
    assert "ADO-12" not in rules(adopt(environment))


def test_a_public_client_without_an_id_has_none_to_take():
    environment = {**planned(EXAMPLES["okta-implicit"]), "AUTHENTICATION_CLIENT_ID": "", "OIDC_CLIENT_ID": "left"}
    assert [finding.rule for finding in adopt(environment).plan.errors] == ["OPT-03"]


def test_what_no_variable_of_its_own_says_goes_into_the_extra_environment():
    environment = {
        **planned(EXAMPLES["okta-implicit"]),
        "JWT_ISSUER": "acme",
        "OIDC_CLIENT_SECRET": "left",
        "SERVER_PORT": "9000",
        "DB_HOST": "db",
    }
    made = adopt(environment)
    assert made.adopted.variables["om_sso_extra_environment"] == {"SERVER_PORT": 9000, "JWT_ISSUER": "acme"}
    assert made.adopted.left == ("OIDC_CLIENT_SECRET",) and rules(made).count("ADO-07") == 1


@pytest.mark.parametrize("deployment", ["bare_metal", "docker_compose", "kubernetes"])
def test_an_own_key_pair_is_adopted_by_its_id_where_its_files_are_the_collections(deployment):
    target = {"om_sso_deployment": deployment, "om_sso_home": "/opt/om", "om_sso_kubernetes_namespace": "data"}
    wanted = {**EXAMPLES["okta-implicit"], **target, "om_sso_jwt_key_id": "2026-11"}
    environment = {entry.name: entry.text for entry in planner.make(wanted).environment}
    place = planner.located(target, planner.TARGET_VARIABLES)

    def adopted(**changes):
        read = effective_config.Server(stock(RELEASE), {**environment, **changes}, None, RELEASE)
        return adopting.adopt(place, target, read, None).adopted.variables

    assert adopted()["om_sso_jwt_key_id"] == "2026-11" and "om_sso_extra_environment" not in adopted()
    elsewhere = adopted(RSA_PRIVATE_KEY_FILE_PATH="/etc/theirs/private_key.der")
    assert "om_sso_jwt_key_id" not in elsewhere
    assert elsewhere["om_sso_extra_environment"]["RSA_PRIVATE_KEY_FILE_PATH"] == "/etc/theirs/private_key.der"


def test_a_preset_is_recognised_by_its_issuer_alone():
    environment = planned(EXAMPLES["keycloak-implicit"])
    assert adopt(environment).adopted.provider.name == "keycloak"
    other = {**environment, "AUTHENTICATION_AUTHORITY": "https://id.acme.io"}
    assert adopt(other).adopted.provider.name == "custom-oidc"


@pytest.mark.parametrize(
    ("name", "authority", "option", "guess"),
    [
        ("auth0-implicit", "https://acme.eu.auth0.com/", "om_sso_auth0_domain", "acme.eu.auth0.com"),
        ("azure-implicit", "https://login.microsoftonline.com/acme.io/v2.0", "om_sso_azure_tenant_id", "acme.io"),
        ("aws-cognito-implicit", "https://auth.acme.io", "om_sso_cognito_region", "auth.acme.io"),
    ],
)
def test_an_issuer_that_is_not_as_derived_is_set_beside_what_it_tells(name, authority, option, guess):
    made = adopt({**planned(EXAMPLES[name]), "AUTHENTICATION_AUTHORITY": authority})
    assert (made.adopted.variables[option], made.adopted.variables["om_sso_authority"], made.adopted.lost) == (
        guess,
        authority,
        (),
    )


def test_what_rules_refuse_is_adopted_and_said():
    made = adopt({**planned(EXAMPLES["auth0-implicit"]), "AUTHORIZER_ADMIN_PRINCIPALS": "[jane@acme.io]"})
    assert made.adopted.variables["om_sso_admin_principals"] == ["jane@acme.io"]
    assert "CLM-12" in rules(made)


def test_rows_are_taken_and_it_is_said():
    rows = {
        "authenticationConfiguration": {
            "provider": "auth0",
            "authority": "https://new.auth0.com",
            "clientType": "public",
        }
    }
    made = adopt(planned(EXAMPLES["auth0-implicit"]), rows=rows)
    assert made.adopted.variables["om_sso_auth0_domain"] == "new.auth0.com"
    assert "ADO-03" in rules(made)


def test_a_masked_secret_becomes_a_reference_to_fill_in():
    environment = planned(EXAMPLES["auth0-authorization-code"])
    found = effective_config.effective(effective_config.Server(stock(RELEASE), environment, None, RELEASE)).values
    authentication = {"oidcConfiguration": {"secret": MASK, "scope": found["OIDC_SCOPE"], "type": "auth0"}}
    environment = {**environment, "OIDC_CLIENT_SECRET": "of-the-file"}
    made = adopt(
        environment,
        rows={"authenticationConfiguration": {"provider": "auth0", "clientType": "confidential", **authentication}},
    )
    assert made.unknown == (("om_sso_client_secret",),)
    assert "ADO-02" in rules(made) and "FLOW-01" not in rules(made)
    files = inventory_files.files("auth0", made.adopted.variables, made.unknown, "a test")
    assert yaml.safe_load(files.variables)["om_sso_client_secret"] == HIDDEN
    assert "# vault_om_sso_client_secret: could not be read" in files.secret_text
    assert "of-the-file" not in files.variables + files.secret_text and MASK not in files.variables + files.secret_text


def test_the_comparison_reads_the_plan_back_as_the_server_would(monkeypatch):
    invert = adopting.invert

    def careless(*arguments):
        found = invert(*arguments)
        return found._replace(variables={**found.variables, "om_sso_client_id": "another"})

    monkeypatch.setattr(adopting, "invert", careless)
    made = adopt(planned(EXAMPLES["auth0-implicit"]))
    assert made.adopted.lost == ("AUTHENTICATION_CLIENT_ID",)
    assert [finding.option for finding in made.findings if finding.rule == "ADO-01"] == [
        "om_sso_extra_environment.AUTHENTICATION_CLIENT_ID"
    ]
    assert made.fields == len(made.plan.environment) - 1


def test_a_configuration_that_could_not_be_read_is_said():
    made = adopting.adopt(PLACE, TARGET, effective_config.Server("", {}, None, RELEASE), None)
    assert (made.adopted, rules(made)) == (None, ["ADO-08"])


@pytest.mark.parametrize(
    ("environment", "said"),
    [({"AUTHENTICATION_PROVIDER": "openmetadata"}, "openmetadata"), ({"JWT_ISSUER": "a: b"}, "not valid YAML")],
)
def test_what_cannot_be_adopted_at_all_is_said(environment, said):
    made = adopt(environment)
    assert (made.adopted, rules(made)) == (None, ["ADO-08"]) and said in made.findings[0].message


def test_variables_that_would_count_beside_the_adopted_ones_are_named():
    environment = planned(EXAMPLES["auth0-implicit"])
    inventory = {
        "om_sso_prompt": "login",
        "om_sso_auth0_domain": "acme.eu.auth0.com",
        "om_sso_preflight": "off",
        "om_sso_plan_file": "plan.json",
        "om_sso_plan_file_key": "a-key-of-the-reviewers",
        "om_sso_production": True,
        "om_sso_pkce": False,
    }
    made = adopt(environment, inventory=inventory)
    assert [finding.option for finding in made.findings if finding.rule == "ADO-04"] == ["om_sso_prompt"]


def test_a_server_that_serves_something_else_is_said():
    made = adopt(planned(EXAMPLES["auth0-implicit"]), served={"clientId": "another", "provider": "auth0"})
    assert "clientId" in next(finding.message for finding in made.findings if finding.rule == "ADO-09")


SECRETS = {
    "om_sso_client_secret": "a {{ b }} {% c %} {# d #}",
    "om_sso_provider": "auth0",
    "om_sso_extra_environment": {"FERNET_KEY": "k", "JWT_ISSUER": "{{x"},
}


def test_secrets_are_apart_and_no_text_is_taken_for_a_template():
    files = inventory_files.files("auth0", SECRETS, (), "a test")
    assert files.secrets == {
        "vault_om_sso_client_secret": "a {{ b }} {% c %} {# d #}",
        "vault_om_sso_extra_environment_fernet_key": "k",
    }
    assert '!unsafe "a {{ b }} {% c %} {# d #}"' in files.secret_text
    assert '!unsafe "{{x"' in files.variables and "{{ b }}" not in files.variables
    assert '"{{ vault_om_sso_client_secret }}"' in files.variables and '!unsafe "{{ vault' not in files.variables


def test_nested_secrets_come_back():
    variables = {name: value for name, value in EXAMPLES["ldap"].items() if name not in SILENT}
    files = inventory_files.files("ldap", variables, (), "a test")
    assert complete(yaml.safe_load(files.variables), files.secrets) == variables
    assert "vault_om_sso_ldap_dn_admin_password" in files.secrets


def test_a_file_tells_whether_it_was_edited():
    text = inventory_files.files("auth0", SECRETS, (), "a test").variables
    assert inventory_files.is_untouched(text)
    assert not inventory_files.is_untouched(text.replace("auth0", "okta"))
    assert not inventory_files.is_untouched("om_sso_provider: auth0\n")


ANY = """
authorizerConfiguration:
  adminPrincipals: ${AUTHORIZER_ADMIN_PRINCIPALS:-[admin]}
  principalDomain: ${AUTHORIZER_PRINCIPAL_DOMAIN:-"open-metadata.org"}
authenticationConfiguration:
  clientType: ${AUTHENTICATION_CLIENT_TYPE:-public}
  provider: ${AUTHENTICATION_PROVIDER:-basic}
  publicKeyUrls: ${AUTHENTICATION_PUBLIC_KEYS:-[]}
  authority: ${AUTHENTICATION_AUTHORITY:-https://accounts.google.com}
  callbackUrl: ${AUTHENTICATION_CALLBACK_URL:-""}
  oidcConfiguration:
    secret: ${OIDC_CLIENT_SECRET:-""}
    maxAge: ${OIDC_MAX_AGE:-"0"}
    customParams: ${OIDC_CUSTOM_PARAMS:-}
  ldapConfiguration:
    host: ${AUTHENTICATION_LDAP_HOST:-}
    port: ${AUTHENTICATION_LDAP_PORT:-}
    authRolesMapping: ${AUTH_ROLES_MAPPING:-""}
    truststoreConfigType: ${AUTHENTICATION_LDAP_TRUSTSTORE_TYPE:-TrustAll}
"""
NAMES = [line.split("${")[1].split(":-")[0] for line in ANY.splitlines() if "${" in line]
PIECES = [
    "https://",
    "http://",
    "x",
    "/",
    "/realms/",
    "[",
    "]",
    ",",
    "{",
    "}",
    '"',
    "'",
    ": ",
    "null",
    "12",
    "true",
    "a@b",
    "/callback",
    "é",
    "\ud800",
    "&a",
    "*a",
]
VALUES = st.lists(st.sampled_from(PIECES), max_size=5).map("".join)
PROVIDERS_AND_ANY = st.sampled_from([provider.openmetadata_provider for provider in PROVIDERS.values()]) | VALUES


@given(
    environment=st.dictionaries(st.sampled_from(NAMES), VALUES),
    provider=PROVIDERS_AND_ANY,
    client=st.sampled_from(["public", "confidential"]),
    rows=st.none()
    | st.dictionaries(
        st.sampled_from(["provider", "authority", "publicKeyUrls", "oidcConfiguration", "ldapConfiguration"]),
        st.none() | VALUES | st.lists(VALUES),
    ),
)
@settings(max_examples=100, deadline=None)
def test_any_configuration_gives_role_variables_or_findings_and_never_a_traceback(environment, provider, client, rows):
    environment = {**environment, "AUTHENTICATION_PROVIDER": provider, "AUTHENTICATION_CLIENT_TYPE": client}
    # As the host reads the environment of a process, whatever bytes are in it.
    read = effective_config.Server(
        ANY, environment, None if rows is None else {"authenticationConfiguration": rows}, RELEASE
    )
    made = adopting.adopt(PLACE, TARGET, read, {"provider": "basic"})
    assert made.adopted is not None or made.findings
    if made.adopted is not None:
        files = inventory_files.files(made.adopted.provider.name, made.adopted.variables, made.unknown, "a test")
        assert inventory_files.is_untouched(files.variables) and inventory_files.is_untouched(files.secret_text)
        assert made.plan.errors or made.adopted.lost == ()
