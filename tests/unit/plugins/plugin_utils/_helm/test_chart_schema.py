# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The keys of each version of the chart, as data."""

import pytest
from ansible_collections.openmetadata.sso.plugins.plugin_utils._helm import chart_schema, schema_check, values_yaml
from ansible_collections.openmetadata.sso.plugins.plugin_utils._helm import values as chart_values
from ansible_collections.openmetadata.sso.plugins.plugin_utils._model.catalogue import CATALOGUE
from helm_chart import cases, verdicts

AUTHENTICATION = ("openmetadata", "config", "authentication")
SESSION_EXPIRY = (*AUTHENTICATION, "oidcConfiguration", "sessionExpiry")
RDF = ("openmetadata", "config", "rdf")


def refused(values, root):
    """What is refused, as helm's answers are recorded."""
    given = values_yaml.marked(values, "values.yaml")
    return sorted(f"{'.'.join(one.path)}: {one.why}" for one in schema_check.refusals(given, root))


@pytest.mark.parametrize("case", cases.PROVIDER_CASES, ids=lambda case: case.name)
def test_every_known_chart_takes_the_values_of_a_plan(case):
    for version in ("1.8.3", "1.8.4", *chart_schema.VERSIONS[::9], chart_schema.NEWEST):
        rendered = chart_values.render(case.plan(version), {"extraEnvs": [{"name": "TZ", "value": "UTC"}]})
        assert (version, refused(rendered.values, chart_schema.of((version,)))) == (version, [])


@pytest.mark.parametrize("row", verdicts.recorded(), ids=lambda row: row["chart"])
def test_what_helm_refused_is_refused_and_nothing_else(row):
    assert refused(row["values"], chart_schema.of((row["chart"],))) == row["refused"]


def test_the_recorded_answers_hold_every_reason():
    answers = verdicts.recorded()
    reasons = {reason.split(": ")[1] for row in answers for reason in row["refused"]}
    assert reasons >= {"unknown", "type", "choice"}
    assert any(not row["refused"] for row in answers)


@pytest.mark.parametrize("name", [name for name, variable in CATALOGUE.items() if variable.helm])
def test_the_chart_has_the_value_of_every_variable_of_the_catalogue(name):
    root = chart_schema.of(chart_schema.VERSIONS)
    assert chart_schema.has(root, tuple(CATALOGUE[name].helm.split(".")))


@pytest.mark.parametrize(
    ("path", "version", "there"),
    [
        (SESSION_EXPIRY, "1.8.3", False),
        (SESSION_EXPIRY, "1.8.4", True),
        (RDF, "1.9.12", False),
        (RDF, "1.9.14", True),
        (RDF, "1.13.1", True),
        ((*AUTHENTICATION, "providerName"), "1.13.1", False),
        (("extraEnvs",), "1.8.0", True),
        (("gateway",), "1.12.1", False),
        (("gateway",), "1.12.2", True),
    ],
)
def test_a_chart_has_a_key_or_not(path, version, there):
    assert chart_schema.has(chart_schema.of((version,)), path) is there


def test_the_first_chart_with_a_key_is_known():
    assert chart_schema.since(RDF) == "1.9.14"
    with pytest.raises(KeyError):
        chart_schema.since((*AUTHENTICATION, "providerName"))


@pytest.mark.parametrize(
    ("version", "like"),
    [
        ("1.12.12", ("1.12.12",)),
        ("1.12.99", ("1.12.13", "1.13.0")),
        ("1.12", ("1.12.13", "1.13.0")),
        ("1.13", ("1.13.1",)),
        ("2.0.0", ("1.13.1",)),
        (None, chart_schema.VERSIONS),
        ("1.5.4", chart_schema.VERSIONS),
    ],
)
def test_a_version_that_is_not_known_is_like_its_neighbours(version, like):
    assert chart_schema.known(version) == like


@pytest.mark.parametrize(
    ("version", "newer"), [("1.13.1", False), ("1.13", False), ("1.13.2", True), ("2.0.0", True), (None, False)]
)
def test_a_chart_is_newer_than_all_that_are_known(version, newer):
    assert chart_schema.is_newer(version) is newer


def test_of_two_charts_either_may_be_right():
    root = chart_schema.of(("1.9.12", "1.9.14"))
    assert refused({"openmetadata": {"config": {"rdf": {"enabled": True}}}}, root) == []
