# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who may read Secrets, from roles and bindings."""

import pytest
from ansible_collections.openmetadata.sso.plugins.plugin_utils._kubernetes import access

OURS = {"openmetadata-sso", "om-secrets"}
READ = {"apiGroups": [""], "resources": ["secrets"], "verbs": ["get", "list"]}
SA = {"kind": "ServiceAccount", "name": "deployer", "namespace": "data"}


def objects(rule, subject, kind="Role", binding="RoleBinding"):
    """A role with one rule, bound to one subject."""
    reference = {"kind": kind, "name": "reader"}
    bound = {"kind": binding, "metadata": {"name": "b"}, "roleRef": reference, "subjects": [subject]}
    return {kind: [{"metadata": {"name": "reader"}, "rules": [rule]}], binding: [bound]}


def found(*arguments, **more):
    """(subject, everybody) of who may read ours."""
    return [(each.subject, each.everybody) for each in access.readers(objects(*arguments, **more), "data", OURS)]


RULES = {
    "reads Secrets": (READ, True),
    "everything": ({"apiGroups": ["*"], "resources": ["*"], "verbs": ["*"]}, True),
    "ours by name": ({**READ, "resourceNames": ["openmetadata-sso"]}, True),
    "others by name": ({**READ, "resourceNames": ["theirs"]}, False),
    "only writes": ({**READ, "verbs": ["create", "patch"]}, False),
    "other things": ({**READ, "resources": ["configmaps"]}, False),
    "secrets of another group": ({**READ, "apiGroups": ["acme.io"]}, False),
}


@pytest.mark.parametrize("case", RULES)
def test_a_rule_reads_our_secrets_or_not(case):
    rule, reads = RULES[case]
    assert bool(found(rule, SA)) is reads


SUBJECTS = {
    "an account": (SA, [("ServiceAccount data/deployer", False)]),
    "an account without a namespace": (
        {"kind": "ServiceAccount", "name": "deployer"},
        [("ServiceAccount data/deployer", False)],
    ),
    "the account of every pod": ({**SA, "name": "default"}, [("ServiceAccount data/default", True)]),
    "all users": ({"kind": "Group", "name": "system:authenticated"}, [("Group system:authenticated", True)]),
    "all pods": ({"kind": "Group", "name": "system:serviceaccounts"}, [("Group system:serviceaccounts", True)]),
    "all pods of a namespace": (
        {"kind": "Group", "name": "system:serviceaccounts:data"},
        [("Group system:serviceaccounts:data", True)],
    ),
    "a group of people": ({"kind": "Group", "name": "platform"}, [("Group platform", False)]),
    "administrators of the cluster": ({"kind": "Group", "name": "system:masters"}, []),
    "a part of Kubernetes": ({"kind": "User", "name": "system:kube-controller-manager"}, []),
    "an account of Kubernetes itself": ({**SA, "namespace": "kube-system"}, []),
}


@pytest.mark.parametrize("case", SUBJECTS)
def test_a_subject_is_everybody_somebody_or_a_part_of_kubernetes(case):
    subject, expected = SUBJECTS[case]
    assert found(READ, subject, "ClusterRole", "ClusterRoleBinding") == expected


def test_roles_of_kubernetes_count_where_cluster_roles_may_not_be_listed():
    made = objects(READ, SA, "ClusterRole")
    del made["ClusterRole"]
    assert not access.readers(made, "data", OURS)
    made["RoleBinding"][0]["roleRef"]["name"] = "edit"
    assert [each.binding for each in access.readers(made, "data", OURS)] == ["RoleBinding b"]


def test_a_binding_to_a_role_that_is_gone_and_one_without_subjects_say_nothing():
    made = objects(READ, SA)
    made["RoleBinding"][0].pop("subjects")
    made["RoleBinding"].append({**made["RoleBinding"][0], "roleRef": {"kind": "Role", "name": "gone"}})
    assert not access.readers(made, "data", OURS)
