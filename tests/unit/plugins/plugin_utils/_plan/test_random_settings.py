# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whatever is given, the answer is findings; tests/support/bench/random_settings.py tries a hundred times as many."""

from ansible_collections.openmetadata.sso.plugins.plugin_utils._model.findings import SEVERITIES
from ansible_collections.openmetadata.sso.plugins.plugin_utils._plan import plan
from examples import randomly
from hypothesis import HealthCheck, given, settings


@settings(max_examples=1000, deadline=None, suppress_health_check=list(HealthCheck))
@given(variables=randomly.settings())
def test_any_settings_give_findings_and_never_a_traceback(variables):
    made = plan.make(variables)
    for finding in made.findings:
        assert finding.severity in SEVERITIES
        assert finding.message and finding.fix and finding.option.startswith("om_sso_")
    assert bool(made.environment) == (not made.errors)
    assert all(isinstance(entry.text, str) for entry in made.environment)
