# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the operators of GitOps refuse: objects by the schema of their own CustomResourceDefinition.

The definitions are of other projects (all Apache License 2.0). They are downloaded out of their Go modules and are not
part of this repository. Rules in CEL (`x-kubernetes-validations`) are not evaluated.
"""

import json
import subprocess
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from lab import environment, golang, venvs


class Definition(NamedTuple):
    """Where the definition of a kind is, and the version of the API that our documents have."""

    module: str
    version: str
    path: str
    api: str


FLUX = "github.com/fluxcd"
DEFINITIONS = {
    "ExternalSecret": Definition(
        "github.com/external-secrets/external-secrets",
        "v0.16.2",
        "config/crds/bases/external-secrets.io_externalsecrets.yaml",
        "external-secrets.io/v1",
    ),
    "HelmRelease": Definition(
        f"{FLUX}/helm-controller",
        "v1.4.3",
        "config/crd/bases/helm.toolkit.fluxcd.io_helmreleases.yaml",
        "helm.toolkit.fluxcd.io/v2",
    ),
    "HelmRepository": Definition(
        f"{FLUX}/source-controller",
        "v1.9.6",
        "config/crd/bases/source.toolkit.fluxcd.io_helmrepositories.yaml",
        "source.toolkit.fluxcd.io/v1",
    ),
    "Kustomization": Definition(
        f"{FLUX}/kustomize-controller",
        "v1.9.6",
        "config/crd/bases/kustomize.toolkit.fluxcd.io_kustomizations.yaml",
        "kustomize.toolkit.fluxcd.io/v1",
    ),
    "SealedSecret": Definition(
        "github.com/bitnami-labs/sealed-secrets",
        "v0.27.1",
        "helm/sealed-secrets/crds/bitnami.com_sealedsecrets.yaml",
        "bitnami.com/v1alpha1",
    ),
    "Application": Definition(
        "github.com/argoproj/argo-cd/v3",
        "v3.5.7",
        "manifests/crds/application-crd.yaml",
        "argoproj.io/v1alpha1",
    ),
}
LARGE = {"Application"}
"""Kinds whose module is large (58 MB): for a run before a release."""


def of(document: Any) -> str | None:
    """The kind of a document that one of the definitions is for."""
    if not isinstance(document, dict):
        return None
    definition = DEFINITIONS.get(document.get("kind"))
    return document["kind"] if definition and document.get("apiVersion") == definition.api else None


def refused(document: dict[str, Any], folder: Path) -> str:
    """What the schema of its kind says against a document, or nothing; raises `Missing`."""
    definition = DEFINITIONS[document["kind"]]
    program = venvs.ensure("schemas") / "bin" / "check-jsonschema"
    schema, written = folder / f"{document['kind']}.json", folder / "document.json"
    if not schema.exists():
        schema.write_text(json.dumps(closed(_schema(definition))), encoding="utf-8")
    written.write_text(json.dumps(document), encoding="utf-8")
    command = [str(program), "--schemafile", str(schema), str(written)]
    answer = subprocess.run(
        command, capture_output=True, text=True, check=False, env=environment.of(program.parents[1])
    )
    assert answer.returncode in (0, 1), answer.stderr
    return answer.stdout if answer.returncode else ""


def _schema(definition: Definition) -> dict[str, Any]:
    """The schema of the version, with any metadata: the API server knows those itself."""
    path = golang.file_of(definition.module, definition.version, definition.path)
    text = yaml.safe_load(path.read_text(encoding="utf-8"))
    name = definition.api.split("/")[1]
    (schema,) = [each["schema"]["openAPIV3Schema"] for each in text["spec"]["versions"] if each["name"] == name]
    schema["properties"]["metadata"] = {"type": "object", "additionalProperties": True}
    return schema


def closed(schema: Any) -> Any:
    """A schema without room for other keys, which the API server drops without a word."""
    if isinstance(schema, list):
        return [closed(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    made = {key: closed(value) for key, value in schema.items()}
    if isinstance(made.get("properties"), dict) and "additionalProperties" not in made:
        made["additionalProperties"] = bool(made.get("x-kubernetes-preserve-unknown-fields"))
    return made
