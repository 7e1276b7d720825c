# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is rendered or shown for Argo CD, Flux and External Secrets is valid by the schemas of these operators."""

import copy

import pytest
import yaml
from helm_chart import cases
from lab import cache, venvs
from oracles import operators

DOCS = cache.CHECKOUT / "docs"


def shown():
    """{where: document} of every object of an operator on a page of the documentation."""
    found = {}
    for page in sorted(DOCS.rglob("*.md")):
        blocks = [block.split("```")[0] for block in page.read_text(encoding="utf-8").split("```yaml\n")[1:]]
        for block in (block for block in blocks if "apiVersion:" in block):
            for document in yaml.safe_load_all(block):
                if operators.of(document):
                    found[f"{page.stem} {document['kind']} {len(found)}"] = document
    return found


SHOWN = shown()
RENDERED = {
    "rendered ExternalSecret": cases.external_secret(),
    "rendered ExternalSecret of a SecretStore": cases.external_secret(
        kubernetes_secret_store="SecretStore/aws", kubernetes_render="patch"
    ),
}
EVERY = {**SHOWN, **RENDERED}
ONE_OF_EACH = {document["kind"]: document for document in EVERY.values()}


def heavy(names, kind_of):
    """The names as parameters; those with a large download are for a run before a release."""
    return [
        pytest.param(name, marks=[pytest.mark.thorough] if kind_of(name) in operators.LARGE else []) for name in names
    ]


@pytest.fixture(scope="module")
def refused(require, tmp_path_factory):
    """`refused(document)` is what the schema says against a document, or nothing."""
    folder = tmp_path_factory.mktemp("schemas")

    def ask(document):
        try:
            return operators.refused(document, folder)
        except venvs.Missing as missing:
            return require(str(missing))

    return ask


def test_the_documentation_shows_an_object_of_each_operator_but_a_sealed_one():
    assert set(ONE_OF_EACH) == set(operators.DEFINITIONS) - {"SealedSecret"}


@pytest.mark.parametrize("name", heavy(EVERY, lambda name: EVERY[name]["kind"]))
def test_an_object_is_valid_by_the_schema_of_its_operator(refused, name):
    assert refused(EVERY[name]) == ""


@pytest.mark.parametrize("kind", heavy(ONE_OF_EACH, str))
def test_what_the_operator_does_not_know_is_refused(refused, kind):
    document = copy.deepcopy(ONE_OF_EACH[kind])
    document["spec"]["notKnown"] = "x"
    assert "notKnown" in refused(document)


def test_a_value_that_the_operator_does_not_take_is_refused(refused):
    document = cases.external_secret()
    document["spec"]["secretStoreRef"]["kind"] = "Vault"
    assert "Vault" in refused(document)
