# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Each trap of the chart is found where it is, and only there."""

import pytest
from ansible_collections.openmetadata.sso.plugins.plugin_utils._helm import values, values_findings

REFERENCE = "clientSecret: {secretRef: a, secretKey: c}"
KEYS = "publicKeys: [https://acme.eu.auth0.com/.well-known/jwks.json]"
GOOD = f"""
openmetadata:
  config:
    authentication:
      provider: auth0
      clientType: confidential
      authority: https://acme.eu.auth0.com
      {KEYS}
      oidcConfiguration:
        enabled: true
        clientId: {{secretRef: a, secretKey: b}}
        clientSecret: {{secretRef: a, secretKey: c}}
        customParams: '{{}}'
extraEnvs:
  - {{name: TZ, value: UTC}}
"""


def changed(*pairs):
    text = GOOD
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    return text


def found(text, **more):
    return {finding.rule for finding in values_findings.of([("values.yaml", text)], **more)}


MUST_FIRE = {
    "FLOW-04": [
        changed(("        enabled: true\n", "")),
        changed(("enabled: true", "enabled: false")),
        changed(("enabled: true", 'enabled: "true"')),
        changed(("authentication:\n", "oidcConfiguration: {enabled: true}\n    authentication:\n")),
        changed(("oidcConfiguration:\n", "oidcConfiguration:\n        oidcConfiguration: {enabled: true}\n")),
        "authentication: {oidcConfiguration: {enabled: true}}",
    ],
    "ENV-19": [
        changed((REFERENCE, "clientSecret: canary")),
        changed((REFERENCE, "clientSecret: {secretRef: '', secretKey: c}")),
        changed((REFERENCE, "clientSecret: {secretRef: a}")),
        changed(("extraEnvs:\n", "extraEnvs:\n  - {name: OIDC_CLIENT_SECRET, value: canary}\n")),
        changed(("provider: auth0", "provider: auth0\n      clientSecret: canary")),
        "openmetadata: {config: {authentication: {ldapConfiguration: {dnAdminPassword: 1234}}}}",
    ],
    "ENV-18": [
        changed(("authority: https://acme.eu.auth0.com", "authority: https://accounts.google.com")),
        changed(("      authority: https://acme.eu.auth0.com\n", "")),
        changed((f"      {KEYS}\n", "")),
        changed((KEYS, "publicKeys: [http://openmetadata:8585/api/v1/system/config/jwks]")),
    ],
    "ENV-10": [changed(("customParams: '{}'", "customParams: {a: b}"))],
    "HELM-02": ["a: [", "- a", "{{ toYaml .Values }}: x", "\tkey: 1"],
}
MUST_NOT_FIRE = {
    "FLOW-04": [
        GOOD,
        "",
        changed(("clientType: confidential", "clientType: public"), ("enabled: true", "enabled: false")),
    ],
    "ENV-19": [
        GOOD,
        changed(
            ("clientType: confidential", "clientType: public"),
            (REFERENCE, "clientSecret: {secretRef: '', secretKey: ''}"),
        ),
        changed(
            (
                "extraEnvs:\n",
                "extraEnvs:\n  - {name: OIDC_CLIENT_SECRET, valueFrom: {secretKeyRef: {name: a, key: b}}}\n",
            )
        ),
    ],
    "ENV-18": [
        GOOD,
        "",
        changed(
            ("provider: auth0", "provider: google"),
            ("authority: https://acme.eu.auth0.com", "authority: https://accounts.google.com"),
        ),
        changed(
            ("      authority: https://acme.eu.auth0.com\n", ""),
            ("name: TZ, value: UTC", "name: AUTHENTICATION_AUTHORITY, value: 'https://x'"),
        ),
        "openmetadata: {config: {authentication: {provider: ldap}}}",
    ],
    "ENV-10": [GOOD],
    "HELM-02": [GOOD, "", "# nothing\n"],
}


@pytest.mark.parametrize("rule, text", [(rule, text) for rule, texts in MUST_FIRE.items() for text in texts])
def test_fires(rule, text):
    assert rule in found(text)


@pytest.mark.parametrize("rule, text", [(rule, text) for rule, texts in MUST_NOT_FIRE.items() for text in texts])
def test_does_not_fire(rule, text):
    assert rule not in found(text)


def test_our_part_on_top_heals_what_the_merge_decides():
    ours = values_findings.parsed(GOOD)
    assert (
        found("openmetadata: {config: {authentication: {clientType: confidential, provider: azure}}}", ours=ours)
        == set()
    )


def test_our_part_on_top_does_not_heal_a_secret_in_clear_text():
    assert found(changed((REFERENCE, "clientSecret: canary")), ours=values_findings.parsed(GOOD)) == {"ENV-19"}


def test_a_changed_secret_of_the_operators_own_does_not_restart_the_pods():
    assert "ENV-17" in found(GOOD, references=["openmetadata-sso"])


@pytest.mark.parametrize(
    "more",
    [
        f"podAnnotations: {{{values.CHECKSUM}: 01234567}}",
        "deploymentAnnotations: {reloader.stakater.com/auto: 'true'}",
        "podAnnotations: {secret.reloader.stakater.com/reload: openmetadata-sso}",
    ],
)
def test_something_restarts_the_pods(more):
    assert "ENV-17" not in found(GOOD + more, references=["openmetadata-sso"])


def test_there_is_no_secret_to_restart_for():
    assert "ENV-17" not in found(GOOD)


def test_a_variable_of_the_plan_is_in_the_operators_extra_envs_too():
    assert "HELM-01" in found(changed(("name: TZ", "name: OIDC_SCOPE")), planned=["OIDC_SCOPE"])
    assert "HELM-01" not in found(GOOD, planned=["OIDC_SCOPE"])


def test_a_later_values_file_wins_and_null_removes():
    texts = [("a", GOOD), ("b", "openmetadata: {config: {authentication: {oidcConfiguration: {enabled: false}}}}")]
    assert {finding.rule for finding in values_findings.of(texts)} == {"FLOW-04"}
    assert {
        finding.rule
        for finding in values_findings.of([*texts, ("c", "openmetadata: {config: {authentication: null}}")])
    } == set()


@pytest.mark.parametrize("text", [text for texts in MUST_FIRE.values() for text in texts])
def test_no_finding_holds_a_secret(text):
    assert "canary" not in str(values_findings.of([("values.yaml", text)]))


def test_every_check_is_tested():
    tested = {*MUST_FIRE, "ENV-17", "HELM-01"}
    assert {check.id for check in values_findings.CHECKS} <= tested
