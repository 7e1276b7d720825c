# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""OpenMetadata's own charts, where OM_SSO_CHART_DIR names some: applied, verified, unchanged by a second run."""

import pytest
from cluster.clusters import role_of
from functional.helm_chart.conftest import real_charts
from lab import cache

CHARTS = sorted(real_charts(), key=lambda each: [int(part) for part in each[0].split(".")])
CASES = [(release, chart, "auth0") for release, chart in CHARTS]
CASES += [(*CHARTS[-1], name) for name in ("keycloak-implicit", "ldap", "saml")] if CHARTS else []
NONE = pytest.param(
    None,
    None,
    None,
    marks=[pytest.mark.optional, pytest.mark.skip(reason="OM_SSO_CHART_DIR names no chart of OpenMetadata")],
)


@pytest.mark.parametrize(
    ("release", "chart", "provider"), [pytest.param(*case, id=f"{case[0]} {case[2]}") for case in CASES] or [NONE]
)
def test_openmetadata_s_own_chart_is_upgraded_from_what_helm_keeps_of_it(release, chart, provider, install):
    operator = install(release, chart, provider=provider, secret=provider == "auth0")
    operator.cluster.allow(role_of(cache.CHECKOUT / "docs" / "install" / "kubernetes.md"))
    assert operator.run("sso").passed().of("om-prod")["changed"] is True
    (pod,) = operator.cluster.pods()
    assert (
        operator.cluster.environment(pod)["AUTHENTICATION_PROVIDER"]
        == f'"{operator.variables["om_sso_provider"].replace("keycloak", "custom-oidc")}"'
    )
    assert operator.run("sso").passed().of("om-prod")["changed"] is False
    assert "verified" in operator.run("verify").passed().output
    operator.run("recover", "-e", "om_sso_recover_to=basic").passed()
    (pod,) = operator.cluster.pods()
    assert operator.cluster.environment(pod)["AUTHENTICATION_PROVIDER"] == '"basic"'
