# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Objects of Kubernetes as they are read."""

import pytest
from ansible_collections.openmetadata.sso.plugins.plugin_utils._kubernetes import objects
from ansible_collections.openmetadata.sso.plugins.plugin_utils._model.catalogue import CATALOGUE


@pytest.mark.parametrize(
    ("planned", "found", "equal"),
    [
        ("auth0", '"auth0"', True),
        ('"a #b"', '"a #b"', True),
        ('"a #b"', "a #b", False),
        ("true", '"true"', True),
        ("3600", '"3600"', True),
        ("['a','b']", '["a","b"]', True),
        ("['a']", '["a","b"]', False),
        ('""', "", False),
        ("auth0", None, False),
        ("auth0", '"okta"', False),
        ('"x\\u0024"', '"x$"', True),
        ("auth0", '"unclosed', False),
        ("[1", "[2", False),
        ('"{\\"cn=a\\": [], \\"cn=b\\": []}"', '"{\\"cn=b\\":[],\\"cn=a\\":[]}"', True),
        ('"{\\"cn=a\\": [], \\"cn=b\\": [1]}"', '"{\\"cn=b\\":[],\\"cn=a\\":[1]}"', False),
        ('"{\\"cn=a\\": []}"', '{"cn=a": []}', False),
    ],
)
def test_two_texts_are_the_same_when_the_server_reads_the_same(planned, found, equal):
    assert objects.same_value(planned, found) is equal


@pytest.mark.parametrize(
    ("name", "planned", "environment", "equal"),
    [
        ("AUTHENTICATION_JWT_PRINCIPAL_CLAIMS_MAPPING", "[]", {}, True),
        ("AUTHENTICATION_JWT_PRINCIPAL_CLAIMS_MAPPING", "['username:sub']", {}, False),
        (
            "AUTHENTICATION_JWT_PRINCIPAL_CLAIMS_MAPPING",
            "[]",
            {"AUTHENTICATION_JWT_PRINCIPAL_CLAIMS_MAPPING": '["username:sub"]'},
            False,
        ),
        (
            "AUTHENTICATION_LDAP_EXAMINE_VALIDITY_DATES",
            "true",
            {},
            False,
        ),  # one of the two places where it is read has another default
        ("OIDC_CLIENT_ID", "Kx81", {}, False),
    ],
)
def test_a_variable_that_the_chart_leaves_out_has_the_default_of_the_configuration_file(
    name, planned, environment, equal
):
    assert objects.reads_planned(environment, CATALOGUE[name], planned) is equal


def test_the_environment_is_resolved_by_the_rules_of_kubernetes():
    container = {
        "envFrom": [
            {"secretRef": {"name": "one"}},
            {"secretRef": {"name": "two"}},
            {"configMapRef": {"name": "other"}},
        ],
        "env": [
            {"name": "B", "value": "$(A)-$$(A)-$(NONE)"},
            {"name": "C", "valueFrom": {"secretKeyRef": {"name": "two", "key": "c"}}},
            {"name": "D", "valueFrom": {"secretKeyRef": {"name": "theirs", "key": "d"}}},
        ],
    }
    secrets = {"one": {"A": "first", "E": "1"}, "two": {"A": "last", "c": "see"}}
    assert objects.environment(container, secrets) == {
        "A": "last",
        "E": "1",
        "c": "see",
        "B": "last-$(A)-$(NONE)",
        "C": "see",
    }


def pod(name="om-1", **entry):
    return {"metadata": {"name": name}, "status": {"containerStatuses": [{"name": "openmetadata", **entry}]}}


@pytest.mark.parametrize("reason", ["ImagePullBackOff", "CreateContainerConfigError", "InvalidImageName"])
def test_a_pod_that_waits_in_vain_is_seen(reason):
    assert (
        objects.failure_reason(pod(state={"waiting": {"reason": reason, "message": "why"}}))
        == f"{reason} of om-1/openmetadata: why"
    )


def test_a_pod_may_crash_twice():
    crashing = {"waiting": {"reason": "CrashLoopBackOff"}}
    assert objects.failure_reason(pod(state=crashing, restartCount=2)) is None
    assert objects.failure_reason(pod(state=crashing, restartCount=3)) == "CrashLoopBackOff of om-1/openmetadata"


@pytest.mark.parametrize("reason", ["ContainerCreating", "PodInitializing", "ErrImagePull"])
def test_a_pod_that_begins_is_waited_for(reason):
    assert objects.failure_reason(pod(state={"waiting": {"reason": reason}})) is None


DONE = {
    "metadata": {"generation": 3},
    "spec": {"replicas": 2},
    "status": {"observedGeneration": 3, "updatedReplicas": 2, "availableReplicas": 2, "replicas": 2},
}


def test_a_rollout_is_complete_when_every_pod_is_new_and_available():
    assert objects.rolled_out(DONE)


@pytest.mark.parametrize(
    ("name", "value"), [("observedGeneration", 2), ("updatedReplicas", 1), ("availableReplicas", 1), ("replicas", 3)]
)
def test_a_rollout_is_not_complete_while_one_thing_is_missing(name, value):
    assert not objects.rolled_out({**DONE, "status": {**DONE["status"], name: value}})


def test_the_server_is_the_deployment_whose_container_has_the_chart_s_name():
    def deployment(name, container):
        return {
            "kind": "Deployment",
            "metadata": {"name": name},
            "spec": {"template": {"spec": {"containers": [{"name": container}]}}},
        }

    operator, server = deployment("omjob-operator", "manager"), deployment("openmetadata", "openmetadata")
    assert objects.server_of([{"kind": "Secret"}, operator, server], "openmetadata")[0] is server
    assert objects.server_of([operator], "openmetadata") is None
