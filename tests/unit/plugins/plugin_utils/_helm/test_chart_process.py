# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The environment that the chart makes of values, from values alone."""

import pytest
from ansible_collections.openmetadata.sso.plugins.plugin_utils._adopt import effective_config, shipped_yaml
from ansible_collections.openmetadata.sso.plugins.plugin_utils._helm import chart_process, values_yaml
from ansible_collections.openmetadata.sso.plugins.plugin_utils._helm import values as chart_values
from helm_chart import cases

RELEASE = "1.12.12"
AUTHENTICATION = "openmetadata: {config: {authentication: "


def of(text, release=RELEASE):
    return chart_process.of(values_yaml.read(text, "values.yaml"), release)


def in_effect(texts, release=RELEASE):
    """What the server would read."""
    yaml = shipped_yaml.text(release, chart_process.SECTIONS)
    return effective_config.effective(effective_config.Server(yaml, texts, None, release)).values


def texts_of(process):
    return {name: value.text for name, value in process.environment.items()}


@pytest.mark.parametrize("case", cases.PROVIDER_CASES, ids=lambda case: case.name)
def test_the_values_of_a_plan_give_what_was_planned(case):
    plan = case.plan(RELEASE)
    rendered = chart_values.render(plan)
    found = chart_process.of(values_yaml.marked(rendered.values, "values.yaml"), RELEASE)
    planned = in_effect({entry.name: entry.text for entry in plan.environment})
    read = in_effect(texts_of(found.process))
    names = {entry.name for entry in plan.environment if entry.paths[0].startswith(chart_process.SECTIONS)}
    kept = set(found.kept) | {"OIDC_CLIENT_ID"}
    assert kept >= {*rendered.secret, *rendered.public} & names
    assert {name: read[name] for name in names - kept} == {name: planned[name] for name in names - kept}


def test_without_values_the_defaults_of_the_chart_count():
    found = of("")
    assert found.process.environment["AUTHENTICATION_PROVIDER"].text == "basic"
    assert found.process.environment["AUTHENTICATION_PROVIDER"].places == ()
    assert in_effect(texts_of(found.process))["AUTHENTICATION_PUBLIC_KEYS"] == [
        "http://openmetadata:8585/api/v1/system/config/jwks"
    ]
    assert not [name for name in found.process.environment if name.startswith(("OIDC_", "SAML_", "AUTH_"))]
    assert found.kept == {} and found.others == ()


@pytest.mark.parametrize(
    ("text", "absent"),
    [
        (AUTHENTICATION + "{enabled: false, provider: okta}}}", "AUTHENTICATION_PROVIDER"),
        (AUTHENTICATION + "{clientType: confidential, oidcConfiguration: {scope: openid}}}}", "OIDC_SCOPE"),
        (AUTHENTICATION + "{clientType: public, oidcConfiguration: {enabled: true, scope: openid}}}}", "OIDC_SCOPE"),
        (AUTHENTICATION + "{provider: okta, ldapConfiguration: {host: a}}}}", "AUTHENTICATION_LDAP_HOST"),
        ("openmetadata: {config: {authorizer: {enabled: false, initialAdmins: [a]}}}", "AUTHORIZER_ADMIN_PRINCIPALS"),
    ],
)
def test_what_the_chart_does_not_read_is_not_there(text, absent):
    assert absent not in of(text).process.environment


def test_a_value_has_its_line_and_a_secret_its_place():
    text = (
        "openmetadata:\n  config:\n    authentication:\n      provider: okta\n      clientType: confidential\n"
        "      clientId: abc\n      oidcConfiguration:\n        enabled: true\n"
        "        clientId: {secretRef: s, secretKey: i}\n        clientSecret: {secretRef: s, secretKey: k}\n"
    )
    found = of(text)
    assert found.process.environment["AUTHENTICATION_PROVIDER"].places[0].line == 4
    assert found.process.environment["OIDC_CLIENT_ID"].text == "abc", "the client ID is known from its other place"
    assert found.kept == {"OIDC_CLIENT_SECRET": "the Secret s (key k)"}
    assert found.process.unknown["OIDC_CLIENT_SECRET"].line == 10
    other = of(text.replace("      clientId: abc\n", ""))
    assert other.kept["AUTHENTICATION_CLIENT_ID"] == "the Secret s (key i)"


def test_an_entry_of_extra_envs_wins():
    text = (
        "extraEnvs:\n  - {name: AUTHENTICATION_PROVIDER, value: okta}\n  - {name: TZ, value: UTC}\n"
        "  - {name: AUTHENTICATION_CLIENT_ID, valueFrom: {secretKeyRef: {name: s, key: k}}}\n"
        "envFrom:\n  - secretRef: {name: more}\n  - configMapRef: {name: map}\n"
    )
    found = of(text)
    assert found.process.environment["AUTHENTICATION_PROVIDER"].text == "okta"
    assert "TZ" not in found.process.environment
    assert found.kept == {"AUTHENTICATION_CLIENT_ID": "the Secret s (key k)"}
    assert found.others == ("more", "map")


@pytest.mark.parametrize(
    "text",
    [
        AUTHENTICATION + "5}}",
        AUTHENTICATION + "{provider: [a], publicKeys: a, oidcConfiguration: x, jwtPrincipalClaims: {a: b}}}}",
        "extraEnvs: {a: b}\nenvFrom: [a, {secretRef: b}]",
        "extraEnvs: [a, {value: b}, {name: [c]}, {name: OIDC_SCOPE, valueFrom: x}, {name: OIDC_TYPE, value: 5}]",
        "image: 5\nopenmetadata: null",
    ],
)
def test_values_of_other_types_raise_nothing(text):
    assert of(text).process.environment is not None


def test_the_image_names_a_release():
    assert of("image: {tag: 1.12.6}").process.named_release == "1.12.6"
    assert of("image: {tag: latest}").process.named_release is None
