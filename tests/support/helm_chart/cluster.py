# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a cluster makes of a chart and our files: the environment in which the server's container starts."""

import base64
import binascii
import re
import subprocess
from pathlib import Path
from typing import Any

import yaml

_REFERENCE = re.compile(r"\$\$|\$\(([A-Za-z0-9_.-]+)\)")


class Refused(Exception):
    """What Helm says against the values."""


def template(helm: Path, chart: Path, *values: Path) -> list[dict[str, Any]]:
    """The objects of a release, in which our values come last."""
    loader = yaml.CSafeLoader if hasattr(yaml, "CSafeLoader") else yaml.SafeLoader
    return [each for each in yaml.load_all(manifest(helm, chart, *values), Loader=loader) if each]


def manifest(helm: Path, chart: Path, *values: Path) -> str:
    """The same as the text that Helm keeps."""
    files = [argument for path in values for argument in ("--values", str(path))]
    command = [str(helm), "template", "om", str(chart), "--namespace", "data", *files]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise Refused(done.stderr)
    return done.stdout


def environment(objects: list[dict[str, Any]], ours: dict[str, str]) -> dict[str, str]:
    """The container's environment by the rules of Kubernetes.

    *ours* are our files by name, of which the Secrets are applied first.
    """
    applied = [yaml.safe_load(text) for name, text in ours.items() if name.startswith("kubernetes.")]
    secrets = {each["metadata"]["name"]: each for each in [*applied, *objects] if each["kind"] == "Secret"}
    (container,) = _deployment(objects)["spec"]["template"]["spec"]["containers"]
    result: dict[str, str] = {}
    for source in container.get("envFrom", ()):
        result.update(
            {name: _decoded(text) for name, text in (secrets[source["secretRef"]["name"]].get("data") or {}).items()}
        )
    entries = container.get("env") or []
    names = [entry["name"] for entry in entries]
    assert len(names) == len(set(names)), f"a name twice, which server-side apply refuses: {names}"
    for entry in entries:
        result[entry["name"]] = _value(entry, secrets, result)
    return result


def invalid(objects: list[dict[str, Any]]) -> list[tuple[str, str]]:
    """(Secret, key) of the contents that Kubernetes refuses, since they are not Base64."""
    return [
        (each["metadata"]["name"].removeprefix("om-"), key)
        for each in objects
        if each["kind"] == "Secret"
        for key, text in (each.get("data") or {}).items()
        if not _is_base64(text)
    ]


def _is_base64(text: Any) -> bool:
    try:
        return isinstance(text, str) and base64.b64decode(text, validate=True) is not None
    except binascii.Error:
        return False


def _deployment(objects: list[dict[str, Any]]) -> dict[str, Any]:
    return next(
        each
        for each in objects
        if each["kind"] == "Deployment"
        and "openmetadata" in str(each["spec"]["template"]["spec"]["containers"][0]["name"])
    )


def annotations(objects: list[dict[str, Any]]) -> dict[str, str]:
    """The annotations of the pods, whose change restarts them."""
    return _deployment(objects)["spec"]["template"]["metadata"].get("annotations") or {}


def _value(entry: dict[str, Any], secrets: dict[str, Any], before: dict[str, str]) -> str:
    if "valueFrom" in entry:
        reference = entry["valueFrom"]["secretKeyRef"]
        return _decoded(secrets.get(reference["name"], {"data": {}})["data"].get(reference["key"], ""))
    assert isinstance(entry.get("value", ""), str), f"Kubernetes takes texts only: {entry}"
    return _REFERENCE.sub(
        lambda match: "$" if match.group() == "$$" else before.get(match.group(1), match.group()),
        entry.get("value", ""),
    )


def _decoded(text: str) -> str:
    return base64.b64decode(text).decode()
