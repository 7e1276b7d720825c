# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What each host fails with: findings that several hosts share are told by the first of them."""

from ansible_collections.openmetadata.sso.plugins.plugin_utils._plan import plan
from ansible_collections.openmetadata.sso.plugins.plugin_utils._register import finding_of
from ansible_collections.openmetadata.sso.plugins.plugin_utils._runtime import preflight
from examples import SHOWN

UNREADABLE = finding_of("PRE-04", "om_sso_preflight_ca_file", path="ca.pem", reason="not there")


def looked(found):
    """What was seen of hosts, by their findings."""
    return {host: preflight.Looked(None, list(findings), "") for host, findings in found.items()}


def test_hosts_with_the_same_findings_refer_to_the_first_one():
    found = {"om-1": [], "om-2": [UNREADABLE], "om-3": [UNREADABLE]}
    lines = preflight.failures({host: plan.make(SHOWN) for host in found}, looked(found))
    assert list(lines) == ["om-2", "om-3"]
    assert lines["om-2"][0] == "om-2, om-3 (2 hosts)" and "PRE-04" in "".join(lines["om-2"])
    assert lines["om-3"] == ["the same findings as om-2: PRE-04"]


def test_a_plan_with_errors_fails_with_its_findings():
    plans = {"om-1": plan.make({**SHOWN, "om_sso_flow": "implict"}), "om-2": plan.make(SHOWN)}
    lines = preflight.failures(plans, looked({"om-1": [], "om-2": [UNREADABLE]}))
    assert "om_sso_flow" in "".join(lines["om-1"]) and "PRE-04" in "".join(lines["om-2"])


def test_the_report_has_what_ends_at_the_provider():
    ends = [{"kind": "tls_certificate", "name": "acme.eu.auth0.com", "at": "2027-03-01T00:00:00+00:00"}]
    plans, seen = {"om-1": plan.make(SHOWN)}, {"om-1": preflight.Looked(None, [], "", ends)}
    results = {host: preflight.part(plans[host], each) for host, each in seen.items()}
    assert preflight.report_parts(plans, seen, results, {})["om-1"]["expires"] == ends
