# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The schema that a chart brings itself is read as the known ones are."""

import pytest
from ansible_collections.openmetadata.sso.plugins.plugin_utils._helm import own_schema, schema_findings, values_yaml
from ansible_collections.openmetadata.sso.plugins.plugin_utils._helm.schema_check import refusals

TEXT = {"type": "string"}


def closed(**keys):
    return {"type": "object", "additionalProperties": False, "properties": keys}


AUTHENTICATION = closed(
    provider={"type": "string", "enum": ["basic", "okta"]},
    publicKeys={"type": "array", "items": TEXT, "minItems": 1},
    sessionStore={"type": ["string", "null"]},
    odd={"anyOf": [TEXT]},
    server={"type": "object", "required": ["url"], "properties": {"url": TEXT}},
)
SCHEMA = {
    "$schema": "http://json-schema.org/schema#",
    "type": "object",
    "properties": {"openmetadata": closed(config=closed(authentication=AUTHENTICATION))},
}


def values(**authentication):
    return values_yaml.marked({"openmetadata": {"config": {"authentication": authentication}}, "other": 1}, "release")


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"provider": "okta", "publicKeys": ["a"], "sessionStore": None, "server": {"url": "a", "more": 1}}, []),
        ({"odd": 5}, []),
        ({"provider": "azure"}, ["choice"]),
        ({"provider": 5}, ["type"]),
        ({"publicKeys": []}, ["too_few"]),
        ({"publicKeys": [5]}, ["type"]),
        ({"clientId": "a"}, ["unknown"]),
        ({"server": {}}, ["missing"]),
    ],
)
def test_what_the_schema_of_a_chart_refuses(given, why):
    assert [refusal.why for refusal in refusals(values(**given), own_schema.of(SCHEMA))] == why


@pytest.mark.parametrize(
    "schema",
    [
        None,
        [],
        True,
        {"type": "unknown"},
        {"type": 5, "properties": 5, "items": 5, "enum": [1], "required": 5, "minItems": "1"},
        {"$ref": "#/definitions/a", "additionalProperties": False},
        {"additionalProperties": False, "patternProperties": {".*": {}}},
    ],
)
def test_what_cannot_be_read_takes_any_value(schema):
    assert list(refusals(values(provider=5), own_schema.of(schema))) == []


def test_a_schema_that_is_nested_too_deeply_takes_any_value_from_there_on():
    schema = {}
    for _level in range(200):
        schema = closed(a=schema)
    given = {}
    for _level in range(60):
        given = {"a": given}
    assert list(refusals(values_yaml.marked(given, "release"), own_schema.of(schema))) == []


def test_a_newer_chart_is_checked_by_its_own_schema():
    found = schema_findings.of_release(values(provider="azure", clientID=1), "2.0.0", SCHEMA)
    assert [(one.rule, one.severity) for one in found] == [
        ("HELM-06", "info"),
        ("HELM-04", "error"),
        ("HELM-04", "error"),
    ]
    assert "by its own schema" in found[0].message
    assert found[1].option == "release"
    assert found[1].message == (
        "release: openmetadata.config.authentication.provider is not a choice of the chart 2.0.0: basic, okta."
    )


def test_a_newer_chart_without_a_schema_is_said_plainly():
    (found,) = schema_findings.of_release(values(), "2.0.0", None)
    assert "by its own schema" not in found.message
    assert schema_findings.of_release(values(), "1.12.12", None) == []
