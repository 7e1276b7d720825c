# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The type of a finding, which hosts and controller share."""

import json

import pytest
from ansible_collections.openmetadata.sso.plugins.module_utils._core import findings
from ansible_collections.openmetadata.sso.plugins.plugin_utils._model import findings as of_controller

ERROR = findings.Finding("ENV-25", "error", "/x:3", "/x:3 sets A.", "Remove the line.")
WARNING = ERROR._replace(rule="OPT-04", severity="warning")


def test_a_finding_survives_json():
    sent = json.dumps(findings.to_data([ERROR, WARNING]))
    assert [findings.from_data(data) for data in json.loads(sent)] == [ERROR, WARNING]


@pytest.mark.parametrize("data", [{}, {**ERROR.to_data(), "more": 1}, list(ERROR)])
def test_other_data_is_refused(data):
    with pytest.raises(TypeError):
        findings.from_data(data)


def test_a_finding_is_one_line_of_a_report():
    assert ERROR.line() == "ERROR    ENV-25   /x:3 sets A. Remove the line."
    assert ERROR._replace(fix="").line().endswith("sets A.")


def test_only_errors_stop_a_change():
    assert findings.errors([WARNING, ERROR]) == [ERROR]


def test_hosts_and_controller_share_the_type():
    assert of_controller.Finding is findings.Finding
