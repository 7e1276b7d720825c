# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the schema of the chart says against values files: where, why, and which name is right."""

import pytest
from ansible_collections.openmetadata.sso.plugins.plugin_utils._helm import schema_findings, values_yaml

START = "openmetadata:\n  config:\n"
OIDC = START + "    authentication:\n      oidcConfiguration:\n        "


def found(text, version="1.12.12"):
    """(rule, line, severity, text of fix) of every finding."""
    return [
        (one.rule, int(one.option.rpartition(":")[2]) if ":" in one.option else 0, one.severity, one.fix)
        for one in schema_findings.of(values_yaml.read(text, "values.yaml"), version)
    ]


def only(text, version="1.12.12"):
    """The only finding."""
    (one,) = schema_findings.of(values_yaml.read(text, "values.yaml"), version)
    return one


@pytest.mark.parametrize(
    ("text", "line", "fix"),
    [
        (OIDC + "type: keycloak", 5, "Write oidcType."),
        (OIDC + "id: openmetadata", 5, "Write clientId."),
        (OIDC + "secret: {secretRef: a, secretKey: b}", 5, "Write clientSecret."),
        (OIDC + "prompt: login", 5, "Write promptType."),
        (OIDC + "scopes: openid", 5, "Write scope."),
        (OIDC + "discoveryURL: https://a", 5, "Write discoveryUri."),
        (OIDC + "callback_url: https://a", 5, "Write callbackUrl."),
        (OIDC + "authority: https://a", 5, "Move it to openmetadata.config.authentication.authority."),
        (OIDC + "tokenValidity: 3600", 5, "Write a text, between quotes."),
        (OIDC + 'useNonce: "true"', 5, "Write a boolean, without quotes."),
        (OIDC + "disablePkce: maybe", 5, "Write a boolean, as in values.yaml of the chart."),
        (START + "    authorizer: {adminPrincipals: [jane]}", 3, "Write initialAdmins."),
        (START + "    authorizer: {allowedDomain: [a]}", 3, "Write allowedDomains."),
        (
            START + "    authentication: {adminPrincipals: [jane]}",
            3,
            "Move it to openmetadata.config.authorizer.initialAdmins.",
        ),
        (
            START + "    authentication: {OIDC_SCOPE: openid}",
            3,
            "Move it to openmetadata.config.authentication.oidcConfiguration.scope.",
        ),
        (START + "    authentication: {publicKeyUrls: [a]}", 3, "Write publicKeys."),
        (START + "    authentication: {clientID: a}", 3, "Write clientId."),
        (START + "    authentication: {samlConfiguration: {}}", 3, "Write saml."),
        (START + "    authentication: {ldap: {}}", 3, "Write ldapConfiguration."),
        (START + "    authentication: {jwtPrincipalClaims: email}", 3, "Write a list, with - before each item."),
        (START + "    authentication:\n      jwtPrincipalClaims:\n        - 5", 5, "Write a text, between quotes."),
        (START + "    jwtTokenConfiguration: {issuer: a}", 3, "Write jwtissuer."),
        (START + "    jwtTokenConfiguration: {jwtissuer: null, keyID: a}", 3, "Write keyId."),
        (START + "    web: {nothing: 1}", 3, "Remove it."),
        ("openmetadata: {authentication: {}}", 1, "Move it to openmetadata.config.authentication."),
        ("openmetadata: {extraEnvs: []}", 1, "Move it to extraEnvs at the top."),
        ('replicaCount: "2"', 1, "Write a whole number, without quotes."),
        ("gateway: {parentRefs: []}", 1, "Fill it in."),
        ("gateway: {parentRefs: [{}]}", 1, "Fill it in."),
        ("collate: null", 1, "Write a dictionary, or remove it."),
        ("extraEnvs:\n  - name: A\n    value: true", 3, "Write the value between quotes."),
    ],
)
def test_a_value_that_helm_refuses_is_an_error_with_its_line_and_the_right_name(text, line, fix):
    assert found(text) == [("HELM-04", line, "error", fix)]


def test_a_value_that_only_a_variable_carries():
    one = only(START + "    authentication: {providerName: Keycloak}")
    assert (one.rule, one.severity) == ("HELM-04", "error")
    assert "CUSTOM_OIDC_AUTHENTICATION_PROVIDER_NAME" in one.message


def test_a_value_of_a_later_chart_names_the_first_that_has_it():
    text = START + "    rdf: {enabled: true}"
    assert "the first chart that has it is 1.9.14" in only(text, "1.9.12").message
    assert found(text, "1.9.14") == []
    expiry = OIDC + "sessionExpiry: '604800'"
    assert "the first chart that has it is 1.8.2" in only(expiry, "1.8.3").message


def test_a_choice_that_the_chart_does_not_have():
    one = only(START + "    authentication: {provider: keycloak}")
    assert "custom-oidc" in one.message
    assert "keycloak" not in one.message, "a value is never in a text: it may be a secret in the wrong place"


@pytest.mark.parametrize(
    ("text", "fix"),
    [
        ("authentication: {provider: okta}", "openmetadata.config.authentication"),
        ("global: {authentication: {provider: okta}}", "openmetadata.config.authentication"),
        ("authorizer: {}", "openmetadata.config.authorizer"),
        ("config: {}", "openmetadata.config"),
        ("extraEnv: []", "extraEnvs"),
        ("envForm: []", "envFrom"),
        ("extraEnvVars: []", "extraEnvs"),
        ("env: [{name: A, value: b}]", "extraEnvs"),
    ],
)
def test_a_value_that_helm_ignores_is_a_warning(text, fix):
    assert found(text) == [("HELM-05", 1, "warning", f"Move it to {fix}.")]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "mysql: {enabled: true}\nairflow: {}\nopensearch: {}\nglobal: {imageRegistry: a}\nx-common: &c {a: 1}",
        "image: {tag: 1.12.12, anything: true}",
        "podAnnotations: {a: b}\nresources: {limits: {cpu: 1}}\nextraVolumes: [{name: a, emptyDir: {}}]",
        "openmetadata: {config: {authentication: {authority: null, publicKeys: null}}}",
        "serviceMonitor: {enabled: true}",
        "extraEnvs: [{name: A, value: b}, {name: C, valueFrom: {secretKeyRef: {name: a, key: b}}}]",
        OIDC + "{enabled: true, clientId: {secretRef: a, secretKey: b}, customParams: '{}', maxAge: '0'}",
    ],
)
def test_values_that_helm_takes_give_no_finding(text):
    assert found(text) == []


@pytest.mark.parametrize(
    "text",
    [
        START + "    oidcConfiguration: {}",
        OIDC + "clientSecret: canary",
        OIDC + "customParams: {a: b}",
    ],
)
def test_what_another_rule_says_better_is_left_to_it(text):
    """FLOW-04, ENV-19 and ENV-10: test_plan_findings.py holds that one of them speaks."""
    assert found(text) == []


def test_a_newer_chart_is_said_plainly_and_its_new_keys_give_no_finding():
    text = START + "    authentication: {newKey: 1}\n    authorizer: {adminPrincipals: [jane]}"
    assert [(rule, severity) for rule, _line, severity, _fix in found(text, "2.0.0")] == [
        ("HELM-06", "info"),
        ("HELM-04", "warning"),
    ]
    assert found("replicaCount: 2", "1.13.2")[0][0] == "HELM-06"


def test_without_a_version_only_what_every_chart_refuses_is_an_error():
    assert found(START + "    rdf: {enabled: true}", None) == []
    assert found(START + "    openmetadata: {uri: a}", None) == []
    assert found(OIDC + "prompt: login", None) == [("HELM-04", 5, "error", "Write promptType.")]


def test_no_text_holds_a_value():
    texts = [
        OIDC + "secret: canary",
        START + "    authentication: {provider: canary, password: canary}",
        "extraEnv: canary",
    ]
    for text in texts:
        assert "canary" not in str(schema_findings.of(values_yaml.read(text, "values.yaml"), "1.12.12"))
