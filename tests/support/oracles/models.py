# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""OpenMetadata's own schema of a release, out of the models that its package openmetadata-ingestion carries.

The models are generated from the server's JSON schema. They are read as text, never imported: that needs no
dependency and runs none of their code. Of each wheel (23 MB) only the few files of the schema are kept, in the cache.
"""

import ast
import subprocess
import tempfile
import zipfile
from pathlib import Path
from typing import NamedTuple

from lab import cache, interpreters, venvs
from lab.venvs import Missing

SCHEMA = "metadata/generated/schema/"
FILES = (
    "configuration/authenticationConfiguration.py",
    "configuration/authorizerConfiguration.py",
    "configuration/fernetConfiguration.py",
    "configuration/jwtTokenConfiguration.py",
    "configuration/ldapConfiguration.py",
    "configuration/ldapTrustStoreConfig/customTrustManagerConfig.py",
    "configuration/ldapTrustStoreConfig/hostNameConfig.py",
    "configuration/ldapTrustStoreConfig/jvmDefaultConfig.py",
    "configuration/ldapTrustStoreConfig/trustAllConfig.py",
    "configuration/ldapTrustStoreConfig/truststoreConfig.py",
    "entity/services/connections/metadata/openMetadataConnection.py",
    "security/client/oidcClientConfig.py",
    "security/client/samlSSOClientConfig.py",
    "security/secrets/secretsManagerConfiguration.py",
    "security/secrets/secretsManagerProvider.py",
)
ROOTS = {
    "authenticationConfiguration": "AuthenticationConfiguration",
    "authorizerConfiguration": "AuthorizerConfiguration",
    "fernetConfiguration": "FernetConfiguration",
    "jwtTokenConfiguration": "JWTTokenConfiguration",
    "secretsManagerConfiguration": "SecretsManagerConfiguration",
}
TYPES = {
    "str": "string",
    "CustomSecretStr": "string",
    "bool": "boolean",
    "int": "integer",
    "list": "list",
    "List": "list",
    "dict": "map",
    "Dict": "map",
}


class Field(NamedTuple):
    """A field of the schema that holds a value, not further fields."""

    type: str
    choices: tuple
    secret: bool


def fields(version):
    """Return {dotted path: Field} of one release of openmetadata-ingestion, such as 1.12.14.0."""
    classes = {}
    for path in sorted(_files(version).glob("*.py")):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ClassDef):
                classes[node.name] = node
    found = {}
    for path, name in ROOTS.items():
        _walk(classes, classes[name], path, found)
    return found


def _files(version):
    directory = cache.directory("models") / version
    with cache.lock("models"):
        if not directory.is_dir():
            with tempfile.TemporaryDirectory(dir=directory.parent) as temporary:
                _download(version, Path(temporary))
                Path(temporary, "schema").rename(directory)
    return directory


def _download(version, directory):
    pip = venvs.pip_of(interpreters.running())  # the environment of the tests may have none of its own
    if pip is None:
        raise Missing("there is no pip 22.3 or newer to download openmetadata-ingestion with")
    command = [
        *pip,
        "download",
        "--quiet",
        "--no-deps",
        "--only-binary",
        ":all:",
        "--dest",
        str(directory),
    ]
    done = subprocess.run([*command, f"openmetadata-ingestion=={version}"], check=False, capture_output=True, text=True)
    if done.returncode:
        raise Missing(
            f"openmetadata-ingestion {version} could not be had from the package index: {done.stderr.strip()[-300:]}"
        )
    (directory / "schema").mkdir()
    with zipfile.ZipFile(next(directory.glob("*.whl"))) as wheel:
        for name in FILES:
            (directory / "schema" / name.replace("/", ".")).write_bytes(wheel.read(SCHEMA + name))


def _walk(classes, model, path, found):
    for node in model.body:
        if isinstance(node, ast.AnnAssign) and node.target.id != "model_config":
            where = f"{path}.{node.target.id}"
            names = {name for name in _names(_type(node)) if name not in ("Optional", "None", "Any")}
            objects = [
                classes[name] for name in names if name in classes and not _is(classes[name], "Enum", "RootModel")
            ]
            if objects and not names & {"list", "List"}:
                _walk(classes, objects[0], where, found)
            else:
                found[where] = _field(classes, names)


def _field(classes, names):
    enums = [classes[name] for name in names if name in classes and _is(classes[name], "Enum")]
    if enums:
        return Field(
            "enum", tuple(ast.literal_eval(item.value) for item in enums[0].body if isinstance(item, ast.Assign)), False
        )
    kinds = {TYPES[name] for name in names if name in TYPES}
    outermost = next(kind for kind in ("list", "map", "string", "boolean", "integer") if kind in kinds)
    return Field(outermost, (), "CustomSecretStr" in names)


def _type(node):
    """Return the type in `name: Annotated[type, Field(...)] = default` or `name: type`."""
    hint = node.annotation
    return hint.slice.elts[0] if isinstance(hint, ast.Subscript) and _last(hint.value) == "Annotated" else hint


def _names(node):
    return {_last(part) for part in ast.walk(node) if isinstance(part, (ast.Name, ast.Attribute))}


def _last(node):
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def _is(model, *bases):
    return any(_last(base.value if isinstance(base, ast.Subscript) else base) in bases for base in model.bases)
