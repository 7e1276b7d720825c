# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A Helm release with its Secrets: read in one request, read again under the lock."""

import json
import re

import pytest
from ansible_collections.openmetadata.sso.plugins.module_utils._core.errors import HostError
from ansible_collections.openmetadata.sso.plugins.plugin_utils._kubernetes.cluster import Cluster
from ansible_collections.openmetadata.sso.plugins.plugin_utils._kubernetes.release import Release
from fakes.chart_objects import RELEASE
from fakes.release_world import PUBLIC, SECRET


def test_all_secrets_are_read_in_one_request(world):
    world.transaction().apply()
    world.core.calls.clear()
    release = world.release()
    assert release.helm_record().revision == 2 and release.secret(SECRET) and release.secret(PUBLIC)
    assert [arguments.get("name") for arguments in world.core.called("k8s_info")] == [None]


def test_a_secret_without_the_label_is_requested_by_its_name_and_once(world):
    release = world.release()
    world.core.put({"kind": "Secret", "metadata": {"name": "theirs"}, "data": {}})
    world.core.calls.clear()
    assert release.secret("theirs")["metadata"]["name"] == "theirs" and release.secret("theirs")
    assert [arguments["name"] for arguments in world.core.called("k8s_info")] == ["theirs"]
    assert release.secret("absent") is None and release.secret("absent") is None
    assert len(world.core.called("k8s_info")) == 2


def test_a_release_that_does_not_exist_is_named_with_its_namespace(world):
    world.core.objects = {key: value for key, value in world.core.objects.items() if key[0] != "Secret"}
    with pytest.raises(HostError, match=f"There is no Helm release {RELEASE} in the namespace data") as error:
        world.release().helm_record()
    assert error.value.option == "om_sso_kubernetes_release" and "helm_values" in error.value.fix


@pytest.mark.parametrize(
    ("others", "words"),
    [
        (["openmetadata", "airflow"], "Was openmetadata meant?"),
        (["airflow", "mysql"], "It has airflow, mysql."),
        ([], "It has none."),
    ],
)
def test_a_release_that_does_not_exist_is_named_with_the_one_that_was_meant(world, others, words):
    world.core.objects = {}
    for name in others:
        labels = {"owner": "helm", "name": name, "status": "deployed", "version": "1"}
        world.core.put({"kind": "Secret", "metadata": {"name": f"sh.helm.release.v1.{name}.v1", "labels": labels}})
    with pytest.raises(HostError, match=rf"no Helm release openmetadat in the namespace data\. {re.escape(words)}"):
        Release(world.plan(), Cluster(world.core, world.core.execute, world.plan().settings, "openmetadat")).record()


def test_what_another_run_wrote_is_seen_when_it_is_read_again(world):
    release = world.release()
    before = release.versions()
    release.read_again()
    assert release.versions() == before
    world.transaction().apply()
    release.read_again()
    assert release.versions() != before and release.helm_record().revision == 2
    assert release.state.last_good["version"] == "1.9.7", "the state is the one that was read under the lock"


def test_reading_again_keeps_the_key_of_the_hashes(world):
    release = world.release()
    key = release.state.key
    release.read_again()
    assert release.state.key == key


@pytest.mark.parametrize(
    ("version", "named", "count"), [("1.12.14", "1.12", 0), ("1.12.14", "1.13.0", 1), (None, "1.9", 0)]
)
def test_another_release_of_openmetadata_than_the_named_one_is_an_error(world, version, named, count):
    release = world.release(openmetadata_version=named)
    release.version = version
    found = release.findings()
    assert len(found) == count and all(finding.rule == "MISC-01" for finding in found)


@pytest.mark.parametrize(
    ("version", "option", "decide"),
    [("1.12.14", "reconcile", True), ("1.9.7", "reconcile", False), ("1.12.14", "ignore", False)],
)
def test_rows_decide_by_release_and_option(world, version, option, decide):
    release = world.release(stored_configuration=option)
    release.version = version
    assert release.rows_decide is decide and release.reconciles is (option == "reconcile")


def test_the_fingerprint_is_that_of_the_planned_rows_and_holds_no_secret(world):
    release, same, other = world.release(), world.release(), world.release(client_secret="another")
    same.mask, other.mask = release.mask, release.mask
    for each in (release, same, other):
        each.version = "1.12.14"
    assert release.fingerprint() == same.fingerprint() != other.fingerprint()
    assert "a secret of the client" not in release.fingerprint()


def test_a_secret_of_the_operator_gives_its_texts_and_is_masked(world):
    style = {"kubernetes_secret": "theirs", "kubernetes_secret_style": "reference", "client_secret": "in-vault"}
    release = world.release(**style)
    release.use_secret_texts({"OIDC_CLIENT_SECRET": json.dumps("the real one"), "NOT_OURS": "also secret"})
    release.version = "1.12.14"
    (variable,) = [each for each in release.variables if each["name"] == "OIDC_CLIENT_SECRET"]
    assert (variable["text"], variable["value"]) == ('"the real one"', "the real one")
    assert "also secret" not in release.mask.text("also secret") and "NOT_OURS" not in release.planned


def test_a_secret_of_the_collection_is_not_taken_for_the_plan(world):
    release = world.release()
    release.use_secret_texts({"OIDC_CLIENT_SECRET": '"old"'})
    assert release.planned["OIDC_CLIENT_SECRET"] == '"a secret of the client"'
