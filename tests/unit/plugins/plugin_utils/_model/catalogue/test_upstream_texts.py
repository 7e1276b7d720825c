# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The catalogue against the files that OpenMetadata ships.

The folder OM_SSO_UPSTREAM holds one folder a release with its openmetadata.yaml, docker-compose.yml,
helm-values.yaml or helm-values.schema.json. Those files belong to OpenMetadata and are not part of this
repository, so these tests may be skipped wherever they are absent.
"""

import json
import os
import re
from pathlib import Path

import pytest
import yaml
from ansible_collections.openmetadata.sso.plugins.plugin_utils._model.catalogue import (
    CATALOGUE,
    PASSED_BUT_READ_BY_NOTHING,
    default_at,
    passed_by_compose,
    read_by,
)

UPSTREAM = Path(os.environ.get("OM_SSO_UPSTREAM") or Path(__file__).resolve().parents[6].parent / "shared" / "upstream")
SECTIONS = {path.split(".")[0] for variable in CATALOGUE.values() for path in variable.paths}
REFERENCE = re.compile(r"\$\{(\w+):-((?:\{\}|[^}])*)\}")
# The pool of server threads has nothing to do with SSO; it is the only other thing under `server`.
NOT_OURS = {"SERVER_MAX_THREADS", "SERVER_MIN_THREADS", "SERVER_IDLE_THREAD_TIMEOUT"}
# Only the Postgres variant names the parameters of every secrets manager.
NOT_IN_EVERY_VARIANT = ("OM_SM_CLIENT", "OM_SM_TENANT", "OM_SM_VAULT")

pytestmark = pytest.mark.optional  # the texts are another project's and not part of this repository


def texts(name):
    """Give each folder that has such a file, or one skipped case where none has."""
    found = sorted(UPSTREAM.glob("*/" + name))
    absent = pytest.param(None, marks=pytest.mark.skip(reason=f"no */{name} under {UPSTREAM}: set OM_SSO_UPSTREAM"))
    return [pytest.param(path, id=path.parent.name) for path in found] or [absent]


def section_of(path):
    return path.split(".")[0]


def release_of(path):
    """A folder is named for a release, or for a line and a branch, which is taken for the line's first release."""
    line, patch = re.match(r"(\d+\.\d+)(\.\d+)?", path.parent.name).groups()
    return line + (patch or ".0")


def references(text):
    """Return {(variable, path, default): whole scalar} of an openmetadata.yaml."""
    marked = REFERENCE.sub(lambda match: f"@ref:{match[1]}:{match[2].encode().hex()}@", text).replace(
        ": @ref", ": =@ref"
    )
    found = {}

    def walk(node, path):
        if isinstance(node, dict):
            for key, value in node.items():
                walk(value, path + [str(key)])
        elif isinstance(node, list):
            for index, value in enumerate(node):
                walk(value, path + [str(index)])
        elif isinstance(node, str):
            for name, default in re.findall(r"@ref:(\w+):([0-9a-f]*)@", node):
                found[name, ".".join(path), bytes.fromhex(default).decode()] = node.lstrip("=")

    walk(yaml.safe_load(marked), [])
    return found


@pytest.mark.parametrize("path", texts("openmetadata.yaml"))
def test_openmetadata_yaml_reads_what_the_catalogue_says(path):
    release = release_of(path)
    text = path.read_text(encoding="utf-8")
    sections = SECTIONS & set(yaml.safe_load(REFERENCE.sub("x", text)))  # a text may hold only some of them
    upstream = {
        row: node for row, node in references(text).items() if section_of(row[1]) in sections and row[0] not in NOT_OURS
    }
    ours = {
        (v.name, where, default_at(v, where))
        for v in CATALOGUE.values()
        if read_by(v, release)
        for where in v.paths
        if section_of(where) in sections
    }
    assert upstream
    assert set(upstream) == ours
    part_of_a_scalar = {name for (name, _path, _default), node in upstream.items() if not re.fullmatch("@[^@]*@", node)}
    assert part_of_a_scalar == {name for name, _path, _default in ours if CATALOGUE[name].embedded}


@pytest.mark.parametrize("path", texts("docker-compose.yml"))
def test_compose_passes_what_the_catalogue_says(path):
    services = yaml.safe_load(path.read_text(encoding="utf-8"))["services"]
    passed = [services[name]["environment"] for name in ("openmetadata-server", "execute-migrate-all")]
    by_both = set(passed[0]) & set(passed[1])
    assert by_both & set(CATALOGUE) == {v.name for v in CATALOGUE.values() if passed_by_compose(v, release_of(path))}
    for name in by_both & (set(CATALOGUE) | set(PASSED_BUT_READ_BY_NOTHING)):
        default = CATALOGUE[name].compose_default if name in CATALOGUE else PASSED_BUT_READ_BY_NOTHING[name]
        assert [str(environment[name]) for environment in passed] == [f"${{{name}:-{default}}}"] * 2


@pytest.mark.parametrize("path", texts("docker-compose.yml"))
def test_the_compose_defaults_hold_for_commented_lines_too(path):
    lines = re.findall(
        r"^\s*(?:# ?)?(\w+) ?: \$\{\1:-((?:\{\}|[^}])*)\}", path.read_text(encoding="utf-8"), re.MULTILINE
    )
    upstream = {name: default for name, default in lines if name in CATALOGUE}
    ours = {
        v.name: v.compose_default
        for v in CATALOGUE.values()
        if v.compose_default is not None and read_by(v, release_of(path))
    }
    assert upstream == {
        name: default for name, default in ours.items() if name in upstream or not name.startswith(NOT_IN_EVERY_VARIANT)
    }


@pytest.mark.parametrize("path", texts("docker-compose.yml"))
def test_a_variable_that_nothing_reads_is_listed(path):
    text = path.read_text(encoding="utf-8")
    named = set(
        re.findall(
            r"^\s*(?:# ?)?((?:AUTHENTICATION|OIDC|SAML|JWT|RSA)_\w+|AUTHORIZER_(?!ENABLE_SMTP)\w+) ?: ",
            text,
            re.MULTILINE,
        )
    )
    assert named - set(CATALOGUE) <= set(PASSED_BUT_READ_BY_NOTHING)


@pytest.mark.parametrize("path", texts("helm-values.schema.json"))
def test_the_chart_has_the_values_that_the_catalogue_names(path):
    schema = json.loads(path.read_text(encoding="utf-8"))
    for variable in CATALOGUE.values():
        if variable.helm and read_by(variable, release_of(path)):
            node = schema
            for key in variable.helm.split("."):
                node = node["properties"][key]
            assert ("secretRef" in node.get("properties", {})) == variable.helm_secret, variable.name
