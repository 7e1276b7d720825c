# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What envFrom and extraEnvs of the operator set over the plan is found before a change."""

import base64

import pytest
from ansible_collections.openmetadata.sso.plugins.module_utils._core.errors import HostError

FORBIDDEN = {
    "failed": True,
    "msg": 'configmaps "theirs" is forbidden: User "ci" cannot get resource "configmaps" in API group "" in the '
    'namespace "data"',
}


def source(world, kind, content, name="theirs"):
    """An object of the operator."""
    data = {key: base64.b64encode(text.encode()).decode() for key, text in content.items()}
    world.core.put({"kind": kind, "metadata": {"name": name}, "data": data if kind == "Secret" else content})


def entry(kind, name="theirs", **more):
    """An entry of envFrom."""
    return {("secretRef" if kind == "Secret" else "configMapRef"): {"name": name}, **more}


def refused(world):
    """The findings that stop a change."""
    with pytest.raises(HostError, match="nothing was changed") as error:
        world.transaction().apply()
    assert world.core.changes == [] or {*world.core.changes} <= {"kubernetes.core.k8s"}
    assert world.core.called("helm") == [] and world.core.secret("openmetadata-sso") is None
    return [(finding["rule"], finding["message"]) for finding in error.value.more["findings"]]


@pytest.mark.parametrize("kind", ["Secret", "ConfigMap"])
def test_a_source_that_overrides_the_plan_is_named_with_its_keys(world, kind):
    source(world, kind, {"AUTHENTICATION_PROVIDER": "okta", "AUTHORIZER_PRINCIPAL_DOMAIN": "other.io", "TZ": "UTC"})
    world.core.upgrade({"envFrom": [entry(kind)]})
    assert refused(world) == [
        (
            "K8S-02",
            f"values of the release om: the {kind} theirs of envFrom sets AUTHENTICATION_PROVIDER, "
            "AUTHORIZER_PRINCIPAL_DOMAIN, which the plan sets too.",
        )
    ]


def test_the_last_source_decides_and_a_prefix_belongs_to_the_name(world):
    source(world, "Secret", {"PROVIDER": "okta"}, "first")
    source(world, "ConfigMap", {"AUTHENTICATION_PROVIDER": '"auth0"'}, "last")
    first = entry("Secret", "first", prefix="AUTHENTICATION_")
    world.core.upgrade({"envFrom": [entry("ConfigMap", "last"), first]})
    assert [rule for rule, _message in refused(world)] == ["K8S-02"]
    world.core.upgrade({"envFrom": [first, entry("ConfigMap", "last")]})
    assert world.transaction().apply().changed, "what wins has the planned value"


@pytest.mark.parametrize(
    "content",
    [
        {"TZ": "UTC"},
        {"AUTHENTICATION_PROVIDER": "auth0"},
        {"OIDC_CLIENT_SECRET": "another"},  # the chart sets it by env, which wins
        {"authentication_provider": "okta"},
    ],
)
def test_a_source_that_changes_nothing_of_the_plan_is_not_named(world, content):
    source(world, "Secret", content)
    world.core.upgrade({"envFrom": [entry("Secret"), {}, "odd", {"secretRef": "odd"}, entry("ConfigMap", "absent")]})
    assert world.transaction().apply().changed


def test_a_source_that_may_not_be_read_says_nothing(world):
    world.core.upgrade({"envFrom": [entry("ConfigMap")]})
    world.core.fault = lambda module, arguments: FORBIDDEN if arguments.get("kind") == "ConfigMap" else None
    assert world.transaction().apply().changed


def test_a_cluster_that_cannot_be_reached_is_an_error(world):
    world.core.upgrade({"envFrom": [entry("ConfigMap")]})
    gone = {"failed": True, "msg": "Max retries exceeded"}
    world.core.fault = lambda module, arguments: gone if arguments.get("kind") == "ConfigMap" else None
    with pytest.raises(HostError, match="cannot be reached"):
        world.transaction().apply()


def test_an_entry_of_extra_envs_is_found_before_the_change_as_well(world):
    world.core.upgrade({"extraEnvs": [{"name": "AUTHENTICATION_PROVIDER", "value": "okta"}]})
    (rule, message) = refused(world)[0]
    assert rule == "HELM-01" and "extraEnvs sets AUTHENTICATION_PROVIDER" in message
