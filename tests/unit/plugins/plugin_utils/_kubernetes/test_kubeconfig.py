# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A context that the kubeconfig does not have is found before a cluster is asked."""

import json

import pytest
from ansible_collections.openmetadata.sso.plugins.module_utils._core.errors import HostError
from ansible_collections.openmetadata.sso.plugins.plugin_utils._kubernetes import kubeconfig


@pytest.fixture
def make_file(tmp_path, monkeypatch):
    """A kubeconfig with contexts of these names."""
    for name in ("K8S_AUTH_KUBECONFIG", "KUBECONFIG", "K8S_AUTH_HOST"):
        monkeypatch.delenv(name, raising=False)

    def make(*contexts, name="config"):
        path = tmp_path / name
        path.write_text(json.dumps({"contexts": [{"name": each, "context": {}} for each in contexts]}), "utf-8")
        return str(path)

    return make


@pytest.mark.parametrize(
    ("contexts", "words"),
    [
        (["production", "staging"], " has no context producton. Was production meant?"),
        (["a", "b"], " has no context producton. It has a, b."),
    ],
)
def test_a_context_that_is_not_there_is_named_with_the_one_that_was_meant(make_file, contexts, words):
    with pytest.raises(HostError) as error:
        kubeconfig.check(make_file(*contexts), "producton")
    assert words in error.value.message and error.value.option == "om_sso_kubernetes_context"


def test_a_context_of_any_file_counts(make_file, monkeypatch):
    monkeypatch.setenv("KUBECONFIG", f"{make_file('a')}:{make_file('b', name='other')}")
    kubeconfig.check(None, "b")


def test_without_a_context_or_with_the_address_of_a_cluster_no_file_decides(make_file, monkeypatch):
    path = make_file("a")
    kubeconfig.check(path, None)
    monkeypatch.setenv("K8S_AUTH_HOST", "https://k8s:6443")
    kubeconfig.check(path, "other")


@pytest.mark.parametrize("text", ["", "[]", "contexts: {", "contexts: [1]", "kind: Config"])
def test_what_is_not_a_kubeconfig_is_left_to_its_readers(tmp_path, text, monkeypatch):
    monkeypatch.delenv("K8S_AUTH_HOST", raising=False)
    (tmp_path / "config").write_text(text, "utf-8")
    kubeconfig.check(str(tmp_path / "config"), "prod")
    kubeconfig.check(str(tmp_path / "absent"), "prod")
