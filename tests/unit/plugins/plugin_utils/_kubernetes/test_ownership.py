# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A release that Argo CD or Flux applies: no change, and a comparison with what may be read."""

import pytest
from ansible_collections.openmetadata.sso.plugins.module_utils._core.errors import HostError
from ansible_collections.openmetadata.sso.plugins.module_utils._transaction.transaction import Transaction
from ansible_collections.openmetadata.sso.plugins.plugin_utils._kubernetes.recovery import Recovery
from ansible_collections.openmetadata.sso.plugins.plugin_utils._kubernetes.release import Release
from ansible_collections.openmetadata.sso.plugins.plugin_utils._kubernetes.release_change import ReleaseChange

ARGO = {"annotations": {"argocd.argoproj.io/tracking-id": "om-prod:apps/Deployment:data/om-openmetadata"}}
FLUX = {"labels": {"helm.toolkit.fluxcd.io/name": "om", "helm.toolkit.fluxcd.io/namespace": "flux-system"}}
KUBECTL = {"managedFields": [{"manager": "kubectl-client-side-apply", "operation": "Update"}]}
OWNERS = {
    "Argo CD": ("Argo CD (Application om-prod)", ARGO, False),
    "Flux": ("Flux (HelmRelease flux-system/om)", FLUX, True),
    # Flux keeps the record in the namespace of the HelmRelease, unless spec.storageNamespace names another one.
    "Flux, from another namespace": ("Flux (HelmRelease flux-system/om)", FLUX, False),
}
OTHER = {"self_signup": False}


def forbidden(verb, resource="secrets"):
    """What a module says of a request that the Role does not allow."""
    text = f'secrets is forbidden: User "x" cannot {verb} resource "{resource}" in API group "" in the namespace "data"'
    return {"failed": True, "msg": text}


def reader(world, **more):
    """A transaction as verify makes it."""
    release = Release(world.plan(**more), world.cluster(**more), only_reads=True)
    return Transaction(ReleaseChange(release, str(world.folder)))


@pytest.fixture(params=OWNERS)
def owned(world, request):
    """(world with the plan in effect, whose Deployment another program has taken over; its title)."""
    world.transaction().apply()
    title, marks, keeps = OWNERS[request.param]
    world.core.taken_over(marks, keeps)
    world.core.calls.clear()
    return world, title


@pytest.mark.parametrize("step", ["apply", "predict"])
def test_a_change_is_refused_before_anything_is_touched(owned, step):
    world, title = owned
    with pytest.raises(HostError) as error:
        getattr(world.transaction(**OTHER), step)()
    (finding,) = error.value.more["findings"]
    assert finding["rule"] == "K8S-04" and title in finding["message"] and "helm_values" in finding["fix"]
    assert world.core.changes == []


def test_a_recovery_is_refused_as_well(owned):
    world, title = owned
    with pytest.raises(HostError) as error:
        world.transaction(Recovery).apply()
    assert title in error.value.more["findings"][0]["message"] and world.core.changes == []


def test_as_planned_nothing_is_written(owned):
    world, _title = owned
    assert world.transaction().apply().changed is False
    assert world.core.changes == []


def test_verify_compares_it_and_says_who_applies_it(owned):
    world, title = owned
    result = reader(world).compare()
    assert result.reachable and {row["status"] for row in result.effective} == {"ok"}
    result = reader(world, **OTHER).compare()
    assert any(note.startswith(title) for note in result.notes)
    assert any("another value of" in note for note in result.notes) and world.core.changes == []


def test_the_record_of_helm_does_not_count_where_argo_cd_applies_what_it_renders(world):
    world.transaction().apply()
    world.core.put_revision({"extraEnvs": []}, "deployed")
    world.core.taken_over(ARGO)
    result = reader(world).compare()
    assert not [each for each in result.files if each["changed"]] and result.reachable


@pytest.mark.parametrize("allowed", ["", "openmetadata-sso-public"])
@pytest.mark.parametrize("style", [{}, {"kubernetes_secret_style": "reference", "client_secret": "in-vault"}])
def test_verify_needs_no_secret(world, allowed, style):
    """With a Role that reads Deployments and pods, and perhaps one Secret by its name."""
    world.transaction().apply()
    world.core.fault = lambda module, arguments: (
        forbidden("get" if arguments.get("name") else "list")
        if arguments.get("kind") == "Secret" and arguments.get("name") != (allowed or "none of them")
        else None
    )
    result = reader(world, **style).compare()
    assert result.reachable and "DIFFERS" not in {row["status"] for row in result.effective}
    assert any("may not read" in note and "openmetadata-sso" in note for note in result.notes)
    assert not [note for note in result.notes if "another value" in note]
    with pytest.raises(HostError, match="may not list secrets"):
        world.transaction()


def test_what_runs_without_a_release_of_helm_is_named_with_who_applied_it(world):
    world.core.taken_over(KUBECTL, keeps_release=False)
    with pytest.raises(HostError, match="was applied by kubectl-client-side-apply") as error:
        world.transaction(ignore_rules={"K8S-04": "no mark"}).apply()
    assert "helm_values" in error.value.fix and world.core.changes == []


def test_a_mark_that_was_left_over_can_be_ignored(world):
    world.core.taken_over(FLUX)
    assert world.transaction(ignore_rules={"K8S-04": "Flux was removed"}).apply().changed


def test_nothing_can_be_ignored_where_there_is_no_release(world):
    world.core.taken_over(ARGO, keeps_release=False)
    with pytest.raises(HostError) as error:
        world.transaction(ignore_rules={"K8S-04": "as intended"}).apply()
    assert error.value.more["findings"] and world.core.changes == []
