# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The catalogue against the schema of each release, as the generated models of openmetadata-ingestion have it.

Of each line the last release known, and each patch release with which the catalogue lets a variable begin.
"""

import pytest
from ansible_collections.openmetadata.sso.plugins.plugin_utils._model.catalogue import (
    CATALOGUE,
    RELEASES,
    SCHEMA_FIELDS_WITHOUT_A_VARIABLE,
    choices_of,
    line_of,
    read_by,
)
from lab.venvs import Missing
from oracles import models
from oracles.model_differences import FREE_OBJECTS, SECRET_FOR_US, VARIABLE_IS_GONE

VERSIONS = (
    "1.8.2.0", "1.8.12.0", "1.9.17.0", "1.10.5.0", "1.10.14.0", "1.11.6.0", "1.11.14.0", "1.12.6.0", "1.12.14.0",
    "1.13.6.0", "2.0.0.0", "2.0.7.0",
)  # fmt: skip


@pytest.fixture(scope="module", params=VERSIONS)
def release(request, require):
    """(release, its fields)."""
    try:
        return request.param.rpartition(".")[0], models.fields(request.param)
    except Missing as missing:
        require(f"the models of a release are absent: {missing}")


def variables(release):
    """Return {path: variable} of what the release reads, where the schema has sections."""
    return {
        path: v
        for v in CATALOGUE.values()
        if read_by(v, release)
        for path in v.paths
        if path.split(".")[0] in models.ROOTS
    }


def in_free_object(path):
    return any(path.startswith(free + ".") for free in FREE_OBJECTS)


def reached(first, release):
    """Whether the release is not older than `first`."""
    return first is not None and numbers(first) <= numbers(release)


def numbers(release):
    return [int(part) for part in release.split(".")]


def test_every_line_and_every_beginning_is_tested():
    tested = {version.rpartition(".")[0] for version in VERSIONS}
    assert {line_of(version) for version in tested} == set(RELEASES)
    assert {v.since for v in CATALOGUE.values() if v.since.count(".") == 2} <= tested


def test_every_field_has_a_variable_or_is_listed(release):
    name, schema = release
    listed = {path for path, since in SCHEMA_FIELDS_WITHOUT_A_VARIABLE.items() if reached(since, name)}
    gone = {path for path, (since, _reason) in VARIABLE_IS_GONE.items() if reached(since, name)}
    assert set(schema) - set(variables(name)) == listed | gone | set(FREE_OBJECTS)


def test_every_variable_has_a_field(release):
    name, schema = release
    assert {path for path in variables(name) if not in_free_object(path)} <= set(schema)


def test_types_and_choices_are_those_of_the_schema(release):
    name, schema = release
    ours = {path: (v.type, set(choices_of(v, name))) for path, v in variables(name).items() if path in schema}
    assert ours == {path: (schema[path].type, set(schema[path].choices)) for path in ours}


def test_every_secret_of_the_schema_is_one_for_us(release):
    name, schema = release
    ours = {path for path, v in variables(name).items() if v.secret and not in_free_object(path)}
    theirs = {path for path, field in schema.items() if field.secret}
    assert ours - theirs == {path for path, (since, _reason) in SECRET_FOR_US.items() if not reached(since, name)}
    assert theirs <= ours
