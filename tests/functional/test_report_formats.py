# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The files of a report as programs of other authors read them, and a run that writes all of them."""

import json
from pathlib import Path

import jsonschema
import junitparser
import pytest
from ansible_collections.openmetadata.sso.plugins.plugin_utils import _audit
from ansible_collections.openmetadata.sso.plugins.plugin_utils._output import audit
from ansible_collections.openmetadata.sso.plugins.plugin_utils._report import Run, junit, metrics, sarif
from fakes import audit_answers, report_parts
from lab import npm, required
from lab.venvs import Missing
from prometheus_client.parser import text_string_to_metric_families

SCHEMA = "node_modules/@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json"


def audited():
    """Parts of an audit: a server as shipped, one without a finding, one that was not reached."""
    return {
        "om-default": audit.document("bare_metal", "1.9.7", "basic", None, _audit.judge(audit_answers.default(), {})),
        "om-good": audit.document("bare_metal", "1.12.14", "auth0", None, _audit.judge(audit_answers.answer(), {})),
        "om-gone": audit.document(None, None, None, None, _audit.unseen("not reached"), "not reached"),
    }


RUNS = {"verify": report_parts.verified, "audit": audited, "empty": dict}


@pytest.fixture(params=RUNS)
def run(request):
    """A run with all that a report can hold, a run of the audit, and one without a host."""
    hosts = RUNS[request.param]()
    sources = dict.fromkeys(hosts, "prod/hosts.yml")
    return Run(request.param, hosts, ["om-late"], report_parts.WHEN, "1.2.3", dict.fromkeys(hosts, 1e9), sources)


@pytest.fixture(scope="session")
def sarif_schema():
    """The schema of OASIS, as a package of Microsoft has it."""
    try:
        folder = npm.installed(Path(npm.__file__).parent / "sarif-schema")
    except Missing as missing:
        required.require(str(missing))
    return json.loads((folder / SCHEMA).read_text(encoding="utf-8"))


def test_sarif_is_valid_by_its_published_schema(run, sarif_schema):
    document = json.loads(sarif.write(run))
    jsonschema.validators.validator_for(sarif_schema)(sarif_schema).validate(document)
    findings = sum(len(part["findings"]) for part in run.hosts.values())
    assert len(document["runs"][0]["results"]) == findings


def test_junit_is_read_by_junitparser(run):
    root = junitparser.JUnitXml.fromstring(junit.write(run).encode("utf-8"))
    suites = list(root)
    assert len(suites) == len(run.hosts) + 1
    for suite in suites:
        found = [case.result[0] if case.result else None for case in suite]
        assert suite.tests == len(found)
        assert suite.failures == sum(isinstance(result, junitparser.Failure) for result in found)
        assert suite.skipped == sum(isinstance(result, junitparser.Skipped) for result in found)
    before = [root.tests, root.failures, root.skipped, root.errors]
    root.update_statistics()
    assert before == [root.tests, root.failures, root.skipped, root.errors]


def test_metrics_are_read_by_the_client_of_prometheus(run):
    families = {family.name: family for family in text_string_to_metric_families(metrics.write(run))}
    assert {family.type for family in families.values()} <= {"gauge"}
    samples = [sample for family in families.values() for sample in family.samples]
    assert len({(each.name, tuple(sorted(each.labels.items()))) for each in samples}) == len(samples)
    for family, host, value in (("failed", "host", len(run.hosts)), ("findings", "severity", 3 * len(run.hosts))):
        found = families.get(f"openmetadata_sso_{family}")
        assert (len(found.samples) if found else 0) == value
        assert all(host in sample.labels for sample in (found.samples if found else ()))


def test_names_of_hostile_hosts_come_back_from_metrics_as_they_were():
    hosts = {name: part for name, part in report_parts.verified().items() if "\ud800" in name}
    text = metrics.write(Run("verify", hosts, [], report_parts.WHEN, "1"))
    found = {sample.labels["host"] for family in text_string_to_metric_families(text) for sample in family.samples}
    assert found == set(hosts)


def test_one_run_writes_every_file_and_none_holds_a_secret(install, controller, operator):
    host = install("om-1").start()
    names = ("all.json", "all.html", "all.xml", "all.sarif", "all.prom")
    files = [controller.folder / "reports" / name for name in names]
    controller.inventory(
        {"om-1": host.variables},
        **{**operator, "om_sso_max_age": 0, "om_sso_report_path": [str(file) for file in files]},
    )
    controller.run("verify", "-e", "om_sso_verify_from=http").failed()
    texts = {file.name: file.read_text(encoding="utf-8") for file in files}
    assert all("om-1" in text for text in texts.values())
    assert [name for name, text in texts.items() if operator["om_sso_client_secret"] in text] == []
    place = json.loads(texts["all.sarif"])["runs"][0]["results"]
    assert all(each["locations"][0]["physicalLocation"] for each in place)
    assert 'openmetadata_sso_drift{verb="verify",host="om-1"} 1' in texts["all.prom"]
