# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The whole way on Kubernetes: plan, our files, real Helm, Secrets resolved, the server's real loader.

What arrives is what was planned.
"""

import base64
import re

import pytest
from ansible_collections.openmetadata.sso.plugins.plugin_utils._helm import documents
from ansible_collections.openmetadata.sso.plugins.plugin_utils._kubernetes import objects
from ansible_collections.openmetadata.sso.plugins.plugin_utils._model.catalogue import CATALOGUE
from ansible_collections.openmetadata.sso.plugins.plugin_utils._runtime import planning
from functional.helm_chart.conftest import UPSTREAM, real_charts, schemas
from helm_chart import cases, cluster
from lab import cache

#: Every variable, as openmetadata.yaml refers to it: bare, with its default.
CONFIGURATION = "".join(f"{name}: ${{{name}:-{variable.default or ''}}}\n" for name, variable in CATALOGUE.items())
WORDS = {"true": True, "false": False}

ALL = pytest.mark.parametrize("case", cases.CASES, ids=lambda case: case.name)
WITHOUT = [
    pytest.mark.optional,
    pytest.mark.skip(reason=f"no */helm-values.schema.json under {UPSTREAM}: set OM_SSO_UPSTREAM"),
]
NO_SCHEMA = pytest.param(None, None, marks=WITHOUT)
NO_CHART = pytest.param(
    None, None, marks=[pytest.mark.optional, pytest.mark.skip(reason="OM_SSO_CHART_DIR names no chart of OpenMetadata")]
)


def arrives(case, release, chart, helm, loader, folder):
    """Render, run Helm, resolve, load; compare each variable of the plan."""
    plan = case.plan(release)
    ours = documents.files(plan, {"extraEnvs": [{"name": "TZ", "value": "Europe/Berlin"}]}, [planning.ROLE_TEMPLATES])
    values = folder / documents.VALUES
    values.write_text(ours[documents.VALUES], encoding="utf-8")
    environment = cluster.environment(cluster.template(helm, chart, values), ours)
    planned = {entry.name: entry.text for entry in plan.environment}
    got, wanted = loader.read(CONFIGURATION, environment), loader.read(CONFIGURATION, planned)
    assert isinstance(got, dict), got
    different = {
        name: (got[name], wanted[name]) for name in planned if plain(name, got[name]) != plain(name, wanted[name])
    }
    assert different == {}
    unlike = [name for name, text in planned.items() if not objects.reads_planned(environment, CATALOGUE[name], text)]
    assert unlike == [], "what runs in a pod is taken for the plan"
    return environment


def plain(name, value):
    """The server takes a number or a boolean in quotes as well, which is how the chart writes them."""
    kind = CATALOGUE[name].type
    if kind == "boolean" and value in WORDS:
        return WORDS[value]
    if kind == "integer" and isinstance(value, str) and value.isdigit():
        return int(value)
    return value


@ALL
def test_the_planned_environment_arrives_through_a_chart_that_does_as_openmetadata_s(
    case, helm, loader, minimal, tmp_path
):
    environment = arrives(case, None, minimal(), helm, loader, tmp_path)
    assert environment["TZ"] == "Europe/Berlin", "an entry of the operator's own extraEnvs is kept"


@ALL
@pytest.mark.parametrize(("release", "schema"), [pytest.param(*each, id=each[0]) for each in schemas()] or [NO_SCHEMA])
def test_helm_accepts_the_values_with_the_schema_of_the_chart(case, release, schema, helm, loader, minimal, tmp_path):
    arrives(case, release, minimal(schema), helm, loader, tmp_path)


@ALL
@pytest.mark.parametrize(
    ("release", "chart"), [pytest.param(*each, id=each[0]) for each in real_charts()] or [NO_CHART]
)
def test_the_planned_environment_arrives_through_openmetadata_s_own_chart(case, release, chart, helm, loader, tmp_path):
    arrives(case, release, chart, helm, loader, tmp_path)


OTHERS = [case for case in cases.PROVIDER_CASES if "om_sso_flow" in case.variables and "google" not in case.name]


@pytest.mark.parametrize("case", OTHERS, ids=lambda case: case.name)
def test_no_default_of_the_chart_shines_through_into_openid_connect(case, helm, loader, minimal, tmp_path):
    environment = arrives(case, None, minimal(), helm, loader, tmp_path)
    signing_in = {name: text for name, text in environment.items() if name.startswith(("OIDC_", "AUTHENTICATION_"))}
    assert [
        name for name, text in signing_in.items() if "accounts.google.com" in text or "//openmetadata:8585" in text
    ] == []


def test_another_value_or_secret_restarts_the_pods_and_the_same_ones_do_not(helm, minimal, tmp_path):
    """The chart makes Secrets of both, which pods read at their start only."""

    def annotations(**more):
        plan = cases.Case("", {**cases.AUTH0, **more}).plan()
        values = tmp_path / documents.VALUES
        values.write_text(documents.files(plan, {}, [planning.ROLE_TEMPLATES])[documents.VALUES], encoding="utf-8")
        return cluster.annotations(cluster.template(helm, minimal(), values))

    seen = [
        annotations(),
        annotations(om_sso_client_secret="another"),
        annotations(om_sso_principal_domain="acme.com"),
        annotations(om_sso_client_id="another"),
        annotations(om_sso_client_secret="another", om_sso_kubernetes_secret_style="reference"),
    ]
    assert annotations() == seen[0]
    assert len({tuple(each.items()) for each in seen}) == len(seen)
    assert annotations(om_sso_kubernetes_secret_style="reference") == seen[-1], "nothing of a secret that others keep"


def test_the_stand_in_for_the_chart_has_its_traps(helm, minimal, tmp_path):
    """Else the tests above would verify less than they say."""
    own = tmp_path / "own.yaml"
    start = "openmetadata: {config: {authentication: {clientType: confidential, provider: azure"
    own.write_text(start + ", oidcConfiguration: {clientId: {secretRef: a, secretKey: b}}}}}", encoding="utf-8")
    environment = cluster.environment(cluster.template(helm, minimal(), own), {})
    assert not [name for name in environment if name.startswith("OIDC_")], (
        "without enabled nothing of the client arrives"
    )
    assert "accounts.google.com" in environment["AUTHENTICATION_AUTHORITY"]
    own.write_text(
        "openmetadata: {config: {authentication: {provider: ldap, ldapConfiguration: {truststoreConfigType: "
        "HostName}}}}",
        encoding="utf-8",
    )
    with pytest.raises(cluster.Refused, match="b64enc"):
        cluster.template(helm, minimal(), own)


def test_the_external_secret_writes_a_secret_as_the_server_reads_it(helm, loader, tmp_path):
    """Its template language is that of Helm with the same functions."""
    page = (cache.CHECKOUT / "docs" / "install" / "kubernetes.md").read_text(encoding="utf-8")
    (documented,) = re.findall(r"OIDC_CLIENT_SECRET: '(\{\{.*\}\})'", page)
    (expression,) = cases.external_secret()["spec"]["target"]["template"]["data"].values()
    assert expression == documented
    (tmp_path / "templates").mkdir()
    (tmp_path / "Chart.yaml").write_text("apiVersion: v2\nname: expression\nversion: 0.0.0\n", encoding="utf-8")
    call = 'tpl .Values.expression (dict "OIDC_CLIENT_SECRET" .Values.secret "Template" .Template)'
    template = f"kind: Secret\nmetadata: {{name: it}}\ndata: {{it: {{{{ {call} | b64enc }}}}}}\n"
    (tmp_path / "templates" / "it.yaml").write_text(template, encoding="utf-8")
    for secret in ("plain", "0012", "a: b #c", "'\"\\${HOME:-q}$$x", "<&>{}[]@%`*", " true ", "null"):
        values = tmp_path / "own.yaml"
        values.write_text(documents.dump({"secret": secret, "expression": expression}), encoding="utf-8")
        (manifest,) = cluster.template(helm, tmp_path, values)
        text = base64.b64decode(manifest["data"]["it"]).decode()
        assert loader.read("secret: ${OIDC_CLIENT_SECRET}\n", {"OIDC_CLIENT_SECRET": text}) == {"secret": secret}
