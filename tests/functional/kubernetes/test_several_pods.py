# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Releases with several pods, other providers and other lines of OpenMetadata: each pod is verified and restored."""

import pytest

CASES = {
    "implicit flow, files alone decide": ("1.9.7", {"provider": "keycloak-implicit", "secret": False}, '"custom-oidc"'),
    "LDAP over stored rows": ("1.12.14", {"provider": "ldap", "secret": False}, '"ldap"'),
}


@pytest.fixture(
    scope="module",
    params=[pytest.param("implicit flow, files alone decide", marks=pytest.mark.thorough), "LDAP over stored rows"],
)
def case(request, install):
    """(operator, the provider as the environment holds it)."""
    release, options, provider = CASES[request.param]
    return install(release, pods=2, **options), provider


def environments(operator, provider):
    """What each pod runs with; there are two, and both have the same provider."""
    pods = operator.cluster.pods()
    assert len(pods) == 2
    found = [operator.cluster.environment(pod) for pod in pods]
    assert [each.get("AUTHENTICATION_PROVIDER") for each in found] == [provider] * 2
    return pods


def test_every_pod_is_replaced_and_verified_and_a_second_run_changes_nothing(case):
    operator, provider = case
    old = operator.cluster.pods()
    assert operator.run("sso").passed().of("om-prod")["restarted"] is True
    new = environments(operator, provider)
    assert not set(new) & set(old)
    assert operator.run("sso").passed().of("om-prod")["changed"] is False
    assert operator.cluster.pods() == new
    assert "verified" in operator.run("verify").passed().output


def test_recover_to_basic_restores_passwords_on_all_pods(case):
    operator, _provider = case
    operator.run("recover", "-e", "om_sso_recover_to=basic").passed()
    environments(operator, '"basic"')
