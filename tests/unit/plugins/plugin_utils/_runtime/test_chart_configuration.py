# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Values files alone: what they give the server is checked, and adopted as role variables that bring the same."""

import pytest
import yaml
from ansible_collections.openmetadata.sso.plugins.plugin_utils._adopt import effective_config, shipped_yaml
from ansible_collections.openmetadata.sso.plugins.plugin_utils._helm import chart_process, values_findings, values_yaml
from ansible_collections.openmetadata.sso.plugins.plugin_utils._helm import values as chart_values
from ansible_collections.openmetadata.sso.plugins.plugin_utils._plan import plan as planner
from ansible_collections.openmetadata.sso.plugins.plugin_utils._runtime import chart_configuration, host_configuration
from ansible_collections.openmetadata.sso.plugins.plugin_utils._runtime.variables import Variables

RELEASE = "1.12.12"
TARGET = {
    "om_sso_deployment": "kubernetes",
    "om_sso_kubernetes_namespace": "data",
    "om_sso_openmetadata_version": RELEASE,
}
KEYCLOAK = """
openmetadata:
  config:
    authentication:
      clientType: confidential
      provider: custom-oidc
      publicKeys:
        - https://openmetadata.acme.io/api/v1/system/config/jwks
        - https://keycloak.acme.io/realms/data/protocol/openid-connect/certs
      authority: https://keycloak.acme.io/realms/data
      clientId: openmetadata
      callbackUrl: https://openmetadata.acme.io/callback
      oidcConfiguration:
        enabled: true
        oidcType: Keycloak
        clientId: {secretRef: oidc-secrets, secretKey: id}
        clientSecret: {secretRef: oidc-secrets, secretKey: secret}
        callbackUrl: https://openmetadata.acme.io/callback
        serverUrl: https://openmetadata.acme.io
        discoveryUri: https://keycloak.acme.io/realms/data/.well-known/openid-configuration
    authorizer:
      initialAdmins: [data.steward]
      principalDomain: acme.io
"""
OKTA = """
openmetadata:
  config:
    authentication:
      provider: okta
      publicKeys: [http://openmetadata:8585/api/v1/system/config/jwks, https://acme.okta.com/oauth2/default/v1/keys]
      authority: https://acme.okta.com/oauth2/default
      clientId: 0oab1cdefgHIJKlmn5d7
      callbackUrl: https://openmetadata.acme.io/callback
    authorizer:
      initialAdmins: [jane]
      principalDomain: acme.io
      enforcePrincipalDomain: true
    jwtTokenConfiguration: {jwtissuer: acme.io}
"""
LDAP = """
openmetadata:
  config:
    authentication:
      provider: ldap
      enableSelfSignup: false
      ldapConfiguration:
        host: ldap.acme.io
        port: 636
        sslEnabled: true
        dnAdminPrincipal: cn=reader,dc=acme,dc=io
        dnAdminPassword: {secretRef: ldap, secretKey: password}
        userBaseDN: ou=people,dc=acme,dc=io
        mailAttributeName: mail
        truststoreConfigType: JVMDefault
    authorizer: {initialAdmins: [jane], principalDomain: acme.io}
"""
EXTRA = """
openmetadata: {config: {authorizer: {initialAdmins: [jane], principalDomain: acme.io}}}
extraEnvs:
  - {name: AUTHENTICATION_PROVIDER, value: google}
  - {name: AUTHENTICATION_PUBLIC_KEYS, value: '[https://www.googleapis.com/oauth2/v3/certs]'}
  - {name: AUTHENTICATION_CLIENT_ID, value: 123-abc.apps.googleusercontent.com}
  - {name: AUTHENTICATION_CALLBACK_URL, value: 'https://openmetadata.acme.io/callback'}
"""
ALL = pytest.mark.parametrize(
    "text", [KEYCLOAK, OKTA, LDAP, EXTRA, ""], ids=["keycloak", "okta", "ldap", "extra", "none"]
)


class Loader:
    """Reads no file: nothing is encrypted here."""


def run(tmp_path, text, verb, **more):
    path = tmp_path / "values.yaml"
    path.write_text(text, encoding="utf-8")
    values = {
        **TARGET,
        "om_sso_helm_values_files": [str(path)],
        "om_sso_adopt_directory": str(tmp_path / "vars"),
        **more,
    }
    place = host_configuration.place_of(Variables(values, []), verb)
    if place.errors:
        return host_configuration.refused("om", place)
    if verb == "check":
        return chart_configuration.checked("om", values, place)
    return chart_configuration.adopted("om", Variables(values, []), place, False, Loader())


def findings(outcome):
    return [(one["rule"], one["severity"], one["option"]) for one in outcome.parts["om"]["findings"]]


def in_effect(values):
    """What the chart and the server make of values, secrets aside."""
    found = chart_process.of(values_yaml.marked(values, "values.yaml"), RELEASE)
    texts = {name: value.text for name, value in found.process.environment.items()}
    text = shipped_yaml.text(RELEASE, chart_process.SECTIONS)
    return effective_config.effective(effective_config.Server(text, texts, None, RELEASE, found.kept))


@ALL
def test_the_adopted_variables_bring_the_same_values(tmp_path, text):
    outcome = run(tmp_path, text, "adopt")
    assert [rule for rule, severity, _option in findings(outcome) if severity == "error"] == []
    written = yaml.safe_load((tmp_path / "vars/om/om_sso.yml").read_text(encoding="utf-8"))
    hidden = {name: "a-secret" if str(value).startswith("{{ ") else value for name, value in written.items()}
    if "om_sso_ldap" in hidden:
        hidden["om_sso_ldap"]["dn_admin_password"] = "a-secret"
    plan = planner.make({**TARGET, **hidden})
    assert plan.errors == []
    before = values_findings.parsed(text)
    before.pop("extraEnvs", None)  # HELM-01: the plan sets them now
    after = values_findings.merge(before, chart_values.render(plan).values)
    wanted, got = in_effect(values_findings.parsed(text)), in_effect(after)
    known = set(wanted.values) - set(wanted.masked) - set(got.masked) - {"OIDC_CLIENT_ID"}
    named = {entry.name for entry in plan.environment} & known
    assert [name for name in named if not effective_config.equal(name, got.values[name], wanted.values[name])] == []
    assert len(named) > 10


def test_a_secret_of_a_secret_is_named_and_left_to_be_filled_in(tmp_path):
    outcome = run(tmp_path, KEYCLOAK, "adopt")
    assert ("ADO-02", "warning", "om_sso_client_secret") in findings(outcome)
    assert "the Secret oidc-secrets (key secret)" in "\n".join(outcome.lines)
    vault = (tmp_path / "vars/om/om_sso.vault.yml").read_text(encoding="utf-8")
    assert "vault_om_sso_client_secret: could not be read" in vault


def test_a_second_adoption_changes_nothing(tmp_path):
    assert run(tmp_path, OKTA, "adopt").data["changed"] is True
    assert run(tmp_path, OKTA, "adopt").data["changed"] is False


def test_what_env_from_names_is_said(tmp_path):
    assert "ADO-10" in {
        rule for rule, _severity, _option in findings(run(tmp_path, "envFrom: [{secretRef: {name: a}}]", "adopt"))
    }


def test_without_values_files_there_is_nothing_to_check(tmp_path):
    outcome = run(tmp_path, "", "check", om_sso_helm_values_files=None)
    assert ("OPT-03", "error", "om_sso_helm_values_files") in findings(outcome)
    assert outcome.failure


@pytest.mark.parametrize("verb", ["check", "adopt"])
def test_a_file_that_cannot_be_read_is_an_error(tmp_path, verb):
    outcome = run(tmp_path, "a: [", verb)
    assert ("HELM-02", "error", "om_sso_helm_values_files") in findings(outcome)
    assert outcome.failure


@ALL
def test_right_values_have_no_finding(tmp_path, text):
    assert [one for one in findings(run(tmp_path, text, "check")) if one[1] == "error"] == []


@pytest.mark.parametrize(
    ("old", "new", "rule", "line"),
    [
        ("oidcType: Keycloak", "type: Keycloak", "HELM-04", 15),
        (
            "authority: https://keycloak.acme.io/realms/data",
            "authority: https://https://keycloak.acme.io",
            "ENV-06",
            10,
        ),
        ("initialAdmins: [data.steward]", "initialAdmins: [data.steward@acme.io]", "CLM-12", 22),
        ("principalDomain: acme.io", "principalDomain: https://acme.io", "CLM-06", 23),
    ],
)
def test_a_wrong_value_is_a_finding_at_its_line(tmp_path, old, new, rule, line):
    found = findings(run(tmp_path, KEYCLOAK.replace(old, new), "check"))
    assert {option for found_rule, _severity, option in found if found_rule == rule} == {
        f"{tmp_path}/values.yaml:{line}"
    }


def test_the_release_of_the_image_counts_where_none_is_named(tmp_path):
    text = KEYCLOAK + "image: {tag: 1.9.7}\n"
    outcome = run(tmp_path, text, "check", om_sso_openmetadata_version=None)
    assert outcome.parts["om"]["version"] == "1.9.7"
    assert "DB-12" not in {rule for rule, _severity, _option in findings(outcome)}
