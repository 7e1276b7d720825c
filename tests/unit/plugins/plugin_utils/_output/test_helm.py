# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is said about a render says what to do next, for every provider, and never a secret."""

from typing import NamedTuple

import pytest
from ansible_collections.openmetadata.sso.plugins.plugin_utils._helm import documents
from ansible_collections.openmetadata.sso.plugins.plugin_utils._output import helm
from ansible_collections.openmetadata.sso.plugins.plugin_utils._plan import plan as planner
from examples import EXAMPLES, SECRET, example

#: The files of a release with the chart.
WRITTEN = (documents.VALUES, documents.SECRET, documents.PUBLIC)


class File(NamedTuple):
    path: str
    changed: bool


def lines(name, check=False, changed=True, **more):
    plan = planner.make(example(name, deployment="kubernetes", **more))
    assert not plan.errors, plan.errors
    return "\n".join(
        helm.rendered("om-prod", plan, [File(f"gitops/om-prod/{name}", changed) for name in WRITTEN], check)
    )


@pytest.mark.parametrize("name", EXAMPLES)
@pytest.mark.parametrize("style", ["secret", "reference"])
def test_every_provider_is_described_without_its_secret(name, style):
    text = lines(name, kubernetes_secret_style=style)
    assert text.startswith("om-prod  OpenMetadata") and " on Kubernetes, " in text
    assert "helm upgrade with -f helm.values.yaml" in text
    assert SECRET not in text


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("auth0", "OIDC_CLIENT_SECRET"),
        ("ldap", "AUTHENTICATION_LOOKUP_ADMIN_PWD"),
        ("auth0-implicit", None),
        ("basic", None),
    ],
)
def test_the_secret_that_others_make_is_named_with_its_keys(name, keys):
    text = lines(name, kubernetes_secret_style="reference")
    assert (f"the Secret openmetadata-sso needs: {keys}" in text) is (keys is not None)


def test_the_properties_of_the_store_are_named_for_an_external_secret():
    store = {"kubernetes_secret_store": "vault", "kubernetes_secret_path": "openmetadata/sso"}
    text = lines("auth0", kubernetes_secret_style="external_secret", **store)
    assert "openmetadata/sso of the store needs the properties OIDC_CLIENT_SECRET" in text


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ("patch", "name kustomize.patch.yaml below patches of your kustomization"),
        (
            "manifests",
            "name the ConfigMap openmetadata-sso-environment and the Secret openmetadata-sso last in envFrom",
        ),
    ],
)
def test_another_form_is_told_with_its_use(form, words):
    text = lines("auth0", kubernetes_render=form)
    assert words in text and "helm upgrade" not in text


@pytest.mark.parametrize(("release", "said"), [("1.9.7", False), ("1.10.0", True), ("1.12.14", True), (None, True)])
def test_stored_rows_are_named_where_they_decide(release, said):
    assert ("reads its stored rows" in lines("auth0", openmetadata_version=release)) is said


def test_check_mode_and_no_change_are_told_apart():
    assert "planned     gitops/om-prod/helm.values.yaml" in lines("auth0", check=True)
    assert "applied     gitops/om-prod/helm.values.yaml" in lines("auth0")
    assert "current     3 files are as planned" in lines("auth0", changed=False)
