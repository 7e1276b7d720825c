# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What External Secrets gets is valid by the schema of its own CustomResourceDefinition.

The definition is downloaded: it is of another project (Apache License 2.0) and not part of this repository.
"""

import json
import subprocess

import pytest
import yaml
from helm_chart import cases
from lab import environment, golang, venvs

MODULE, VERSION = "github.com/external-secrets/external-secrets", "v0.16.2"
PATH = "config/crds/bases/external-secrets.io_externalsecrets.yaml"


def closed(schema):
    """The schema without room for other keys, which the API server drops without a word."""
    if isinstance(schema, list):
        return [closed(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    made = {key: closed(value) for key, value in schema.items()}
    if isinstance(made.get("properties"), dict) and "additionalProperties" not in made:
        made["additionalProperties"] = bool(made.get("x-kubernetes-preserve-unknown-fields"))
    return made


@pytest.fixture(scope="module")
def refused(require, tmp_path_factory):
    """`refused(document)` is what the schema says against a document, or nothing."""
    try:
        definition = golang.file_of(MODULE, VERSION, PATH)
        program = venvs.ensure("schemas") / "bin" / "check-jsonschema"
    except venvs.Missing as missing:
        require(str(missing))
    versions = yaml.safe_load(definition.read_text(encoding="utf-8"))["spec"]["versions"]
    (schema,) = [each["schema"]["openAPIV3Schema"] for each in versions if each["name"] == "v1"]
    schema["properties"]["metadata"] = {"type": "object", "additionalProperties": True}
    folder = tmp_path_factory.mktemp("schema")
    (folder / "schema.json").write_text(json.dumps(closed(schema)), encoding="utf-8")

    def ask(document):
        (folder / "document.json").write_text(json.dumps(document), encoding="utf-8")
        command = [str(program), "--schemafile", str(folder / "schema.json"), str(folder / "document.json")]
        answer = subprocess.run(
            command, capture_output=True, text=True, check=False, env=environment.of(program.parents[1])
        )
        assert answer.returncode in (0, 1), answer.stderr
        return answer.stdout if answer.returncode else ""

    return ask


@pytest.mark.parametrize("changes", [{}, {"kubernetes_secret_store": "SecretStore/aws", "kubernetes_render": "patch"}])
def test_the_external_secret_is_valid_by_the_schema_of_the_operator(refused, changes):
    document = cases.external_secret(**changes)
    assert document["apiVersion"] == "external-secrets.io/v1"
    assert refused(document) == ""


def test_what_the_operator_does_not_know_is_refused(refused):
    document = cases.external_secret()
    document["spec"]["secretStoreRef"]["kind"] = "Vault"
    document["spec"]["target"]["templates"] = {}
    answer = refused(document)
    assert "Vault" in answer and "templates" in answer
